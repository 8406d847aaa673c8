#pragma once

#include <QString>

namespace carillon {

/// What the files of a recording are.
struct RecordingFormat {
    enum class Container { Opus, Wav } container = Container::Opus; ///< Ogg/Opus, or 16-bit WAV
    int rateHz = 48000;                                             ///< or 16000
    friend bool operator==(const RecordingFormat &, const RecordingFormat &) = default;
};

/// Where a recording goes.
struct RecordingPlace {
    QString folder; ///< made when only its last part is missing
    QString name;   ///< of the file, without its suffix; the next free one is taken: "NAME", "NAME (2)" ...
    QString file;   ///< instead of both: exactly this one, which must not exist
    RecordingFormat format;
};

/// Why a recording ended or did not begin. The call goes on.
struct RecordingError {
    enum class Code {
        None,
        NoFolder,   ///< it is not there and cannot be made
        Exists,     ///< the file that was named
        CannotOpen, ///< not permitted
        DiskFull,
        Gone, ///< file or folder were removed or taken away while it was written
    } code
        = Code::None;
    QString message; ///< one sentence, for people
};

} // namespace carillon
