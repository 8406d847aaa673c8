#pragma once

#include "CodecKind.h"
#include "StereoFrame.h"

#include <cstdint>
#include <memory>
#include <span>

namespace carillon {

/// The longest packet we encode and the longest we decode (RFC 6716 §3.2.5 allows 120 ms in one Opus packet).
constexpr int MaxEncodedMs = 60;
constexpr int MaxDecodedMs = 120;
/// No payload of ours, and none we accept, is larger: what is left of 1500 bytes after IP, UDP and RTP,
/// rounded down.
constexpr int MaxPayloadBytes = 1400;

/// What may change from packet to packet; only Opus listens.
struct EncoderTuning {
    int bitrate = 32000; ///< bit/s, 6000..510000
    int complexity = 5;  ///< 0..10
    bool inbandFec = true;
    int expectedLossPercent = 10;
    bool discontinuous = false; ///< DTX: silence is mostly not sent
    friend bool operator==(const EncoderTuning &, const EncoderTuning &) = default;
};

/// PCM to payload. Made on the core thread (it allocates there), used by the media thread (it never allocates
/// there).
class AudioEncoder
{
public:
    AudioEncoder() = default;
    AudioEncoder(const AudioEncoder &) = delete;
    AudioEncoder &operator=(const AudioEncoder &) = delete;
    virtual ~AudioEncoder() = default;

    virtual CodecKind kind() const noexcept = 0;
    /// @param pcm one packet's sound at pcmRateHz(kind()).
    /// @returns the bytes written to @p payload; 0 or less when the codec failed.
    virtual int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept = 0;
    /// Likewise of two channels, left mid + side and right mid - side; who knows of one only takes the mean.
    virtual int encodeStereo(std::span<const std::int16_t> mid, std::span<const std::int16_t> /*side*/,
        std::span<std::uint8_t> payload) noexcept
    {
        return encode(mid, payload);
    }
    /// encodeStereo() would make two channels of what comes next.
    virtual bool takesTwo() const noexcept { return false; }
    /// Of the packet that was encoded last.
    virtual Channels channels() const noexcept { return Channels::One; }
    /// From the next packet on.
    virtual void tune(const EncoderTuning & /*tuning*/) noexcept { }
    /// The packet that was encoded last says nothing: with DTX it is not sent.
    virtual bool isPause() const noexcept { return false; }
};

/// Payload to PCM, and PCM from nothing. Threads as AudioEncoder.
class AudioDecoder
{
public:
    AudioDecoder() = default;
    AudioDecoder(const AudioDecoder &) = delete;
    AudioDecoder &operator=(const AudioDecoder &) = delete;
    virtual ~AudioDecoder() = default;

    virtual CodecKind kind() const noexcept = 0;
    /// How many samples at pcmRateHz(kind()) the payload holds; 0 when it is broken or longer than
    /// MaxDecodedMs.
    virtual int samplesIn(std::span<const std::uint8_t> payload) const noexcept = 0;
    /// @returns the samples written to @p pcm; 0 or less when the payload is broken (then conceal).
    virtual int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept = 0;
    /// Fills all of @p pcm with what probably was in the packet before @p next, by in-band redundancy where
    /// the codec has it. A multiple of 2.5 ms.
    virtual void recover(std::span<const std::uint8_t> next, std::span<std::int16_t> pcm) noexcept = 0;
    /// Fills all of @p pcm with a continuation of what was decoded last, fading away. A multiple of 2.5 ms.
    virtual void conceal(std::span<std::int16_t> pcm) noexcept = 0;
    /// The sender is silent from here on, and conceal() gives what is to be heard meanwhile.
    virtual bool isNoise(std::span<const std::uint8_t>) const noexcept { return false; }
    /// recover() does better than conceal() with this.
    virtual bool isRedundant(std::span<const std::uint8_t>) const noexcept { return false; }
    /// What comes after conceal() continues it by itself, without a seam.
    virtual bool isSeamless() const noexcept { return false; }
    /// What was given last was the mean of two channels; half of their difference, as long. Empty: it was
    /// one.
    virtual std::span<const std::int16_t> side() const noexcept { return {}; }
    /// That the sender made the payload of, whatever becomes of them.
    virtual Channels channelsIn(std::span<const std::uint8_t>) const noexcept { return Channels::One; }
};

/// The longest packet whose payload is no larger than MaxPayloadBytes, a multiple of 10 ms.
constexpr int longestPacketMs(CodecKind kind)
{
    const int fitting
        = fixedBitrate(kind) == 0 ? MaxEncodedMs : MaxPayloadBytes * 8 / (fixedBitrate(kind) / 1000);
    return fitting < MaxEncodedMs ? fitting / 10 * 10 : MaxEncodedMs;
}

/// What an encoder can be told; everything but the kind concerns Opus.
struct EncoderOptions {
    CodecKind kind = CodecKind::Opus;
    int bitrate = 32000;
    int complexity = 5;
    bool inbandFec = true;
    int expectedLossPercent = 10;
    bool constantBitrate = false;
    bool discontinuous = false;
    int maxPlaybackRateHz = 48000;     ///< of the peer: what lies above half of it would be sent for nothing
    Channels channels = Channels::One; ///< Two: encodeStereo() is more than encode()
};

/// Core thread. Null when the codec library refuses.
std::unique_ptr<AudioEncoder> createEncoder(const EncoderOptions &options);
/// @param channels Two: side() tells what the codec knows of a second one.
std::unique_ptr<AudioDecoder> createDecoder(CodecKind kind, Channels channels = Channels::One);

} // namespace carillon
