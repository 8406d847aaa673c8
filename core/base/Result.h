#pragma once

#include <tl/expected.hpp>

namespace carillon {

/// What a caller can answer now: a value or a small error. `std::expected` comes with C++23.
template <typename T, typename E>
using Result = tl::expected<T, E>;

/// Makes the error side of a Result: `return Failure(ParseError{...});`
template <typename E>
using Failure = tl::unexpected<E>;

} // namespace carillon
