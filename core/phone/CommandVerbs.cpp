#include "CommandVerbs.h"

#include "Phone.h"
#include "RemoteText.h"
#include "Sentences.h"

namespace carillon {

CommandResult CommandVerbs::failed(const PhoneError &error)
{
    return Failure<CommandError>({CommandError::Kind::Failed, error});
}

CommandResult CommandVerbs::failed(const QString &code, const QString &sentence)
{
    return failed(PhoneError{code, sentence});
}

CommandResult CommandVerbs::misused(const QString &sentence)
{
    return Failure<CommandError>({CommandError::Kind::Usage, {QStringLiteral("usage"), sentence}});
}

CommandResult CommandVerbs::notAvailable(const QString &what)
{
    return failed(QStringLiteral("not-available"), Sentences::text("%1 is not available yet.").arg(what));
}

PhoneResult<Account *> CommandVerbs::account(Phone &phone, const QString &id)
{
    if (Account *account = phone.account(id))
        return account;
    return Failure<PhoneError>(Sentences::unknownAccount(id));
}

PhoneResult<Call *> CommandVerbs::call(Phone &phone, const QString &id)
{
    if (Call *call = phone.call(id))
        return call;
    return Failure<PhoneError>({QStringLiteral("unknown-call"),
        Sentences::text("There is no call %1.").arg(remoteText(QStringView(id), 30))});
}

std::optional<int> CommandVerbs::number(
    const Command &command, QLatin1StringView option, int least, int most, int otherwise)
{
    if (!command.has(option))
        return otherwise;
    bool isNumber = false;
    const int value = command.option(option).toInt(&isNumber);
    return isNumber && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<Milliseconds> CommandVerbs::seconds(const Command &command, QLatin1StringView option, int most)
{
    if (!command.has(option))
        return Milliseconds(0);
    bool isNumber = false;
    const double value = command.option(option).toDouble(&isNumber);
    if (!isNumber || !(value >= 0) || value > most)
        return std::nullopt;
    return Milliseconds(qRound64(value * 1000));
}

} // namespace carillon
