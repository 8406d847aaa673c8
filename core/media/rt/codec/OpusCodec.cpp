#include "OpusCodec.h"

#include <algorithm>

#include <opus.h>

namespace carillon {

namespace {
constexpr int RateHz = 48000;
constexpr int MaxDecodedSamples = RateHz / 1000 * MaxDecodedMs;
}

OpusAudioEncoder::OpusAudioEncoder(const EncoderOptions &options)
    : m_expectedLoss(std::clamp(options.expectedLossPercent, 0, 100))
{
    int error = OPUS_OK;
    m_encoder = opus_encoder_create(RateHz, 1, OPUS_APPLICATION_VOIP, &error);
    if (!m_encoder)
        return;
    opus_encoder_ctl(m_encoder, OPUS_SET_BITRATE(std::clamp(options.bitrate, 6000, 510000)));
    opus_encoder_ctl(m_encoder, OPUS_SET_COMPLEXITY(std::clamp(options.complexity, 0, 10)));
    opus_encoder_ctl(m_encoder, OPUS_SET_INBAND_FEC(options.inbandFec ? 1 : 0));
    opus_encoder_ctl(m_encoder, OPUS_SET_PACKET_LOSS_PERC(m_expectedLoss));
    opus_encoder_ctl(m_encoder, OPUS_SET_VBR(options.constantBitrate ? 0 : 1));
    opus_encoder_ctl(m_encoder, OPUS_SET_DTX(0));
}

OpusAudioEncoder::~OpusAudioEncoder()
{
    if (m_encoder)
        opus_encoder_destroy(m_encoder);
}

int OpusAudioEncoder::encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept
{
    return opus_encode(m_encoder, pcm.data(), int(pcm.size()), payload.data(), opus_int32(payload.size()));
}

void OpusAudioEncoder::setExpectedLoss(int percent) noexcept
{
    percent = std::clamp(percent, 0, 100);
    if (percent == m_expectedLoss)
        return;
    m_expectedLoss = percent;
    opus_encoder_ctl(m_encoder, OPUS_SET_PACKET_LOSS_PERC(percent));
}

OpusAudioDecoder::OpusAudioDecoder()
{
    int error = OPUS_OK;
    m_decoder = opus_decoder_create(RateHz, 1, &error);
}

OpusAudioDecoder::~OpusAudioDecoder()
{
    if (m_decoder)
        opus_decoder_destroy(m_decoder);
}

int OpusAudioDecoder::samplesIn(std::span<const std::uint8_t> payload) const noexcept
{
    if (payload.empty())
        return 0;
    const int samples = opus_packet_get_nb_samples(payload.data(), opus_int32(payload.size()), RateHz);
    return samples > 0 && samples <= MaxDecodedSamples ? samples : 0;
}

int OpusAudioDecoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept
{
    if (payload.empty())
        return 0;
    return opus_decode(m_decoder, payload.data(), opus_int32(payload.size()), pcm.data(), int(pcm.size()), 0);
}

void OpusAudioDecoder::recover(std::span<const std::uint8_t> next, std::span<std::int16_t> pcm) noexcept
{
    // With redundancy in it, libopus conceals what lies before the one frame it can recover, and without any,
    // all.
    const int samples = next.empty()
        ? 0
        : opus_decode(m_decoder, next.data(), opus_int32(next.size()), pcm.data(), int(pcm.size()), 1);
    if (samples != int(pcm.size()))
        conceal(pcm);
}

void OpusAudioDecoder::conceal(std::span<std::int16_t> pcm) noexcept
{
    const int samples = opus_decode(m_decoder, nullptr, 0, pcm.data(), int(pcm.size()), 0);
    if (samples < int(pcm.size()))
        std::fill(pcm.begin() + std::max(0, samples), pcm.end(), std::int16_t(0));
}

} // namespace carillon
