#pragma once

#include <cstdint>
#include <span>

namespace carillon {

/// Says where nobody speaks, so that the delay may be changed where nobody hears it.
///
/// Chosen: a block is a pause when it is 30 dB below the loudest of the last seconds (that level falls by 1
/// dB each second, so a room's noise below speech counts, and music without rests has none), or below -50 dB
/// of full scale. Judged by its loudest 5 ms: a consonant between two silences is none. 8 bytes; no latency.
class PauseFinder final
{
public:
    void clear() noexcept { *this = {}; }
    /// Everything that is to be heard, in order; 48 kHz. @returns whether it and what was before it are a
    /// pause.
    bool isPause(std::span<const std::int16_t> pcm) noexcept;

private:
    float m_loudest = 0; ///< mean square of 5 ms
    bool m_wasQuiet = true;
};

} // namespace carillon
