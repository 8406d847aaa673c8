#pragma once

#include "BusLink.h"

#include <QDBusConnection>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace carillon {

/// A session bus of the test's own, which starts nothing by itself, and a connection to it for those whom the
/// test plays.
class TestBus
{
public:
    TestBus() { start(); }
    ~TestBus()
    {
        QDBusConnection::disconnectFromBus(m_name);
        stop();
    }
    QString address() const
    {
        return QStringLiteral("unix:path=") + m_directory.filePath(QStringLiteral("bus"));
    }
    /// Anew, on the same address.
    void start()
    {
        QFile::remove(m_directory.filePath(QStringLiteral("bus")));
        QFile config(m_directory.filePath(QStringLiteral("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            return;
        config.write("<busconfig><type>session</type><listen>" + address().toUtf8()
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
              "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
              "<allow own=\"*\"/></policy>"
              // As the bus of a real session has it: else it is the bus that stops a flood.
              "<limit name=\"max_replies_per_connection\">50000</limit></busconfig>");
        config.close();
        m_daemon.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                QStringLiteral("--config-file=") + config.fileName()});
        m_daemon.waitForReadyRead(10'000); // it listens
    }
    void stop()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    /// Of somebody else, with these names on it.
    QDBusConnection other(const QStringList &names = {})
    {
        if (m_name.isEmpty()) {
            static int count = 0;
            m_name = QStringLiteral("test-%1").arg(++count);
            QDBusConnection::connectToBus(address(), m_name);
        }
        QDBusConnection bus(m_name);
        for (const QString &name : names)
            bus.registerService(name);
        return bus;
    }
    /// Another somebody.
    QDBusConnection stranger()
    {
        QDBusConnection::disconnectFromBus(std::exchange(m_name, {}));
        return other();
    }

private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_name;
};

} // namespace carillon
