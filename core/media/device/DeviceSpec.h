#pragma once

#include "DeviceError.h"
#include "Result.h"

namespace carillon {

/// What a device is for.
enum class DeviceRole { Input, Output, Ring };

/// What `--audio-input`, `--audio-output` and `device set` take.
struct DeviceSpec {
    enum class Kind {
        Default, ///< `default`: what the system says, whatever that is when a call begins
        Null,    ///< `null`: silence in real time
        Tone,    ///< `tone:HZ`, input only
        File,    ///< `file:PATH`: read and looped, or written as 16-bit WAV at 48 kHz
        Id,      ///< `id:DEVICE`
    } kind
        = Kind::Default;
    QString argument; ///< the path or the id
    int toneHz = 0;   ///< 20..20000

    /// Says also whether a file can be there at all, so that a typing error is seen at once and not in the
    /// first call.
    static Result<DeviceSpec, DeviceError> parse(const QString &text, DeviceRole role);
    QString toString() const;
    /// A sound card rather than something of ours.
    bool isReal() const { return kind == Kind::Default || kind == Kind::Id; }
    friend bool operator==(const DeviceSpec &, const DeviceSpec &) = default;
};

} // namespace carillon
