#pragma once

#include <QString>

namespace carillon {

/// Somebody whom a person wants at hand: kept in the profile, in an order of its own.
struct Favourite {
    QString id; ///< "f1"; a number is never given twice
    QString name;
    QString target;    ///< as dial() takes it: a number, user@host or a URI
    QString accountId; ///< with which it is called; empty: the default one
    friend bool operator==(const Favourite &, const Favourite &) = default;
};

} // namespace carillon
