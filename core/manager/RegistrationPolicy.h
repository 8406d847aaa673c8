#pragma once

#include <chrono>
#include <functional>

namespace carillon {

enum class RegisterVerdict { Proceed, Block };
/// Asked before each attempt to register; gives its verdict once, at once or later. Blocked, nothing is tried
/// until somebody asks for the registration again or there is a new connection.
using RegisterGuard = std::function<void(std::function<void(RegisterVerdict)>)>;

/// What becomes of a REGISTER that was refused.
struct RegistrationPolicy {
    bool retries = false;             ///< wrong credentials are never tried again: that locks accounts
    std::chrono::seconds interval{3}; ///< the wait is random between this and twice this, never less than
                                      ///< Retry-After
    RegisterGuard guard{};
};

} // namespace carillon
