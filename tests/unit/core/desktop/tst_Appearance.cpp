#include "Appearance.h"

#include "BusLink.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QDBusMetaType>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using Scheme = Appearance::Scheme;
using Settings = QMap<QString, QVariantMap>;
Q_DECLARE_METATYPE(Settings)

namespace {

const auto space = QStringLiteral("org.freedesktop.appearance");
const auto interface = QStringLiteral("org.freedesktop.portal.Settings");

struct PlayedPortal {
    PlayedPortal(TestBus &bus, QVariant scheme, QVariant contrast)
        : object(bus.connect(QStringLiteral("portal")), QStringLiteral("org.freedesktop.portal.Desktop"),
            QStringLiteral("/org/freedesktop/portal/desktop"),
            [scheme, contrast](const QDBusMessage &) -> QVariantList {
                return {QVariant::fromValue(Settings{{space,
                    {{QStringLiteral("color-scheme"), scheme}, {QStringLiteral("contrast"), contrast}}}})};
            })
    {
    }
    void change(const QString &where, const QString &key, const QVariant &value)
    {
        object.signal(interface, QStringLiteral("SettingChanged"),
            {where, key, QVariant::fromValue(QDBusVariant(value))});
    }
    PlayedService object;
};

struct World {
    TestBus daemon;
    FakeClock clock;
    BusLink bus{daemon.address(), clock};
    Appearance appearance{bus};
    QSignalSpy changed{&appearance, &Appearance::changed};
    void start()
    {
        bus.start();
        QTRY_VERIFY(bus.isUp());
    }
};

} // namespace

class tst_Appearance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qDBusRegisterMetaType<Settings>(); }
    void withoutAPortalNothingIsKnown()
    {
        World world;
        world.start();
        QCOMPARE(world.appearance.scheme(), Scheme::Unknown);
        QVERIFY(!world.appearance.wantsContrast());
    }
    void readsWhatIsWished_data()
    {
        QTest::addColumn<QVariant>("scheme");
        QTest::addColumn<QVariant>("contrast");
        QTest::addColumn<Scheme>("read");
        QTest::addColumn<bool>("wantsContrast");
        QTest::newRow("dark") << QVariant(1u) << QVariant(0u) << Scheme::Dark << false;
        QTest::newRow("light") << QVariant(2u) << QVariant(0u) << Scheme::Light << false;
        QTest::newRow("high contrast") << QVariant(0u) << QVariant(1u) << Scheme::Unknown << true;
        QTest::newRow("a number of a later portal")
            << QVariant(77u) << QVariant(1u) << Scheme::Unknown << true;
        QTest::newRow("words instead of numbers")
            << QVariant(QStringLiteral("dark")) << QVariant(1u) << Scheme::Unknown << true;
    }
    void readsWhatIsWished()
    {
        QFETCH(QVariant, scheme);
        QFETCH(QVariant, contrast);
        World world;
        PlayedPortal portal(world.daemon, scheme, contrast);
        world.start();
        QTRY_COMPARE(world.changed.size(), 1);
        QTEST(world.appearance.scheme(), "read");
        QTEST(world.appearance.wantsContrast(), "wantsContrast");
    }
    void followsLive()
    {
        World world;
        PlayedPortal portal(world.daemon, 2u, 0u);
        world.start();
        QTRY_COMPARE(world.appearance.scheme(), Scheme::Light);
        portal.change(space, QStringLiteral("color-scheme"), 1u);
        QTRY_COMPARE(world.appearance.scheme(), Scheme::Dark);
        portal.change(space, QStringLiteral("contrast"), 1u);
        QTRY_VERIFY(world.appearance.wantsContrast());
        QCOMPARE(world.changed.size(), 3);
    }
    void whatIsNotAboutLooksChangesNothing()
    {
        World world;
        PlayedPortal portal(world.daemon, 1u, 0u);
        world.start();
        QTRY_COMPARE(world.appearance.scheme(), Scheme::Dark);
        portal.change(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("color-scheme"), 2u);
        portal.change(space, QStringLiteral("accent-color"), 2u);
        portal.change(space, QStringLiteral("contrast"), 1u); // heard after those
        QTRY_VERIFY(world.appearance.wantsContrast());
        QCOMPARE(world.appearance.scheme(), Scheme::Dark);
    }
    void anAnswerOfAnotherShapeIsNone()
    {
        World world;
        PlayedService portal(world.daemon.connect(QStringLiteral("portal")),
            QStringLiteral("org.freedesktop.portal.Desktop"),
            QStringLiteral("/org/freedesktop/portal/desktop"),
            [](const QDBusMessage &) -> QVariantList { return {QStringLiteral("dark")}; });
        world.start();
        QTRY_VERIFY(!portal.calls.isEmpty());
        QCOMPARE(world.appearance.scheme(), Scheme::Unknown);
    }
    void isReadAgainOnAnotherBus()
    {
        World world;
        world.start();
        world.daemon.stop();
        QTRY_VERIFY(!world.bus.isUp());
        world.daemon.start();
        PlayedPortal portal(world.daemon, 1u, 0u);
        world.clock.advance(BusLink::LastRetry);
        QTRY_COMPARE(world.appearance.scheme(), Scheme::Dark);
    }
};

QTEST_GUILESS_MAIN(tst_Appearance)
#include "tst_Appearance.moc"
