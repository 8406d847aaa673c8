#include "OpusCodec.h"

#include <algorithm>

#include <opus.h>

namespace carillon {

namespace {
constexpr int RateHz = 48000;
/// What libopus makes of a frame that need not be sent.
constexpr int PauseBytes = 2;

/// RFC 7587 §6.1, maxplaybackrate: the narrowest that loses nothing which can be played.
int bandwidthFor(int playbackRateHz)
{
    if (playbackRateHz <= 8000)
        return OPUS_BANDWIDTH_NARROWBAND;
    if (playbackRateHz <= 12000)
        return OPUS_BANDWIDTH_MEDIUMBAND;
    if (playbackRateHz <= 16000)
        return OPUS_BANDWIDTH_WIDEBAND;
    return playbackRateHz <= 24000 ? OPUS_BANDWIDTH_SUPERWIDEBAND : OPUS_BANDWIDTH_FULLBAND;
}
}

OpusAudioEncoder::OpusAudioEncoder(const EncoderOptions &options)
    : OpusAudioEncoder(options, OPUS_APPLICATION_VOIP)
{
}

OpusAudioEncoder::OpusAudioEncoder(const EncoderOptions &options, int application)
    : m_tuning{options.bitrate, options.complexity, options.inbandFec, options.expectedLossPercent,
        options.discontinuous}
{
    int error = OPUS_OK;
    m_encoder = opus_encoder_create(RateHz, int(options.channels), application, &error);
    if (!m_encoder)
        return;
    opus_encoder_ctl(m_encoder, OPUS_SET_VBR(options.constantBitrate ? 0 : 1));
    opus_encoder_ctl(m_encoder, OPUS_SET_MAX_BANDWIDTH(bandwidthFor(options.maxPlaybackRateHz)));
    apply(m_tuning);
}

OpusAudioEncoder::~OpusAudioEncoder()
{
    if (m_encoder)
        opus_encoder_destroy(m_encoder);
}

void OpusAudioEncoder::apply(const EncoderTuning &tuning) noexcept
{
    opus_encoder_ctl(m_encoder, OPUS_SET_BITRATE(std::clamp(tuning.bitrate, 6000, 510000)));
    opus_encoder_ctl(m_encoder, OPUS_SET_COMPLEXITY(std::clamp(tuning.complexity, 0, 10)));
    opus_encoder_ctl(m_encoder, OPUS_SET_INBAND_FEC(tuning.inbandFec ? 1 : 0));
    opus_encoder_ctl(m_encoder, OPUS_SET_PACKET_LOSS_PERC(std::clamp(tuning.expectedLossPercent, 0, 100)));
    opus_encoder_ctl(m_encoder, OPUS_SET_DTX(tuning.discontinuous ? 1 : 0));
}

void OpusAudioEncoder::tune(const EncoderTuning &tuning) noexcept
{
    if (tuning == m_tuning)
        return;
    m_tuning = tuning;
    apply(tuning);
}

int OpusAudioEncoder::encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept
{
    return encode(pcm.data(), int(pcm.size()), payload);
}

int OpusAudioEncoder::encode(const std::int16_t *pcm, int samples, std::span<std::uint8_t> payload) noexcept
{
    const int bytes = opus_encode(m_encoder, pcm, samples, payload.data(), opus_int32(payload.size()));
    m_isPause = m_tuning.discontinuous && bytes > 0 && bytes <= PauseBytes;
    return bytes;
}

OpusAudioDecoder::OpusAudioDecoder(Channels channels)
{
    int error = OPUS_OK;
    m_decoder = opus_decoder_create(RateHz, int(channels), &error);
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
    return samples > 0 && samples <= MaxSamples ? samples : 0;
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
