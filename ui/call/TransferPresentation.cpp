#include "TransferPresentation.h"

#include "LampPresentation.h"
#include "PlainText.h"

#include <QCoreApplication>

namespace carillon {
namespace {

QString text(const char *source, const char *comment = nullptr)
{
    return QCoreApplication::translate("TransferPresentation", source, comment);
}

VerbPresentation personVerb(
    TransferVerb verb, const QString &caller, const QString &name, const TransferOptions &options)
{
    switch (verb) { // no default: a new verb must break this build
    case TransferVerb::Send:
        return {verb, text("Send", "verb on a chip: hand the caller over"),
            text("Send %1 to %2").arg(caller, name)};
    case TransferVerb::Ask:
        return {verb, text("Ask", "verb on a chip: call the target first"),
            text("Ask %1 first, while %2 waits").arg(name, caller)};
    case TransferVerb::Merge:
        return {verb, text("Merge", "verb on a chip: make it a conference"),
            text("Call %1 and bring %1 into the call with %2").arg(name, caller)};
    case TransferVerb::Code:
        return {verb, text("Code %1", "verb on a chip: hand over by the exchange's code").arg(options.code),
            text("Send %1 to %2 by the code %3 of your exchange").arg(caller, name, options.code)};
    case TransferVerb::Connect: break;
    }
    Q_UNREACHABLE();
}

/// Of somebody without a lamp the setting's: that nobody tells of him is no news.
TransferVerb usualVerb(const TransferTarget &target, const TransferOptions &options)
{
    if (options.rule == TransferOptions::Rule::Fixed || !target.lamp)
        return options.usual;
    return *target.lamp == Lamp::Idle ? TransferVerb::Send : TransferVerb::Ask;
}

QList<VerbPresentation> personVerbs(
    const QString &callerName, const TransferTarget &target, const TransferOptions &options)
{
    const QString caller = isolated(callerName);
    const QString name = isolated(target.name);
    const TransferVerb away = options.canRefer ? TransferVerb::Send
        : options.code.isEmpty()               ? TransferVerb::Merge
                                               : TransferVerb::Code;
    QList<VerbPresentation> verbs{
        personVerb(away, caller, name, options), personVerb(TransferVerb::Ask, caller, name, options)};
    if (usualVerb(target, options) == TransferVerb::Ask)
        verbs.swapItemsAt(0, 1);
    for (VerbPresentation &verb : verbs)
        verb.sentence = withLamp(verb.sentence, target.lamp.value_or(Lamp::Unknown), target.party);
    return verbs;
}

} // namespace

bool isSameParty(const TransferTarget &one, const TransferTarget &other)
{
    return one.kind == other.kind && one.name == other.name && one.target == other.target;
}

ChipPresentation presentChip(
    const TransferTarget &target, const QString &caller, const TransferOptions &options)
{
    if (target.kind == TransferTarget::Kind::Person)
        return {target, caller, personVerbs(caller, target, options)};
    const TransferVerb verb = options.canRefer ? TransferVerb::Connect : TransferVerb::Merge;
    const QString sentence = options.canRefer
        ? text("Connect %1 with %2 and leave the call").arg(isolated(caller), isolated(target.name))
        : text("Bring %1 into the call with %2").arg(isolated(target.name), isolated(caller));
    return {target, caller, {{verb, liveCallCaption(verb, caller, target.name), sentence}}};
}

ChipPresentation presentDeflection(const TransferTarget &target, const QString &caller)
{
    return {target, caller,
        {{TransferVerb::Send, text("Send", "verb on a chip: hand the caller over"),
            withLamp(text("Send %1 to %2 without answering").arg(isolated(caller), isolated(target.name)),
                target.lamp.value_or(Lamp::Unknown), target.party)}}};
}

ChipPresentation presentJoining(
    const TransferTarget &other, const QString &caller, const TransferOptions &options)
{
    QList<VerbPresentation> verbs;
    if (options.canRefer)
        verbs.append({TransferVerb::Connect, text("Connect"),
            text("Connect %1 with %2 and leave the call").arg(isolated(caller), isolated(other.name))});
    verbs.append({TransferVerb::Merge, text("Merge", "verb on a chip: make it a conference"),
        text("Bring %1 into the call with %2").arg(isolated(other.name), isolated(caller))});
    return {other, caller, verbs};
}

QList<VerbPresentation> presentFieldVerbs(const QString &caller, const TransferOptions &options)
{
    return personVerbs(caller, {TransferTarget::Kind::Person, text("the name or number typed"), {}}, options);
}

QString liveCallCaption(TransferVerb verb, const QString &caller, const QString &name)
{
    return (verb == TransferVerb::Merge ? text("Merge %1 + %2", "two names")
                                        : text("Connect %1 + %2", "two names"))
        .arg(isolated(caller), isolated(name));
}

QString pendingSentence(const TransferRequest &request, const QString &caller)
{
    const QString name = request.target.name.isEmpty() ? request.target.target : request.target.name;
    return text("Sending %1 to %2…").arg(isolated(caller), isolated(name));
}

QString transferHint(const QString &caller, const TransferOptions &options)
{
    if (options.canRefer)
        return {};
    return options.code.isEmpty()
        ? text("The phone of %1 cannot be handed over. Calls can be joined here instead.")
              .arg(isolated(caller))
        : text("The phone of %1 cannot be handed over. Your exchange does it by the code %2.")
              .arg(isolated(caller), options.code);
}

bool canBeTakenBack(TransferVerb verb)
{
    return verb == TransferVerb::Send || verb == TransferVerb::Code;
}

} // namespace carillon
