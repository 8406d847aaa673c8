#pragma once

#include <cstdint>
#include <optional>

namespace carillon {

/// Decides when the sound is only the noise of the room, and how loud that is: for comfort noise instead of
/// sound, RFC 3389. Media thread.
///
/// Chosen: voice is what is 6 dB above the noise floor. The floor falls with the sound and rises by 3 dB a
/// second up to -45 dBov, so that neither music nor a long vowel is taken for noise; 300 ms after the last
/// voice are sent still, since words end quietly. Adds no latency: the sound is never held back to be judged.
class SilenceSuppressor final
{
public:
    static constexpr int HangoverFrames = 30;
    static constexpr int UpdateMs = 200; ///< between two descriptions of the noise

    /// Each 10 ms of what would be sent: its mean square, 32768² at full scale.
    void frame(double meanSquare) noexcept;
    bool isSilent() const noexcept { return m_hangover == 0; }
    /// Each packet time of silence. @returns the level to be sent in its place, in -dBov; mostly nothing.
    std::optional<std::uint8_t> level(int packetMs) noexcept;
    /// A packet of sound was sent.
    void spoke() noexcept { m_sinceUpdateMs = UpdateMs; }

private:
    double m_floor = 0;
    double m_noise = 0; ///< smoothed
    bool m_hasNoise = false;
    int m_hangover = HangoverFrames;
    int m_sinceUpdateMs = UpdateMs;
};

} // namespace carillon
