#include "AccountFields.h"
#include "CommandVerbs.h"
#include "History.h"
#include "Phone.h"
#include "PhoneJson.h"
#include "PhoneMedia.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "SettingsStore.h"
#include "TraceLog.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace carillon {

using namespace CommandVerbs;

namespace {

CommandResult status(Phone &phone, const Command &)
{
    QJsonArray accounts;
    for (const Account *account : phone.accounts())
        accounts.append(PhoneJson::account(*account));
    QJsonArray calls;
    for (const Call *call : phone.calls())
        calls.append(PhoneJson::call(call->state()));
    return QJsonObject{
        {QStringLiteral("version"), phone.version()},
        {QStringLiteral("pid"), QCoreApplication::applicationPid()},
        {QStringLiteral("network"), phone.isOnline() ? QStringLiteral("online") : QStringLiteral("offline")},
        {QStringLiteral("accounts"), accounts},
        {QStringLiteral("calls"), calls},
        {QStringLiteral("refusedCalls"), phone.refusedCalls()},
    };
}

CommandResult history(Phone &phone, const Command &command)
{
    const auto limit = number(command, QLatin1String("limit"), 1, std::numeric_limits<int>::max(), 200);
    if (!limit)
        return misused(Sentences::text("--limit is a number from 1 to %1.").arg(History::MaxEntries));
    const int most = std::min(*limit, int(History::MaxEntries));
    QJsonArray array;
    for (const HistoryEntry &entry : phone.history().entries(command.option(QLatin1String("search")), most))
        array.append(PhoneJson::historyEntry(entry));
    return array;
}

CommandResult unknownSetting(const QString &key)
{
    return failed(QStringLiteral("unknown-setting"),
        Sentences::text("There is no setting %1.").arg(remoteText(QStringView(key), 40)));
}

CommandResult set(Phone &phone, const Command &command)
{
    const QString key = command.arguments[0];
    if (!phone.settings().isKnown(key))
        return unknownSetting(key);
    const QString refusal = phone.settings().set(key, command.arguments[1]);
    return refusal.isEmpty() ? CommandResult(phone.settings().value(key))
                             : failed(QStringLiteral("bad-value"), refusal);
}

CommandResult doNotDisturb(Phone &phone, const Command &command)
{
    const auto minutes = number(command, QLatin1String("for"), 1, std::numeric_limits<int>::max(), 0);
    const auto on
        = command.arguments.isEmpty() ? std::nullopt : AccountFields::switchOf(command.arguments[0]);
    const bool hasTime = command.has(QLatin1String("for"));
    if (!minutes || (!on && !command.arguments.isEmpty()) || (hasTime && !on.value_or(false)))
        return misused(Sentences::text("dnd needs on (perhaps with --for MINUTES) or off."));
    if (on) {
        const auto time = hasTime ? std::optional(std::chrono::minutes(*minutes)) : std::nullopt;
        if (const auto done = phone.setDoNotDisturb(*on, time); !done)
            return failed(done.error());
    }
    const QString until = phone.settings().value(QStringLiteral("dndUntil"));
    return QJsonObject{{QStringLiteral("dnd"), phone.settings().value(QStringLiteral("dnd"))},
        {QStringLiteral("until"), until.isEmpty() ? QJsonValue() : QJsonValue(until)}};
}

CommandResult preview(Phone &phone, const Command &command)
{
    const auto target = phone.previewDial(command.arguments[0]);
    return target ? CommandResult(QJsonObject{{QStringLiteral("target"), *target}}) : failed(target.error());
}

CommandResult get(Phone &phone, const Command &command)
{
    const QString key = command.arguments[0];
    return phone.settings().isKnown(key) ? CommandResult(phone.settings().value(key)) : unknownSetting(key);
}

CommandResult settings(Phone &phone, const Command &)
{
    QJsonObject json;
    for (const QString &key : phone.settings().keys())
        json.insert(key, phone.settings().value(key));
    return json;
}

CommandResult devices(Phone &phone, const Command &)
{
    return phone.media().devices();
}

bool isSpec(const QString &text)
{
    return text == QLatin1String("default") || text == QLatin1String("null")
        || text.startsWith(QLatin1String("tone:")) || text.startsWith(QLatin1String("file:"))
        || text.startsWith(QLatin1String("id:"));
}

CommandResult setDevice(Phone &phone, const Command &command)
{
    static const QHash<QString, QString> keys{{QStringLiteral("input"), QStringLiteral("audioInput")},
        {QStringLiteral("output"), QStringLiteral("audioOutput")},
        {QStringLiteral("ring"), QStringLiteral("ringDevice")}};
    const auto key = keys.constFind(command.arguments[0]);
    if (key == keys.constEnd())
        return misused(Sentences::text("device set needs input, output or ring, and the ID of a device."));
    const QString wish = command.arguments[1];
    const QString refusal = phone.settings().set(*key, isSpec(wish) ? wish : QStringLiteral("id:") + wish);
    return refusal.isEmpty() ? devices(phone, command) : failed(QStringLiteral("bad-device"), refusal);
}

CommandResult trace(Phone &phone, const Command &command)
{
    const auto last = number(command, QLatin1String("last"), 1, std::numeric_limits<int>::max(),
        int(TraceLog::Limits::Messages)); // all that there are, when fewer
    if (!last)
        return misused(Sentences::text("--last is a number from 1 to %1.").arg(TraceLog::Limits::Messages));
    QByteArray callId;
    if (command.has(QLatin1String("call"))) {
        const auto found = call(phone, command.option(QLatin1String("call")));
        if (!found)
            return failed(found.error());
        callId = (*found)->sipCallId();
    }
    return phone.trace().entries(*last, callId);
}

CommandResult messaging(Phone &, const Command &)
{
    return notAvailable(Sentences::text("Messaging"));
}

} // namespace

QList<Row> CommandVerbs::rest()
{
    return {{"status", status}, {"history", history}, {"set", set}, {"get", get}, {"dnd", doNotDisturb},
        {"preview", preview}, {"settings", settings}, {"devices", devices}, {"device set", setDevice},
        {"trace", trace}, {"message", messaging}, {"messages", messaging}};
}

} // namespace carillon
