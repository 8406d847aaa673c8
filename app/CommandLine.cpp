#include "CommandLine.h"

#include "LogRules.h"
#include "ProfileLock.h"
#include "SettingRules.h"

#include <QStandardPaths>
#include <QUrl>
#include <array>

namespace carillon {

namespace {

using Outcome = Result<void, QString>;

QString refusedBy(const QString &setting, const QString &option, const QString &value)
{
    QString sentence = SettingRules::refusal(setting, value);
    return sentence.isEmpty() ? sentence : sentence.replace(setting, option);
}

QString setAudioInput(CommandLine &line, const QString &value)
{
    line.audioInput = value;
    return refusedBy(QStringLiteral("audioInput"), QStringLiteral("--audio-input"), value);
}

QString setAudioOutput(CommandLine &line, const QString &value)
{
    line.audioOutput = value;
    return refusedBy(QStringLiteral("audioOutput"), QStringLiteral("--audio-output"), value);
}

bool hasPrefix(const QString &value, const char *prefix)
{
    const QLatin1StringView text(prefix);
    return value.startsWith(text) && value.size() > text.size();
}

QString setVideoInput(CommandLine &line, const QString &value)
{
    line.videoInput = value;
    const bool isKnown = value == QLatin1String("none") || value == QLatin1String("pattern")
        || value == QLatin1String("screen") || hasPrefix(value, "file:") || hasPrefix(value, "id:");
    return isKnown ? QString()
                   : QStringLiteral("--video-input is none, pattern, file:PATH.y4m, screen or id:DEVICE.");
}

QString setVideoOutput(CommandLine &line, const QString &value)
{
    line.videoOutput = value;
    const bool isKnown
        = value == QLatin1String("window") || value == QLatin1String("null") || hasPrefix(value, "file:");
    return isKnown ? QString() : QStringLiteral("--video-output is window, null or file:PATH.y4m.");
}

QString setDnsServer(CommandLine &line, const QString &value)
{
    constexpr int dnsPort = 53;
    const QUrl url(QStringLiteral("dns://") + value, QUrl::StrictMode);
    const bool isPlain
        = url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
    const QHostAddress address(url.host());
    if (!url.isValid() || !isPlain || address.isNull() || url.port(dnsPort) == 0)
        return QStringLiteral("--dns-server is an address, or ADDRESS:PORT.");
    line.dnsServer = Endpoint{address, quint16(url.port(dnsPort))};
    return {};
}

QString setLog(CommandLine &line, const QString &value)
{
    const auto rules = logRules(value);
    if (!rules)
        return rules.error();
    line.logRules = *rules;
    return {};
}

QString setProfile(CommandLine &line, const QString &value)
{
    line.profile = value;
    return value.isEmpty() ? QStringLiteral("--profile needs a directory.") : QString();
}

struct Option {
    const char *name;
    bool CommandLine::*flag; ///< without a value; null when set is given
    QString (*set)(
        CommandLine &line, const QString &value); ///< @returns a sentence when the value is refused
};

constexpr std::array options{
    Option{"--background", &CommandLine::background, nullptr},
    Option{"--headless", &CommandLine::headless, nullptr},
    Option{"--try-out", &CommandLine::tryOut, nullptr},
    Option{"--demo-call", &CommandLine::demoCall, nullptr},
    Option{"--profile", nullptr, setProfile},
    Option{"--audio-input", nullptr, setAudioInput},
    Option{"--audio-output", nullptr, setAudioOutput},
    Option{"--video-input", nullptr, setVideoInput},
    Option{"--video-output", nullptr, setVideoOutput},
    Option{"--dns-server", nullptr, setDnsServer},
    Option{"--log", nullptr, setLog},
};

/// Takes an option, with its value, from the front of @p rest.
Outcome readOption(CommandLine &line, QStringList &rest)
{
    const QString word = rest.takeFirst();
    const QString name = word.section(QLatin1Char('='), 0, 0);
    const bool hasValue = name.size() < word.size();
    const auto option = std::find_if(
        options.begin(), options.end(), [&](const Option &one) { return name == QLatin1String(one.name); });
    if (option == options.end())
        return Failure<QString>(QStringLiteral("There is no option %1.").arg(name));
    if (!option->set) {
        if (hasValue)
            return Failure<QString>(QStringLiteral("%1 takes no value.").arg(name));
        line.*(option->flag) = true;
        return {};
    }
    if (!hasValue && rest.isEmpty())
        return Failure<QString>(QStringLiteral("%1 needs a value.").arg(name));
    const QString refusal = option->set(line, hasValue ? word.mid(name.size() + 1) : rest.takeFirst());
    return refusal.isEmpty() ? Outcome() : Outcome(Failure<QString>(refusal));
}

/// carillon [OPTIONS] ctl [--profile DIR] VERB [ARGS]
Outcome readCtl(CommandLine &line, QStringList rest)
{
    line.mode = CommandLine::Mode::Ctl;
    while (!rest.isEmpty() && rest.constFirst().startsWith(QLatin1String("--"))) {
        const QString &word = rest.constFirst();
        if (word == QLatin1String("--help")) {
            line.mode = CommandLine::Mode::Help;
            return {};
        }
        if (word != QLatin1String("--profile") && !word.startsWith(QLatin1String("--profile=")))
            return Failure<QString>(QStringLiteral("ctl has no option %1 before its verb.").arg(word));
        if (const auto read = readOption(line, rest); !read)
            return read;
    }
    line.ctl = rest;
    return {};
}

Outcome check(const CommandLine &line)
{
    if (line.demoCall && !line.tryOut)
        return Failure<QString>(QStringLiteral("--demo-call goes with --try-out."));
    if (line.demoCall && !line.headless)
        return Failure<QString>(QStringLiteral("--demo-call goes with --headless."));
    return {};
}

} // namespace

Result<CommandLine, QString> CommandLine::parse(const QStringList &words)
{
    CommandLine line;
    QStringList rest = words;
    bool areOptionsOver = false;
    while (!rest.isEmpty()) {
        const QString word = rest.constFirst();
        Outcome outcome;
        if (!areOptionsOver && word == QLatin1String("--")) {
            areOptionsOver = true;
            rest.removeFirst();
        } else if (!areOptionsOver && (word == QLatin1String("--help") || word == QLatin1String("-h"))) {
            line.mode = Mode::Help;
            return line;
        } else if (!areOptionsOver && word == QLatin1String("--version")) {
            line.mode = Mode::Version;
            return line;
        } else if (!areOptionsOver && word.startsWith(QLatin1Char('-'))) {
            outcome = readOption(line, rest);
        } else if (!areOptionsOver && word == QLatin1String("ctl") && line.uri.isEmpty()) {
            outcome = readCtl(line, rest.mid(1));
            rest.clear();
        } else if (line.uri.isEmpty() && !word.isEmpty()) {
            line.uri = rest.takeFirst();
        } else {
            outcome = Failure<QString>(QStringLiteral("One address can be opened at a time."));
        }
        if (!outcome)
            return Failure<QString>(outcome.error());
    }
    if (const auto checked = check(line); !checked)
        return Failure<QString>(checked.error());
    return line;
}

QString CommandLine::usage()
{
    return QStringLiteral(
        R"(carillon [OPTIONS] [URI]            opens a sip:, sips:, tel: or callto: address in the running phone, if there is one
  --background                      no window at start, tray only
  --headless                        no window at all; lives until `carillon ctl quit` or SIGTERM
  --profile DIR                     settings, database, lock and control socket under DIR; profiles run side by side
  --try-out                         starts on the built-in exchange: call echo, music, friend, busy, noanswer
  --demo-call                       with --headless --try-out: calls echo, prints what was measured, and ends
  --audio-input  default|null|tone:HZ|file:PATH.wav|id:DEVICE
  --audio-output default|null|file:PATH.wav|id:DEVICE
  --video-input  none|pattern|file:PATH.y4m|screen|id:DEVICE
  --video-output window|null|file:PATH.y4m
  --dns-server ADDRESS[:PORT]       asked instead of the system's DNS servers
  --log LEVEL[,category=LEVEL]      debug, info, warnings (default), errors; categories: net, sip, session, media, device, store, app
  --help, --version
carillon ctl [--profile DIR] VERB [ARGS]
)");
}

QString CommandLine::profileDirectory() const
{
    if (!profile.isEmpty())
        return canonicalDirectory(profile);
    return canonicalDirectory(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/carillon"));
}

} // namespace carillon
