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

QJsonObject errorObject(const PhoneError &error)
{
    return {{QStringLiteral("code"), error.code}, {QStringLiteral("message"), error.message}};
}

QJsonObject errorMessage(const PhoneError &error, int exit)
{
    return {{QStringLiteral("error"), errorObject(error)}, {QStringLiteral("exit"), exit}};
}

QJsonObject tooBusy()
{
    return errorMessage(
        {QStringLiteral("busy"),
            ControlServer::tr("Too many programs talk to Carillon at the same time: try again.")},
        1);
}

QJsonObject badRequest()
{
    return errorMessage(
        {QStringLiteral("bad-request"), ControlServer::tr("This is no request that Carillon understands.")},
        2);
}

/// Whether somebody answers at @p path: then the socket is not a leftover.
bool isAlive(const QString &path)
{
    QLocalSocket probe;
    probe.connectToServer(path);
    return probe.waitForConnected(200); // at start only, before there is anything to block
}

} // namespace

ControlServer::ControlServer(CommandTable &commands, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_clock(clock)
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
                    tr("Carillon runs already with the profile %1.").arg(profileDirectory));
            QLocalServer::removeServer(path);
        }
        if (m_server.listen(path))
            return path;
        qCWarning(lcApp) << "control socket" << path << m_server.errorString();
    }
    return Failure<QString>(
        tr("The control socket cannot be opened: carillon ctl will not reach this phone."));
}

bool ControlServer::isQuiet() const
{
    return std::all_of(m_clients.begin(), m_clients.end(),
        [](const auto &client) { return client.second.socket->bytesToWrite() == 0; });
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_clients.size() < Limits::Clients) {
            welcome(socket);
            continue;
        }
        socket->write(QJsonDocument(tooBusy()).toJson(QJsonDocument::Compact) + '\n');
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        socket->disconnectFromServer();
    }
}

void ControlServer::welcome(QLocalSocket *socket)
{
    const quint64 id = ++m_lastId;
    m_clients[id].socket = socket;
    m_clients[id].idle = std::make_unique<Timer>(m_clock);
    socket->setReadBufferSize(Limits::LineBytes + 1);
    connect(socket, &QLocalSocket::readyRead, this, [this, id] { read(id); });
    connect(socket, &QLocalSocket::disconnected, this, [this, id] { drop(id); });
    connect(socket, &QLocalSocket::bytesWritten, this, [this] {
        if (isQuiet())
            Q_EMIT becameQuiet();
    });
    awaitWord(id);
    read(id);
}

/// One who says nothing and waits for nothing keeps the place of others.
void ControlServer::awaitWord(quint64 id)
{
    const auto client = m_clients.find(id);
    if (client == m_clients.end())
        return;
    client->second.idle->start(IdleTime, [this, id] {
        const auto silent = m_clients.find(id);
        if (silent == m_clients.end())
            return;
        std::erase_if(silent->second.running, [](const Running &one) { return *one.isDone; });
        if (silent->second.running.empty())
            silent->second.socket->abort();
        else
            awaitWord(id);
    });
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
    awaitWord(id);
    if (request.value(QLatin1String("args")).isArray())
        run(id, request);
    else if (request.value(QLatin1String("raise")).toBool())
        raise(id, request);
    else
        reply(id, badRequest());
}

void ControlServer::raise(quint64 id, const QJsonObject &request)
{
    if (m_isQuitting)
        return reply(id, errorMessage({QStringLiteral("quitting"), tr("Carillon is about to end.")}, 1));
    Activation wish;
    wish.uri = request.value(QLatin1String("open")).toString();
    wish.token = Activation::tokenOf(request.value(QLatin1String("token")).toString());
    if (request.value(QLatin1String("background")).toBool())
        wish.show = Activation::Show::Nothing;
    const PhoneResult<> done = startedAgain ? startedAgain(wish) : PhoneResult<>();
    reply(id, done ? QJsonObject{{QStringLiteral("result"), true}} : errorMessage(done.error(), 1));
}

void ControlServer::run(quint64 id, const QJsonObject &request)
{
    QStringList words;
    for (const auto &word : request.value(QLatin1String("args")).toArray())
        words.append(word.toString());
    auto command = Command::parse(words);
    if (!command)
        return reply(id, errorMessage(command.error(), 2));
    if (const QJsonValue secret = request.value(QLatin1String("secret")); secret.isString())
        command->secret = secret.toString();
    if (const QJsonValue secret = request.value(QLatin1String("turnSecret")); secret.isString())
        command->turnSecret = secret.toString();
    auto &others = m_clients.at(id).running;
    std::erase_if(others, [](const Running &one) { return *one.isDone; });
    if (others.size() >= Limits::Running)
        return reply(id, tooBusy());
    const auto isDone = std::make_shared<bool>(false);
    const auto warning = std::make_shared<std::optional<PhoneError>>();
    CommandListener listener;
    listener.line = [this, id](const QJsonValue &value) { reply(id, {{QStringLiteral("line"), value}}); };
    listener.warned = [warning](const PhoneError &error) { *warning = error; };
    listener.done = [this, id, isDone, warning](const CommandResult &result) {
        *isDone = true;
        QJsonObject answer = result
            ? QJsonObject{{QStringLiteral("result"), *result}}
            : errorMessage(result.error().error, result.error().kind == CommandError::Kind::Usage ? 2 : 1);
        if (*warning)
            answer.insert(QStringLiteral("warning"), errorObject(**warning));
        reply(id, answer);
    };
    auto running = m_commands.run(*command, std::move(listener));
    if (const auto client = m_clients.find(id); running && client != m_clients.end())
        client->second.running.push_back({std::move(running), isDone});
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
    for (Running &running : client->second.running)
        running.command.release()->deleteLater();
    m_clients.erase(client);
    if (isQuiet())
        Q_EMIT becameQuiet();
}

} // namespace carillon
