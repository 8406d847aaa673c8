#pragma once

#include "DatagramGate.h"
#include "EndpointSource.h"
#include "EventSink.h"
#include "MediaSocket.h"
#include "ReceiveChain.h"
#include "RtcpChain.h"
#include "SendChain.h"
#include "SourceLatch.h"
#include "StreamControls.h"
#include "StreamRecorder.h"
#include "StreamSetup.h"

#include <memory>

namespace carillon {

/// One RTP stream of one call: the send chain and the receive chain. Core builds and destroys it, the media
/// thread runs it in between.
class MediaStream final
{
public:
    explicit MediaStream(std::unique_ptr<StreamSetup> setup);
    ~MediaStream() = default;
    MediaStream(const MediaStream &) = delete;
    MediaStream &operator=(const MediaStream &) = delete;

    StreamId id() const { return m_id; }
    /// Valid as long as the stream lives, on whichever thread.
    StreamControls &controls() { return m_controls; }

    // The media thread's ends, in the order of a tick.

    void start(MediaTime now) noexcept;
    /// Puts @p setup to work; @p setup holds the one before afterwards.
    void update(std::unique_ptr<StreamSetup> &setup, MediaTime now) noexcept;
    /// The call was answered; see SourceLatch.
    void expectPeer(MediaTime now) noexcept;
    /// So many ticks are left out.
    void skip(int ticks) noexcept
    {
        m_sender.skip(ticks);
        m_recorder.skip(ticks);
    }
    /// Reads what arrived; at most MaxDatagramsPerTick for each tick, the rest is left to the kernel to drop.
    void receive(DatagramBatch &batch, EventSink &events, MediaTime now) noexcept;
    /// Decodes the next 10 ms of the peer; received() holds them until the next tick. @param due when they
    /// are heard.
    void play(MediaTime due) noexcept;
    const StereoFrame &received() const noexcept { return m_received; }
    /// What send() was given of ours, without what was added to it.
    const AudioFrame &own() const noexcept { return m_sender.own(); }
    StreamRecorder &recorder() noexcept { return m_recorder; }
    /// @param others what a conference adds to the endpoint's own sound, or null.
    void send(
        const StereoFrame &captured, const AudioFrame *others, EventSink &events, MediaTime now) noexcept;
    /// Reports, lost ends of events, statistics.
    void housekeep(EventSink &events, MediaTime now) noexcept;
    void finish(MediaTime now) noexcept;

    /// The microphone's two channels are wanted: there is a peer, and a rate, for both.
    bool sendsStereo() const noexcept
    {
        return isDevice() && m_setup->isSending() && m_setup->encoder->takesTwo();
    }
    bool isDevice() const noexcept { return m_setup->parameters().endpoint.kind == EndpointKind::Device; }
    bool queueDtmf(const DtmfRequest &request) noexcept { return m_sender.queueDtmf(request); }
    int rtpFd() const noexcept { return m_setup->parameters().rtpFd; }
    int rtcpFd() const noexcept { return m_setup->parameters().rtcpFd; }

private:
    static constexpr int MaxDatagramsPerTick = 128;
    static constexpr int TicksPerPublication = 10;

    void receiveFrom(int fd, DatagramBatch &batch, EventSink &events, MediaTime now) noexcept;
    void datagram(MutableBytes bytes, const SocketAddress &source, int fd, const TickContext &at) noexcept;
    void rtcp(MutableBytes bytes, const SocketAddress &source, const TickContext &at) noexcept;
    RtcpChain::Subject reports() noexcept
    {
        return {m_sender, m_receiver.source(), m_receiver.arrivals(), rtcpLatch().target()};
    }
    void updateSsrc(const StreamSetup &after, MediaTime now) noexcept;
    void ssrcCollided(const TickContext &at) noexcept;
    SourceLatch &rtcpLatch() noexcept { return rtcpFd() < 0 ? m_rtpLatch : m_rtcpLatch; }
    void publish() noexcept;
    void keepAlive(MediaTime now) noexcept;

    StreamId m_id;
    StreamControls m_controls;
    std::unique_ptr<StreamSetup> m_setup;
    LocalSsrc m_local;
    EndpointSource m_endpoint;
    SendChain m_sender;
    ReceiveChain m_receiver;
    RtcpChain m_rtcp;
    StreamRecorder m_recorder;
    DatagramGate m_gate;
    SourceLatch m_rtpLatch;
    SourceLatch m_rtcpLatch; ///< only with a socket of its own
    StereoFrame m_received{};
    MediaTime m_sentAt{}; ///< sound, or a keep-alive
    int m_budget = MaxDatagramsPerTick;
    int m_ticksToPublication = 0;
    std::uint64_t m_strangerReports = 0;
};

} // namespace carillon
