#include "Command.h"

#include "RemoteText.h"
#include "Sentences.h"

#include <array>

namespace carillon {

namespace {

struct Syntax {
    const char *verb;
    int least; ///< arguments
    int most;
    const char *options; ///< names separated by spaces; with = when a value follows
    const char *usage;
};

constexpr std::array table{
    Syntax{"status", 0, 0, "", ""},
    Syntax{"account add", 0, 0,
        "aor= auth-user= password-stdin password-env= server= display-name= media-encryption= ice= codecs= "
        "stun= "
        "turn= turn-password-env= ca= outbound-proxy= expires= session-timer= pickup-code= compact-headers= "
        "no-register",
        "--aor sip:1001@HOST [--auth-user U] [--password-stdin | --password-env VAR] [--server URI] "
        "[--display-name N]\n"
        "              [--media-encryption none|optional|sdes|dtls] [--ice auto|on|off] [--codecs "
        "LIST]\n"
        "              [--stun HOST[:PORT]]\n"
        "              [--turn turn:[USER@]HOST[:PORT][?transport=udp|tcp] | --turn "
        "turns:[USER@]HOST[:PORT]]\n"
        "              [--turn-password-env VAR] [--ca FILE] [--outbound-proxy URI] [--expires S]\n"
        "              [--session-timer S|off] [--pickup-code CODE] [--compact-headers on|off] "
        "[--no-register]"},
    Syntax{"account list", 0, 0, "", ""},
    Syntax{"account show", 1, 1, "", "ID"},
    Syntax{"account set", 2, 3, "password-stdin password-env=",
        "ID KEY VALUE | ID password|turn-password --password-stdin | ID password|turn-password "
        "--password-env "
        "VAR\n"
        "              (KEY is an option of account add, or register on|off)"},
    Syntax{"account remove", 1, 1, "", "ID"},
    Syntax{"register", 0, 1, "", "[ID]"},
    Syntax{"unregister", 0, 1, "", "[ID]"},
    Syntax{"dial", 1, 1, "account= video header= no-sdp anonymous",
        "TARGET [--account ID] [--video] [--header \"Name: value\"]... [--no-sdp] [--anonymous]\n"
        "              (1234,,9# sends 9# four seconds after the answer; a semicolon waits for digits ID "
        "send)"},
    Syntax{"calls", 0, 0, "", ""},
    Syntax{"call", 1, 1, "", "ID"},
    Syntax{"answer", 0, 1, "video", "[ID] [--video]"},
    Syntax{"reject", 1, 1, "code=", "ID [--code 486]"},
    Syntax{"hangup", 0, 1, "all", "[ID | --all]"},
    Syntax{"hold", 1, 1, "", "ID"},
    Syntax{"resume", 1, 1, "", "ID"},
    Syntax{"mute", 2, 2, "", "ID on|off"},
    Syntax{"video", 2, 2, "", "ID on|off"},
    Syntax{"dtmf", 2, 2, "via=",
        "ID DIGITS [--via auto|rtp|info|inband]  (a comma is a pause of 2 s, a semicolon waits for digits ID "
        "send)"},
    Syntax{"digits", 2, 2, "", "ID send|drop  (those that wait for a yes)"},
    Syntax{"transfer", 1, 2, "to= by-code", "ID TARGET [--by-code] | ID --to ID2"},
    Syntax{"consult", 2, 2, "", "ID TARGET"},
    Syntax{"deflect", 2, 2, "", "ID TARGET"},
    Syntax{"referral", 2, 2, "", "ID accept|reject  (the other side asks to hand us over)"},
    Syntax{"follow", 1, 2, "",
        "ID [NUMBER]  (the other side asks to be called elsewhere: see redirects of the call)"},
    Syntax{"merge", 2, 32, "", "ID ID2...  (to a conference)"},
    Syntax{"split", 1, 1, "", "ID  (out of the conference, to talk alone)"},
    Syntax{"leave", 1, 1, "", "ID  (the conference of three: the other two go on without us)"},
    Syntax{"message", 2, 2, "", "TARGET TEXT"},
    Syntax{"messages", 0, 1, "", "[TARGET]"},
    Syntax{"reconnect", 1, 1, "", "ID  (looks for new ways for the sound: ICE restart)"},
    Syntax{"fix", 1, 1, "", "ID  (does what the diagnosis of the call offers)"},
    Syntax{"stats", 1, 1, "", "ID"},
    Syntax{"record", 2, 2, "file=", "ID start|pause|stop [--file F]"},
    Syntax{"history", 0, 0, "search= limit=", "[--search TEXT] [--limit N]"},
    Syntax{"favourite list", 0, 0, "", "(with lamps: whether they are free)"},
    Syntax{"favourite add", 1, 1, "name= account=", "TARGET [--name N] [--account ID]"},
    Syntax{"favourite rename", 2, 2, "", "ID NAME"},
    Syntax{"favourite move", 2, 2, "", "ID PLACE  (1 is the first)"},
    Syntax{"favourite remove", 1, 1, "", "ID"},
    Syntax{"favourite pickup", 1, 1, "", "ID  (the call that rings there)"},
    Syntax{"devices", 0, 0, "", ""},
    Syntax{"device set", 2, 2, "", "input|output|ring ID"},
    Syntax{"selftest", 0, 0, "follow",
        "[--follow]  (tries devices and media stack out; not during a call. --follow: a line for each step\n"
        "              as it begins and as it ends, and the whole is the last line)"},
    Syntax{"dnd", 0, 1, "for=", "[on [--for MINUTES] | off]  (do not disturb)"},
    Syntax{"preview", 1, 1, "", "TARGET  (the address that dial would call)"},
    Syntax{"set", 2, 2, "", "KEY VALUE"},
    Syntax{"get", 1, 1, "", "KEY"},
    Syntax{"settings", 0, 0, "", ""},
    Syntax{"autostart", 0, 1, "", "[on|off]  (whether the session starts the phone, without a window)"},
    Syntax{"events", 0, 0, "timeout= count= ready",
        "[--timeout S] [--count N] [--ready]  (--ready: a first line once nothing can be missed any more)"},
    Syntax{"trace", 0, 0, "last= call=", "[--last N] [--call ID]"},
    Syntax{"quit", 0, 0, "", ""},
};

Failure<PhoneError> usageError(const QString &sentence)
{
    return Failure<PhoneError>({QStringLiteral("usage"), sentence});
}

const Syntax *syntaxOf(const QString &verb)
{
    const auto found = std::find_if(
        table.begin(), table.end(), [&](const Syntax &syntax) { return verb == QLatin1String(syntax.verb); });
    return found == table.end() ? nullptr : found;
}

/// "account", "favourite" and "device" take their second word with them.
QString verbOf(const QStringList &words)
{
    static const QStringList firstWords{
        QStringLiteral("account"), QStringLiteral("favourite"), QStringLiteral("device")};
    if (words.size() > 1 && firstWords.contains(words[0]))
        return words[0] + QLatin1Char(' ') + words[1];
    return words.value(0);
}

/// "account": add, list and so on; empty for a verb of one word.
QStringList secondWords(const QString &first)
{
    QStringList words;
    for (const Syntax &syntax : table)
        if (const QString verb = QLatin1String(syntax.verb); verb.startsWith(first + QLatin1Char(' ')))
            words.append(verb.mid(first.size() + 1));
    return words;
}

enum class Kind { Unknown, Flag, WithValue };

Kind kindOf(const Syntax &syntax, const QString &option)
{
    const QStringList known = QString(QLatin1String(syntax.options)).split(QLatin1Char(' '));
    if (known.contains(option + QLatin1Char('=')))
        return Kind::WithValue;
    return !option.isEmpty() && known.contains(option) ? Kind::Flag : Kind::Unknown;
}

PhoneResult<> readOption(Command &command, const Syntax &syntax, QStringList &rest)
{
    const QString word = rest.takeFirst().mid(2);
    const qsizetype equals = word.indexOf(QLatin1Char('='));
    const QString name = word.left(equals < 0 ? word.size() : equals);
    const QString shown = remoteText(QStringView(name), 40);
    switch (kindOf(syntax, name)) {
    case Kind::Unknown: return usageError(Sentences::text("%1 has no option --%2.").arg(command.verb, shown));
    case Kind::Flag:
        if (equals >= 0)
            return usageError(Sentences::text("--%1 takes no value.").arg(shown));
        command.options.append({name, {}});
        return {};
    case Kind::WithValue:
        if (equals < 0 && rest.isEmpty())
            return usageError(Sentences::text("--%1 needs a value.").arg(shown));
        command.options.append({name, equals < 0 ? rest.takeFirst() : word.mid(equals + 1)});
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

Result<Command, PhoneError> Command::parse(const QStringList &words)
{
    Command command;
    command.verb = verbOf(words);
    const Syntax *syntax = syntaxOf(command.verb);
    if (words.isEmpty())
        return usageError(Sentences::text("A verb is missing."));
    if (const QStringList second = secondWords(words[0]); !syntax && !second.isEmpty())
        return usageError(QStringLiteral("%1: %2 %3")
                              .arg(Sentences::text("Usage"), words[0], second.join(QLatin1Char('|'))));
    if (!syntax)
        return usageError(
            Sentences::text("There is no verb \"%1\".").arg(remoteText(QStringView(command.verb), 40)));
    QStringList rest = words.mid(command.verb.contains(QLatin1Char(' ')) ? 2 : 1);
    bool isOptionsOver = false;
    while (!rest.isEmpty()) {
        if (!isOptionsOver && rest.constFirst() == QLatin1String("--")) {
            isOptionsOver = true;
            rest.removeFirst();
        } else if (!isOptionsOver && rest.constFirst().startsWith(QLatin1String("--"))) {
            if (const auto read = readOption(command, *syntax, rest); !read)
                return Failure<PhoneError>(read.error());
        } else {
            command.arguments.append(rest.takeFirst());
        }
    }
    if (command.arguments.size() < syntax->least || command.arguments.size() > syntax->most)
        return usageError(QStringLiteral("%1: %2 %3")
                              .arg(Sentences::text("Usage"), command.verb, QLatin1String(syntax->usage))
                              .trimmed());
    return command;
}

QString Command::usage()
{
    QString text;
    for (const Syntax &syntax : table)
        text += QStringLiteral("  %1 %2")
                    .arg(QLatin1String(syntax.verb), QLatin1String(syntax.usage))
                    .trimmed()
                    .prepend(QLatin1String("  "))
            + QLatin1Char('\n');
    return text;
}

QStringList Command::verbs()
{
    QStringList list;
    for (const Syntax &syntax : table)
        list.append(QLatin1String(syntax.verb));
    return list;
}

bool Command::has(QLatin1StringView option) const
{
    return std::any_of(options.begin(), options.end(), [&](const auto &one) { return one.first == option; });
}

QString Command::option(QLatin1StringView option) const
{
    return all(option).value(all(option).size() - 1);
}

QStringList Command::all(QLatin1StringView option) const
{
    QStringList values;
    for (const auto &[name, value] : options)
        if (name == option)
            values.append(value);
    return values;
}

} // namespace carillon
