// Calls of phones in virtual time, and what the desktop hears of them.
#include "BusLink.h"
#include "DesktopServices.h"
#include "HidSamples.h"
#include "PhoneTest.h"
#include "SettingsStore.h"
#include "TestBus.h"

#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <sys/socket.h>
#include <unistd.h>

using namespace carillon;
using namespace std::chrono_literals;

/// A player and a screen saver in one.
class FakeServices final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QStringList heard;
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.member() == QLatin1String("Get")) {
            const bool isPaused = heard.count(QStringLiteral("Pause")) > heard.count(QStringLiteral("Play"));
            return bus.send(message.createReply(QVariant::fromValue(
                QDBusVariant(isPaused ? QStringLiteral("Paused") : QStringLiteral("Playing")))));
        }
        heard.append(message.member());
        if (message.member() == QLatin1String("Inhibit"))
            return bus.send(message.createReply(5u));
        return bus.send(message.createReply());
    }
};

class tst_DesktopServices : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void pausesAndKeepsAwakeFromTheFirstCallToTheLast();
    void obeysTheSettings();
    void meansTheRightCall();
    void aHeadsetAnswersMutesAndHangsUp();
    void aHeadsetShowsTheCalls();
    void aHeadsetThatGoesOffTheHookForNothingIsPutBack();
    void tellsTheHookCommand();
    void isSilentWithoutABus();

private:
    void plugIn();
    void press(const char *hex)
    {
        const QByteArray report = QByteArray::fromHex(hex);
        QCOMPARE(
            ::send(m_headset, report.constData(), std::size_t(report.size()), 0), ssize_t(report.size()));
    }
    /// What it shows in the end.
    QByteArray shown()
    {
        m_world->run(50ms);
        char bytes[16];
        for (ssize_t length = 0; (length = ::recv(m_headset, bytes, sizeof bytes, MSG_DONTWAIT)) > 0;)
            m_shown = QByteArray(bytes, length);
        return m_shown;
    }
    DesktopServices::Environment environment(BusLink &session, BusLink &system)
    {
        return {session, system, {}, m_place};
    }

    HeadsetWatch::Place m_place{QStringLiteral("/nonexistent"), QStringLiteral("/nonexistent/%1"), {}};
    QTemporaryDir m_directory;
    int m_headset = -1;
    QByteArray m_shown;
};

void tst_DesktopServices::pausesAndKeepsAwakeFromTheFirstCallToTheLast()
{
    TestBus bus;
    FakeServices services;
    QDBusConnection theirs = bus.other(
        {QStringLiteral("org.mpris.MediaPlayer2.x"), QStringLiteral("org.freedesktop.ScreenSaver")});
    QVERIFY(theirs.registerVirtualObject(QStringLiteral("/"), &services, QDBusConnection::SubPath));
    BusLink session(bus.address(), m_world->clock), none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(session, none));
    session.start();
    QTRY_VERIFY(session.isUp());
    const auto [first, theirFirst] = established(*m_anna, *m_bob);
    QVERIFY(first);
    QTRY_VERIFY(services.heard.contains(QStringLiteral("Pause"))
        && services.heard.contains(QStringLiteral("Inhibit")));
    const auto [second, theirSecond] = established(*m_cy, *m_anna);
    QVERIFY(second);
    QVERIFY(first->hangUp());
    m_world->run(200ms);
    QVERIFY(!services.heard.contains(QStringLiteral("Play")));
    QVERIFY(second->hangUp());
    m_world->run(200ms);
    QTRY_VERIFY(services.heard.contains(QStringLiteral("Play"))
        && services.heard.contains(QStringLiteral("UnInhibit")));
    QCOMPARE(services.heard.size(), 4);
}

void tst_DesktopServices::obeysTheSettings()
{
    TestBus bus;
    FakeServices services;
    QDBusConnection theirs = bus.other(
        {QStringLiteral("org.mpris.MediaPlayer2.x"), QStringLiteral("org.freedesktop.ScreenSaver")});
    QVERIFY(theirs.registerVirtualObject(QStringLiteral("/"), &services, QDBusConnection::SubPath));
    BusLink session(bus.address(), m_world->clock), none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(session, none));
    session.start();
    QTRY_VERIFY(session.isUp());
    set(*m_anna, "pausePlayers", "off");
    const auto [call, theirCall] = established(*m_anna, *m_bob);
    QVERIFY(call);
    QTRY_COMPARE(services.heard, QStringList{QStringLiteral("Inhibit")});
    set(*m_anna, "keepAwake", "off");
    QTRY_COMPARE(services.heard, (QStringList{QStringLiteral("Inhibit"), QStringLiteral("UnInhibit")}));
    set(*m_anna, "pausePlayers", "on"); // during the call
    QTRY_VERIFY(services.heard.contains(QStringLiteral("Pause")));
}

void tst_DesktopServices::meansTheRightCall()
{
    CallActions actions(**m_anna);
    QVERIFY(!actions.answer() && !actions.hangUp() && !actions.toggleMute());
    QVERIFY(!actions.isAnyLive());
    const auto [first, theirFirst] = established(*m_anna, *m_bob);
    QVERIFY(first);
    QCOMPARE(actions.current(), first);
    QVERIFY((*m_cy)->dial(m_anna->uri()));
    m_world->run(100ms);
    QVERIFY(actions.ringing() && actions.ringing() != first);
    QVERIFY(actions.toggleMute());
    QVERIFY(first->state().muted); // not the one that rings
    Call *second = actions.ringing();
    QVERIFY(actions.answer());
    m_world->run(200ms);
    QVERIFY(first->state().heldLocal);
    QCOMPARE(actions.current(), second);
    QVERIFY(actions.hangUp());
    m_world->run(200ms);
    QVERIFY(second->state().end && !first->state().end);
    QCOMPARE(actions.current(), first); // held, but all that there is
    QVERIFY(actions.hangUp());
    m_world->run(200ms);
    QVERIFY((*m_cy)->dial(m_anna->uri()));
    m_world->run(100ms);
    QVERIFY(actions.hangUp()); // declines
    m_world->run(200ms);
    QVERIFY(!actions.isAnyLive());
}

void tst_DesktopServices::plugIn()
{
    for (const char *name : {"hidraw0.descriptor", "hidraw0"}) {
        QFile file(m_directory.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(HidSamples::headset());
    }
    m_shown = QByteArray::fromHex("020000");
    m_place = {
        m_directory.path(), m_directory.path() + QStringLiteral("/%1.descriptor"), [this](const QString &) {
            int ends[2] = {-1, -1};
            ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends);
            m_headset = ends[0];
            return ends[1];
        }};
}

void tst_DesktopServices::aHeadsetAnswersMutesAndHangsUp()
{
    plugIn();
    BusLink none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(none, none));
    QVERIFY(m_headset >= 0);
    const auto theirs = (*m_bob)->dial(m_anna->uri());
    QVERIFY(theirs);
    m_world->run(100ms);
    const Call *ours = desktop.actions().ringing();
    QVERIFY(ours);
    press("0201");
    QTRY_COMPARE(shown(), QByteArray::fromHex("020100"));
    QCOMPARE(phase(ours), CallState::Phase::Established);
    press("0205");
    press("0201");
    QTRY_COMPARE(shown(), QByteArray::fromHex("020500"));
    QVERIFY(ours->state().muted);
    press("0200");
    QTRY_COMPARE(shown(), QByteArray::fromHex("020000"));
    QVERIFY(ours->state().end);
    ::close(m_headset);
}

void tst_DesktopServices::aHeadsetShowsTheCalls()
{
    plugIn();
    BusLink none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(none, none));
    QVERIFY((*m_bob)->dial(m_anna->uri()));
    QTRY_COMPARE(shown(), QByteArray::fromHex("024800")); // rings
    QVERIFY(desktop.actions().answer());
    QTRY_COMPARE(shown(), QByteArray::fromHex("020100"));
    press("0201"); // which it repeats
    QVERIFY(desktop.actions().current()->hold());
    QTRY_COMPARE(shown(), QByteArray::fromHex("021100"));
    QVERIFY((*m_cy)->dial(m_anna->uri()));
    QTRY_COMPARE(shown(), QByteArray::fromHex("025900")); // and another one rings
    (*m_anna)->hangUpAll();
    QTRY_COMPARE(shown(), QByteArray::fromHex("020000"));
    ::close(m_headset);
}

void tst_DesktopServices::aHeadsetThatGoesOffTheHookForNothingIsPutBack()
{
    plugIn();
    BusLink none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(none, none));
    press("0201");
    press("0200");
    m_world->run(100ms);
    QVERIFY((*m_anna)->calls().isEmpty());
    QVERIFY((*m_bob)->dial(m_anna->uri()));
    QTRY_COMPARE(shown(), QByteArray::fromHex("024800"));
    press("0201");
    QTRY_COMPARE(shown(), QByteArray::fromHex("020100"));
    ::close(m_headset);
}

void tst_DesktopServices::tellsTheHookCommand()
{
    plugIn();
    const QString out = m_directory.filePath(QStringLiteral("out"));
    QFile script(m_directory.filePath(QStringLiteral("hook")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\necho \"$1 $2 $3 $CARILLON_END_CODE\" >> '" + out.toUtf8() + "'\n");
    script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    script.close();
    BusLink none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(none, none));
    set(*m_anna, "hookCommand", script.fileName().toUtf8().constData());
    const auto written = [&] {
        QFile file(out);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY((*m_bob)->dial(m_anna->uri()));
    m_world->run(100ms);
    QTRY_COMPARE(written(), QByteArray("incoming c1 in \n"));
    QVERIFY(desktop.actions().answer());
    m_world->run(200ms);
    QTRY_VERIFY(written().endsWith("answered c1 in \n"));
    QVERIFY(desktop.actions().current()->hold());
    m_world->run(200ms);
    QTRY_VERIFY(written().endsWith("held c1 in \n"));
    QVERIFY(desktop.actions().current()->resume());
    m_world->run(200ms);
    QTRY_VERIFY(written().endsWith("resumed c1 in \n"));
    QVERIFY(desktop.actions().hangUp());
    m_world->run(200ms);
    QTRY_VERIFY(written().contains("ended c1 in"));
    QCOMPARE(written().count('\n'), 5);
    ::close(m_headset);
}

void tst_DesktopServices::isSilentWithoutABus()
{
    BusLink none({}, m_world->clock);
    DesktopServices desktop(**m_anna, environment(none, none));
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    const auto [call, theirs] = established(*m_anna, *m_bob);
    QVERIFY(call && call->hangUp());
    m_world->run(200ms);
    QCOMPARE(noticed.size(), 0);
}

QTEST_GUILESS_MAIN(tst_DesktopServices)
#include "tst_DesktopServices.moc"
