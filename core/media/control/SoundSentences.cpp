#include "SoundSentences.h"

#include <QCoreApplication>

namespace carillon {

namespace {

using Cause = Diagnosis::Cause;

QString text(const char *english)
{
    return QCoreApplication::translate("SoundSentences", english);
}

QString gapsHere(const CallQuality::Worst &worst, const QString &percent)
{
    switch (worst.cause) {
    case SpeechScore::Cause::Loss:
        return text("You miss %1 % of the sound: the network loses it.").arg(percent);
    case SpeechScore::Cause::Jitter:
        return text("You miss %1 % of the sound: the network brings it too late.").arg(percent);
    default: return text("You miss %1 % of the sound: the loudspeaker does not keep up.").arg(percent);
    }
}

QString gapsThere(const CallQuality::Worst &worst, const QString &percent)
{
    switch (worst.cause) {
    case SpeechScore::Cause::Loss:
        return text("The other side misses %1 % of what you say: the network loses it.").arg(percent);
    case SpeechScore::Cause::Jitter:
        return text("The other side misses %1 % of what you say: the network brings it too late.")
            .arg(percent);
    default:
        return text("The other side misses %1 % of what you say: the microphone does not keep up.")
            .arg(percent);
    }
}

/// What the network or the other side does; empty for the rest.
QString ofTheWay(Cause cause)
{
    switch (cause) {
    case Cause::HeldByPeer: return text("The other side has put you on hold.");
    case Cause::WayPending: return text("A way for the sound is still looked for.");
    case Cause::WrongKey:
        return text(
            "The sound from the other side cannot be decrypted: its key is not the one that was agreed.");
    case Cause::UnknownCodec: return text("The other side sends its sound in a codec that was not agreed.");
    case Cause::Stranger:
        return text(
            "Sound arrives from another address than the one that the other side named; it is not played.");
    case Cause::Unreadable: return text("What arrives from the other side is no sound that can be read.");
    case Cause::WrongAddress:
        return text(
            "No sound gets through: the other side named an address that only its own network knows.");
    case Cause::NothingArrives:
        return text("No sound arrives from the other side; a firewall may be in the way.");
    case Cause::Stopped: return text("The sound from the other side has stopped.");
    case Cause::NoRoute:
        return text("Your voice does not leave this computer: there is no way to the other side.");
    case Cause::NotReported:
        return text("Your voice leaves, but the other side reports that none of it arrives; "
                    "a firewall or router may be in the way.");
    case Cause::PeerOnlyListens: return text("The other side only listens: it sends no sound.");
    case Cause::PeerSilent:
        return text("Only silence comes from the other side: its microphone may be muted.");
    case Cause::PeerQuiet: return text("The other side is silent: it may be muted.");
    default: return {};
    }
}

/// What happens here; empty for the rest.
QString ofThisEnd(Cause cause)
{
    switch (cause) {
    case Cause::HeldByUs: return text("You have put this call on hold.");
    case Cause::LoudspeakerStalled:
        return text("The loudspeaker takes no sound; perhaps another program uses it.");
    case Cause::LoudspeakerMuted: return text("The loudspeaker is muted in the settings of this computer.");
    case Cause::MicrophoneStalled:
        return text("The microphone gives no sound; perhaps another program uses it.");
    case Cause::MicrophoneMuted: return text("The microphone is muted in the settings of this computer.");
    case Cause::MicrophoneSilent:
        return text("The microphone gives nothing but silence: it may have a switch, or be the wrong one.");
    case Cause::MutedByUs: return text("You are muted.");
    case Cause::MicrophoneQuiet: return text("Nothing but silence comes from the microphone now.");
    case Cause::Clipping:
        return text(
            "Your microphone is too loud: its sound is distorted. Turn it down, or move away from it.");
    default: return {};
    }
}

/// Empty where there is none.
QString impairment(const CallQuality::Worst &worst)
{
    const QString percent = QString::number(std::max(1, qRound(worst.percent)));
    switch (worst.cause) {
    case SpeechScore::Cause::None: return {};
    case SpeechScore::Cause::Delay:
        return text("Each hears the other %1 milliseconds late.").arg(qRound(worst.delayMs));
    case SpeechScore::Cause::Loss:
    case SpeechScore::Cause::Jitter:
    case SpeechScore::Cause::Device:
        return worst.end == CallQuality::End::Here ? gapsHere(worst, percent) : gapsThere(worst, percent);
    }
    Q_UNREACHABLE();
}

} // namespace

QString SoundSentences::quality(const CallQuality &quality)
{
    if (quality.grade() == CallQuality::Grade::Unknown)
        return {};
    if (const QString sentence = impairment(quality.worst()); !sentence.isEmpty())
        return sentence;
    return quality.grade() == CallQuality::Grade::Good ? text("The sound is good.")
                                                       : text("The sound recovers from a disturbance.");
}

QString SoundSentences::call(const CallQuality &quality)
{
    const CallQuality::Overall overall = quality.overall();
    if (overall.grade == CallQuality::Grade::Unknown)
        return {};
    if (overall.silence.cause != Cause::None)
        return diagnosis(overall.silence);
    if (const QString sentence = impairment(overall.worst); !sentence.isEmpty())
        return sentence;
    return overall.grade == CallQuality::Grade::Good ? text("The sound is good.")
                                                     : text("The sound was disturbed at times.");
}

QString SoundSentences::diagnosis(const Diagnosis &diagnosis)
{
    const QString way = ofTheWay(diagnosis.cause);
    return way.isEmpty() ? ofThisEnd(diagnosis.cause) : way;
}

QString SoundSentences::word(Diagnosis::Cause cause)
{
    switch (cause) {
    case Cause::None: return {};
    case Cause::HeldByUs: return QStringLiteral("held-by-us");
    case Cause::HeldByPeer: return QStringLiteral("held-by-peer");
    case Cause::WayPending: return QStringLiteral("way-pending");
    case Cause::WrongKey: return QStringLiteral("wrong-key");
    case Cause::UnknownCodec: return QStringLiteral("unknown-codec");
    case Cause::Stranger: return QStringLiteral("stranger");
    case Cause::Unreadable: return QStringLiteral("unreadable");
    case Cause::WrongAddress: return QStringLiteral("wrong-address");
    case Cause::NothingArrives: return QStringLiteral("nothing-arrives");
    case Cause::Stopped: return QStringLiteral("stopped");
    case Cause::LoudspeakerStalled: return QStringLiteral("loudspeaker-stalled");
    case Cause::LoudspeakerMuted: return QStringLiteral("loudspeaker-muted");
    case Cause::NoRoute: return QStringLiteral("no-route");
    case Cause::NotReported: return QStringLiteral("not-reported");
    case Cause::MicrophoneStalled: return QStringLiteral("microphone-stalled");
    case Cause::MicrophoneMuted: return QStringLiteral("microphone-muted");
    case Cause::MicrophoneSilent: return QStringLiteral("microphone-silent");
    case Cause::PeerOnlyListens: return QStringLiteral("peer-only-listens");
    case Cause::PeerSilent: return QStringLiteral("peer-silent");
    case Cause::MutedByUs: return QStringLiteral("muted-by-us");
    case Cause::PeerQuiet: return QStringLiteral("peer-quiet");
    case Cause::MicrophoneQuiet: return QStringLiteral("microphone-quiet");
    case Cause::Clipping: return QStringLiteral("clipping");
    }
    Q_UNREACHABLE();
}

} // namespace carillon
