// The kernel's device is played by one end of a pair of sockets that keep reports apart, as hidraw does.
#include "Headset.h"
#include "HidSamples.h"

#include <QSignalSpy>
#include <QTest>
#include <sys/socket.h>
#include <unistd.h>

using namespace carillon;

class tst_Headset : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { plugIn(HidSamples::headset()); }
    void cleanup();
    void tellsTheHook();
    void doesNotTellWhatItWasTold();
    void togglesMuteOncePerPress();
    void followsAMuteSwitch();
    void showsLightsOnce();
    void seesThatItIsGone();
    void bearsAnyReport();
    void bearsADeviceThatTakesNothing();

private:
    void plugIn(const QByteArray &descriptor);
    void press(const char *hex)
    {
        const QByteArray report = QByteArray::fromHex(hex);
        QCOMPARE(::send(m_device, report.constData(), std::size_t(report.size()), 0), ssize_t(report.size()));
    }
    QByteArray shown()
    {
        char bytes[64];
        ssize_t length = -1;
        if (!QTest::qWaitFor(
                [&] { return (length = ::recv(m_device, bytes, sizeof bytes, MSG_DONTWAIT)) >= 0; }))
            return {};
        return QByteArray(bytes, length);
    }

    int m_device = -1;
    std::unique_ptr<Headset> m_headset;
};

void tst_Headset::plugIn(const QByteArray &descriptor)
{
    cleanup();
    int ends[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    m_device = ends[0];
    m_headset
        = std::make_unique<Headset>(ends[1], *HeadsetLayout::of(HidReportDescriptor::parse(descriptor)));
}

void tst_Headset::cleanup()
{
    m_headset.reset();
    if (m_device >= 0)
        ::close(std::exchange(m_device, -1));
}

void tst_Headset::tellsTheHook()
{
    QSignalSpy hook(m_headset.get(), &Headset::hookChanged);
    press("0201");
    press("0201");
    press("0200");
    QTRY_COMPARE(hook.size(), 2);
    QVERIFY(hook[0][0].toBool());
    QVERIFY(!hook[1][0].toBool());
}

/// Headsets repeat the light that they were given as the position of their switch.
void tst_Headset::doesNotTellWhatItWasTold()
{
    QSignalSpy hook(m_headset.get(), &Headset::hookChanged);
    m_headset->setLights({.offHook = true});
    QCOMPARE(shown(), QByteArray::fromHex("020100"));
    press("0201");
    press("0200"); // that is its wearer
    QTRY_COMPARE(hook.size(), 1);
    QVERIFY(!hook[0][0].toBool());
}

void tst_Headset::togglesMuteOncePerPress()
{
    QSignalSpy mute(m_headset.get(), &Headset::muteToggled);
    QSignalSpy hook(m_headset.get(), &Headset::hookChanged);
    press("0204"); // down
    press("0205"); // still down, and the hook
    press("0201"); // up
    press("0205"); // down
    press("0205"); // relative: pressed again, without a word in between
    press("0200");
    QTRY_COMPARE(hook.size(), 2);
    QCOMPARE(mute.size(), 3);
}

void tst_Headset::followsAMuteSwitch()
{
    plugIn(HidSamples::scattered());
    QSignalSpy mute(m_headset.get(), &Headset::muteSwitched);
    press("0901");
    press("0901");
    press("01ff"); // volume keys
    press("0900");
    QTRY_COMPARE(mute.size(), 2);
    QVERIFY(mute[0][0].toBool());
    QVERIFY(!mute[1][0].toBool());
}

void tst_Headset::showsLightsOnce()
{
    m_headset->setLights({}); // as it is
    m_headset->setLights({.ringing = true});
    m_headset->setLights({.ringing = true});
    m_headset->setLights({.offHook = true, .muted = true});
    QCOMPARE(shown(), QByteArray::fromHex("024800"));
    QCOMPARE(shown(), QByteArray::fromHex("020500"));
}

void tst_Headset::seesThatItIsGone()
{
    QSignalSpy gone(m_headset.get(), &Headset::gone);
    ::close(std::exchange(m_device, -1));
    QTRY_COMPARE(gone.size(), 1);
    m_headset->setLights({.ringing = true}); // nobody sees it
}

void tst_Headset::bearsAnyReport()
{
    QSignalSpy hook(m_headset.get(), &Headset::hookChanged);
    press("02");
    press("ff");
    press("02fefffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    for (int i = 0; i < 50; ++i)
        press("03ff");
    press("0201");
    QTRY_COMPARE(hook.size(), 1);
}

void tst_Headset::bearsADeviceThatTakesNothing()
{
    for (int i = 0; i < 2000; ++i)
        m_headset->setLights({.ringing = i % 2 == 0});
    QSignalSpy hook(m_headset.get(), &Headset::hookChanged);
    press("0201");
    QTRY_COMPARE(hook.size(), 1);
}

QTEST_GUILESS_MAIN(tst_Headset)
#include "tst_Headset.moc"
