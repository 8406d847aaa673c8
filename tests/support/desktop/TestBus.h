#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

namespace carillon {

/// A session bus of a test's own: it starts nothing by itself, ends and comes back when told.
class TestBus final
{
public:
    TestBus()
    {
        QFile file(configuration());
        if (!file.open(QIODevice::WriteOnly))
            qFatal("there is no room for the configuration of a bus");
        file.write("<busconfig><type>session</type><listen>" + address().toUtf8()
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\"/>"
              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        file.close();
        start();
    }
    ~TestBus() { stop(); }
    QString address() const { return QStringLiteral("unix:path=") + socket(); }
    /// For the test itself and what it plays; another one for each name.
    QDBusConnection connect(const QString &name)
    {
        QDBusConnection::disconnectFromBus(name); // of a bus that was before this one
        return QDBusConnection::connectToBus(address(), name);
    }
    void start()
    {
        m_process.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--config-file=") + configuration(), QStringLiteral("--nofork"),
                QStringLiteral("--print-address=1")});
        m_process.waitForReadyRead();
    }
    void stop()
    {
        m_process.kill();
        m_process.waitForFinished();
        QFile::remove(socket());
    }

private:
    QString socket() const { return m_directory.filePath(QStringLiteral("socket")); }
    QString configuration() const { return m_directory.filePath(QStringLiteral("bus.conf")); }

    QTemporaryDir m_directory;
    QProcess m_process;
};

/// A service that is played: each call goes to `answer`, and what it returns goes back.
class PlayedService final : public QDBusVirtualObject
{
public:
    using Answer = std::function<QVariantList(const QDBusMessage &)>;
    PlayedService(QDBusConnection bus, const QString &name, const QString &path, Answer answer)
        : m_bus(std::move(bus))
        , m_name(name)
        , m_path(path)
        , m_answer(std::move(answer))
    {
        m_bus.registerVirtualObject(path, this, QDBusConnection::SubPath);
        if (!m_bus.registerService(name))
            qFatal("the bus gave no name");
    }
    ~PlayedService() override
    {
        m_bus.unregisterService(m_name);
        m_bus.unregisterObject(m_path, QDBusConnection::UnregisterTree);
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        calls.append(message);
        if (!isSilent)
            bus.send(message.createReply(m_answer(message)));
        return true;
    }
    void signal(const QString &interface, const QString &name, const QVariantList &arguments = {})
    {
        signalAt(m_path, interface, name, arguments);
    }
    void signalAt(
        const QString &path, const QString &interface, const QString &name, const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createSignal(path, interface, name);
        message.setArguments(arguments);
        m_bus.send(message);
    }
    /// The calls of @p method.
    QList<QDBusMessage> of(const QString &method) const
    {
        QList<QDBusMessage> found;
        for (const QDBusMessage &call : calls) {
            if (call.member() == method)
                found.append(call);
        }
        return found;
    }

    QList<QDBusMessage> calls;
    bool isSilent = false; ///< hangs

private:
    QDBusConnection m_bus;
    QString m_name;
    QString m_path;
    Answer m_answer;
};

} // namespace carillon
