#include "ConsultPresentation.h"

#include "PlainText.h"
#include "Sentences.h"

#include <QCoreApplication>

namespace carillon {

using Phase = CallState::Phase;
using Show = ButtonPresentation::Show;

namespace {

QString text(const char *source, const char *comment = nullptr)
{
    return QCoreApplication::translate("ConsultPresentation", source, comment);
}

QString sentenceOf(const CallState &call)
{
    if (call.phase == Phase::Established) {
        if (call.heldLocal)
            return text("held", "of a call");
        if (call.heldRemote)
            return text("holds you", "of a call");
        return call.muted ? text("muted", "of a call") : text("talking", "of a call");
    }
    if (call.phase == Phase::Terminating)
        return text("hanging up…", "of a call");
    return call.ringing ? text("ringing…", "of a call") : text("calling…", "of a call");
}

ConsultPresentation::Side presentSide(const CallState &call, bool isActive)
{
    ConsultPresentation::Side side;
    side.name = nameOf(call);
    side.sentence = sentenceOf(call);
    side.timer = call.phase == Phase::Established ? CallPresentation::Timer::Running
                                                  : CallPresentation::Timer::Hidden;
    side.elapsed = std::chrono::milliseconds(call.durationMs);
    side.isActive = isActive;
    side.spoken = text("%1, %2", "a name and what is with the call").arg(isolated(side.name), side.sentence);
    return side;
}

ButtonPresentation button(Show show, const QString &caption, const QString &sentence)
{
    return {.show = show, .checked = false, .caption = caption, .sentence = sentence};
}

void presentActs(const CallState &first, const CallState &second, const TransferOptions &options,
    ConsultPresentation &shown)
{
    const QString a = isolated(nameOf(first));
    const QString b = isolated(nameOf(second));
    const bool isUp = second.phase == Phase::Established;
    const Show whenUp = isUp ? Show::Enabled : Show::Disabled;
    const bool isBusy = first.transfer.state == CallState::Transfer::Trying
        || first.transfer.state == CallState::Transfer::Ringing;
    shown.connect
        = button(options.canRefer ? (isBusy ? Show::Disabled : Show::Enabled) : Show::Hidden, text("Connect"),
            isUp ? text("Connect %1 with %2 and leave the call").arg(a, b)
                 : text("Send %1 to %2, whose phone is ringing").arg(a, b));
    shown.swap = button(whenUp, text("Swap"),
        shown.second.isActive ? text("Talk to %1; %2 waits").arg(a, b)
                              : text("Talk to %1; %2 waits").arg(b, a));
    shown.merge = button(whenUp, text("Merge"), text("Talk to %1 and %2 together").arg(a, b));
    shown.drop
        = button(Show::Enabled, text("Drop %1").arg(b), text("Hang up %1 and go back to %2").arg(b, a));
    shown.enter = options.canRefer ? ConsultAct::Connect : ConsultAct::Merge;
    if (isBusy)
        shown.sentence = text("Connecting %1 with %2…").arg(a, b);
    else if (!options.canRefer)
        shown.sentence = text("The phone of %1 cannot be handed over: merge the calls instead.").arg(a);
    else
        shown.sentence = isUp ? text("Enter connects them, Esc goes back to %1").arg(a)
                              : text("Enter sends %1 there at once, Esc goes back").arg(a);
    shown.names = {nameOf(first), nameOf(second)};
}

} // namespace

bool isSecondActive(const CallState &first, const CallState &second)
{
    return !(second.heldLocal && !first.heldLocal);
}

ConsultPresentation presentConsult(
    const CallState &first, const CallState &second, const TransferOptions &options)
{
    ConsultPresentation shown;
    const bool isSecond = isSecondActive(first, second);
    shown.first = presentSide(first, !isSecond);
    shown.second = presentSide(second, isSecond);
    shown.active = present(isSecond ? second : first, {});
    presentActs(first, second, options, shown);
    return shown;
}

QString consultOutcome(const CallState &first, const CallState &second)
{
    if (!second.end || second.end->by == CallState::End::By::Local)
        return {};
    const QString a = isolated(nameOf(first));
    const QString b = isolated(nameOf(second));
    if (second.establishedAt)
        return text("%1 hung up. %2 is back with you.").arg(b, a);
    if (second.end->code == 0)
        return text("%1 %2 is back with you.", "what went wrong, a name").arg(second.end->sentence, a);
    return Sentences::transferFailed({b, a, second.end->code, true}); // it is the target itself who said so
}

} // namespace carillon
