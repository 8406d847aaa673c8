#pragma once

#include <QObject>
#include <QStringList>
#include <QVariantMap>

class QDBusMessage;

namespace carillon {

class BusLink;

/// org.freedesktop.portal.Background: from inside a sandbox, the session's permission to be started with it.
class BackgroundPortal final : public QObject
{
    Q_OBJECT
public:
    explicit BackgroundPortal(BusLink &bus, QObject *parent = nullptr);
    struct Wish {
        bool startsWithSession = false;
        QStringList command; ///< as the program is called inside of the sandbox
        QString reason;      ///< one sentence for the person who is asked
    };
    /// Asks; the person may be asked in turn. A newer question takes the place of one that is under way.
    void ask(const Wish &wish);

Q_SIGNALS:
    void granted(bool startsWithSession); ///< what holds now
    void refused();                       ///< by the person, or there is no portal

private Q_SLOTS:
    void responded(uint response, const QVariantMap &results, const QDBusMessage &message);

private:
    void call();

    BusLink &m_bus;
    Wish m_wish;
    bool m_isWaiting = false; ///< for the bus
    int m_number = 0;
    QString m_request; ///< path of the object that will answer; empty: nothing is under way
};

} // namespace carillon
