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

bool isLouder(std::span<const std::int16_t> one, std::span<const std::int16_t> other)
{
    const auto power = [](std::span<const std::int16_t> pcm) {
        std::int64_t sum = 0;
        for (const std::int16_t sample : pcm)
            sum += int(sample) * int(sample);
        return sum;
    };
    return power(one) > power(other);
}

} // namespace

PlayoutChain::PlayoutChain(Channels channels)
    : m_side(channels == Channels::Two ? std::make_unique<Side>() : nullptr)
{
}

void PlayoutChain::clear() noexcept
{
    m_buffer.reset(m_buffer.clockRateHz());
    m_line.clear();
    m_joiner.clear();
    m_pauses.clear();
    if (m_side) {
        m_side->line.clear();
        m_side->joiner.clear();
        m_side->pauses.clear();
    }
    m_lastKind = Kind::Nothing;
}

StereoFrame PlayoutChain::play(StreamSetup &setup, MediaTime due) noexcept
{
    for (int i = 0; m_line.size() < FrameSamples && i < MaxStepsPerTick; ++i) {
        if (!step(setup, due))
            break;
    }
    pushSilence();
    const auto rest = waiting() - std::chrono::microseconds(TickPeriod);
    if (rest < TickPeriod && m_buffer.isRunningDry(due, rest))
        lengthen(RunningDry);
    return pop();
}

/// Up to a frame.
void PlayoutChain::pushSilence() noexcept
{
    if (m_line.size() >= FrameSamples)
        return;
    if (m_side)
        m_side->line.pushSilence(FrameSamples - m_line.size());
    m_line.pushSilence(FrameSamples - m_line.size());
}

StereoFrame PlayoutChain::pop() noexcept
{
    StereoFrame frame;
    m_line.pop(frame);
    if (m_side) {
        m_side->line.pop(frame.side);
        frame.isStereo = true;
        frame.isStereo = frame.hasSide();
    }
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
        if (m_side)
            m_side->joiner.clear();
        return false;
    }
    int samples = decode(playout, *decoder->decoder);
    if (m_side)
        takeSide(*decoder->decoder, samples);
    samples = join(playout, *decoder->decoder, samples);
    m_lastKind = playout.kind;
    if (samples <= 0)
        return true;
    if (m_statistics.firstHeard == MediaTime())
        m_statistics.firstHeard = heard;
    if (pushDecoded(*decoder->resampler, samples))
        adjust(playout.excess, AnySimilarity);
    else if (playout.where == Playout::Where::Anywhere)
        adjust(playout.excess, GoodSimilarity);
    return true;
}

/// m_pcm, at 48 kHz, behind what waits. @returns whether nobody speaks.
bool PlayoutChain::pushDecoded(Resampler &resampler, int samples) noexcept
{
    const int resampled = resampler.process(std::span(m_pcm).first(std::size_t(samples)), m_resampled);
    const auto fresh = std::span(m_resampled).first(std::size_t(resampled));
    m_line.push(fresh);
    const bool isPause = m_pauses.isPause(fresh);
    if (!m_side)
        return isPause;
    if (m_rateHz != SampleRateHz) { // of one channel
        m_side->line.pushSilence(fresh.size());
        return isPause;
    }
    const auto side = std::span(m_side->pcm).first(fresh.size());
    m_side->line.push(side);
    return m_side->pauses.isPause(side) && isPause;
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
        if (decoder.kind() != CodecKind::ComfortNoise) {
            m_statistics.codec = decoder.kind();
            m_statistics.channels = decoder.channelsIn(playout.payload);
        }
        const int samples
            = decoder.decode(playout.payload, std::span(m_pcm).first(std::size_t(MaxDecodedSamples)));
        if (samples > 0)
            return samples;
    }
    decoder.conceal(invented);
    return rounded;
}

/// What m_pcm has beside it.
void PlayoutChain::takeSide(const AudioDecoder &decoder, int samples) noexcept
{
    const auto count = std::size_t(std::max(samples, 0));
    const auto side = decoder.side().first(std::min(decoder.side().size(), count));
    std::copy(side.begin(), side.end(), m_side->pcm.begin());
    std::fill_n(m_side->pcm.begin() + std::ptrdiff_t(side.size()), count - side.size(), std::int16_t(0));
}

/// Leaves out what was filled already, and hides the seam where m_pcm does not continue what was before.
int PlayoutChain::join(const Playout &playout, const AudioDecoder &decoder, int samples) noexcept
{
    const int rate = pcmRateHz(decoder.kind());
    const auto ticks = std::int64_t(playout.skipTicks);
    const int skip = std::min(samples, int(ticks * rate / rtpClockRateHz(decoder.kind())));
    std::copy(m_pcm.begin() + skip, m_pcm.begin() + samples, m_pcm.begin());
    if (m_side)
        std::copy(m_side->pcm.begin() + skip, m_side->pcm.begin() + samples, m_side->pcm.begin());
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
        const int joined = joinAtSeam(samples, rate, align);
        const double changedMs = (joined - samples) * 1000. / rate;
        (changedMs > 0 ? m_statistics.deceleratedMs : m_statistics.acceleratedMs) += std::abs(changedMs);
        return joined;
    }
    m_joiner.remember(std::span(m_pcm).first(std::size_t(samples)));
    if (m_side)
        m_side->joiner.remember(std::span(m_side->pcm).first(std::size_t(samples)));
    return samples;
}

int PlayoutChain::joinAtSeam(int samples, int rateHz, SeamJoiner::Align align) noexcept
{
    const auto room = std::size_t(samples) + std::size_t(rateHz / 200);
    const auto pcm = std::span(m_pcm).first(room);
    if (!m_side)
        return m_joiner.join(pcm, samples, rateHz, align);
    const auto side = std::span(m_side->pcm).first(room);
    const bool isBySide = isLouder(side.first(std::size_t(samples)), pcm.first(std::size_t(samples)));
    const SeamJoiner::Seam seam = isBySide ? m_side->joiner.find(side, samples, rateHz, align)
                                           : m_joiner.find(pcm, samples, rateHz, align);
    m_side->joiner.join(side, samples, seam);
    return m_joiner.join(pcm, samples, seam);
}

/// The line in which seams are looked for, with @p from of its samples; @p size of what waits decide.
std::span<std::int16_t> PlayoutChain::leading(std::size_t from, std::size_t size) noexcept
{
    const auto mid = m_line.samples();
    if (!m_side)
        return mid.subspan(from);
    const auto side = m_side->line.samples();
    const bool isBySide = isLouder(side.subspan(Line::Past, size), mid.subspan(Line::Past, size));
    return (isBySide ? side : mid).subspan(from);
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
    const bool isHasty = mostSamples > int(MuchExcess.count() * SampleRateHz / 1000000);
    const TimeStretcher::Terms terms{std::max(mostSamples, TimeStretcher::MinLag),
        isHasty ? std::min(leastSimilarity, HastySimilarity) : leastSimilarity,
        std::min(mostSamples, int(TimeStretcher::MaxLag))};
    const auto seam = TimeStretcher::toShorten(leading(Line::Past, std::size_t(size)), size, terms);
    const auto shorten = [&](Line &line) {
        const auto waitingSound = line.samples().subspan(Line::Past, std::size_t(size));
        const int shortened = TimeStretcher::shortenedAt(waitingSound, size, seam);
        line.resize(std::size_t(shortened));
        return shortened;
    };
    if (m_side)
        shorten(m_side->line);
    m_statistics.acceleratedMs += toMs(size - shorten(m_line));
}

void PlayoutChain::lengthen(const TimeStretcher::Terms &terms) noexcept
{
    const int size = int(m_line.size());
    const auto seam = TimeStretcher::toLengthen(leading(0, std::size_t(size)), Line::Past, size, terms);
    const auto lengthen = [&](Line &line) {
        const int lengthened = TimeStretcher::lengthenedAt(line.samples(), Line::Past, size, seam);
        line.resize(std::size_t(lengthened));
        return lengthened;
    };
    if (m_side)
        lengthen(m_side->line);
    m_statistics.deceleratedMs += toMs(lengthen(m_line) - size);
}

} // namespace carillon
