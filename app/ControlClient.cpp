#include "ControlClient.h"

#include "Activation.h"
#include "Command.h"
#include "ControlPath.h"
#include "Result.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <cstdio>

namespace carillon {

namespace {

constexpr int AnswerMs = 30'000;
constexpr int StartMs = 5'000;
constexpr qint64 MaxSecretBytes = 4096;

QString text(const char *source)
{
    return QCoreApplication::translate("carillon::ControlClient", source);
}

/// @returns false when it did not get there: a full disk, a closed stream.
bool print(FILE *stream, const QJsonValue &value)
{
    // QJsonDocument knows only arrays and objects: a value is written as the one member of an array, without
    // its brackets.
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    const auto size = size_t(json.size() - 2);
    return std::fwrite(json.constData() + 1, 1, size, stream) == size && std::fputc('\n', stream) != EOF
        && std::fflush(stream) == 0;
}

int fail(ControlClient::Exit exit, const QString &code, const QString &message)
{
    print(stderr,
        QJsonObject{{QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), code}, {QStringLiteral("message"), message}}}});
    return exit;
}

bool connectTo(QLocalSocket &socket, const QString &profileDirectory)
{
    for (const QString &path : controlPaths(profileDirectory)) {
        // Never tell a password to a socket which somebody else put there.
        if (!QFile::exists(path) || !isPrivatePlace(path))
            continue;
        socket.connectToServer(path);
        if (socket.waitForConnected(StartMs))
            return true;
    }
    return false;
}

void send(QLocalSocket &socket, const QJsonObject &request)
{
    socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    socket.flush();
}

/// One line; nothing when the other side went or was silent for too long.
std::optional<QJsonObject> receive(QLocalSocket &socket, int patienceMs)
{
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(patienceMs))
            return std::nullopt;
    return QJsonDocument::fromJson(socket.readLine()).object();
}

using Secret = Result<std::optional<QString>, QString>;

/// The value of the environment variable that @p option names.
Secret readVariable(const Command &command, QLatin1StringView option)
{
    if (!command.has(option))
        return std::optional<QString>();
    const QByteArray name = command.option(option).toLocal8Bit();
    if (!qEnvironmentVariableIsSet(name.constData()))
        return Failure<QString>(
            text("There is no environment variable %1.").arg(QString::fromLocal8Bit(name)));
    return std::optional(qEnvironmentVariable(name.constData()));
}

/// The password that the command asks for; nothing with a sentence when it cannot be had.
Secret readSecret(const Command &command)
{
    if (command.has(QLatin1String("password-env")))
        return readVariable(command, QLatin1String("password-env"));
    if (!command.has(QLatin1String("password-stdin")))
        return std::optional<QString>();
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Failure<QString>(text("The password cannot be read."));
    QByteArray line = input.readLine(MaxSecretBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return std::optional(QString::fromUtf8(line));
}

int notWritten()
{
    return fail(
        ControlClient::Failed, QStringLiteral("not-written"), text("The answer could not be written."));
}

int converse(QLocalSocket &socket, bool isStream)
{
    for (;;) {
        const auto message = receive(socket, isStream ? -1 : AnswerMs);
        if (!message)
            return fail(ControlClient::NotRunning, QStringLiteral("not-running"),
                isStream ? text("Carillon ended.") : text("Carillon ended without an answer."));
        if (message->contains(QLatin1String("line"))) {
            if (!print(stdout, message->value(QLatin1String("line"))))
                return notWritten();
            continue;
        }
        if (message->contains(QLatin1String("warning")))
            print(stderr, QJsonObject{{QStringLiteral("warning"), message->value(QLatin1String("warning"))}});
        if (message->contains(QLatin1String("error"))) {
            print(stderr, QJsonObject{{QStringLiteral("error"), message->value(QLatin1String("error"))}});
            return message->value(QLatin1String("exit")).toInt(ControlClient::Failed);
        }
        if (!isStream && !print(stdout, message->value(QLatin1String("result"))))
            return notWritten();
        return ControlClient::Done;
    }
}

QString absolute(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

QString absoluteSpec(const QString &device)
{
    const QLatin1StringView file("file:");
    return device.startsWith(file) ? file + absolute(device.mid(file.size())) : device;
}

/// Files are meant as they are seen from here, not from where the phone was started.
QStringList withAbsolutePaths(QStringList words, const Command &command)
{
    const QLatin1StringView ca("--ca=");
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i].startsWith(ca))
            words[i] = ca + absolute(words[i].mid(ca.size()));
        else if (words[i] == QLatin1String("--ca") && i + 1 < words.size())
            words[i + 1] = absolute(words[i + 1]);
    }
    const QString value = command.arguments.isEmpty() ? QString() : command.arguments.constLast();
    const qsizetype at = words.lastIndexOf(value);
    if (command.verb == QLatin1String("account set") && command.arguments.value(1) == QLatin1String("ca")
        && command.arguments.size() > 2)
        words[at] = absolute(value);
    if (command.verb == QLatin1String("set") || command.verb == QLatin1String("device set"))
        words[at] = absoluteSpec(value);
    return words;
}

} // namespace

int ControlClient::run(const QString &profileDirectory, const QStringList &words)
{
    const auto command = Command::parse(words);
    if (!command)
        return fail(Usage, command.error().code, command.error().message);
    const auto secret = readSecret(*command);
    if (!secret)
        return fail(Usage, QStringLiteral("usage"), secret.error());
    const auto turnSecret = readVariable(*command, QLatin1String("turn-password-env"));
    if (!turnSecret)
        return fail(Usage, QStringLiteral("usage"), turnSecret.error());
    QLocalSocket socket;
    if (!connectTo(socket, profileDirectory))
        return fail(NotRunning, QStringLiteral("not-running"),
            text("No Carillon runs with the profile %1.").arg(profileDirectory));
    QJsonObject request{
        {QStringLiteral("args"), QJsonArray::fromStringList(withAbsolutePaths(words, *command))}};
    if (*secret)
        request.insert(QStringLiteral("secret"), **secret);
    if (*turnSecret)
        request.insert(QStringLiteral("turnSecret"), **turnSecret);
    send(socket, request);
    return converse(socket, command->verb == QLatin1String("events"));
}

ControlClient::HandOver ControlClient::handOver(
    const QString &profileDirectory, const QString &uri, bool background)
{
    QLocalSocket socket;
    if (!connectTo(socket, profileDirectory))
        return {};
    send(socket,
        {{QStringLiteral("raise"), true}, {QStringLiteral("open"), uri},
            {QStringLiteral("background"), background},
            {QStringLiteral("token"), Activation::tokenOfEnvironment()}});
    const auto answer = receive(socket, StartMs);
    if (!answer)
        return {};
    if (!answer->contains(QLatin1String("error")))
        return {HandOver::Outcome::Taken, {}};
    const QJsonObject error = answer->value(QLatin1String("error")).toObject();
    const QString code = error.value(QLatin1String("code")).toString();
    const bool isForLater = code == QLatin1String("quitting") || code == QLatin1String("busy");
    return {isForLater ? HandOver::Outcome::Quitting : HandOver::Outcome::Refused,
        error.value(QLatin1String("message")).toString()};
}

} // namespace carillon
