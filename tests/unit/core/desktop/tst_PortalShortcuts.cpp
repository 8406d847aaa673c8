#include "BusLink.h"
#include "FakeClock.h"
#include "PortalShortcuts.h"
#include "TestBus.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QSignalSpy>

using namespace carillon;

/// org.freedesktop.portal.GlobalShortcuts, which answers before it returns, as some do.
class FakePortal final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QStringList heard;
    QString wanted; ///< of the last BindShortcuts
    uint answer = 0;
    QDBusConnection bus{QString()};
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        bus = connection;
        heard.append(message.member());
        if (message.member() == QLatin1String("Get"))
            return bus.send(message.createReply(QVariant::fromValue(QDBusVariant(1u))));
        if (message.member() == QLatin1String("Close"))
            return bus.send(message.createReply());
        const bool binds = message.member() == QLatin1String("BindShortcuts");
        const auto options = qdbus_cast<QVariantMap>(message.arguments().constLast());
        if (binds)
            wanted = read(message.arguments().at(1).value<QDBusArgument>());
        const QString sender = message.service().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
        const QString request = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                                    .arg(sender, options.value(QStringLiteral("handle_token")).toString());
        QDBusMessage response = QDBusMessage::createSignal(
            request, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        response << answer
                 << (binds ? QVariantMap()
                           : QVariantMap{{QStringLiteral("session_handle"), QStringLiteral("/session/1")}});
        bus.send(response);
        return bus.send(message.createReply(QVariant::fromValue(QDBusObjectPath(request))));
    }
    void press(const char *session, const char *id)
    {
        QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/portal/desktop"),
            QStringLiteral("org.freedesktop.portal.GlobalShortcuts"), QStringLiteral("Activated"));
        signal << QVariant::fromValue(QDBusObjectPath(QLatin1String(session))) << QString::fromLatin1(id)
               << qulonglong(0) << QVariantMap();
        bus.send(signal);
    }

private:
    static QString read(const QDBusArgument &list)
    {
        QStringList all;
        list.beginArray();
        while (!list.atEnd()) {
            QString id;
            QVariantMap properties;
            list.beginStructure();
            list >> id >> properties;
            list.endStructure();
            all.append(
                id + QLatin1Char('=') + properties.value(QStringLiteral("preferred_trigger")).toString());
        }
        list.endArray();
        return all.join(QLatin1Char(' '));
    }
};

class tst_PortalShortcuts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void probes();
    void bindsAndHears();
    void isRefused();
    void closesWhatItDoesNotNeed();

private:
    static QList<Shortcut> wishes()
    {
        return {{QStringLiteral("answer"), *KeyChord::parse(QStringLiteral("Ctrl+Alt+A")),
                    QStringLiteral("Answer")},
            {QStringLiteral("mute"), *KeyChord::parse(QStringLiteral("Meta+F4")), QStringLiteral("Mute")}};
    }
    std::unique_ptr<TestBus> m_bus;
    FakeClock m_clock;
    std::unique_ptr<BusLink> m_link;
    std::unique_ptr<FakePortal> m_portal;
    std::unique_ptr<PortalShortcuts> m_shortcuts;
};

void tst_PortalShortcuts::init()
{
    m_bus = std::make_unique<TestBus>();
    m_portal = std::make_unique<FakePortal>();
    m_link = std::make_unique<BusLink>(m_bus->address(), m_clock);
    m_shortcuts = std::make_unique<PortalShortcuts>(*m_link);
    m_link->start();
    QTRY_VERIFY(m_link->isUp());
    QDBusConnection bus = m_bus->other({QStringLiteral("org.freedesktop.portal.Desktop")});
    QVERIFY(bus.registerVirtualObject(QStringLiteral("/"), m_portal.get(), QDBusConnection::SubPath));
}

void tst_PortalShortcuts::cleanup()
{
    m_shortcuts.reset();
    m_link.reset();
    m_bus.reset();
    m_portal.reset();
}

void tst_PortalShortcuts::probes()
{
    QList<bool> answers;
    m_shortcuts->probe([&](bool isThere) { answers.append(isThere); });
    QTRY_COMPARE(answers, QList<bool>{true});
    m_bus->other().unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
    m_shortcuts->probe([&](bool isThere) { answers.append(isThere); });
    QTRY_COMPARE(answers, (QList<bool>{true, false}));
}

void tst_PortalShortcuts::bindsAndHears()
{
    QSignalSpy activated(m_shortcuts.get(), &PortalShortcuts::activated);
    m_shortcuts->bind(wishes());
    QTRY_COMPARE(m_portal->wanted, QStringLiteral("answer=CTRL+ALT+a mute=LOGO+F4"));
    m_portal->press("/session/2", "answer"); // somebody else's
    m_portal->press("/session/1", "unknown");
    m_portal->press("/session/1", "mute");
    QTRY_COMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].toString(), QStringLiteral("mute"));
}

void tst_PortalShortcuts::isRefused()
{
    QSignalSpy refused(m_shortcuts.get(), &PortalShortcuts::refused);
    m_portal->answer = 1;
    m_shortcuts->bind(wishes());
    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(!m_portal->heard.contains(QStringLiteral("BindShortcuts")));
}

void tst_PortalShortcuts::closesWhatItDoesNotNeed()
{
    m_shortcuts->bind(wishes());
    QTRY_VERIFY(m_portal->heard.contains(QStringLiteral("BindShortcuts")));
    m_shortcuts->bind({});
    QTRY_COMPARE(m_portal->heard.constLast(), QStringLiteral("Close"));
    QSignalSpy activated(m_shortcuts.get(), &PortalShortcuts::activated);
    m_portal->press("/session/1", "mute");
    bool isAnswered = false; // in order: behind the press
    m_shortcuts->probe([&](bool) { isAnswered = true; });
    QTRY_VERIFY(isAnswered);
    QCOMPARE(activated.size(), 0);
}

QTEST_GUILESS_MAIN(tst_PortalShortcuts)
#include "tst_PortalShortcuts.moc"
