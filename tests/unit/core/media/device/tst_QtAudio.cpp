// The QtMultimedia back end against a sound server of our own: a null sink, and a source which hears it.
#include "AudioDevices.h"
#include "QtAudioInput.h"
#include "QtAudioOutput.h"
#include "QtDeviceList.h"
#include "SoundFile.h"
#include "ToneGenerator.h"

#include <QAudioDevice>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace carillon;

class tst_QtAudio : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void devicesAreListed();
    void aToneThatIsPlayedIsCaptured();
    void callWaitingIsHeardWhileTheCallIsOnHold();
    void anUnknownDeviceIsSaid();
    void theServerGoingAwayIsSaid();

private:
    bool startServer();

    QTemporaryDir m_folder;
    QProcess m_server;
};

void tst_QtAudio::initTestCase()
{
    QVERIFY(m_folder.isValid());
    // Everything the server and its clients write stays in our folder; no other server can be reached from
    // here.
    const QByteArray folder = QFile::encodeName(m_folder.path());
    qputenv("XDG_RUNTIME_DIR", folder);
    qputenv("XDG_CONFIG_HOME", folder);
    qputenv("PULSE_RUNTIME_PATH", folder + "/pulse");
    qputenv("PULSE_STATE_PATH", folder + "/state");
    qputenv("PULSE_SERVER", "unix:" + folder + "/native");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY2(startServer(), m_server.readAllStandardError().constData());
}

bool tst_QtAudio::startServer()
{
    const QString socket = m_folder.filePath(QStringLiteral("native"));
    m_server.start(QStringLiteral("pulseaudio"),
        {QStringLiteral("-n"), QStringLiteral("--daemonize=no"), QStringLiteral("--use-pid-file=no"),
            QStringLiteral("--exit-idle-time=-1"), QStringLiteral("--disallow-exit=yes"),
            QStringLiteral("--log-level=error"), QStringLiteral("-L"),
            QStringLiteral("module-native-protocol-unix auth-anonymous=1 socket=%1").arg(socket),
            QStringLiteral("-L"), QStringLiteral("module-null-sink sink_name=ears rate=48000 channels=1"),
            QStringLiteral("-L"),
            QStringLiteral("module-remap-source source_name=mouth master=ears.monitor remix=no channels=1")});
    if (!m_server.waitForStarted())
        return false;
    // Ready when it answers, not when its socket is there.
    for (int attempt = 0; attempt < 200 && m_server.state() == QProcess::Running; ++attempt) {
        QProcess probe;
        probe.start(QStringLiteral("pactl"),
            {QStringLiteral("list"), QStringLiteral("short"), QStringLiteral("sources")});
        probe.waitForFinished();
        if (probe.exitCode() == 0 && probe.readAllStandardOutput().contains("mouth"))
            return true;
        m_server.waitForFinished(50);
    }
    return false;
}

void tst_QtAudio::cleanupTestCase()
{
    m_server.kill(); // this process only
    m_server.waitForFinished();
}

void tst_QtAudio::devicesAreListed()
{
    const QList<AudioDevice> devices = QtDeviceList::all();
    const auto has = [&devices](const char *id, DeviceRole role) {
        return std::any_of(devices.begin(), devices.end(),
            [&](const AudioDevice &device) { return device.id == QLatin1String(id) && device.role == role; });
    };
    QVERIFY(has("ears", DeviceRole::Output));
    QVERIFY(has("mouth", DeviceRole::Input));
}

void tst_QtAudio::aToneThatIsPlayedIsCaptured()
{
    QtAudioOutput output({DeviceSpec::Kind::Id, QStringLiteral("ears"), 0});
    QtAudioInput input({DeviceSpec::Kind::Id, QStringLiteral("mouth"), 0});
    ToneGenerator tone(440);
    std::vector<std::int16_t> heard;
    int played = 0;
    const auto playing = output.open([&](AudioFrame &frame) {
        tone.generate(frame);
        ++played;
        return true;
    });
    QVERIFY2(playing, qPrintable(playing ? QString() : playing.error().message));
    const auto capturing
        = input.open([&](const AudioFrame &frame) { heard.insert(heard.end(), frame.begin(), frame.end()); });
    QVERIFY2(capturing, qPrintable(capturing ? QString() : capturing.error().message));
    const auto isHeard = [&] {
        return heard.size() > 100 * FrameSamples
            && toneShare(std::span(heard).last(30 * FrameSamples), 440) > 0.95;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isHeard(), 15000);
    QVERIFY(played >= 100);
    output.close();
    input.close();
    heard.clear();
    QtAudioInput again({DeviceSpec::Kind::Default, {}, 0});
    QVERIFY(
        again.open([&](const AudioFrame &frame) { heard.insert(heard.end(), frame.begin(), frame.end()); }));
    QTRY_VERIFY(heard.size() > 30 * FrameSamples);
    QVERIFY(toneShare(std::span(heard).last(10 * FrameSamples), 440) < 0.5); // nothing plays any more
}

void tst_QtAudio::callWaitingIsHeardWhileTheCallIsOnHold()
{
    AudioPort port; // never active: the only call is on hold
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("null")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("id:ears")));
    QtAudioInput input({DeviceSpec::Kind::Id, QStringLiteral("mouth"), 0});
    std::vector<std::int16_t> heard;
    QVERIFY(
        input.open([&](const AudioFrame &frame) { heard.insert(heard.end(), frame.begin(), frame.end()); }));
    devices.setCallActive(true);
    devices.setAlert(Alert::CallWaiting);
    const auto isHeard = [&] {
        return heard.size() > 10 * FrameSamples
            && toneShare(std::span(heard).last(10 * FrameSamples), 425) > 0.95;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isHeard(), 15000);
}

void tst_QtAudio::anUnknownDeviceIsSaid()
{
    QtAudioInput input({DeviceSpec::Kind::Id, QStringLiteral("no such thing"), 0});
    const auto opened = input.open([](const AudioFrame &) {});
    QVERIFY(!opened);
    QVERIFY(opened.error().code == DeviceError::Code::Missing);
    QVERIFY(opened.error().message.contains(QLatin1String("no such thing")));
    QtAudioOutput output({DeviceSpec::Kind::Id, QStringLiteral("nor this"), 0});
    QVERIFY(output.open([](AudioFrame &) { return true; }).error().code == DeviceError::Code::Missing);
}

void tst_QtAudio::theServerGoingAwayIsSaid()
{
    QtAudioOutput output({DeviceSpec::Kind::Id, QStringLiteral("ears"), 0});
    QtAudioInput input({DeviceSpec::Kind::Id, QStringLiteral("mouth"), 0});
    QSignalSpy outputFailed(&output, &AudioOutput::failed);
    QSignalSpy inputFailed(&input, &AudioInput::failed);
    int captured = 0;
    QVERIFY(output.open([](AudioFrame &) { return true; }));
    QVERIFY(input.open([&](const AudioFrame &) { ++captured; }));
    QTRY_VERIFY(captured > 5);
    m_server.kill();
    m_server.waitForFinished();
    QTRY_VERIFY(!outputFailed.isEmpty());
    QTRY_VERIFY(!inputFailed.isEmpty());
    QVERIFY(outputFailed[0][0].value<DeviceError>().code == DeviceError::Code::Lost);
    output.close();
    input.close();
}

QTEST_GUILESS_MAIN(tst_QtAudio)
#include "tst_QtAudio.moc"
