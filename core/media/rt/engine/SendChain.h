#pragma once

#include "DtmfSender.h"
#include "Packetizer.h"
#include "PcmFifo.h"
#include "RtcpFeedback.h"
#include "RtcpSession.h"
#include "RtpHeaderExtensions.h"
#include "SentPackets.h"
#include "SilenceSuppressor.h"
#include "SocketAddress.h"
#include "StreamControls.h"
#include "TickContext.h"

#include <array>
#include <memory>

namespace carillon {

/// From a captured frame to a datagram, once each tick; adapted to what the peer says of it.
///
/// Latency: the packet time (its first sample waits for its last), plus the resampler's 3 or 1.5 ms for
/// narrow codecs, plus Opus' 6.5 ms of look-ahead. The first packet leaves with the first tick: the packet
/// time before it is filled with silence, since waiting would only bring the same sound later.
class SendChain final : public RtcpFeedbackSink
{
public:
    SendChain(StreamControls &controls, const StreamParameters &parameters);

    /// With a new stream, and when an update brought another codec.
    void restart(const StreamSetup &setup, MediaTime now) noexcept;
    /// After any update.
    void configure(const StreamSetup &setup, MediaTime now) noexcept;
    /// A report of the peer came, perhaps about us.
    void reported(const RemoteReception &reception, MediaTime now) noexcept;
    /// What else it says by RTCP.
    void feedback(const RtcpFeedback &feedback) noexcept override;
    /// @param source the frame of the endpoint. @param others what else the peer shall hear (conference), or
    /// null.
    void run(StereoFrame source, const AudioFrame *others, const SocketAddress &to,
        const TickContext &at) noexcept;

    /// So many ticks are left out: what comes next is as much later.
    void skip(int ticks) noexcept;
    /// An empty packet that stands for nothing, which keeps the way through a NAT open (RFC 6263 §4.6).
    void keepAlive(StreamSetup &setup, const SocketAddress &to) noexcept;
    /// Our own part of what was sent in this tick: no conference, no digits (which may be secret).
    const AudioFrame &own() const noexcept { return m_own; }
    bool queueDtmf(const DtmfRequest &request) noexcept { return m_dtmf.queue(request); }
    const Packetizer &packetizer() const noexcept { return m_packetizer; }
    std::uint64_t packets() const noexcept { return m_packets; }
    std::uint64_t octets() const noexcept { return m_octets; }
    /// Since the SSRC is the one it is: what a sender report counts (RFC 3550 §6.4.1).
    std::uint64_t packetsOfSsrc() const noexcept { return m_packets - m_packetsOfFormer; }
    std::uint64_t octetsOfSsrc() const noexcept { return m_octets - m_octetsOfFormer; }
    void changeSsrc(std::uint32_t ssrc) noexcept;
    /// The peer has reported about our SSRC: it need not be told any more whose it is (RFC 9143 §15).
    void setKnownToPeer(bool known) noexcept { m_isKnownToPeer = known; }
    void fill(StreamStatistics &statistics) const noexcept;

private:
    static constexpr std::size_t BufferBytes
        = RtpHeader::Size + MaxRtpExtensionBytes + std::size_t(MaxPayloadBytes) + SrtpContext::MaxTrailer;

    void applyGain(StereoFrame &frame, const AudioFrame *others) noexcept;
    void sendDigits(StereoFrame &frame, const TickContext &at) noexcept;
    void pushPending(const StereoFrame &frame, Resampler &resampler) noexcept;
    void dropPending() noexcept;
    int encode(AudioEncoder &encoder) noexcept;
    void packetReady(const SocketAddress &to, const TickContext &at) noexcept;
    std::size_t writeExtensions(const TickContext &at) noexcept;
    void writeHeader(const RtpHeader &header) noexcept;
    MutableBytes payload() noexcept;
    std::size_t packetSamples() const noexcept { return std::size_t(pcmRateHz(m_codec) / 1000 * m_packetMs); }
    std::size_t writeSound(StreamSetup &setup, MediaTime now) noexcept;
    std::size_t writeNoise(std::uint8_t payloadType) noexcept;
    std::size_t withhold() noexcept;
    std::size_t writeEvent(const TelephoneEventFormat &format, int packetMs) noexcept;
    void send(std::size_t payloadBytes, const SocketAddress &to, const TickContext &at) noexcept;

    alignas(16) std::array<std::uint8_t, BufferBytes> m_buffer{};
    AudioFrame m_own{};
    StreamControls &m_controls;
    Packetizer m_packetizer;
    DtmfSender m_dtmf;
    using Pending = PcmFifo<std::size_t(SampleRateHz / 1000 * (MaxEncodedMs + 20))>;
    Pending m_pending;                      ///< at the encoder's rate
    std::unique_ptr<Pending> m_pendingSide; ///< as long as it; null: no second channel is wished for
    std::size_t m_stereoSamples = 0;        ///< so many of the first that wait hold the last of two channels
    std::size_t m_headerBytes = RtpHeader::Size; ///< with the extensions of the packet being made
    double m_loudness = 0; ///< sum of the mean squares of the frames of the packet being made
    std::uint64_t m_packets = 0;
    std::uint64_t m_octets = 0;
    std::uint64_t m_packetsOfFormer = 0;
    std::uint64_t m_octetsOfFormer = 0;
    std::uint64_t m_errors = 0;
    StreamId m_id;
    int m_loudnessFrames = 0;
    std::uint16_t m_transportSequence = 0; ///< of the next packet
    SendAdapter m_adapter;
    SendLimits m_limits;
    SentPackets m_sent;
    SilenceSuppressor m_suppressor;
    MediaTime m_now{};
    std::uint64_t m_reports = 0; ///< of the peer about us, that were taken
    std::uint32_t m_reportedSsrc = 0;
    std::uint32_t m_reportedSequence = 0;
    std::uint64_t m_withheld = 0;
    std::uint64_t m_noiseSent = 0;
    int m_packetMs = 20;
    bool m_isKnownToPeer = false;
    CodecKind m_codec = CodecKind::Opus;
    Channels m_channels = Channels::One; ///< of the last packet of sound
};

} // namespace carillon
