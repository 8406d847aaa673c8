#include "StereoOpusCodec.h"

#include <algorithm>
#include <utility>

#include <opus.h>

namespace carillon {

StereoOpusEncoder::StereoOpusEncoder(const EncoderOptions &options)
    : OpusAudioEncoder(options, OPUS_APPLICATION_AUDIO)
    , m_wanted(tuning())
    , m_isRateForTwo(options.bitrate >= StereoFrom)
    , m_sideGain(m_isRateForTwo ? 1.f : 0.f)
{
    if (encoder())
        opus_encoder_ctl(encoder(), OPUS_SET_FORCE_CHANNELS(1));
}

void StereoOpusEncoder::tune(const EncoderTuning &tuning) noexcept
{
    m_wanted = tuning;
    m_isRateForTwo = tuning.bitrate >= (m_isRateForTwo ? StereoUntil : StereoFrom);
}

int StereoOpusEncoder::encode(std::span<const std::int16_t> pcm, std::span<std::uint8_t> payload) noexcept
{
    const std::size_t samples = std::min(pcm.size(), std::size_t(MaxSamples));
    for (std::size_t i = 0; i < samples; ++i)
        m_both[2 * i] = m_both[2 * i + 1] = pcm[i];
    return encodeAs(Channels::One, int(samples), payload);
}

int StereoOpusEncoder::encodeStereo(std::span<const std::int16_t> mid, std::span<const std::int16_t> side,
    std::span<std::uint8_t> payload) noexcept
{
    const std::size_t samples = std::min({mid.size(), side.size(), std::size_t(MaxSamples)});
    const auto bounded = [](int sample) { return std::int16_t(std::clamp(sample, -32768, 32767)); };
    const float gain = m_isRateForTwo ? 1.f : 0.f;
    const float slope = (gain - m_sideGain) / float(std::max<std::size_t>(samples, 1));
    const bool isTwo = m_isRateForTwo || m_sideGain > 0;
    for (std::size_t i = 0; i < samples; ++i) {
        const int apart
            = slope == 0.f ? (isTwo ? side[i] : 0) : int(float(side[i]) * (m_sideGain + slope * float(i)));
        m_both[2 * i] = bounded(mid[i] + apart);
        m_both[2 * i + 1] = bounded(mid[i] - apart);
    }
    m_sideGain = gain;
    return encodeAs(isTwo ? Channels::Two : Channels::One, int(samples), payload);
}

int StereoOpusEncoder::encodeAs(Channels channels, int samples, std::span<std::uint8_t> payload) noexcept
{
    force(channels);
    EncoderTuning now = m_wanted;
    now.inbandFec = now.inbandFec && channels == Channels::One;
    OpusAudioEncoder::tune(now);
    const int bytes = OpusAudioEncoder::encode(m_both.data(), samples, payload);
    if (bytes > 0) // libopus takes a packet or two to change
        m_channels = OpusPayload::isStereo(payload) ? Channels::Two : Channels::One;
    return bytes;
}

void StereoOpusEncoder::force(Channels channels) noexcept
{
    if (std::exchange(m_forced, channels) != channels)
        opus_encoder_ctl(encoder(), OPUS_SET_FORCE_CHANNELS(int(channels)));
}

int StereoOpusDecoder::take(
    std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm, Redundancy redundancy) noexcept
{
    m_sideSamples = 0;
    const int room = int(std::min(pcm.size(), std::size_t(MaxSamples)));
    const int samples = opus_decode(decoder(), payload.empty() ? nullptr : payload.data(),
        opus_int32(payload.size()), m_both.data(), room, int(redundancy));
    int any = 0;
    for (std::size_t i = 0; i < std::size_t(std::max(samples, 0)); ++i) {
        pcm[i] = midOf(m_both[2 * i], m_both[2 * i + 1]);
        m_side[i] = sideOf(m_both[2 * i], m_both[2 * i + 1]);
        any |= m_side[i];
    }
    m_sideSamples = any != 0 ? std::size_t(samples) : 0;
    return samples;
}

int StereoOpusDecoder::decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> pcm) noexcept
{
    m_sideSamples = 0;
    if (payload.empty())
        return 0;
    const Channels before = std::exchange(m_heard, channelsIn(payload));
    const int samples = take(payload, pcm, Redundancy::Ignored);
    if (before == Channels::One && m_heard == Channels::One)
        m_sideSamples = 0; // what is left of noise that was invented
    return samples;
}

void StereoOpusDecoder::recover(std::span<const std::uint8_t> next, std::span<std::int16_t> pcm) noexcept
{
    const int samples = next.empty() ? 0 : take(next, pcm, Redundancy::Decoded);
    if (samples != int(pcm.size()))
        return conceal(pcm);
    if (m_heard == Channels::One && channelsIn(next) == Channels::One)
        m_sideSamples = 0; // noise above the voice, which no copy has
}

void StereoOpusDecoder::conceal(std::span<std::int16_t> pcm) noexcept
{
    const auto samples = std::size_t(std::max(0, take({}, pcm, Redundancy::Ignored)));
    if (m_heard == Channels::One) // libopus invents noise for each of the channels that it was made for
        m_sideSamples = 0;
    if (samples >= pcm.size())
        return;
    std::fill(pcm.begin() + std::ptrdiff_t(samples), pcm.end(), std::int16_t(0));
    if (m_sideSamples > 0) {
        m_sideSamples = std::min(pcm.size(), m_side.size());
        std::fill(m_side.begin() + std::ptrdiff_t(samples), m_side.begin() + std::ptrdiff_t(m_sideSamples),
            std::int16_t(0));
    }
}

} // namespace carillon
