#pragma once

#include <QCoreApplication>

namespace carillon::device {

/// A sentence of this folder, in the language of the program.
inline QString text(const char *source)
{
    return QCoreApplication::translate("carillon::Device", source);
}

} // namespace carillon::device
