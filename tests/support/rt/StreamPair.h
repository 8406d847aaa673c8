#pragma once

#include "LoopbackSocket.h"
#include "MediaEngineCore.h"

#include <functional>
#include <vector>

namespace carillon {

/// Parameters of a stream on @p rtp that talks to @p remote, with payload types 111, 9, 0, 8 and events on
/// 101.
StreamParameters streamParameters(
    StreamId id, const LoopbackSocket &rtp, const sockaddr_storage &remote, CodecKind kind, int ptimeMs = 20);
std::uint8_t payloadTypeOf(CodecKind kind);
SrtpKey srtpKey(SrtpProfile profile, std::uint8_t seed);
/// Aborts when it cannot be built.
std::unique_ptr<MediaStream> makeStream(const StreamParameters &parameters);

/// An engine under a virtual clock, and two sockets for two streams that call each other.
///
/// A MediaEngineCore is large: the pair lives on the heap.
struct StreamPair {
    StreamPair();

    AudioPort port;
    MediaEngineCore engine{port};
    LoopbackSocket leftRtp, rightRtp, leftRtcp, rightRtcp;
    MediaTime now{std::chrono::hours(1)};
    std::vector<MediaEvent> events;

    /// Streams 1 and 2, multiplexing RTCP; change what the test is about before add().
    StreamParameters left(CodecKind kind, int ptimeMs = 20) const;
    StreamParameters right(CodecKind kind, int ptimeMs = 20) const;
    StreamControls *add(const StreamParameters &parameters);
    void update(const StreamParameters &parameters);
    void remove(StreamId id);
    void dtmf(StreamId id, const DtmfRequest &request);
    /// Ticks each 10 ms; before each tick @p each is called.
    void run(std::chrono::milliseconds duration, const std::function<void()> &each = {});
    /// The events of kind T so far.
    template <typename T>
    std::vector<const T *> of() const
    {
        std::vector<const T *> found;
        for (const auto &event : events) {
            if (const T *one = std::get_if<T>(&event))
                found.push_back(one);
        }
        return found;
    }
};

} // namespace carillon
