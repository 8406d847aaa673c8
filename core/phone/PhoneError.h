#pragma once

#include "Result.h"

#include <QString>

namespace carillon {

/// What went wrong, for a person and for a script: the same sentence in a dialog and on ctl's stderr.
struct PhoneError {
    QString code;    ///< stable, kebab-case: "unknown-call", "bad-target", "not-available", "wrong-state",
                     ///< "tls-untrusted" ...
    QString message; ///< one sentence with the cause, plain text, translated
    friend bool operator==(const PhoneError &, const PhoneError &) = default;
};

template <typename T = void>
using PhoneResult = Result<T, PhoneError>;

} // namespace carillon
