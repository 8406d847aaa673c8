#pragma once

#include <QtGlobal>

namespace carillon {

/// Why a text is not a session description, and where.
struct SdpError {
    enum class Kind {
        Unexpected, ///< a line which the grammar does not allow here
        TooLarge,   ///< one of SdpLimits was passed
        BadNumber,  ///< a port, count or version that is not a number in range
        Missing,    ///< v= or o= is absent
        Duplicate,  ///< v=, o= or s= occurs twice
    };
    Kind kind = Kind::Unexpected;
    int line = 0; ///< counted from 1; 0 when it concerns the whole text

    friend bool operator==(const SdpError &, const SdpError &) = default;
};

/// What is refused before it is read further: everything here may come from an enemy.
struct SdpLimits {
    static constexpr qsizetype totalBytes = 256 * 1024;
    static constexpr qsizetype lineBytes = 8 * 1024;
    static constexpr qsizetype mediaSections = 64;
    static constexpr qsizetype attributesPerSection = 512;
    /// What comes after them is not kept, and no reason to refuse the rest: some gather hundreds.
    static constexpr qsizetype candidatesPerSection = 256;
    static constexpr qsizetype otherLinesPerSection = 64;
    static constexpr qsizetype formatsPerSection = 256;
};

} // namespace carillon
