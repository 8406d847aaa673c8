#pragma once

#include "AudioCodec.h"
#include "OpusPayload.h"

struct OpusEncoder;
struct OpusDecoder;

namespace carillon {

/// Mono Opus, RFC 6716 and RFC 7587.
///
/// Latency: 6.5 ms of look-ahead on top of the packet. The low-delay mode would save 4 of them and lose the
/// speech half of the codec, and with it the in-band redundancy (LBRR); not worth it. DTX is on only where
/// the peer or the account asks for it: a phone that goes silent looks like one that went away. Two channels
/// are StereoOpusEncoder's.
class OpusAudioEncoder : public AudioEncoder
{
public:
    explicit OpusAudioEncoder(const EncoderOptions &options);
    ~OpusAudioEncoder() override;
    bool isValid() const noexcept { return m_encoder != nullptr; }

    CodecKind kind() const noexcept override { return CodecKind::Opus; }
    int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept override;
    void tune(const EncoderTuning &tuning) noexcept override;
    bool isPause() const noexcept override { return m_isPause; }

protected:
    /// @param application of libopus
    OpusAudioEncoder(const EncoderOptions &options, int application);
    OpusEncoder *encoder() noexcept { return m_encoder; }
    const EncoderTuning &tuning() const noexcept { return m_tuning; }
    /// @param pcm interleaved where it was made for two. @returns the bytes of @p payload.
    int encode(const std::int16_t *pcm, int samples, std::span<std::uint8_t> payload) noexcept;

private:
    void apply(const EncoderTuning &tuning) noexcept;

    OpusEncoder *m_encoder = nullptr;
    EncoderTuning m_tuning;
    bool m_isPause = false;
};

/// Decodes mono and stereo to mono: libopus gives the mean of both channels. Conceals by the codec's own
/// model, recovers by LBRR (RFC 6716 §2.1.7).
class OpusAudioDecoder : public AudioDecoder
{
public:
    OpusAudioDecoder()
        : OpusAudioDecoder(Channels::One)
    {
    }
    ~OpusAudioDecoder() override;
    bool isValid() const noexcept { return m_decoder != nullptr; }

    CodecKind kind() const noexcept override { return CodecKind::Opus; }
    int samplesIn(std::span<const std::uint8_t> payload) const noexcept override;
    int decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept override;
    void recover(std::span<const std::uint8_t> next, std::span<std::int16_t> pcm) noexcept override;
    void conceal(std::span<std::int16_t> pcm) noexcept override;
    bool isNoise(std::span<const std::uint8_t> payload) const noexcept override
    {
        return OpusPayload::parse(payload).isNoise;
    }
    bool isRedundant(std::span<const std::uint8_t> payload) const noexcept override
    {
        return OpusPayload::parse(payload).isRedundant;
    }
    bool isSeamless() const noexcept override { return true; }
    Channels channelsIn(std::span<const std::uint8_t> payload) const noexcept override
    {
        return OpusPayload::isStereo(payload) ? Channels::Two : Channels::One;
    }

protected:
    static constexpr int MaxSamples = 48 * MaxDecodedMs;
    explicit OpusAudioDecoder(Channels channels);
    OpusDecoder *decoder() noexcept { return m_decoder; }

private:
    OpusDecoder *m_decoder = nullptr;
};

} // namespace carillon
