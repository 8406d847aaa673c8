#pragma once

#include "Clock.h"

#include <QObject>
#include <QPointer>
#include <QString>

class QDBusConnection;
class QThread;

namespace carillon {

/// A connection of our own to a message bus. A bus that dies is looked for again, less and less often. Core
/// thread; a thread of its own waits for the bus to answer. Without an address it never comes up.
class BusLink final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds FirstRetry{1};
    static constexpr std::chrono::seconds LastRetry{32};
    /// Of the session, or of the machine; empty when there is none. Asks nobody, so that nobody starts one.
    static QString sessionAddress();
    static QString systemAddress();

    BusLink(QString address, Clock &clock, QObject *parent = nullptr);
    ~BusLink() override;
    /// Connects, from now on always again. Once more does nothing.
    void start();
    bool isUp() const { return m_isUp; }
    /// Whether it may come up some day: there is an address.
    bool isPossible() const { return !m_address.isEmpty(); }
    /// Of this moment; not connected while it is not up.
    QDBusConnection bus() const;

Q_SIGNALS:
    void up();
    void down();

private Q_SLOTS:
    void lost(); ///< by D-Bus, which needs a slot by name

private:
    void attempt();
    void settle();
    void retry();

    QString m_address;
    QString m_name; ///< of the connection within this process; a new one each time
    bool m_isUp = false;
    bool m_isStarted = false;
    std::chrono::seconds m_pause = FirstRetry;
    QPointer<QThread> m_maker;
    Timer m_retry;
};

} // namespace carillon
