#include "CommandVerbs.h"
#include "Phone.h"
#include "PhoneJson.h"
#include "Sentences.h"

#include <QJsonArray>

namespace carillon {

using namespace CommandVerbs;

namespace {

CommandResult list(Phone &phone, const Command &)
{
    QJsonArray array;
    for (const FavouriteState &state : phone.favourites().list())
        array.append(PhoneJson::favourite(state));
    return array;
}

/// As it is now; null once it is gone.
QJsonValue shown(Phone &phone, const QString &id)
{
    for (const FavouriteState &state : phone.favourites().list())
        if (state.favourite.id == id)
            return PhoneJson::favourite(state);
    return {};
}

CommandResult add(Phone &phone, const Command &command)
{
    const auto added = phone.favourites().add({{}, command.option(QLatin1String("name")),
        command.arguments[0], command.option(QLatin1String("account"))});
    return added ? CommandResult(shown(phone, added->id)) : failed(added.error());
}

CommandResult rename(Phone &phone, const Command &command)
{
    const auto renamed = phone.favourites().rename(command.arguments[0], command.arguments[1]);
    return renamed ? CommandResult(shown(phone, command.arguments[0])) : failed(renamed.error());
}

CommandResult move(Phone &phone, const Command &command)
{
    bool isNumber = false;
    const int place = command.arguments[1].toInt(&isNumber);
    if (!isNumber || place < 1)
        return misused(Sentences::text("favourite move needs an ID and a place from 1."));
    const auto moved = phone.favourites().move(command.arguments[0], place - 1);
    return moved ? list(phone, command) : failed(moved.error());
}

CommandResult remove(Phone &phone, const Command &command)
{
    const auto removed = phone.favourites().remove(command.arguments[0]);
    return removed ? CommandResult(QJsonObject{{QStringLiteral("id"), command.arguments[0]}})
                   : failed(removed.error());
}

CommandResult pickUp(Phone &phone, const Command &command)
{
    const auto call = phone.pickUp(command.arguments[0]);
    return call ? CommandResult(QJsonObject{{QStringLiteral("call"), (*call)->id()}}) : failed(call.error());
}

} // namespace

QList<Row> CommandVerbs::favourites()
{
    return {{"favourite list", list}, {"favourite add", add}, {"favourite rename", rename},
        {"favourite move", move}, {"favourite remove", remove}, {"favourite pickup", pickUp}};
}

} // namespace carillon
