#include "ControlClient.h"

#include "Command.h"
#include "ControlPath.h"
#include "Result.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QThread>
#include <cstdio>

namespace carillon {

namespace {

constexpr int AnswerMs = 30'000;
constexpr int StartMs = 5'000;
constexpr qint64 MaxSecretBytes = 4096;

void print(FILE *stream, const QJsonValue &value)
{
    // QJsonDocument knows only arrays and objects: a value is written as the one member of an array, without
    // its brackets.
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    std::fwrite(text.constData() + 1, 1, size_t(text.size() - 2), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
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

/// The password that the command asks for; nothing with a sentence when it cannot be had.
Result<std::optional<QString>, QString> readSecret(const Command &command)
{
    if (command.has(QLatin1String("password-env"))) {
        const QByteArray name = command.option(QLatin1String("password-env")).toLocal8Bit();
        if (!qEnvironmentVariableIsSet(name.constData()))
            return Failure<QString>(
                QStringLiteral("There is no environment variable %1.").arg(QString::fromLocal8Bit(name)));
        return std::optional(qEnvironmentVariable(name.constData()));
    }
    if (!command.has(QLatin1String("password-stdin")))
        return std::optional<QString>();
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Failure<QString>(QStringLiteral("The password cannot be read."));
    QByteArray line = input.readLine(MaxSecretBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return std::optional(QString::fromUtf8(line));
}

int converse(QLocalSocket &socket, bool isStream)
{
    for (;;) {
        const auto message = receive(socket, isStream ? -1 : AnswerMs);
        if (!message)
            return isStream ? ControlClient::Done
                            : fail(ControlClient::NotRunning, QStringLiteral("not-running"),
                                QStringLiteral("Carillon ended without an answer."));
        if (message->contains(QLatin1String("line"))) {
            print(stdout, message->value(QLatin1String("line")));
            continue;
        }
        if (message->contains(QLatin1String("error"))) {
            print(stderr, QJsonObject{{QStringLiteral("error"), message->value(QLatin1String("error"))}});
            return message->value(QLatin1String("exit")).toInt(ControlClient::Failed);
        }
        if (!isStream)
            print(stdout, message->value(QLatin1String("result")));
        return ControlClient::Done;
    }
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
    QLocalSocket socket;
    if (!connectTo(socket, profileDirectory))
        return fail(NotRunning, QStringLiteral("not-running"),
            QStringLiteral("No Carillon runs with the profile %1.").arg(profileDirectory));
    QJsonObject request{{QStringLiteral("args"), QJsonArray::fromStringList(words)}};
    if (*secret)
        request.insert(QStringLiteral("secret"), **secret);
    send(socket, request);
    return converse(socket, command->verb == QLatin1String("events"));
}

bool ControlClient::handOver(const QString &profileDirectory, const QString &uri, bool background)
{
    const QDeadlineTimer deadline(StartMs);
    QLocalSocket socket;
    while (!connectTo(socket, profileDirectory)) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(50); // it holds the lock and will listen in a moment
    }
    send(socket,
        {{QStringLiteral("raise"), true}, {QStringLiteral("open"), uri},
            {QStringLiteral("background"), background}});
    return receive(socket, StartMs).has_value();
}

} // namespace carillon
