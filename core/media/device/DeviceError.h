#pragma once

#include <QString>

namespace carillon {

/// Why sound does not come in or go out. The call goes on in silence.
struct DeviceError {
    enum class Code {
        BadSpec,    ///< not one of `default`, `null`, `tone:HZ`, `file:PATH`, `id:DEVICE`
        Missing,    ///< no such device or file, or no device at all
        Unreadable, ///< not a sound file
        CannotOpen, ///< there, but busy or not permitted
        DiskFull,
        Lost, ///< went away while it was in use
    } code
        = Code::CannotOpen;
    QString message; ///< one sentence with the cause, for people

    /// "device-missing" and its like, for scripts.
    QString codeName() const;
};

} // namespace carillon
