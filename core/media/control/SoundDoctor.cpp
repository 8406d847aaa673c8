#include "SoundDoctor.h"

#include "Counters.h"

#include <algorithm>

namespace carillon {

namespace {

using Cause = Diagnosis::Cause;
using Direction = Diagnosis::Direction;
using Fix = Diagnosis::Fix;

constexpr double MostOf = 0.8;          ///< of what was expected
constexpr double FramesInPeriod = 50;   ///< of 10 ms
constexpr float DigitalSilence = 1e-4f; ///< three steps of 16 bit: less than any microphone's noise
constexpr double NothingOfOurs = 0.98;  ///< lost, says the peer
/// A peer has to hear some packets before it reports us (RFC 3550 appendix A.1), and its first report may be
/// older.
constexpr int LooksUntilReported = 3;
/// Reports come about each 5 s (RFC 3550 §6.2), and one may be lost: whoever is not heard of for longer is
/// gone, also when his last packet said that he is silent (RFC 3389).
constexpr int LooksUntilGone = 30;

/// One look: what happened since the one before.
struct Look {
    const SoundFacts &facts;
    double sound = 0; ///< packets that could be played
    double unknown = 0;
    double badKey = 0;
    double strangers = 0;
    double malformed = 0;
    double noiseMs = 0; ///< played because the last packet said that its sender is silent
    double reports = 0;
    double sent = 0;
    double sendErrors = 0;
    double captured = 0;
    double silent = 0;
    double clipped = 0;
    double captureMissed = 0;
    double playbackMissed = 0;
    int quietLooks = 0;      ///< without sound and reports
    bool hasArrived = false; ///< before
    bool hasHeard = false;
    bool hasCaptured = false;
    bool isUnreported = false;

    bool isReady() const { return facts.way == SoundFacts::Way::Ready; }
    bool shouldHear() const
    {
        return isReady() && facts.receives && !facts.isHeldByUs && !facts.isHeldByPeer;
    }
    bool isSilenceSaid() const { return noiseMs > 0 && quietLooks < LooksUntilGone; }
    bool isDeaf() const { return shouldHear() && sound < 1; }
    bool isNothing() const
    {
        return isDeaf() && !isSilenceSaid() && unknown + badKey + strangers + malformed < 1;
    }
    bool shouldSpeak() const { return isReady() && facts.sends && !facts.isHeldByUs && !facts.isHeldByPeer; }
    bool usesMicrophone() const { return shouldSpeak() && facts.usesDevices && !facts.isMutedByUs; }
    bool usesLoudspeaker() const { return shouldHear() && facts.usesDevices; }
    bool isMicrophoneSilent() const
    {
        return usesMicrophone() && !facts.isMicrophoneMeantSilent && captured > 0 && silent >= captured;
    }
    bool isPeerMute() const
    {
        return shouldHear() && sound >= 1 && facts.stream.receivedPeak < DigitalSilence;
    }
};

struct Rule {
    Cause cause;
    Direction direction;
    Fix fix; ///< UseRelay becomes Reconnect where there is no relay
    int looks;
    bool (*holds)(const Look &look);
};

constexpr int AtOnce = 1;
constexpr int Soon = 4;     ///< with the look that was half in the fault: 2 to 2.5 s
constexpr int Patient = 16; ///< who listens says nothing for a while, and some phones send zeros then

constexpr std::array table{
    Rule{Cause::HeldByUs, Direction::Both, Fix::Resume, AtOnce,
        [](const Look &l) { return l.facts.isHeldByUs; }},
    Rule{Cause::HeldByPeer, Direction::Both, Fix::None, AtOnce,
        [](const Look &l) { return l.facts.isHeldByPeer; }},
    Rule{
        Cause::WayPending, Direction::Both, Fix::Reconnect, Soon, [](const Look &l) { return !l.isReady(); }},
    Rule{Cause::WrongKey, Direction::Heard, Fix::Reconnect, Soon,
        [](const Look &l) { return l.isDeaf() && l.badKey > 0; }},
    Rule{Cause::UnknownCodec, Direction::Heard, Fix::Reconnect, Soon,
        [](const Look &l) { return l.isDeaf() && l.unknown > 0; }},
    Rule{Cause::Stranger, Direction::Heard, Fix::Reconnect, Soon,
        [](const Look &l) { return l.isDeaf() && l.strangers > 0; }},
    Rule{Cause::Unreadable, Direction::Heard, Fix::Reconnect, Soon,
        [](const Look &l) { return l.isDeaf() && l.malformed > 0; }},
    Rule{Cause::WrongAddress, Direction::Both, Fix::UseRelay, Soon,
        [](const Look &l) { return l.isNothing() && !l.hasArrived && l.facts.isPeerElsewhere; }},
    Rule{Cause::NothingArrives, Direction::Heard, Fix::UseRelay, Soon,
        [](const Look &l) { return l.isNothing() && !l.hasArrived; }},
    Rule{Cause::Stopped, Direction::Heard, Fix::Reconnect, Soon,
        [](const Look &l) { return l.isNothing() && l.hasArrived; }},
    Rule{Cause::LoudspeakerStalled, Direction::Heard, Fix::ChooseLoudspeaker, Soon,
        [](const Look &l) { return l.usesLoudspeaker() && l.playbackMissed > MostOf * FramesInPeriod; }},
    Rule{Cause::LoudspeakerMuted, Direction::Heard, Fix::UnmuteSystem, AtOnce,
        [](const Look &l) { return l.usesLoudspeaker() && l.facts.isLoudspeakerMuted; }},
    Rule{Cause::NoRoute, Direction::Sent, Fix::Reconnect, Soon,
        [](const Look &l) { return l.shouldSpeak() && l.sendErrors > 0 && l.sent < 1; }},
    Rule{Cause::NotReported, Direction::Sent, Fix::UseRelay, AtOnce,
        [](const Look &l) { return l.shouldSpeak() && l.isUnreported; }},
    Rule{Cause::MicrophoneStalled, Direction::Sent, Fix::ChooseMicrophone, Soon,
        [](const Look &l) { return l.usesMicrophone() && l.captureMissed > MostOf * FramesInPeriod; }},
    Rule{Cause::MicrophoneMuted, Direction::Sent, Fix::UnmuteSystem, AtOnce,
        [](const Look &l) { return l.usesMicrophone() && l.facts.isMicrophoneMuted; }},
    Rule{Cause::MicrophoneSilent, Direction::Sent, Fix::ChooseMicrophone, Soon,
        [](const Look &l) { return l.isMicrophoneSilent() && !l.hasCaptured; }},
    Rule{Cause::PeerOnlyListens, Direction::Heard, Fix::None, AtOnce,
        [](const Look &l) { return l.isReady() && !l.facts.receives; }},
    Rule{Cause::PeerSilent, Direction::Heard, Fix::None, Soon,
        [](const Look &l) { return l.isPeerMute() && !l.hasHeard; }},
    Rule{Cause::MutedByUs, Direction::Sent, Fix::Unmute, AtOnce,
        [](const Look &l) { return l.shouldSpeak() && l.facts.isMutedByUs; }},
    Rule{Cause::PeerQuiet, Direction::Heard, Fix::None, Patient,
        [](const Look &l) { return l.isPeerMute() && l.hasHeard; }},
    Rule{Cause::MicrophoneQuiet, Direction::Sent, Fix::ChooseMicrophone, Patient,
        [](const Look &l) { return l.isMicrophoneSilent() && l.hasCaptured; }},
    Rule{Cause::Clipping, Direction::Sent, Fix::None, Soon,
        [](const Look &l) { return l.usesMicrophone() && l.captured > 0 && l.clipped > l.captured / 5; }},
};
static_assert(table.size() <= SoundDoctor::MaxRules);

Look lookAt(const SoundFacts &before, const SoundFacts &now)
{
    const StreamStatistics &was = before.stream;
    const StreamStatistics &is = now.stream;
    Look look{now};
    look.unknown = grown(was.unknownPayloadType, is.unknownPayloadType);
    // Once a source is known, what is of an unknown type counts as received, too.
    look.sound = std::max(0., grown(was.packetsReceived, is.packetsReceived) - look.unknown);
    look.badKey = grown(was.srtpAuthFailed, is.srtpAuthFailed);
    look.strangers = grown(was.strangers, is.strangers);
    look.malformed = grown(was.malformed, is.malformed);
    look.noiseMs = std::max(0., is.noiseMs - was.noiseMs);
    look.reports = grown(was.rtcpReceived, is.rtcpReceived);
    look.sent = grown(was.packetsSent, is.packetsSent);
    look.sendErrors = grown(was.sendErrors, is.sendErrors);
    look.captured = grown(before.capturedFrames, now.capturedFrames);
    look.silent = grown(before.capturedSilent, now.capturedSilent);
    look.clipped = grown(before.capturedClipped, now.capturedClipped);
    look.captureMissed = grown(before.captureMissed, now.captureMissed);
    look.playbackMissed = grown(before.playbackMissed, now.playbackMissed);
    return look;
}

Fix fixFor(const Rule &rule, const SoundFacts &facts)
{
    return rule.fix == Fix::UseRelay && !facts.canRelay ? Fix::Reconnect : rule.fix;
}

} // namespace

bool Diagnosis::isFault() const
{
    switch (cause) {
    case Cause::None:
    case Cause::HeldByUs:
    case Cause::HeldByPeer:
    case Cause::WayPending: // the way tells for itself
    case Cause::PeerOnlyListens:
    case Cause::MutedByUs:
    case Cause::MicrophoneQuiet:
    case Cause::PeerQuiet: return false;
    default: return true;
    }
}

bool Diagnosis::isOfDevice() const
{
    switch (cause) {
    case Cause::LoudspeakerStalled:
    case Cause::MicrophoneStalled:
    case Cause::MicrophoneSilent: return true;
    default: return false;
    }
}

void SoundDoctor::forget()
{
    *this = SoundDoctor();
}

const Diagnosis &SoundDoctor::look(const SoundFacts &facts)
{
    // The first look has nothing to compare with, and a new stream counts anew.
    const bool isNew = facts.stream.packetsReceived < m_before.stream.packetsReceived
        || facts.stream.packetsSent < m_before.stream.packetsSent;
    if (isNew || !m_hasBefore)
        m_before = facts;
    Look look = lookAt(m_before, facts);
    const StreamStatistics &stream = facts.stream;

    m_sendingLooks = look.shouldSpeak() && look.sent >= 1 ? m_sendingLooks + 1 : 0;
    if (stream.reportsAboutUs > m_before.stream.reportsAboutUs)
        m_isUnreported = stream.remoteFractionLost >= NothingOfOurs;
    else if (stream.reportsWithoutUs > m_before.stream.reportsWithoutUs)
        m_isUnreported = m_sendingLooks > LooksUntilReported;
    if (m_sendingLooks == 0)
        m_isUnreported = false;
    look.isUnreported = m_isUnreported;
    m_quietLooks = look.sound < 1 && look.reports < 1 ? m_quietLooks + 1 : 0;
    look.quietLooks = m_quietLooks;
    look.hasArrived = m_hasArrived;
    look.hasHeard = m_hasHeard;
    look.hasCaptured = m_hasCaptured;

    m_diagnosis = {};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Rule &rule = table[i];
        m_held[i] = m_hasBefore && rule.holds(look) ? m_held[i] + 1 : 0;
        if (m_held[i] >= rule.looks && m_diagnosis.cause == Cause::None)
            m_diagnosis = {rule.cause, rule.direction, fixFor(rule, facts)};
    }
    m_hasArrived = m_hasArrived || look.sound >= 1;
    m_hasHeard = m_hasHeard || (look.sound >= 1 && stream.receivedPeak >= DigitalSilence);
    m_hasCaptured = m_hasCaptured || look.silent < look.captured;
    m_before = facts;
    m_hasBefore = true;
    return m_diagnosis;
}

} // namespace carillon
