#pragma once

#include "WireFailure.h"

#include <QString>

namespace carillon {

/// Why bytes could not be sent or a connection could not be made.
struct NetworkError {
    using Kind = WireFailure;
    Kind kind = Kind::Closed;
    QString detail; ///< the system's or the library's own words
    friend bool operator==(const NetworkError &, const NetworkError &) = default;
};

} // namespace carillon
