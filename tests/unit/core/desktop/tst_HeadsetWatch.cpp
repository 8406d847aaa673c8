#include "FakeClock.h"
#include "HeadsetWatch.h"
#include "HidSamples.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <unistd.h>

using namespace carillon;

class tst_HeadsetWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void opensTelephonesOnly();
    void waitsForPermission();
    void comesAndGoes();
    void isOffUntilWanted();
    void showsANewOneWhatTheOthersShow();

private:
    void plugIn(const QString &name, const QByteArray &descriptor);
    void unplug(const QString &name);
    /// The folder's change is told through the event loop, then some time passes.
    bool looksUntil(const std::function<bool()> &done)
    {
        return QTest::qWaitFor([&] {
            m_clock.advance(Milliseconds(50));
            return done();
        });
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::map<QString, int> m_devices;
    QStringList m_opened;
    bool m_isAllowed = true;
    std::unique_ptr<HeadsetWatch> m_watch;
};

void tst_HeadsetWatch::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QDir(m_directory->path()).mkdir(QStringLiteral("dev"));
    m_opened.clear();
    m_isAllowed = true;
    HeadsetWatch::Place place;
    place.devices = m_directory->filePath(QStringLiteral("dev"));
    place.descriptors = m_directory->path() + QStringLiteral("/%1");
    place.open = [this](const QString &path) {
        m_opened.append(QFileInfo(path).fileName());
        int ends[2];
        if (!m_isAllowed || ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends) != 0)
            return -1;
        m_devices[QFileInfo(path).fileName()] = ends[0];
        return ends[1];
    };
    m_watch = std::make_unique<HeadsetWatch>(m_clock, place);
}

void tst_HeadsetWatch::cleanup()
{
    m_watch.reset();
    for (const auto &[name, device] : std::exchange(m_devices, {}))
        ::close(device);
}

void tst_HeadsetWatch::plugIn(const QString &name, const QByteArray &descriptor)
{
    QFile file(m_directory->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(descriptor);
    file.close();
    QFile device(m_directory->filePath(QStringLiteral("dev/") + name));
    QVERIFY(device.open(QIODevice::WriteOnly));
}

void tst_HeadsetWatch::unplug(const QString &name)
{
    QFile::remove(m_directory->filePath(name));
    QFile::remove(m_directory->filePath(QStringLiteral("dev/") + name));
    ::close(m_devices.at(name));
    m_devices.erase(name);
}

void tst_HeadsetWatch::opensTelephonesOnly()
{
    plugIn(QStringLiteral("hidraw0"), HidSamples::keyboard());
    plugIn(QStringLiteral("hidraw1"), HidSamples::headset());
    plugIn(QStringLiteral("hidraw2"), "");
    m_watch->setEnabled(true);
    QCOMPARE(m_watch->count(), std::size_t(1));
    QCOMPARE(m_opened, QStringList{QStringLiteral("hidraw1")});
}

/// udev grants access a moment after the device is there.
void tst_HeadsetWatch::waitsForPermission()
{
    m_watch->setEnabled(true);
    m_isAllowed = false;
    plugIn(QStringLiteral("hidraw1"), HidSamples::headset());
    QVERIFY(looksUntil([&] { return !m_opened.isEmpty(); }));
    QCOMPARE(m_watch->count(), std::size_t(0));
    m_isAllowed = true;
    m_clock.advance(std::chrono::seconds(2));
    QCOMPARE(m_watch->count(), std::size_t(1));
}

void tst_HeadsetWatch::comesAndGoes()
{
    m_watch->setEnabled(true);
    QSignalSpy hook(m_watch.get(), &HeadsetWatch::hookChanged);
    for (int i = 0; i < 2; ++i) {
        plugIn(QStringLiteral("hidraw1"), HidSamples::headset());
        QVERIFY(looksUntil([&] { return m_watch->count() == 1; }));
        QCOMPARE(::send(m_devices.at(QStringLiteral("hidraw1")), "\2\1", 2, 0), 2);
        QTRY_COMPARE(hook.size(), i + 1);
        unplug(QStringLiteral("hidraw1"));
        QTRY_COMPARE(m_watch->count(), std::size_t(0));
    }
}

void tst_HeadsetWatch::isOffUntilWanted()
{
    plugIn(QStringLiteral("hidraw1"), HidSamples::headset());
    m_clock.advance(std::chrono::seconds(10));
    QVERIFY(m_opened.isEmpty());
    m_watch->setEnabled(true);
    QCOMPARE(m_watch->count(), std::size_t(1));
    m_watch->setEnabled(false);
    QCOMPARE(m_watch->count(), std::size_t(0));
    char byte = 0;
    QTRY_COMPARE(::recv(m_devices.at(QStringLiteral("hidraw1")), &byte, 1, MSG_DONTWAIT), 0); // closed
}

void tst_HeadsetWatch::showsANewOneWhatTheOthersShow()
{
    m_watch->setLights({.ringing = true});
    plugIn(QStringLiteral("hidraw1"), HidSamples::headset());
    m_watch->setEnabled(true);
    char bytes[8]{};
    const auto comes = [&] {
        return ::recv(m_devices.at(QStringLiteral("hidraw1")), bytes, sizeof bytes, MSG_DONTWAIT) == 3;
    };
    QVERIFY(QTest::qWaitFor(comes));
    QCOMPARE(QByteArray(bytes, 3), QByteArray::fromHex("024800"));
}

QTEST_GUILESS_MAIN(tst_HeadsetWatch)
#include "tst_HeadsetWatch.moc"
