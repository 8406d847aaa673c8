#include "AccountFields.h"
#include "CommandVerbs.h"
#include "Phone.h"
#include "PhoneJson.h"
#include "Sentences.h"
#include "SettingsStore.h"

#include <QJsonArray>

namespace carillon {

using namespace CommandVerbs;

namespace {

const QLatin1String passwordStdin("password-stdin");
const QLatin1String passwordEnv("password-env");
const QLatin1String turnPasswordEnv("turn-password-env");

std::optional<CommandResult> setField(AccountSettings &settings, const QString &field, const QString &value)
{
    const QStringList choices = AccountFields::choices(field);
    if (!choices.isEmpty() && !choices.contains(value))
        return misused(Sentences::text("%1 is one of %2.").arg(field, choices.join(QLatin1String(", "))));
    if (const QString refusal = AccountFields::set(settings, field, value); !refusal.isEmpty())
        return failed(QStringLiteral("bad-value"), refusal);
    return std::nullopt;
}

/// Asked for, but did not come along: whoever speaks for the user must read it, we cannot.
bool lacksSecret(const Command &command)
{
    return ((command.has(passwordStdin) || command.has(passwordEnv)) && !command.secret)
        || (command.has(turnPasswordEnv) && !command.turnSecret);
}

CommandResult add(Phone &phone, const Command &command)
{
    if (!command.has(QLatin1String("aor")))
        return misused(Sentences::text("account add needs --aor."));
    if (command.has(passwordStdin) && command.has(passwordEnv))
        return misused(
            Sentences::text("A password comes either from --password-stdin or from --password-env."));
    if (lacksSecret(command))
        return failed(QStringLiteral("no-password"), Sentences::text("The password did not come along."));
    AccountSettings settings;
    for (const auto &[name, value] : command.options) {
        if (name == passwordStdin || name == passwordEnv || name == turnPasswordEnv)
            continue;
        const bool isSwitch = name == QLatin1String("no-register");
        if (const auto refusal = setField(settings, isSwitch ? QStringLiteral("register") : name,
                isSwitch ? QStringLiteral("off") : value))
            return *refusal;
    }
    const auto added = phone.addAccount(settings, command.secret.value_or(QString()), command.turnSecret);
    if (!added)
        return failed(added.error());
    return QJsonObject{{QStringLiteral("id"), (*added)->id()}};
}

CommandResult list(Phone &phone, const Command &)
{
    QJsonArray array;
    for (const Account *account : phone.accounts())
        array.append(PhoneJson::account(*account));
    return array;
}

CommandResult show(Phone &phone, const Command &command)
{
    const auto found = account(phone, command.arguments[0]);
    return found ? CommandResult(PhoneJson::account(**found)) : failed(found.error());
}

CommandResult setPassword(Phone &phone, const Command &command)
{
    // Never as an argument: the list of processes shows it to everybody on the machine.
    if (command.arguments.size() > 2 || !(command.has(passwordStdin) || command.has(passwordEnv)))
        return misused(Sentences::text("A password is given by --password-stdin or --password-env."));
    if (lacksSecret(command))
        return failed(QStringLiteral("no-password"), Sentences::text("The password did not come along."));
    const auto found = account(phone, command.arguments[0]);
    if (!found)
        return failed(found.error());
    const bool isTurn = command.arguments[1] == QLatin1String("turn-password");
    const auto changed = phone.changeAccount((*found)->id(), (*found)->settings(),
        isTurn ? std::nullopt : command.secret, isTurn ? command.secret : std::nullopt);
    return changed ? CommandResult(PhoneJson::account(**found)) : failed(changed.error());
}

CommandResult set(Phone &phone, const Command &command)
{
    const QString field = command.arguments[1];
    if (field == QLatin1String("password") || field == QLatin1String("turn-password"))
        return setPassword(phone, command);
    if (command.arguments.size() < 3 || !AccountFields::names().contains(field))
        return misused(
            Sentences::text("account set needs an ID, one of %1, and a value; or an ID, password or "
                            "turn-password, and --password-stdin or --password-env.")
                .arg(AccountFields::names().join(QLatin1String(", "))));
    const auto found = account(phone, command.arguments[0]);
    if (!found)
        return failed(found.error());
    AccountSettings settings = (*found)->settings();
    if (const auto refusal = setField(settings, field, command.arguments[2]))
        return *refusal;
    const auto changed = phone.changeAccount((*found)->id(), settings, std::nullopt);
    return changed ? CommandResult(PhoneJson::account(**found)) : failed(changed.error());
}

CommandResult remove(Phone &phone, const Command &command)
{
    const auto removed = phone.removeAccount(command.arguments[0]);
    return removed ? CommandResult(QJsonObject{{QStringLiteral("id"), command.arguments[0]}})
                   : failed(removed.error());
}

/// The one that is named, else the default account, else the first.
PhoneResult<Account *> chosen(Phone &phone, const Command &command)
{
    if (!command.arguments.isEmpty())
        return account(phone, command.arguments[0]);
    if (Account *byDefault = phone.account(phone.settings().value(QStringLiteral("defaultAccount"))))
        return byDefault;
    if (!phone.accounts().isEmpty())
        return phone.accounts().constFirst();
    return Failure<PhoneError>(
        {QStringLiteral("no-account"), Sentences::text("There is no account: add one first.")});
}

CommandResult bind(Phone &phone, const Command &command)
{
    const auto found = chosen(phone, command);
    if (!found)
        return failed(found.error());
    const auto asked = (*found)->addBinding();
    return asked ? CommandResult(PhoneJson::account(**found)) : failed(asked.error());
}

CommandResult unbind(Phone &phone, const Command &command)
{
    const auto found = chosen(phone, command);
    if (!found)
        return failed(found.error());
    const auto asked = (*found)->removeBinding();
    return asked ? CommandResult(PhoneJson::account(**found)) : failed(asked.error());
}

} // namespace

QList<Row> CommandVerbs::accounts()
{
    return {{"account add", add}, {"account list", list}, {"account show", show}, {"account set", set},
        {"account remove", remove}, {"register", bind}, {"unregister", unbind}};
}

} // namespace carillon
