#include "AccountFields.h"
#include "CommandVerbs.h"
#include "DialHeaders.h"
#include "Phone.h"
#include "PhoneJson.h"
#include "Sentences.h"

#include <QJsonArray>

namespace carillon {

using namespace CommandVerbs;

namespace {

/// Does @p act with the call that the first argument names and answers with the call.
template <typename Act>
CommandResult withCall(Phone &phone, const Command &command, Act act)
{
    const auto found = call(phone, command.arguments[0]);
    if (!found)
        return failed(found.error());
    const PhoneResult<> done = act(**found);
    return done ? CommandResult(PhoneJson::call((*found)->state())) : failed(done.error());
}

CommandResult dial(Phone &phone, const Command &command)
{
    if (command.has(QLatin1String("video")))
        return notAvailable(Sentences::text("Video"));
    DialOptions options;
    options.accountId = command.option(QLatin1String("account"));
    options.withoutSdp = command.has(QLatin1String("no-sdp"));
    options.anonymous = command.has(QLatin1String("anonymous"));
    for (const QString &line : command.all(QLatin1String("header"))) {
        const auto header = DialHeaders::parse(line);
        if (!header)
            return failed(header.error());
        options.headers.append(*header);
    }
    const auto dialled = phone.dial(command.arguments[0], options);
    return dialled ? CommandResult(QJsonObject{{QStringLiteral("call"), (*dialled)->id()}})
                   : failed(dialled.error());
}

CommandResult list(Phone &phone, const Command &)
{
    QJsonArray array;
    for (const Call *call : phone.calls())
        array.append(PhoneJson::call(call->state()));
    return array;
}

CommandResult show(Phone &phone, const Command &command)
{
    return withCall(phone, command, [](Call &) { return PhoneResult<>(); });
}

template <typename Matches>
QList<Call *> callsWhich(Phone &phone, Matches matches)
{
    QList<Call *> found;
    for (Call *call : phone.calls())
        if (matches(call->state()))
            found.append(call);
    return found;
}

CommandResult answer(Phone &phone, const Command &command)
{
    if (command.has(QLatin1String("video")))
        return notAvailable(Sentences::text("Video"));
    if (!command.arguments.isEmpty())
        return withCall(phone, command, [](Call &call) { return call.answer(); });
    const QList<Call *> waiting = callsWhich(phone, [](const CallState &state) {
        return state.direction == CallState::Direction::Incoming && state.phase == CallState::Phase::Initial;
    });
    if (waiting.isEmpty())
        return failed(QStringLiteral("no-call"), Sentences::text("No call waits for an answer."));
    const auto answered = waiting.constFirst()->answer();
    return answered ? CommandResult(PhoneJson::call(waiting.constFirst()->state()))
                    : failed(answered.error());
}

CommandResult reject(Phone &phone, const Command &command)
{
    const auto code = number(command, QLatin1String("code"), 400, 699, 486);
    if (!code)
        return misused(Sentences::text("--code is a SIP status from 400 to 699."));
    return withCall(phone, command, [&](Call &call) { return call.reject(*code); });
}

CommandResult hangUp(Phone &phone, const Command &command)
{
    if (command.has(QLatin1String("all"))) {
        if (!command.arguments.isEmpty())
            return misused(Sentences::text("hangup takes either an ID or --all."));
        phone.hangUpAll();
        return list(phone, command);
    }
    if (!command.arguments.isEmpty())
        return withCall(phone, command, [](Call &call) { return call.hangUp(); });
    const QList<Call *> live = callsWhich(phone, [](const CallState &state) { return !state.end; });
    if (live.isEmpty())
        return failed(QStringLiteral("no-call"), Sentences::text("There is no call to hang up."));
    if (live.size() > 1)
        return failed(QStringLiteral("several-calls"),
            Sentences::text("There are several calls: say which one, or --all."));
    const auto done = live.constFirst()->hangUp();
    return done ? CommandResult(PhoneJson::call(live.constFirst()->state())) : failed(done.error());
}

CommandResult hold(Phone &phone, const Command &command)
{
    return withCall(phone, command, [](Call &call) { return call.hold(); });
}

CommandResult resume(Phone &phone, const Command &command)
{
    return withCall(phone, command, [](Call &call) { return call.resume(); });
}

CommandResult reconnect(Phone &phone, const Command &command)
{
    return withCall(phone, command, [](Call &call) { return call.reconnect(); });
}

CommandResult fix(Phone &phone, const Command &command)
{
    return withCall(phone, command, [](Call &call) { return call.fix(); });
}

CommandResult mute(Phone &phone, const Command &command)
{
    const auto on = AccountFields::switchOf(command.arguments[1]);
    if (!on)
        return misused(Sentences::text("mute needs an ID, and on or off."));
    return withCall(phone, command, [&](Call &call) { return call.setMuted(*on); });
}

CommandResult video(Phone &phone, const Command &command)
{
    if (!AccountFields::switchOf(command.arguments[1]))
        return misused(Sentences::text("video needs an ID, and on or off."));
    const auto found = call(phone, command.arguments[0]);
    return found ? notAvailable(Sentences::text("Video")) : failed(found.error());
}

CommandResult dtmf(Phone &phone, const Command &command)
{
    static const QStringList ways{
        QStringLiteral("auto"), QStringLiteral("rtp"), QStringLiteral("info"), QStringLiteral("inband")};
    const QString via = command.has(QLatin1String("via")) ? command.option(QLatin1String("via")) : ways[0];
    if (!ways.contains(via))
        return misused(Sentences::text("--via is one of auto, rtp, info, inband."));
    return withCall(phone, command, [&](Call &call) { return call.sendDtmf(command.arguments[1], via); });
}

CommandResult transfer(Phone &phone, const Command &command)
{
    const QString to = command.option(QLatin1String("to"));
    const bool isByCode = command.has(QLatin1String("by-code"));
    if ((command.arguments.size() == 2) == !to.isEmpty() || (isByCode && !to.isEmpty()))
        return misused(Sentences::text("transfer needs an ID and either a target or --to ID2."));
    if (isByCode)
        return withCall(
            phone, command, [&](Call &call) { return call.transferByCode(command.arguments[1]); });
    if (to.isEmpty())
        return withCall(phone, command, [&](Call &call) { return call.transfer(command.arguments[1]); });
    const auto other = call(phone, to);
    if (!other)
        return failed(other.error());
    return withCall(phone, command, [&](Call &call) { return call.transferTo(**other); });
}

CommandResult consult(Phone &phone, const Command &command)
{
    const auto found = call(phone, command.arguments[0]);
    if (!found)
        return failed(found.error());
    const auto asked = phone.consult(**found, command.arguments[1]);
    if (!asked)
        return failed(asked.error());
    QJsonObject json = PhoneJson::call((*asked)->state());
    json.insert(QStringLiteral("call"), (*asked)->id());
    json.insert(QStringLiteral("consultFor"), (*found)->id());
    return json;
}

CommandResult deflect(Phone &phone, const Command &command)
{
    return withCall(phone, command, [&](Call &call) { return call.deflect(command.arguments[1]); });
}

CommandResult referral(Phone &phone, const Command &command)
{
    const QString word = command.arguments[1];
    if (word != QLatin1String("accept") && word != QLatin1String("reject"))
        return misused(Sentences::text("referral needs an ID, and accept or reject."));
    return withCall(phone, command, [&](Call &call) {
        return word == QLatin1String("accept") ? call.acceptReferral() : call.rejectReferral();
    });
}

CommandResult follow(Phone &phone, const Command &command)
{
    const auto found = call(phone, command.arguments[0]);
    if (!found)
        return failed(found.error());
    bool isNumber = true;
    const int which = command.arguments.size() > 1 ? command.arguments[1].toInt(&isNumber) : 1;
    if (!isNumber || which < 1)
        return misused(Sentences::text("follow needs an ID, and which of its redirects: 1 is the first."));
    const auto dialled = phone.followRedirect(**found, which - 1);
    return dialled ? CommandResult(QJsonObject{{QStringLiteral("call"), (*dialled)->id()}})
                   : failed(dialled.error());
}

CommandResult stats(Phone &phone, const Command &command)
{
    const auto found = call(phone, command.arguments[0]);
    return found ? CommandResult((*found)->statistics()) : failed(found.error());
}

CommandResult digits(Phone &phone, const Command &command)
{
    const QString word = command.arguments[1];
    if (word != QLatin1String("send") && word != QLatin1String("drop"))
        return misused(Sentences::text("digits needs an ID, and send or drop."));
    return withCall(phone, command, [&](Call &call) {
        return word == QLatin1String("send") ? call.sendWaitingDigits() : call.dropWaitingDigits();
    });
}

CommandResult merge(Phone &phone, const Command &command)
{
    QList<Call *> calls;
    for (const QString &id : command.arguments) {
        const auto found = call(phone, id);
        if (!found)
            return failed(found.error());
        calls.append(*found);
    }
    return withCall(phone, command, [&](Call &first) {
        PhoneResult<> merged;
        for (Call *other : calls.mid(1))
            if (merged)
                merged = phone.merge(first, *other);
        return merged;
    });
}

CommandResult split(Phone &phone, const Command &command)
{
    return withCall(phone, command, [&](Call &call) { return phone.split(call); });
}

CommandResult leave(Phone &phone, const Command &command)
{
    return withCall(phone, command, [&](Call &call) { return phone.leaveConference(call); });
}

CommandResult record(Phone &phone, const Command &command)
{
    const QString word = command.arguments[1];
    const QString file = command.option(QLatin1String("file"));
    const bool starts = word == QLatin1String("start");
    if ((!starts && word != QLatin1String("pause") && word != QLatin1String("stop"))
        || (!starts && !file.isEmpty()))
        return misused(
            Sentences::text("record needs an ID, and start (perhaps with --file), pause or stop."));
    return withCall(phone, command, [&](Call &call) {
        return starts                       ? call.startRecording(file)
            : word == QLatin1String("stop") ? call.stopRecording()
                                            : call.pauseRecording();
    });
}

} // namespace

QList<Row> CommandVerbs::calls()
{
    return {{"dial", dial}, {"calls", list}, {"call", show}, {"answer", answer}, {"reject", reject},
        {"hangup", hangUp}, {"hold", hold}, {"resume", resume}, {"reconnect", reconnect}, {"fix", fix},
        {"mute", mute}, {"video", video}, {"dtmf", dtmf}, {"transfer", transfer}, {"consult", consult},
        {"deflect", deflect}, {"referral", referral}, {"follow", follow}, {"stats", stats}, {"merge", merge},
        {"split", split}, {"leave", leave}, {"digits", digits}, {"record", record}};
}

} // namespace carillon
