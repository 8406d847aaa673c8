#pragma once

#include "Activation.h"
#include "Clock.h"
#include "CommandTable.h"
#include "Result.h"

#include <QLocalServer>
#include <QPointer>
#include <map>
#include <memory>

class QLocalSocket;

namespace carillon {

/// The program's ear on this machine: `carillon ctl` and second starts, as one JSON value on each line over a
/// local socket which only this user can open.
///
/// {"args": [VERB, ARGS...], "secret": PASSWORD, "turnSecret": PASSWORD}  answered by  {"line": VALUE}*  and
/// then  {"result": VALUE} or
/// {"error": {"code", "message"}, "exit": 1|2};  {"raise": true, "open": URI, "background": bool, "token": of
/// the desktop}  answered by {"result": true} or an error: "quitting" means that there will soon be room for
/// another phone. Beside a result there may be {"warning": {"code", "message"}}.
class ControlServer final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int Clients = 64;
        static constexpr std::size_t Running = 8; ///< of each client at the same time
        static constexpr qint64 LineBytes = 64 * 1024;
        static constexpr qint64 UnreadBytes = 4 * 1024 * 1024; ///< a client that does not read is left
    };
    static constexpr std::chrono::seconds IdleTime{10}; ///< without a word and without a stream
    ControlServer(CommandTable &commands, Clock &clock, QObject *parent = nullptr);
    ~ControlServer() override;
    /// @returns the path, or one sentence.
    Result<QString, QString> listen(const QString &profileDirectory);
    /// From now on a second start is told to wait until we are gone.
    void setQuitting() { m_isQuitting = true; }
    /// A second start: what to do, and what to tell it.
    std::function<PhoneResult<>(const Activation &wish)> startedAgain;
    /// Nothing is on its way to a client any more.
    bool isQuiet() const;

Q_SIGNALS:
    void becameQuiet();

private:
    struct Running {
        std::unique_ptr<QObject> command;
        std::shared_ptr<bool> isDone;
    };
    struct Client {
        QLocalSocket *socket = nullptr;
        std::vector<Running> running;
        std::unique_ptr<Timer> idle;
    };
    void welcome(QLocalSocket *socket);
    void awaitWord(quint64 id);
    void accept();
    void read(quint64 id);
    void handle(quint64 id, const QByteArray &line);
    void run(quint64 id, const QJsonObject &request);
    void raise(quint64 id, const QJsonObject &request);
    void reply(quint64 id, const QJsonObject &message);
    void drop(quint64 id);

    CommandTable &m_commands;
    Clock &m_clock;
    QLocalServer m_server;
    std::map<quint64, Client> m_clients;
    quint64 m_lastId = 0;
    bool m_isQuitting = false;
};

} // namespace carillon
