#pragma once

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
/// {"args": [VERB, ARGS...], "secret": PASSWORD}  answered by  {"line": VALUE}*  and then  {"result": VALUE}
/// or
/// {"error": {"code", "message"}, "exit": 1|2};  {"raise": true, "open": URI, "background": bool}  answered
/// by {"result": true}.
class ControlServer final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int Clients = 64;
        static constexpr qint64 LineBytes = 64 * 1024;
        static constexpr qint64 UnreadBytes = 4 * 1024 * 1024; ///< a client that does not read is left
    };
    explicit ControlServer(CommandTable &commands, QObject *parent = nullptr);
    ~ControlServer() override;
    /// @returns the path, or one sentence.
    Result<QString, QString> listen(const QString &profileDirectory);
    /// Nothing is on its way to a client any more.
    bool isQuiet() const;

Q_SIGNALS:
    /// A second start. @p uri is empty when none was given.
    void startedAgain(const QString &uri, bool background);
    void becameQuiet();

private:
    struct Client {
        QLocalSocket *socket = nullptr;
        std::unique_ptr<QObject> running;
    };
    void accept();
    void read(quint64 id);
    void handle(quint64 id, const QByteArray &line);
    void run(quint64 id, const QJsonObject &request);
    void reply(quint64 id, const QJsonObject &message);
    void drop(quint64 id);

    CommandTable &m_commands;
    QLocalServer m_server;
    std::map<quint64, Client> m_clients;
    quint64 m_lastId = 0;
};

} // namespace carillon
