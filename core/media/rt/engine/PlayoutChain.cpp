#include "PlayoutChain.h"

#include <algorithm>

namespace carillon {

namespace {

using namespace std::chrono_literals;
using Kind = JitterBuffer::Playout::Kind;

/// Excess beyond which haste matters more than how it sounds.
constexpr std::chrono::microseconds MuchExcess = 60ms;
constexpr double AnySimilarity = -1; ///< where nobody hears a seam
constexpr double GoodSimilarity = 0.7;
constexpr double HastySimilarity = 0.4;
/// Else the same period would be invented.
constexpr TimeStretcher::Terms RunningDry{TimeStretcher::MaxLag, 0.3, 480};

constexpr double toMs(int samples)
{
    return samples * 1000. / SampleRateHz;
}

} // namespace

void PlayoutChain::clear() noexcept
{
    m_buffer.reset(m_buffer.clockRateHz());
    m_line.clear();
    m_joiner.clear();
    m_pauses.clear();
    m_lastKind = Kind::Nothing;
}

AudioFrame PlayoutChain::play(StreamSetup &setup, MediaTime due) noexcept
{
    AudioFrame frame{};
    for (int i = 0; m_line.size() < FrameSamples && i < MaxStepsPerTick; ++i) {
        if (!step(setup, due))
            break;
    }
    if (m_line.size() < FrameSamples)
        m_line.pushSilence(FrameSamples - m_line.size());
    const auto rest = waiting() - std::chrono::microseconds(TickPeriod);
    if (rest < TickPeriod && m_buffer.isRunningDry(due, rest))
        lengthen(RunningDry);
    m_line.pop(frame);
    return frame;
}

/// Adds what is to be heard after what waits. @returns false when that is silence.
bool PlayoutChain::step(StreamSetup &setup, MediaTime due) noexcept
{
    const MediaTime heard = due + waiting();
    const Playout playout = m_buffer.take(due, waiting());
    StreamSetup::Decoder *decoder = playout.kind == Kind::Nothing ? nullptr : decoderOf(playout, setup);
    if (!decoder) { // or an update took the codec away while its packets were waiting
        m_lastKind = Kind::Nothing;
        m_joiner.clear();
        return false;
    }
    int samples = decode(playout, *decoder->decoder);
    samples = join(playout, *decoder->decoder, samples);
    m_lastKind = playout.kind;
    if (samples <= 0)
        return true;
    if (m_statistics.firstHeard == MediaTime())
        m_statistics.firstHeard = heard;
    const int resampled
        = decoder->resampler->process(std::span(m_pcm).first(std::size_t(samples)), m_resampled);
    const auto fresh = std::span(m_resampled).first(std::size_t(resampled));
    m_line.push(fresh);
    if (m_pauses.isPause(fresh))
        adjust(playout.excess, AnySimilarity);
    else if (playout.where == Playout::Where::Anywhere)
        adjust(playout.excess, GoodSimilarity);
    return true;
}

StreamSetup::Decoder *PlayoutChain::decoderOf(const Playout &playout, StreamSetup &setup) noexcept
{
    const bool hasPayload = !playout.payload.empty();
    StreamSetup::Decoder *decoder = setup.decoderFor(hasPayload ? playout.payloadType : m_lastPayloadType);
    if (decoder && hasPayload)
        m_lastPayloadType = playout.payloadType;
    return decoder;
}

/// Fills m_pcm. @returns how many samples.
int PlayoutChain::decode(const Playout &playout, AudioDecoder &decoder) noexcept
{
    const int rate = pcmRateHz(decoder.kind());
    // Invented sound comes in steps of 2.5 ms, as Opus wants it.
    const int step = rate / 400;
    const auto wanted = std::int64_t(playout.durationTicks) * rate / rtpClockRateHz(decoder.kind());
    const int rounded
        = int(std::clamp<std::int64_t>((wanted + step - 1) / step * step, step, rate / 1000 * MaxDecodedMs));
    const auto invented = std::span(m_pcm).first(std::size_t(rounded));
    if (playout.kind == Kind::Recover) {
        decoder.recover(playout.payload, invented);
        return rounded;
    }
    if (!playout.payload.empty()) {
        if (decoder.kind() != CodecKind::ComfortNoise)
            m_statistics.codec = decoder.kind();
        const int samples
            = decoder.decode(playout.payload, std::span(m_pcm).first(std::size_t(MaxDecodedSamples)));
        if (samples > 0)
            return samples;
    }
    decoder.conceal(invented);
    return rounded;
}

/// Leaves out what was filled already, and hides the seam where m_pcm does not continue what was before.
int PlayoutChain::join(const Playout &playout, const AudioDecoder &decoder, int samples) noexcept
{
    const int rate = pcmRateHz(decoder.kind());
    const auto ticks = std::int64_t(playout.skipTicks);
    const int skip = std::min(samples, int(ticks * rate / rtpClockRateHz(decoder.kind())));
    std::copy(m_pcm.begin() + skip, m_pcm.begin() + samples, m_pcm.begin());
    samples -= skip;
    const bool wasInvented = m_lastKind == Kind::Conceal || m_lastKind == Kind::Noise;
    const bool continues = playout.kind == m_lastKind && playout.kind != Kind::Recover;
    const bool isSeam = skip > 0 || (wasInvented && !continues && !decoder.isSeamless())
        || (playout.kind == Kind::Noise && m_lastKind != Kind::Noise && !decoder.isSeamless());
    const bool hasPast = m_rateHz == rate && m_lastKind != Kind::Nothing;
    m_rateHz = rate;
    if (isSeam && hasPast && samples > 0) {
        // The seam is aligned where the delay is to be changed anyway, or hardly matters.
        const auto align = playout.excess.count() > 0 ? SeamJoiner::Align::LeaveOut : SeamJoiner::Align::Add;
        const auto room = std::size_t(samples) + std::size_t(rate / 200);
        const int joined = m_joiner.join(std::span(m_pcm).first(room), samples, rate, align);
        const double changedMs = (joined - samples) * 1000. / rate;
        (changedMs > 0 ? m_statistics.deceleratedMs : m_statistics.acceleratedMs) += std::abs(changedMs);
        return joined;
    }
    m_joiner.remember(std::span(m_pcm).first(std::size_t(samples)));
    return samples;
}

void PlayoutChain::adjust(std::chrono::microseconds excess, double leastSimilarity) noexcept
{
    const auto samples = int(std::clamp<std::int64_t>(
        std::chrono::abs(excess).count() * SampleRateHz / 1000000, 0, MaxDecodedSamples));
    if (excess.count() > 0)
        shorten(samples, leastSimilarity);
    else if (excess.count() < 0)
        lengthen({TimeStretcher::MaxLag, leastSimilarity, samples});
}

/// By a period or two; by as much as there is to take when the delay is far too long.
void PlayoutChain::shorten(int mostSamples, double leastSimilarity) noexcept
{
    const int size = int(m_line.size());
    const auto waitingSound = m_line.samples().subspan(Line::Past, std::size_t(size));
    const bool isHasty = mostSamples > int(MuchExcess.count() * SampleRateHz / 1000000);
    const TimeStretcher::Terms terms{std::max(mostSamples, TimeStretcher::MinLag),
        isHasty ? std::min(leastSimilarity, HastySimilarity) : leastSimilarity,
        std::min(mostSamples, int(TimeStretcher::MaxLag))};
    const int shortened = TimeStretcher::shortened(waitingSound, size, terms);
    m_statistics.acceleratedMs += toMs(size - shortened);
    m_line.resize(std::size_t(shortened));
}

void PlayoutChain::lengthen(const TimeStretcher::Terms &terms) noexcept
{
    const int size = int(m_line.size());
    const int lengthened = TimeStretcher::lengthened(m_line.samples(), Line::Past, size, terms);
    m_statistics.deceleratedMs += toMs(lengthened - size);
    m_line.resize(std::size_t(lengthened));
}

} // namespace carillon
