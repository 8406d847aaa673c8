#include "BusMethods.h"

#include "BusValues.h"
#include "RemoteText.h"
#include "Sentences.h"

#include <QDBusArgument>

namespace carillon {

namespace {

using Commands = PhoneResult<QList<Command>>;

/// Arguments are never options, whatever they begin with.
Commands command(const QString &verb, const QStringList &options, const QStringList &arguments)
{
    const auto made = Command::parse(
        verb.split(QLatin1Char(' ')) + options + QStringList{QStringLiteral("--")} + arguments);
    return made ? Commands(QList<Command>{*made}) : Commands(Failure<PhoneError>(made.error()));
}

Commands simple(const char *verb, const QStringList &arguments)
{
    return command(QLatin1String(verb), {}, arguments);
}

QString text(const QVariantList &arguments, qsizetype which)
{
    return arguments.at(which).toString();
}

/// An empty id is none.
QStringList perhaps(const QString &call)
{
    return call.isEmpty() ? QStringList() : QStringList{call};
}

QString onOff(const QVariant &on)
{
    return on.toBool() ? QStringLiteral("on") : QStringLiteral("off");
}

PhoneResult<QStringList> optionsOf(const QVariantMap &map)
{
    const auto words = BusValues::toWords(map);
    if (!words)
        return Failure<PhoneError>({QStringLiteral("usage"),
            Sentences::text("The option %1 is neither text nor a number, on or off.")
                .arg(remoteText(QStringView(words.error()), 40))});
    return *words;
}

/// Passwords come beside the options, as they do over the control socket.
Commands run(const QVariantList &arguments)
{
    auto map = qdbus_cast<QVariantMap>(arguments.at(2));
    const auto secret = map.contains(QStringLiteral("secret"))
        ? std::optional(map.take(QStringLiteral("secret")).toString())
        : std::nullopt;
    const auto turnSecret = map.contains(QStringLiteral("turnSecret"))
        ? std::optional(map.take(QStringLiteral("turnSecret")).toString())
        : std::nullopt;
    const auto options = optionsOf(map);
    if (!options)
        return Failure<PhoneError>(options.error());
    auto made = command(text(arguments, 0), *options, arguments.at(1).toStringList());
    if (made) {
        made->front().secret = secret;
        made->front().turnSecret = turnSecret;
        if (made->front().verb == QLatin1String("events"))
            return Failure<PhoneError>({QStringLiteral("usage"),
                Sentences::text("Over D-Bus, what happens is told by the signal Event.")});
    }
    return made;
}

Commands dial(const QVariantList &arguments)
{
    const auto options = optionsOf(qdbus_cast<QVariantMap>(arguments.at(1)));
    if (!options)
        return Failure<PhoneError>(options.error());
    return command(QStringLiteral("dial"), *options, {text(arguments, 0)});
}

Commands answer(const QVariantList &arguments)
{
    return simple("answer", perhaps(text(arguments, 0)));
}

Commands hangUp(const QVariantList &arguments)
{
    return simple("hangup", perhaps(text(arguments, 0)));
}

Commands blindTransfer(const QVariantList &arguments)
{
    return simple("transfer", {text(arguments, 0), text(arguments, 1)});
}

Commands consult(const QVariantList &arguments)
{
    return simple("consult", {text(arguments, 0), text(arguments, 1)});
}

Commands complete(const QVariantList &arguments)
{
    return command(
        QStringLiteral("transfer"), {QStringLiteral("--to=") + text(arguments, 1)}, {text(arguments, 0)});
}

Commands cancelConsult(const QVariantList &arguments)
{
    auto commands = simple("hangup", {text(arguments, 1)});
    const auto back = simple("resume", {text(arguments, 0)});
    if (commands && back)
        commands->append(*back);
    return commands;
}

Commands mute(const QVariantList &arguments)
{
    return simple("mute", {text(arguments, 0), onOff(arguments.at(1))});
}

Commands hold(const QVariantList &arguments)
{
    return simple(arguments.at(1).toBool() ? "hold" : "resume", {text(arguments, 0)});
}

/// When it ends is said first: it begins with that.
Commands setDoNotDisturb(const QVariantList &arguments)
{
    auto commands = simple("set", {QStringLiteral("dnd"), onOff(arguments.at(0))});
    if (!commands || !arguments.at(0).toBool())
        return commands;
    constexpr uint MostMinutes = 7 * 24 * 60;
    const uint minutes = std::min(arguments.at(1).toUInt(), MostMinutes);
    const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(qint64(minutes) * 60);
    const auto ends
        = simple("set", {QStringLiteral("dndUntil"), minutes == 0 ? QString() : until.toString(Qt::ISODate)});
    return ends ? Commands(*ends + *commands) : ends;
}

constexpr std::array methods{
    BusMethod{"Run", "sasa{sv}", BusMethod::Answer::Json, run},
    BusMethod{"Dial", "sa{sv}", BusMethod::Answer::CallOfIt, dial},
    BusMethod{"Answer", "s", BusMethod::Answer::Nothing, answer},
    BusMethod{"HangUp", "s", BusMethod::Answer::Nothing, hangUp},
    BusMethod{"BlindTransfer", "ss", BusMethod::Answer::Nothing, blindTransfer},
    BusMethod{"Consult", "ss", BusMethod::Answer::CallOfIt, consult},
    BusMethod{"Complete", "ss", BusMethod::Answer::Nothing, complete},
    BusMethod{"CancelConsult", "ss", BusMethod::Answer::Nothing, cancelConsult, BusMethod::Chain::GoesOn},
    BusMethod{"Mute", "sb", BusMethod::Answer::Nothing, mute},
    BusMethod{"Hold", "sb", BusMethod::Answer::Nothing, hold},
    BusMethod{"SetDoNotDisturb", "bu", BusMethod::Answer::Nothing, setDoNotDisturb},
};

} // namespace

const BusMethod *BusMethod::of(const QString &name)
{
    const auto found = std::find_if(methods.begin(), methods.end(),
        [&](const BusMethod &method) { return name == QLatin1String(method.name); });
    return found == methods.end() ? nullptr : &*found;
}

} // namespace carillon
