#include "CallPresentation.h"

#include "AccountPresentation.h"
#include "ConferencePresentation.h"
#include "PlainText.h"
#include "QualityPresentation.h"
#include "RecordingPresentation.h"
#include "Sentences.h"
#include "SoundWay.h"

#include <QCoreApplication>

namespace carillon {

using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Transfer = CallState::Transfer;
using Show = ButtonPresentation::Show;

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("CallPresentation", source);
}

/// @p uri as one writes it where the account of @p call is at home.
QString friendlyIn(const CallState &call, const QString &uri)
{
    return friendlyAddress(uri, domainOf(call.localUri));
}

QString addressOf(const CallState &call, const CallContext &context)
{
    const QString address = friendlyIn(call, call.remoteUri);
    const QString name = nameOf(call);
    // A number that is its own name is told once, also where the name had to be shortened.
    const bool isShortened = name.endsWith(QChar(0x2026)) && address.startsWith(name.chopped(1));
    const bool isName = address.section(QLatin1Char('@'), 0, 0) == name || isShortened;
    const QString domain = address.section(QLatin1Char('@'), 1);
    QStringList parts;
    if (!isName)
        parts.append(isolated(address));
    else if (!domain.isEmpty())
        parts.append(text("at %1").arg(isolated(domain)));
    if (!context.accountLabel.isEmpty())
        parts.append(text("on %1").arg(isolated(context.accountLabel)));
    if (!call.divertedBy.isEmpty())
        parts.append(text("sent on by %1").arg(isolated(call.divertedBy)));
    return parts.join(QStringLiteral(" · "));
}

/// For sentences.
QString told(const CallState &call)
{
    return isolated(nameOf(call));
}

QString transferTarget(const CallState &call, const CallContext &context)
{
    return context.transferName.isEmpty() ? friendlyIn(call, call.transfer.target) : context.transferName;
}

using Way = CallState::Way;

/// What becomes of the sound on its way; empty when it flows, or nobody knows.
QString waySentence(Way way)
{
    switch (way) { // no default: a new state must break this build
    case Way::None:
    case Way::Connected: return {};
    case Way::Connecting: return text("Looking for a way to the other phone…");
    case Way::Securing: return text("Setting up the encryption…");
    case Way::Interrupted: return text("The connection is interrupted; looking for another way…");
    case Way::Failed: return text("The sound finds no way to the other phone.");
    }
    Q_UNREACHABLE();
}

QString establishedSentence(const CallState &call, const CallContext &context)
{
    if (call.conference && !call.muted)
        return conferenceSentence(call, context);
    if (call.heldLocal && call.heldRemote)
        return text("Both sides have put the call on hold");
    if (call.heldLocal)
        return text("On hold");
    if (call.heldRemote)
        return text("%1 has put you on hold").arg(told(call));
    return call.muted ? text("You are muted") : QString();
}

QString endSentence(const CallState &call)
{
    if (call.end && !call.end->sentence.isEmpty())
        return call.end->sentence;
    return text("The call has ended.");
}

void presentSecurity(const CallState &call, CallPresentation &shown)
{
    switch (call.encryption) { // no default: a new kind must break this build
    case CallState::Encryption::None:
        shown.security = text("Not encrypted");
        shown.securitySentence = text(
            "The sound is not encrypted: whoever sits on the way can listen, as with most telephones.");
        return;
    case CallState::Encryption::Sdes:
        // The key travels in the signalling: whoever reads that reads the sound.
        shown.security = call.signallingSecure ? text("Encrypted to your provider")
                                               : text("Encrypted, but the key was sent openly");
        shown.securityIcon = call.signallingSecure ? Icon::Lock : Icon::LockOpen;
        shown.securitySentence = call.signallingSecure
            ? text("The sound is encrypted as far as your provider, who could listen.")
            : text("The sound is encrypted, but its key went to the server in the open (SDES without TLS): "
                   "whoever read it can listen.");
        return;
    case CallState::Encryption::Dtls:
        shown.security = call.signallingSecure ? text("Encrypted between you and the other phone")
                                               : text("Encrypted, but nobody vouches for the far end");
        shown.securityIcon = Icon::Lock;
        shown.securitySentence = call.signallingSecure
            ? text("The sound is encrypted between the two ends (DTLS); your provider vouches for the other.")
            : text("The sound is encrypted (DTLS), but without TLS to the server somebody on the way could "
                   "have put himself between.");
        return;
    }
    Q_UNREACHABLE();
}

void presentButtons(const CallState &call, CallPresentation &shown)
{
    const bool up = call.phase == Phase::Established;
    const Show inCall = up ? Show::Enabled : Show::Disabled;
    const QString name = told(call);
    shown.mute = {.show = inCall,
        .checked = call.muted,
        .caption = call.muted ? text("Unmute") : text("Mute"),
        .sentence = call.muted ? text("Let %1 hear you again").arg(name)
                               : text("Mute your microphone for %1").arg(name)};
    shown.hold = {.show = inCall,
        .checked = call.heldLocal,
        .caption = call.heldLocal ? text("Resume") : text("Hold"),
        .sentence = call.heldLocal ? text("Talk to %1 again").arg(name) : text("Put %1 on hold").arg(name)};
    shown.keypad = {.show = inCall,
        .checked = false,
        .caption = text("Keypad"),
        .sentence = text("Show the keypad for tones")};
    if (call.conference)
        sayForAll(call, shown);
    const bool ending = call.phase == Phase::Terminating || call.phase == Phase::Terminated;
    shown.hangUp = {.show = ending ? Show::Disabled : Show::Enabled,
        .checked = false,
        .caption = up ? text("Hang up") : text("Cancel"),
        .sentence = up ? text("Hang up the call with %1").arg(name) : text("Stop calling %1").arg(name)};
    if (ending)
        shown.hangUp.caption = text("Hang up");
    shown.reconnect = {.show = up && call.way == Way::Failed ? Show::Enabled : Show::Hidden,
        .checked = false,
        .caption = text("T&ry again"),
        .sentence = text("Look for a way for the sound again")};
}

void presentTransfer(const CallState &call, const CallContext &context, CallPresentation &shown)
{
    const QString name = told(call);
    const QString target = isolated(transferTarget(call, context));
    switch (call.transfer.state) { // no default: a new state must break this build
    case Transfer::None: return;
    case Transfer::Trying: shown.transferSentence = text("Sending %1 to %2…").arg(name, target); return;
    case Transfer::Ringing: shown.transferSentence = text("%1 is ringing").arg(target); return;
    case Transfer::Succeeded:
        shown.transferSentence = text("%1 is talking to %2").arg(name, target);
        shown.closesAfter = 2s;
        return;
    case Transfer::Failed:
        if (call.transfer.sentence.isEmpty())
            return; // told long enough
        shown.transferOutcome
            = Sentences::transferFailed({target, name, call.transfer.code, call.transfer.hasRung});
        if (call.transfer.code)
            shown.detail = text("The answer to the handover: %1.").arg(call.transfer.code);
        return;
    }
    Q_UNREACHABLE();
}

/// A name cannot hide behind which number it stands.
QString referralTargetOf(const CallState &call)
{
    const QString address = friendlyIn(call, call.referralUri);
    const QString name = *call.referralTarget;
    if (address.isEmpty() || address == name)
        return isolated(call.referralUri.isEmpty() ? friendlyIn(call, name) : name);
    return text("%1 (%2)").arg(isolated(name), isolated(address));
}

void presentEstablished(const CallState &call, const CallContext &context, CallPresentation &shown)
{
    shown.timer = CallPresentation::Timer::Running;
    shown.sentence = waySentence(call.way);
    if (shown.sentence.isEmpty())
        shown.sentence = establishedSentence(call, context);
    if (call.way == Way::Interrupted || call.way == Way::Failed)
        shown.sentenceTone = Tone::Attention;
    shown.showsTransferRow = true;
    if (canFlow(call.way))
        presentSecurity(call, shown);
    if (call.isIdentitySigned)
        shown.securitySentence += QLatin1Char(' ')
            + text("Who calls was signed by a provider; this phone does not check the signature.");
    if (call.problem.isEmpty() && waySentence(call.way).isEmpty())
        presentQuality(
            call, shown); // what arrives may be fine; else the call is not, and the sentence says why
    presentDiagnosis(call, shown);
    presentTransfer(call, context, shown);
    presentConference(call, context, shown);
    presentDigits(call, shown);
    if (call.referralTarget)
        shown.question = text("%1 wants to connect you with %2.").arg(told(call), referralTargetOf(call));
}

/// Nobody here wished it: somebody wants to read why.
bool endedAsAFailure(const CallState &call)
{
    if (!call.end || call.end->by == CallState::End::By::Local)
        return false;
    return !call.establishedAt || call.end->by == CallState::End::By::Network || call.end->code >= 300;
}

void presentTerminated(const CallState &call, const CallContext &context, CallPresentation &shown)
{
    if (call.establishedAt)
        shown.timer = CallPresentation::Timer::Stopped;
    shown.closesAfter = 2500ms;
    if (call.transfer.state == Transfer::Succeeded) {
        shown.sentence = text("%1 is talking to %2").arg(told(call), isolated(transferTarget(call, context)));
        shown.sentenceTone = Tone::Good;
        shown.closesAfter = 2s;
        return;
    }
    shown.sentence = endSentence(call);
    shown.sentenceTone = Tone::Text;
    if (!endedAsAFailure(call))
        return;
    shown.closesAfter = 8s;
    shown.staysUnderPointer = true;
    if (!call.redirects.isEmpty()) { // stays until it is answered
        shown.question = text("%1 asks to be called at %2 instead.")
                             .arg(told(call), isolated(friendlyIn(call, call.redirects.constFirst())));
        shown.closesAfter.reset();
    }
    if (call.end->code)
        shown.detail = text("The answer was %1.")
                           .arg(QStringLiteral("%1 %2").arg(call.end->code).arg(call.end->phrase).trimmed());
}

} // namespace

QString nameOf(const CallState &call)
{
    return call.remoteName.isEmpty() ? friendlyIn(call, call.remoteUri) : call.remoteName;
}

bool ringsHere(const CallState &call)
{
    return call.direction == CallState::Direction::Incoming && call.phase == Phase::Initial;
}

CallPresentation present(const CallState &call, const CallContext &context)
{
    CallPresentation shown;
    const QString name = nameOf(call);
    shown.name = name;
    shown.title = name;
    shown.names = {name, transferTarget(call, context)};
    shown.address = addressOf(call, context);
    shown.elapsed = std::chrono::milliseconds(call.durationMs);
    presentButtons(call, shown);
    switch (call.phase) { // no default: a new phase must break this build
    case Phase::Initial:
    case Phase::Establishing:
        if (call.direction == CallState::Direction::Incoming)
            shown.sentence
                = call.phase == Phase::Initial ? text("%1 is calling").arg(told(call)) : text("Answering…");
        else
            shown.sentence = call.ringing ? text("The phone of %1 is ringing…").arg(told(call))
                                          : text("Calling %1…").arg(told(call));
        presentDigits(call, shown);
        break;
    case Phase::Established: presentEstablished(call, context, shown); break;
    case Phase::Terminating:
        shown.sentence = text("Hanging up…");
        if (call.establishedAt)
            shown.timer = CallPresentation::Timer::Stopped;
        break;
    case Phase::Terminated: presentTerminated(call, context, shown); break;
    }
    if (!call.problem.isEmpty() && call.phase != Phase::Terminated) {
        shown.sentence = call.problem;
        shown.sentenceTone = Tone::Attention;
    }
    presentTalkingWhileMuted(call, shown);
    presentRecording(call, shown);
    return shown;
}

IncomingPresentation presentIncoming(const CallState &call, const CallContext &context)
{
    const QString name = nameOf(call);
    IncomingPresentation shown;
    shown.title = text("%1 is calling").arg(told(call));
    shown.name = name;
    shown.address = addressOf(call, context);
    if (context.otherLiveName.isEmpty()) {
        shown.answer = text("Answer");
        shown.answerSentence = text("Answer the call from %1").arg(told(call));
    } else {
        shown.answer = text("Answer (holds %1)").arg(isolated(context.otherLiveName));
        shown.answerSentence = text("Answer the call from %1 and put %2 on hold")
                                   .arg(told(call), isolated(context.otherLiveName));
    }
    return shown;
}

OngoingPresentation presentOngoing(const CallState &call)
{
    const QString name = nameOf(call);
    OngoingPresentation shown;
    shown.name = name;
    shown.ringsHere = ringsHere(call);
    switch (call.phase) { // no default: a new phase must break this build
    case Phase::Initial:
    case Phase::Establishing:
        shown.sentence = call.direction == CallState::Direction::Incoming
            ? text("%1 is calling").arg(told(call))
            : text("Calling %1…").arg(told(call));
        return shown;
    case Phase::Established:
        shown.sentence = call.heldLocal ? text("%1 · on hold").arg(told(call))
            : call.conference           ? text("%1 · in a conference").arg(told(call))
                                        : name;
        shown.timer = CallPresentation::Timer::Running;
        shown.established = true;
        shown.muted = call.muted;
        shown.recorded = isRecording(call);
        if (shown.recorded)
            shown.sentence = text("%1 · recording").arg(shown.sentence);
        return shown;
    case Phase::Terminating:
    case Phase::Terminated: shown.sentence = endSentence(call); return shown;
    }
    Q_UNREACHABLE();
}

} // namespace carillon
