#pragma once

#include <atomic>
#include <cstdint>

namespace carillon {

/// What is done to the sound of the microphone.
struct alignas(8) VoiceParameters {
    enum class When : std::uint8_t {
        RealMicrophone, ///< files and tones of ours pass bit by bit
        Always,
        Never
    } when
        = When::RealMicrophone;
    /// How hard the suppressor behind the linear canceller works: the more, the less is left of the echo, and
    /// of a near talker while both speak. The library's "high" cuts words, so it is not here.
    enum class Echo : std::uint8_t { Off, Low, Moderate } echo = Echo::Moderate;
    enum class Noise : std::uint8_t { Off, Low, Moderate, High, VeryHigh } noise = Noise::Moderate;
    enum class Gain : std::uint8_t { Off, Adaptive } gain = Gain::Adaptive;
    enum class HighPass : std::uint8_t { Off, On } highPass = HighPass::On;
    friend bool operator==(const VoiceParameters &, const VoiceParameters &) = default;
};

/// The part of voice processing which core may touch while the media thread runs it: lock-free single values.
class VoiceControls final
{
public:
    /// Any thread; takes effect with the next frame.
    void set(const VoiceParameters &parameters) noexcept
    {
        m_wanted.store(parameters, std::memory_order_relaxed);
    }
    VoiceParameters wanted() const noexcept { return m_wanted.load(std::memory_order_relaxed); }
    /// Whether the last frame of the microphone held speech, muted or not. Never where nothing is processed.
    bool isSpeaking() const noexcept { return m_isSpeaking.load(std::memory_order_relaxed); }
    /// How many frames held speech since the beginning; wraps.
    std::uint32_t speechFrames() const noexcept { return m_speechFrames.load(std::memory_order_relaxed); }

    /// Media thread, each 10 ms.
    void heard(bool speech) noexcept
    {
        m_isSpeaking.store(speech, std::memory_order_relaxed);
        if (speech)
            m_speechFrames.fetch_add(1, std::memory_order_relaxed);
    }

private:
    static_assert(std::atomic<VoiceParameters>::is_always_lock_free);
    std::atomic<VoiceParameters> m_wanted{VoiceParameters{}};
    std::atomic<bool> m_isSpeaking{false};
    std::atomic<std::uint32_t> m_speechFrames{0};
};

} // namespace carillon
