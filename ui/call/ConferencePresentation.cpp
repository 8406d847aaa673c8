#include "ConferencePresentation.h"

#include "PlainText.h"

#include <QCoreApplication>

namespace carillon {

using Show = ButtonPresentation::Show;

namespace {

constexpr qsizetype mostDigits = 24; // of one line
constexpr qsizetype mostMerges = 4;

QString text(const char *source)
{
    return QCoreApplication::translate("CallPresentation", source);
}

QString withSeveral(const QString &name, int others)
{
    return QCoreApplication::translate(
        "CallPresentation", "In a conference with %1 and %n others", nullptr, others)
        .arg(name);
}

QString andMore(int rest)
{
    return QCoreApplication::translate("CallPresentation", "and %n more", nullptr, rest);
}

QStringList othersOf(const CallState &call, const CallContext &context)
{
    QStringList names;
    for (const CallContext::Party &party : context.joined) {
        if (party.callId != call.id)
            names.append(party.name);
    }
    return names;
}

/// Up to where a person is asked again; without the pauses.
QString nextDigits(const QString &waiting)
{
    QString digits = waiting.section(QLatin1Char(';'), 0, 0, QString::SectionSkipEmpty);
    digits.remove(QLatin1Char(','));
    return digits.size() > mostDigits ? digits.left(mostDigits - 1) + QChar(0x2026) : digits;
}

} // namespace

QString conferenceSentence(const CallState &call, const CallContext &context)
{
    if (call.heldLocal)
        return text("The conference is on hold");
    if (call.heldRemote)
        return text("%1 has put you on hold").arg(isolated(nameOf(call)));
    const QStringList others = othersOf(call, context);
    switch (others.size()) {
    case 0: return text("In a conference");
    case 1: return text("In a conference with %1").arg(isolated(others.constFirst()));
    case 2:
        return text("In a conference with %1 and %2")
            .arg(isolated(others.constFirst()), isolated(others.constLast()));
    default: return withSeveral(isolated(others.constFirst()), int(others.size()) - 1);
    }
}

void presentConference(const CallState &call, const CallContext &context, CallPresentation &shown)
{
    ConferencePresentation &conference = shown.conference;
    const QString name = isolated(nameOf(call));
    for (const CallContext::Party &party : context.joinable.mid(0, mostMerges)) {
        conference.merges.append({party.callId, text("Merge with %1").arg(isolated(party.name)),
            text("Join %1 and %2 to a conference").arg(name, isolated(party.name))});
    }
    if (!call.conference)
        return;
    for (const CallContext::Party &party : context.joined.mid(0, ConferencePresentation::mostMembers)) {
        conference.members.append({party.name, party.isSpeaking,
            party.isSpeaking ? text("%1 is in the conference and is speaking").arg(isolated(party.name))
                             : text("%1 is in the conference").arg(isolated(party.name))});
    }
    if (const qsizetype rest = context.joined.size() - conference.members.size(); rest > 0)
        conference.rest = andMore(int(rest));
    conference.split = {.show = Show::Enabled,
        .checked = false,
        .caption = text("Talk alone"),
        .sentence = text("Talk to %1 alone; the others are put on hold").arg(name)};
    const QStringList others = othersOf(call, context);
    if (context.joined.size() == 2 && others.size() == 1) // more cannot be joined without us
        conference.leave = {.show = Show::Enabled,
            .checked = false,
            .caption = text("Leave them to each other"),
            .sentence = text("Leave: %1 and %2 go on without you").arg(name, isolated(others.constFirst()))};
}

void sayForAll(const CallState &call, CallPresentation &shown)
{
    shown.mute.sentence = call.muted ? text("Let the conference hear you again")
                                     : text("Mute your microphone for the whole conference");
    shown.hold.sentence
        = call.heldLocal ? text("Talk to the conference again") : text("Put the whole conference on hold");
}

void presentDigits(const CallState &call, CallPresentation &shown)
{
    const QString digits = nextDigits(call.digits.waiting);
    switch (call.digits.state) { // no default: a new state must break this build
    case CallState::Digits::State::None: return;
    case CallState::Digits::State::Unanswered:
        if (call.direction == CallState::Direction::Outgoing && !digits.isEmpty())
            shown.sentence = text("%1 Then %2 is sent.").arg(shown.sentence, isolated(digits));
        return;
    case CallState::Digits::State::Pausing:
        if (shown.sentence.isEmpty() && !digits.isEmpty())
            shown.sentence = text("%1 is sent in a moment").arg(isolated(digits));
        return;
    case CallState::Digits::State::Confirming:
        shown.digitsQuestion = digits.isEmpty() ? text("Go on with what was dialled?")
                                                : text("Send %1?").arg(isolated(digits));
        return;
    }
    Q_UNREACHABLE();
}

void presentTalkingWhileMuted(const CallState &call, CallPresentation &shown)
{
    const bool isNews = call.phase == CallState::Phase::Established && call.muted && call.talkingWhileMuted;
    if (!isNews || shown.sentenceTone == Tone::Attention)
        return;
    shown.sentence = text("You are talking, but muted.");
    shown.sentenceTone = Tone::Attention;
    shown.unmute = {
        .show = Show::Enabled, .checked = false, .caption = text("&Unmute"), .sentence = shown.mute.sentence};
}

} // namespace carillon
