#pragma once

#include "AudioFrame.h"

#include <algorithm>
#include <span>

namespace carillon {

enum class Channels : std::uint8_t { One = 1, Two = 2 };

/// @name Two channels as their mean and half of their difference; exact to one step of 16 bits, and exact
/// where both are the same.
constexpr std::int16_t midOf(int left, int right)
{
    return std::int16_t((left + right) / 2);
}
constexpr std::int16_t sideOf(int left, int right)
{
    return std::int16_t((left - right) / 2);
}

/// 10 ms of sound which may have two channels.
///
/// Constraint: nearly all of the phone wants one channel, and must not pay for a second that is hardly ever
/// there. Chosen: it is an AudioFrame, the mean of both channels, which whoever knows no other takes as it is
/// (meters, detectors, the echo canceller, recordings); beside it a side line that only the way from a
/// decoder to a loudspeaker and from a microphone to an encoder looks at. Left is mid + side, right is mid -
/// side. What changes the one changes the other alike; what replaces the one ends the other.
struct StereoFrame final : AudioFrame {
    StereoFrame() = default;
    StereoFrame(const AudioFrame &mid) noexcept // implicit: one channel is what there mostly is
        : AudioFrame(mid)
    {
    }
    StereoFrame(const StereoFrame &other) noexcept
        : AudioFrame(other)
        , isStereo(other.isStereo)
    {
        if (isStereo)
            side = other.side;
    }
    StereoFrame &operator=(const StereoFrame &other) noexcept
    {
        AudioFrame::operator=(other);
        isStereo = other.isStereo;
        if (isStereo)
            side = other.side;
        return *this;
    }
    ~StereoFrame() = default;

    bool isStereo = false;
    AudioFrame side{}; ///< means nothing unless isStereo

    std::int16_t left(std::size_t i) const noexcept { return bounded((*this)[i] + side[i]); }
    std::int16_t right(std::size_t i) const noexcept { return bounded((*this)[i] - side[i]); }
    void set(std::size_t i, int left, int right) noexcept
    {
        (*this)[i] = midOf(left, right);
        side[i] = sideOf(left, right);
    }
    /// Both channels are not the same sound.
    bool hasSide() const noexcept
    {
        return isStereo && std::any_of(side.begin(), side.end(), [](std::int16_t s) { return s != 0; });
    }

private:
    static std::int16_t bounded(int sample) noexcept
    {
        return std::int16_t(std::clamp(sample, -32768, 32767));
    }
};

/// As sound systems and files have it: left, right, left ... What has one channel is heard equally on both.
using InterleavedFrame = std::array<std::int16_t, std::size_t(2 * FrameSamples)>;

inline void interleave(const StereoFrame &frame, InterleavedFrame &both) noexcept
{
    for (std::size_t i = 0; i < frame.size(); ++i) {
        both[2 * i] = frame.isStereo ? frame.left(i) : frame[i];
        both[2 * i + 1] = frame.isStereo ? frame.right(i) : frame[i];
    }
}

/// One sound on both channels is one channel.
inline void deinterleave(const InterleavedFrame &both, StereoFrame &frame) noexcept
{
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame.set(i, both[2 * i], both[2 * i + 1]);
    frame.isStereo = true;
    frame.isStereo = frame.hasSide();
}

} // namespace carillon
