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
/// the peer or the account asks for it: a phone that goes silent looks like one that went away. Always mono:
/// a peer that can play stereo (stereo=1) would get the same sound twice.
class OpusAudioEncoder final : public AudioEncoder
{
public:
    explicit OpusAudioEncoder(const EncoderOptions &options);
    ~OpusAudioEncoder() override;
    bool isValid() const noexcept { return m_encoder != nullptr; }

    CodecKind kind() const noexcept override { return CodecKind::Opus; }
    int encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept override;
    void tune(const EncoderTuning &tuning) noexcept override;
    bool isPause() const noexcept override { return m_isPause; }

private:
    void apply(const EncoderTuning &tuning) noexcept;

    OpusEncoder *m_encoder = nullptr;
    EncoderTuning m_tuning;
    bool m_isPause = false;
};

/// Decodes mono and stereo to mono: libopus gives the mean of both channels. Conceals by the codec's own
/// model, recovers by LBRR (RFC 6716 §2.1.7).
class OpusAudioDecoder final : public AudioDecoder
{
public:
    OpusAudioDecoder();
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

private:
    OpusDecoder *m_decoder = nullptr;
};

} // namespace carillon
