#include "BusLink.h"
#include "FakeClock.h"
#include "KeepAwake.h"
#include "TestBus.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVirtualObject>
#include <fcntl.h>
#include <unistd.h>

using namespace carillon;

/// Screen saver, portal and logind in one; notes who holds what.
class FakeDesktop final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QStringList heard;
    bool hasScreenSaver = true;
    bool isSlow = false; ///< holds back the answer to Inhibit
    int loginEnd = -1;   ///< of the pipe whose other end the holder has
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        const QString verb
            = message.interface().section(QLatin1Char('.'), -1) + QLatin1Char(' ') + message.member();
        heard.append(verb);
        m_bus = bus;
        m_waiting = message;
        if (!isSlow)
            answer();
        return true;
    }
    void answer()
    {
        const QString interface = m_waiting.interface();
        if (interface == QLatin1String("org.freedesktop.ScreenSaver") && !hasScreenSaver)
            m_bus.send(m_waiting.createErrorReply(QDBusError::ServiceUnknown, QStringLiteral("none")));
        else if (interface == QLatin1String("org.freedesktop.login1.Manager"))
            m_bus.send(m_waiting.createReply(QVariant::fromValue(inhibitor())));
        else if (interface == QLatin1String("org.freedesktop.portal.Inhibit"))
            m_bus.send(
                m_waiting.createReply(QVariant::fromValue(QDBusObjectPath(QStringLiteral("/request/1")))));
        else if (m_waiting.member() == QLatin1String("Inhibit"))
            m_bus.send(m_waiting.createReply(7u));
        else
            m_bus.send(m_waiting.createReply());
    }

private:
    QDBusUnixFileDescriptor inhibitor()
    {
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
            return {};
        loginEnd = ends[0];
        QDBusUnixFileDescriptor given(ends[1]);
        ::close(ends[1]);
        return given;
    }
    QDBusConnection m_bus{QString()};
    QDBusMessage m_waiting;
};

class tst_KeepAwake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void holdsTheScreenSaverDuringCalls();
    void takesThePortalWhereThereIsNone();
    void letsGoOfWhatComesLate();
    void holdsAgainOnAnotherBus();
    void holdsLogindByADescriptor();

private:
    void play();

    std::unique_ptr<TestBus> m_bus;
    FakeClock m_clock;
    std::unique_ptr<BusLink> m_session;
    std::unique_ptr<BusLink> m_system;
    std::unique_ptr<FakeDesktop> m_desktop;
    std::unique_ptr<KeepAwake> m_awake;
};

void tst_KeepAwake::init()
{
    m_bus = std::make_unique<TestBus>();
    m_desktop = std::make_unique<FakeDesktop>();
    play();
    m_session = std::make_unique<BusLink>(m_bus->address(), m_clock);
    m_system = std::make_unique<BusLink>(QString(), m_clock);
    m_session->start();
    QTRY_VERIFY(m_session->isUp());
    m_awake = std::make_unique<KeepAwake>(*m_session, *m_system);
}

void tst_KeepAwake::play()
{
    QDBusConnection bus = m_bus->other({QStringLiteral("org.freedesktop.ScreenSaver"),
        QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("org.freedesktop.login1")});
    QVERIFY(bus.registerVirtualObject(QStringLiteral("/"), m_desktop.get(), QDBusConnection::SubPath));
}

void tst_KeepAwake::cleanup()
{
    m_awake.reset();
    m_session.reset();
    m_system.reset();
    m_bus.reset();
    if (m_desktop->loginEnd >= 0)
        ::close(m_desktop->loginEnd);
    m_desktop.reset();
}

void tst_KeepAwake::holdsTheScreenSaverDuringCalls()
{
    m_awake->hold();
    m_awake->hold();
    QTRY_COMPARE(m_desktop->heard, QStringList{QStringLiteral("ScreenSaver Inhibit")});
    m_awake->release(); // perhaps before the answer
    m_awake->release();
    QTRY_COMPARE(m_desktop->heard,
        (QStringList{QStringLiteral("ScreenSaver Inhibit"), QStringLiteral("ScreenSaver UnInhibit")}));
}

void tst_KeepAwake::takesThePortalWhereThereIsNone()
{
    m_desktop->hasScreenSaver = false;
    m_awake->hold();
    QTRY_COMPARE(m_desktop->heard,
        (QStringList{QStringLiteral("ScreenSaver Inhibit"), QStringLiteral("Inhibit Inhibit")}));
    m_awake->release(); // perhaps before the answer
    QTRY_VERIFY(m_desktop->heard.contains(QStringLiteral("Request Close")));
}

void tst_KeepAwake::letsGoOfWhatComesLate()
{
    m_desktop->isSlow = true;
    m_awake->hold();
    QTRY_COMPARE(m_desktop->heard.size(), 1);
    m_awake->release();
    m_desktop->isSlow = false;
    m_desktop->answer();
    QTRY_COMPARE(m_desktop->heard,
        (QStringList{QStringLiteral("ScreenSaver Inhibit"), QStringLiteral("ScreenSaver UnInhibit")}));
}

void tst_KeepAwake::holdsAgainOnAnotherBus()
{
    m_awake->hold();
    QTRY_COMPARE(m_desktop->heard.size(), 1);
    m_bus->stop();
    QTRY_VERIFY(!m_session->isUp());
    m_bus->start();
    m_bus->stranger();
    play();
    m_clock.advance(BusLink::FirstRetry);
    QTRY_COMPARE(m_desktop->heard.count(QStringLiteral("ScreenSaver Inhibit")), 2);
}

void tst_KeepAwake::holdsLogindByADescriptor()
{
    BusLink system(m_bus->address(), m_clock); // the same bus plays both
    BusLink session({}, m_clock);
    KeepAwake awake(session, system);
    awake.hold();
    QTRY_COMPARE(m_desktop->heard, QStringList{QStringLiteral("Manager Inhibit")});
    char byte = 0;
    QTRY_COMPARE(::read(m_desktop->loginEnd, &byte, 1), -1); // somebody has the other end
    awake.release();
    QTRY_COMPARE(::read(m_desktop->loginEnd, &byte, 1), 0);
}

QTEST_GUILESS_MAIN(tst_KeepAwake)
#include "tst_KeepAwake.moc"
