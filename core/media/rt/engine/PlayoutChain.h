#pragma once

#include "AudioFrame.h"
#include "JitterBuffer.h"
#include "PauseFinder.h"
#include "PlayoutLine.h"
#include "SeamJoiner.h"
#include "StreamSetup.h"
#include "TimeStretcher.h"

#include <array>
#include <memory>

namespace carillon {

struct PlayoutStatistics {
    double acceleratedMs = 0;
    double deceleratedMs = 0;
    CodecKind codec = CodecKind::Opus; ///< of the last packet heard
    Channels channels = Channels::One; ///< likewise, as it was sent
    MediaTime firstHeard{};            ///< the epoch until then
};

/// From the jitter buffer to a frame each tick: decodes or conceals, joins, stretches.
///
/// Constraint: a tick needs 10 ms, packets hold 2.5 to 120 ms, and nothing may wait longer than it must. So a
/// packet is decoded in the tick in which it is heard first; the rest of it waits in one line with 40 ms of
/// what was heard, where it is stretched: shortened when the delay is longer than wanted, lengthened when it
/// is shorter, or when the line runs dry and the next packet is late (that is heard less than the invented
/// sound it saves). Mostly that is done where nobody speaks (PauseFinder), since there it costs nothing. A
/// jump in what is decoded is joined at the codec's own rate, before the resampler smears it. 60 kB. Latency:
/// the jitter buffer's and the resampler's 3 or 1.5 ms for narrow codecs; what waits in the line is part of
/// the jitter buffer's delay, not added to it.
///
/// Where two channels are wanted, what they differ by has a line of its own (60 kB more), which is cut,
/// joined and stretched at the same places: they are found in the one of mid and side that is louder, since a
/// seam that nobody hears in a silent line is heard in the other. So the channels never move against each
/// other.
class PlayoutChain final
{
public:
    explicit PlayoutChain(Channels channels = Channels::One);
    JitterBuffer &buffer() noexcept { return m_buffer; }
    const JitterBuffer &buffer() const noexcept { return m_buffer; }
    /// Forgets what waits.
    void clear() noexcept;
    /// The next 10 ms, heard at @p due.
    StereoFrame play(StreamSetup &setup, MediaTime due) noexcept;
    const PlayoutStatistics &statistics() const noexcept { return m_statistics; }

private:
    using Playout = JitterBuffer::Playout;
    static constexpr int MaxDecodedSamples = SampleRateHz / 1000 * MaxDecodedMs;
    static constexpr int JoinRoom = SampleRateHz / 200;
    /// A tick asks for nothing that brings no sound more often than this (packets whose time has passed).
    static constexpr int MaxStepsPerTick = 16;
    using Line = PlayoutLine<std::size_t(MaxDecodedSamples + 2 * FrameSamples + 2 * TimeStretcher::MaxLag)>;

    using Pcm = std::array<std::int16_t, std::size_t(MaxDecodedSamples + JoinRoom)>;
    /// Always as long as what it is the side of.
    struct Side {
        Line line;
        SeamJoiner joiner;
        PauseFinder pauses;
        Pcm pcm{}; ///< at the decoder's rate
    };

    std::chrono::microseconds waiting() const noexcept
    {
        return std::chrono::microseconds(std::int64_t(m_line.size()) * 1000000 / SampleRateHz);
    }
    bool step(StreamSetup &setup, MediaTime due) noexcept;
    StreamSetup::Decoder *decoderOf(const Playout &playout, StreamSetup &setup) noexcept;
    int decode(const Playout &playout, AudioDecoder &decoder) noexcept;
    int join(const Playout &playout, const AudioDecoder &decoder, int samples) noexcept;
    void takeSide(const AudioDecoder &decoder, int samples) noexcept;
    int joinAtSeam(int samples, int rateHz, SeamJoiner::Align align) noexcept;
    bool pushDecoded(Resampler &resampler, int samples) noexcept;
    void pushSilence() noexcept;
    StereoFrame pop() noexcept;
    std::span<std::int16_t> leading(std::size_t from, std::size_t size) noexcept;
    void adjust(std::chrono::microseconds excess, double leastSimilarity) noexcept;
    void shorten(int mostSamples, double leastSimilarity) noexcept;
    void lengthen(const TimeStretcher::Terms &terms) noexcept;

    JitterBuffer m_buffer;
    Line m_line;
    SeamJoiner m_joiner;
    PauseFinder m_pauses;
    int m_rateHz = 0; ///< of what m_joiner remembers
    Playout::Kind m_lastKind = Playout::Kind::Nothing;
    std::uint8_t m_lastPayloadType = 0xff; ///< of what was decoded last
    Pcm m_pcm{};                           ///< at the decoder's rate
    std::array<std::int16_t, std::size_t(MaxDecodedSamples + JoinRoom + 8)> m_resampled{}; ///< 48 kHz
    std::unique_ptr<Side> m_side; ///< null: one channel is all that is wanted
    PlayoutStatistics m_statistics;
};

} // namespace carillon
