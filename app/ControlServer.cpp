#include "ControlServer.h"

#include "ControlPath.h"
#include "Logging.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

namespace carillon {

namespace {

QJsonObject errorMessage(const PhoneError &error, int exit)
{
    return {
        {QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), error.code}, {QStringLiteral("message"), error.message}}},
        {QStringLiteral("exit"), exit}};
}

QJsonObject badRequest()
{
    return errorMessage(
        {QStringLiteral("bad-request"), QStringLiteral("This is no request that Carillon understands.")}, 2);
}

/// Whether somebody answers at @p path: then the socket is not a leftover.
bool isAlive(const QString &path)
{
    QLocalSocket probe;
    probe.connectToServer(path);
    return probe.waitForConnected(200); // at start only, before there is anything to block
}

} // namespace

ControlServer::ControlServer(CommandTable &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(Limits::Clients);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

ControlServer::~ControlServer()
{
    m_clients.clear();
}

Result<QString, QString> ControlServer::listen(const QString &profileDirectory)
{
    for (const QString &path : controlPaths(profileDirectory)) {
        if (!isPrivatePlace(path))
            continue;
        if (QFile::exists(path)) {
            if (isAlive(path))
                return Failure<QString>(
                    QStringLiteral("Carillon runs already with the profile %1.").arg(profileDirectory));
            QLocalServer::removeServer(path);
        }
        if (m_server.listen(path))
            return path;
        qCWarning(lcApp) << "control socket" << path << m_server.errorString();
    }
    return Failure<QString>(
        QStringLiteral("The control socket cannot be opened: carillon ctl will not reach this phone."));
}

bool ControlServer::isQuiet() const
{
    return std::all_of(m_clients.begin(), m_clients.end(),
        [](const auto &client) { return client.second.socket->bytesToWrite() == 0; });
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_clients.size() >= Limits::Clients) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const quint64 id = ++m_lastId;
        m_clients[id].socket = socket;
        socket->setReadBufferSize(Limits::LineBytes + 1);
        connect(socket, &QLocalSocket::readyRead, this, [this, id] { read(id); });
        connect(socket, &QLocalSocket::disconnected, this, [this, id] { drop(id); });
        connect(socket, &QLocalSocket::bytesWritten, this, [this] {
            if (isQuiet())
                Q_EMIT becameQuiet();
        });
        read(id);
    }
}

void ControlServer::read(quint64 id)
{
    for (auto client = m_clients.find(id); client != m_clients.end(); client = m_clients.find(id)) {
        QLocalSocket *socket = client->second.socket;
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() > Limits::LineBytes) {
                reply(id, badRequest());
                socket->disconnectFromServer();
            }
            return;
        }
        handle(id, socket->readLine(Limits::LineBytes + 2));
    }
}

void ControlServer::handle(quint64 id, const QByteArray &line)
{
    const QJsonObject request = QJsonDocument::fromJson(line).object();
    if (request.value(QLatin1String("args")).isArray()) {
        run(id, request);
    } else if (request.value(QLatin1String("raise")).toBool()) {
        reply(id, {{QStringLiteral("result"), true}});
        Q_EMIT startedAgain(request.value(QLatin1String("open")).toString(),
            request.value(QLatin1String("background")).toBool());
    } else {
        reply(id, badRequest());
    }
}

void ControlServer::run(quint64 id, const QJsonObject &request)
{
    QStringList words;
    for (const QJsonValue &word : request.value(QLatin1String("args")).toArray())
        words.append(word.toString());
    auto command = Command::parse(words);
    if (!command)
        return reply(id, errorMessage(command.error(), 2));
    if (const QJsonValue secret = request.value(QLatin1String("secret")); secret.isString())
        command->secret = secret.toString();
    CommandListener listener;
    listener.line = [this, id](const QJsonValue &value) { reply(id, {{QStringLiteral("line"), value}}); };
    listener.done = [this, id](const CommandResult &result) {
        if (result)
            reply(id, {{QStringLiteral("result"), *result}});
        else
            reply(id,
                errorMessage(result.error().error, result.error().kind == CommandError::Kind::Usage ? 2 : 1));
    };
    auto running = m_commands.run(*command, std::move(listener));
    if (const auto client = m_clients.find(id); client != m_clients.end())
        client->second.running = std::move(running);
}

void ControlServer::reply(quint64 id, const QJsonObject &message)
{
    const auto client = m_clients.find(id);
    if (client == m_clients.end())
        return;
    QLocalSocket *socket = client->second.socket;
    if (socket->bytesToWrite() > Limits::UnreadBytes) {
        socket->abort();
        return;
    }
    socket->write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    socket->flush();
}

void ControlServer::drop(quint64 id)
{
    const auto client = m_clients.find(id);
    if (client == m_clients.end())
        return;
    client->second.socket->deleteLater();
    // It may be what is running that found the client gone.
    if (QObject *running = client->second.running.release())
        running->deleteLater();
    m_clients.erase(client);
    if (isQuiet())
        Q_EMIT becameQuiet();
}

} // namespace carillon
