#pragma once

#include <QString>

namespace carillon {

/// What is typed or kept as a number, taken apart: whom to call, and the digits for when the call is answered
/// ("1234,,9#"). A plain value.
///
/// Behind a number `,` and `p` are a pause, `;` and `w` wait for a person; behind a name or an address a
/// comma begins the digits. tel: URIs have them behind the number or in `postd` (RFC 2806 §2.2).
struct DialString {
    QString target; ///< for dialTarget()
    QString digits; ///< 0-9 * # A-D, `,` for a pause and `;` for a yes; ends with none of the two

    static DialString split(const QString &text);
    friend bool operator==(const DialString &, const DialString &) = default;
};

} // namespace carillon
