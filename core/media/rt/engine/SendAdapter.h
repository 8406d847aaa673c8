#pragma once

#include "AudioCodec.h"
#include "MediaTime.h"
#include "SentPackets.h"
#include "StereoOpusCodec.h"

namespace carillon {

/// What offer and answer, the account and this machine leave to the SendAdapter.
struct SendLimits {
    CodecKind kind = CodecKind::Opus;
    int bitrate = 32000; ///< of the payload, the most that is wanted; Opus only
    int packetMs = 20;   ///< as agreed
    int longestPacketMs = 20;
    int mostOnTheWire = 0;   ///< bit/s with all headers, b=AS; 0: not said
    int mostOfRtp = 0;       ///< bit/s without those of IP and UDP, b=TIAS (RFC 3890); 0: not said
    int headerBytes = 40;    ///< of a packet: IP, UDP, RTP, its extensions, MKI and tag of SRTP
    int transportBytes = 28; ///< of these IP and UDP
    bool mayRepeat = true;   ///< in-band FEC was agreed
    bool discontinuous = false;
    int complexity = 5; ///< the most
    Channels channels = Channels::One;
    friend bool operator==(const SendLimits &, const SendLimits &) = default;
};

/// What the peer reports by RTCP about what we sent since its last report.
struct SendReport {
    double fractionLost = 0;
    int packets = 0;   ///< which it is about
    double rttMs = -1; ///< -1: not measured yet
};

/// What the send chain does until told otherwise.
struct SendSettings {
    EncoderTuning tuning;
    int packetMs = 20;
    friend bool operator==(const SendSettings &, const SendSettings &) = default;
};

/// Adapts what we send to the way it goes: bitrate, packet time, redundancy and effort of the encoder. A pure
/// machine: what it is told and when decides alone. Media thread; never allocates.
///
/// One figure is steered, the bits on the wire with all headers, and packet time and bitrate follow from it:
/// packets get longer where the headers of short ones would leave the voice less than ComfortableBitrate.
///
/// - A queue on the way (round trip or one-way delay above the shortest known) means that we send more than
///   fits: less, at once. One that stays although less is sent is a longer way, or others': it is lived with.
/// - Loss without a queue is more often a bad radio link than ourselves. So the codec protects itself first
///   (in-band FEC), and for a Trial no more is sent than came through: where the loss stays, that is undone.
/// - More is sent again in small steps after a rest, and a rest is twice as long each time more was too much:
///   a narrow link is probed after 8, 16 ... 256 s, so nothing swings.
///
/// Constraint: plain RTCP reports come each 5 s. Until the first one the link is taken to be bad: FEC is on,
/// and it stays on until nothing was lost for CleanUntilNoFec.
class SendAdapter final
{
public:
    static constexpr int LeastBitrate = 8000;        ///< of Opus
    static constexpr int ComfortableBitrate = 16000; ///< of Opus: with less, longer packets pay
    static constexpr int ComfortableStereo = StereoOpusEncoder::StereoUntil; ///< before a channel is given up
    static constexpr int ComfortMargin = 4000; ///< beyond it, before packets get shorter again
    static constexpr double LossForFec = 0.01;
    static constexpr double LossWithoutFec = 0.005;
    static constexpr std::chrono::seconds CleanUntilNoFec{30};
    static constexpr double LossForTrial = 0.05;
    static constexpr double LossOfCalm = 0.05;
    static constexpr double QueueMs = 100; ///< is one
    static constexpr double CalmMs = 40;   ///< is none
    static constexpr double CutForQueue = 0.85;
    static constexpr int CutsUntilDoubt = 3;
    static constexpr double QueueLeftByCuts = 0.7; ///< of that before, when it was not us
    static constexpr double CutForTrial = 0.9;     ///< of what the loss left over
    static constexpr double LossLeftByTrial = 0.4; ///< of the loss before, when it was us
    static constexpr int PacketsOfTrial = 500;
    static constexpr double Rise = 1.05;
    static constexpr std::chrono::seconds RisePause{2};
    static constexpr double RiseInSpiteOfLoss = 1.2;
    static constexpr std::chrono::seconds PauseInSpiteOfLoss{30};
    static constexpr std::chrono::seconds FirstRest{8};
    static constexpr std::chrono::seconds LongestRest{256};
    static constexpr std::chrono::seconds FirstTrialRest{60};
    static constexpr std::chrono::seconds LongestTrialRest{960};
    static constexpr std::chrono::seconds FeedbackIsFresh{3};
    static constexpr int PacketsOfWindow = 100; ///< of transport feedback make one report
    static constexpr double HighLoad = 0.15;    ///< of one core, for encoding
    static constexpr double LowLoad = 0.05;
    static constexpr std::chrono::seconds LoadRest{20};

    /// With a new codec: forgets what was learnt about the way no more than it must.
    void start(const SendLimits &limits, MediaTime now) noexcept;
    void report(const SendReport &report, MediaTime now) noexcept;
    void feedback(const TransportOutcome &outcome, MediaTime now) noexcept;
    /// How long the encoder took for the last packet.
    void encoded(std::chrono::nanoseconds taken, MediaTime now) noexcept;

    const SendSettings &settings() const noexcept { return m_settings; }
    double loss() const noexcept { return m_loss; }       ///< smoothed, 0..1
    double queueMs() const noexcept { return m_queueMs; } ///< what waits on the way because of us or others
    double load() const noexcept { return m_load; }       ///< of one core, smoothed

private:
    struct Trial {
        bool isRunning = false;
        bool hasBegun = false; ///< the first report after the cut is about the time before, too
        double lossBefore = 0;
        double wireBefore = 0;
        double lost = 0; ///< packets
        int packets = 0;
        MediaTime notBefore{};
        std::chrono::nanoseconds rest = FirstTrialRest;
    };

    void lost(double fraction, int packets, MediaTime now) noexcept;
    void protect(MediaTime now) noexcept;
    void steer(double fraction, int packets, MediaTime now) noexcept;
    void beginTrial(double worst, MediaTime now) noexcept;
    void judgeTrial(double fraction, int packets, MediaTime now) noexcept;
    void queueIs(double rawMs) noexcept;
    void cutForQueue(MediaTime now) noexcept;
    void cut(double factor, MediaTime now) noexcept;
    void rise(MediaTime now) noexcept;
    void settle() noexcept;
    double overhead(int packetMs) const noexcept;
    int payloadAt(int packetMs) const noexcept;
    int packetTime() const noexcept;
    double mostWire() const noexcept;
    double leastWire() const noexcept;

    SendLimits m_limits;
    SendSettings m_settings;
    double m_loss = 0;     ///< quick to rise, slow to fall
    double m_meanLoss = 0; ///< neither
    double m_wire = 0;     ///< bit/s with all headers
    double m_rawQueueMs = 0;
    double m_standingMs = 0; ///< of that, what does not go whatever we send
    double m_queueMs = 0;    ///< the rest
    int m_queueCuts = 0;     ///< in a row
    double m_queueBeforeCuts = 0;
    double m_wireBeforeCuts = 0;
    double m_shortestRttMs = -1;
    MediaTime m_shortestRttAt{};
    bool m_hasFec = true;
    MediaTime m_cleanSince{};
    MediaTime m_changed{}; ///< the wire
    MediaTime m_restUntil{};
    std::chrono::nanoseconds m_rest = FirstRest;
    bool m_hasRisen = false; ///< since the last cut
    Trial m_trial;
    MediaTime m_feedbackAt{};
    bool m_hasFeedback = false;
    int m_windowReceived = 0;
    int m_windowLost = 0;
    double m_load = 0;
    int m_complexity = 5;
    bool m_hasRaised = false; ///< complexity, since it was lowered last
    MediaTime m_loadChanged{};
    std::chrono::nanoseconds m_loadRest = LoadRest;
    bool m_hasStarted = false;
};

} // namespace carillon
