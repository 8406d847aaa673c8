#include "Autostart.h"

#include "BackgroundPortal.h"
#include "BusLink.h"
#include "DesktopEntry.h"
#include "FakeClock.h"
#include "TestBus.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using State = Autostart::State;

namespace {

const auto fileName = QStringLiteral("/autostart/org.carillon.Carillon.desktop");

struct Home {
    QTemporaryDir directory;
    AutostartPlaces places{directory.filePath(QStringLiteral("config")),
        {directory.filePath(QStringLiteral("xdg"))}, {QStringLiteral("XFCE")},
        QStringLiteral("/opt/my phone/carillon"), {QStringLiteral("--background")}};
    QString own() const { return places.configHome + fileName; }
    QString ofSystem() const { return places.systemConfig.first() + fileName; }
    static void write(const QString &path, const QByteArray &lines)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Desktop Entry]\n" + lines);
    }
    DesktopEntry read() const
    {
        QFile file(own());
        return file.open(QIODevice::ReadOnly) ? DesktopEntry::parse(file.readAll()) : DesktopEntry();
    }
};

} // namespace

class tst_Autostart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onWritesAFileThatStartsItHidden()
    {
        const Home home;
        Autostart autostart(home.places);
        QSignalSpy changed(&autostart, &Autostart::changed);
        QCOMPARE(autostart.state(), State::Off);
        QVERIFY(autostart.setEnabled(true));
        QCOMPARE(autostart.state(), State::On);
        QCOMPARE(changed.size(), 1);
        const auto values = home.read().values;
        QCOMPARE(
            values.value(QStringLiteral("Exec")), QStringLiteral("\"/opt/my phone/carillon\" --background"));
        QCOMPARE(values.value(QStringLiteral("TryExec")), QStringLiteral("/opt/my phone/carillon"));
        QCOMPARE(values.value(QStringLiteral("X-GNOME-Autostart-enabled")), QStringLiteral("true"));
        QCOMPARE(values.value(QStringLiteral("Type")), QStringLiteral("Application"));
        QCOMPARE(Autostart(home.places).state(), State::On); // and the next start sees it
    }
    void offTakesOurFileAway()
    {
        const Home home;
        Autostart autostart(home.places);
        QVERIFY(autostart.setEnabled(true));
        QVERIFY(autostart.setEnabled(false));
        QVERIFY(!QFile::exists(home.own()));
        QCOMPARE(autostart.state(), State::Off);
        QVERIFY(autostart.setEnabled(false)); // once more is no mistake
    }
    void offHidesTheOneOfTheSystem()
    {
        const Home home;
        Home::write(home.ofSystem(), "Exec=carillon --background\n");
        Autostart autostart(home.places);
        QCOMPARE(autostart.state(), State::On);
        QVERIFY(autostart.setEnabled(false));
        QCOMPARE(home.read().values.value(QStringLiteral("Hidden")), QStringLiteral("true"));
        QCOMPARE(autostart.state(), State::Off);
        QVERIFY(autostart.setEnabled(true));
        QCOMPARE(autostart.state(), State::On);
        QVERIFY(!home.read().values.contains(QStringLiteral("Hidden")));
    }
    void othersChangeIt_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<State>("state");
        QTest::newRow("hidden") << QByteArray("Exec=x\nHidden=true\n") << State::Off;
        QTest::newRow("disabled") << QByteArray("Exec=x\nX-GNOME-Autostart-enabled=false\n") << State::Off;
        QTest::newRow("for another desktop") << QByteArray("Exec=x\nOnlyShowIn=KDE;\n") << State::Off;
        QTest::newRow("too long") << QByteArray(70'000, '#') << State::Unknown;
        QTest::newRow("empty") << QByteArray() << State::Off;
    }
    void othersChangeIt()
    {
        QFETCH(QByteArray, lines);
        QFETCH(State, state);
        const Home home;
        Autostart autostart(home.places);
        QVERIFY(autostart.setEnabled(true));
        QSignalSpy changed(&autostart, &Autostart::changed);
        Home::write(home.own(), lines);
        QTRY_COMPARE(autostart.state(), state);
        QCOMPARE(changed.size(), 1);
    }
    void itIsSeenWhereThereWasNoFolder()
    {
        const Home home;
        Autostart autostart(home.places);
        Home::write(home.own(), "Exec=x\n");
        QTRY_COMPARE(autostart.state(), State::On);
        QVERIFY(QFile::remove(home.own()));
        QTRY_COMPARE(autostart.state(), State::Off);
        Home::write(home.own(), "Exec=x\n"); // and again
        QTRY_COMPARE(autostart.state(), State::On);
    }
    void whatCannotBeWrittenIsSaid()
    {
        const Home home;
        QFile inTheWay(home.places.configHome);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        Autostart autostart(home.places);
        const auto done = autostart.setEnabled(true);
        QVERIFY(!done);
        QVERIFY(done.error().contains(QStringLiteral("cannot be written")));
        QCOMPARE(autostart.state(), State::Off);
    }
    void aPathThatNothingCanStart()
    {
        Home home;
        home.places.binary = QStringLiteral("/a\nHidden=true");
        Autostart autostart(home.places);
        QVERIFY(!autostart.setEnabled(true));
        QVERIFY(!QFile::exists(home.own()));
    }
    void inASandboxThePortalIsAsked()
    {
        TestBus daemon;
        const auto respond = [](const QDBusMessage &) {
            return QVariantList{QVariant::fromValue(QDBusObjectPath(QStringLiteral("/request")))};
        };
        PlayedService portal(daemon.connect(QStringLiteral("portal")),
            QStringLiteral("org.freedesktop.portal.Desktop"),
            QStringLiteral("/org/freedesktop/portal/desktop"), respond);
        FakeClock clock;
        BusLink bus(daemon.address(), clock);
        BackgroundPortal asks(bus);
        Home home;
        home.places.isSandboxed = true;
        Autostart autostart(home.places, &asks);
        QCOMPARE(autostart.state(), State::Unknown);
        QVERIFY(autostart.setEnabled(true)); // the bus is not even connected
        QTRY_COMPARE(portal.calls.size(), 1);
        const auto options = qdbus_cast<QVariantMap>(portal.calls.first().arguments().at(1));
        QCOMPARE(options.value(QStringLiteral("autostart")).toBool(), true);
        QCOMPARE(options.value(QStringLiteral("commandline")).toStringList(),
            QStringList({QStringLiteral("carillon"), QStringLiteral("--background")}));
        const QString sender
            = portal.calls.first().service().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
        const QString request = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                                    .arg(sender, options.value(QStringLiteral("handle_token")).toString());
        const auto response = [&](uint code, bool starts) {
            portal.signalAt(request, QStringLiteral("org.freedesktop.portal.Request"),
                QStringLiteral("Response"), {code, QVariantMap{{QStringLiteral("autostart"), starts}}});
        };
        response(0, true);
        QTRY_COMPARE(autostart.state(), State::On);
        response(0, false); // it has answered already
        QVERIFY(!QFile::exists(home.own()));
        QVERIFY(autostart.setEnabled(false));
        QTRY_COMPARE(portal.calls.size(), 2);
        QCOMPARE(autostart.state(), State::On);
    }
};

QTEST_GUILESS_MAIN(tst_Autostart)
#include "tst_Autostart.moc"
