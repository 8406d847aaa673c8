#pragma once

#include "HeaderId.h"

namespace carillon {

/// What a header's name on the wire says. Private to this module.
struct NamedHeader {
    HeaderId id = HeaderId::Unknown;
    bool canonical = false; ///< written byte by byte like headerName()
};
NamedHeader lookUpHeader(const char *name, qsizetype size);

} // namespace carillon
