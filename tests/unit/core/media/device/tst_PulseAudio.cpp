// The libpulse back end against a sound server of our own: null sinks, a source which hears one, and one fed
// by a pipe.
#include "AudioDevices.h"
#include "PulseInput.h"
#include "PulseOutput.h"
#include "PulseSystem.h"
#include "SoundFile.h"
#include "SystemClock.h"
#include "ToneGenerator.h"
#include "TwoTones.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <dlfcn.h>
#include <pulse/introspect.h>

using namespace carillon;

namespace {

/// How many of the server's lists of loudspeakers are to end with an error, as when it is too busy.
int brokenListings = 0;
int askedListings = 0;

struct Asked {
    pa_sink_info_cb_t callback;
    void *userdata;
    bool isBroken;
};

void answered(pa_context *context, const pa_sink_info *info, int end, void *userdata)
{
    auto *asked = static_cast<Asked *>(userdata);
    if (!asked->isBroken)
        asked->callback(context, info, end, asked->userdata);
    else if (end != 0)
        asked->callback(context, nullptr, -1, asked->userdata);
    if (end != 0)
        delete asked;
}

} // namespace

/// In the place of libpulse's, which it calls.
extern "C" pa_operation *pa_context_get_sink_info_list(
    pa_context *context, pa_sink_info_cb_t callback, void *userdata)
{
    using Function = pa_operation *(*)(pa_context *, pa_sink_info_cb_t, void *);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "pa_context_get_sink_info_list"));
    ++askedListings;
    const bool isBroken = brokenListings > 0;
    brokenListings -= isBroken;
    return real(context, answered, new Asked{callback, userdata, isBroken});
}

class tst_PulseAudio : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void devicesAreListedWithoutMonitors();
    void whatComesAndGoesIsTold();
    void whatIsMutedIsKnown();
    void whatIsMutedCanBeHeardAgain_data();
    void whatIsMutedCanBeHeardAgain();
    void aListThatBreaksOffIsAskedForAgain();
    void aListThatAlwaysBreaksOffIsNotWaitedForForEver();
    void aToneThatIsPlayedIsCaptured();
    void twoChannelsStayApart();
    void aPipeArrivesBitByBit();
    void anUnknownDeviceIsSaid();
    void aDeviceThatIsRemovedIsLost();
    void theServerDiesAndComesBackInACall();

private:
    bool startServer();
    QByteArray control(const QStringList &words);
    bool isListed(const char *id) const;

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_server;
    SystemClock m_clock;
    std::unique_ptr<PulseSystem> m_system;
};

void tst_PulseAudio::initTestCase()
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
    QVERIFY2(startServer(), m_server->readAllStandardError().constData());
}

bool tst_PulseAudio::startServer()
{
    QFile::remove(m_folder.filePath(QStringLiteral("fifo"))); // of one that was killed
    const QString socket = m_folder.filePath(QStringLiteral("native"));
    const QStringList modules{
        QStringLiteral("module-native-protocol-unix auth-anonymous=1 socket=%1").arg(socket),
        QStringLiteral("module-null-sink sink_name=ears rate=48000 channels=1"),
        QStringLiteral("module-remap-source source_name=mouth master=ears.monitor remix=no channels=1"),
        QStringLiteral("module-pipe-source source_name=pipe file=%1 format=s16le rate=48000 channels=1")
            .arg(m_folder.filePath(QStringLiteral("fifo")))};
    QStringList arguments{QStringLiteral("-n"), QStringLiteral("--daemonize=no"),
        QStringLiteral("--use-pid-file=no"), QStringLiteral("--exit-idle-time=-1"),
        QStringLiteral("--disallow-exit=yes"), QStringLiteral("--log-level=error")};
    for (const QString &module : modules)
        arguments << QStringLiteral("-L") << module;
    m_server = std::make_unique<QProcess>();
    m_server->start(QStringLiteral("pulseaudio"), arguments);
    if (!m_server->waitForStarted())
        return false;
    // Ready when it answers, not when its socket is there.
    for (int attempt = 0; attempt < 200 && m_server->state() == QProcess::Running; ++attempt) {
        if (control({QStringLiteral("list"), QStringLiteral("short"), QStringLiteral("sources")})
                .contains("pipe")) {
            control({QStringLiteral("set-default-source"), QStringLiteral("mouth")});
            control({QStringLiteral("set-default-sink"), QStringLiteral("ears")});
            return true;
        }
        m_server->waitForFinished(50);
    }
    return false;
}

QByteArray tst_PulseAudio::control(const QStringList &words)
{
    QProcess pactl;
    pactl.start(QStringLiteral("pactl"), words);
    pactl.waitForFinished();
    return pactl.exitCode() == 0 ? pactl.readAllStandardOutput().trimmed() : QByteArray();
}

void tst_PulseAudio::init()
{
    m_system = std::make_unique<PulseSystem>(m_clock);
    QSignalSpy refreshed(m_system.get(), &AudioSystem::refreshed);
    m_system->refresh();
    QTRY_VERIFY(!refreshed.isEmpty());
    QVERIFY(m_system->state() == AudioSystem::State::Ready);
}

void tst_PulseAudio::cleanupTestCase()
{
    m_system.reset();
    m_server->kill(); // this process only
    m_server->waitForFinished();
}

bool tst_PulseAudio::isListed(const char *id) const
{
    const QList<AudioDevice> devices = m_system->devices();
    return std::any_of(devices.begin(), devices.end(),
        [id](const AudioDevice &device) { return device.id == QLatin1String(id); });
}

void tst_PulseAudio::devicesAreListedWithoutMonitors()
{
    QVERIFY(isListed("ears") && isListed("mouth") && isListed("pipe"));
    QVERIFY(!isListed("ears.monitor"));
    const QList<AudioDevice> devices = m_system->devices();
    const AudioDevice *mouth = findDevice({DeviceSpec::Kind::Default, {}, 0}, DeviceRole::Input, devices);
    QVERIFY(mouth && mouth->id == QLatin1String("mouth"));
    const AudioDevice *ears = findDevice({DeviceSpec::Kind::Default, {}, 0}, DeviceRole::Output, devices);
    QVERIFY(ears && ears->id == QLatin1String("ears"));
}

void tst_PulseAudio::whatComesAndGoesIsTold()
{
    const QByteArray module = control({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
        QStringLiteral("sink_name=headset"), QStringLiteral("sink_properties=device.description=Headset")});
    QTRY_VERIFY(isListed("headset"));
    QCOMPARE(m_system->nameOf(QStringLiteral("headset")), QStringLiteral("Headset"));
    control({QStringLiteral("unload-module"), QString::fromLatin1(module)});
    QTRY_VERIFY(!isListed("headset"));
}

void tst_PulseAudio::whatIsMutedIsKnown()
{
    const auto isMuted = [this] {
        const QList<AudioDevice> devices = m_system->devices();
        return findDevice({DeviceSpec::Kind::Id, QStringLiteral("mouth"), 0}, DeviceRole::Input, devices)
            ->isMuted;
    };
    QVERIFY(!isMuted());
    control({QStringLiteral("set-source-mute"), QStringLiteral("mouth"), QStringLiteral("1")});
    QTRY_VERIFY(isMuted());
    control({QStringLiteral("set-source-mute"), QStringLiteral("mouth"), QStringLiteral("0")});
    QTRY_VERIFY(!isMuted());
}

void tst_PulseAudio::whatIsMutedCanBeHeardAgain_data()
{
    QTest::addColumn<QStringList>("mute");
    QTest::addColumn<bool>("isInput");
    const auto row = [](const char *what, const char *verb, const char *device, const char *value) {
        const QStringList words{QLatin1String(verb), QLatin1String(device), QLatin1String(value)};
        QTest::newRow(what) << words << words[1].startsWith(QLatin1Char('m'));
    };
    row("the microphone's switch", "set-source-mute", "mouth", "1");
    row("the loudspeaker's switch", "set-sink-mute", "ears", "1");
    row("the microphone's slider", "set-source-volume", "mouth", "0");
    row("the loudspeaker's slider", "set-sink-volume", "ears", "0");
}

void tst_PulseAudio::whatIsMutedCanBeHeardAgain()
{
    QFETCH(QStringList, mute);
    QFETCH(bool, isInput);
    const DeviceRole role = isInput ? DeviceRole::Input : DeviceRole::Output;
    const auto isMuted = [&] {
        const QList<AudioDevice> devices = m_system->devices();
        return findDevice({DeviceSpec::Kind::Id, mute[1], 0}, role, devices)->isMuted;
    };
    QVERIFY(!isMuted());
    control(mute);
    QTRY_VERIFY(isMuted());
    m_system->unmute(role, mute[1]);
    QTRY_VERIFY(!isMuted());
    m_system->unmute(role, QStringLiteral("nothing-such")); // is no harm
}

void tst_PulseAudio::aListThatBreaksOffIsAskedForAgain()
{
    const QList<AudioDevice> before = m_system->devices();
    QSignalSpy changed(m_system.get(), &AudioSystem::changed);
    QSignalSpy refreshed(m_system.get(), &AudioSystem::refreshed);
    brokenListings = 2;
    askedListings = 0;
    m_system->refresh();
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(askedListings, 3);
    QVERIFY(changed.isEmpty());
    QCOMPARE(m_system->devices(), before);
}

void tst_PulseAudio::aListThatAlwaysBreaksOffIsNotWaitedForForEver()
{
    brokenListings = 1000;
    PulseSystem fresh(m_clock); // knows nothing from before
    QSignalSpy refreshed(&fresh, &AudioSystem::refreshed);
    fresh.refresh();
    QTRY_COMPARE(refreshed.size(), 1);
    brokenListings = 0;
    QVERIFY(fresh.state() == AudioSystem::State::Ready);
    const QList<AudioDevice> devices = fresh.devices();
    QVERIFY(std::all_of(devices.begin(), devices.end(),
        [](const AudioDevice &device) { return device.role == DeviceRole::Input; }));
    QVERIFY(!devices.isEmpty());
}

void tst_PulseAudio::aToneThatIsPlayedIsCaptured()
{
    PulseOutput output(*m_system, QStringLiteral("ears"));
    PulseInput input(*m_system, QStringLiteral("mouth"));
    ToneGenerator tone(440);
    std::vector<std::int16_t> heard;
    int played = 0;
    QVERIFY(output.open([&](AudioFrame &frame) {
        tone.generate(frame);
        ++played;
        return true;
    }));
    QVERIFY(
        input.open([&](const AudioFrame &frame) { heard.insert(heard.end(), frame.begin(), frame.end()); }));
    const auto isHeard = [&] {
        return heard.size() > 100 * FrameSamples
            && toneShare(std::span(heard).last(30 * FrameSamples), 440) > 0.95;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isHeard(), 15000);
    QVERIFY(played >= 100);
    using namespace std::chrono_literals;
    QVERIFY2(
        output.delay() > 0ms && output.delay() < 200ms, qPrintable(QString::number(output.delay().count())));
    // A null sink works ahead by up to two seconds, and its monitor says so.
    QVERIFY2(input.delay() >= 0ms && input.delay() < 2s, qPrintable(QString::number(input.delay().count())));
    output.close();
    const auto isSilent = [&] { return toneShare(std::span(heard).last(10 * FrameSamples), 440) < 0.5; };
    QTRY_VERIFY(isSilent());
    // Nothing of ours stays there.
    input.close();
    QTRY_VERIFY(
        control({QStringLiteral("list"), QStringLiteral("short"), QStringLiteral("sink-inputs")}).isEmpty());
}

void tst_PulseAudio::twoChannelsStayApart()
{
    const auto load = [this](const char *module, const QStringList &words) {
        const QStringList all = QStringList{QStringLiteral("load-module"), QLatin1String(module)} + words;
        return QString::fromLatin1(control(all).trimmed());
    };
    const QString hall = load("module-null-sink",
        {QStringLiteral("sink_name=hall"), QStringLiteral("rate=48000"), QStringLiteral("channels=2")});
    QTRY_VERIFY(isListed("hall"));
    const QString pair = load("module-remap-source",
        {QStringLiteral("source_name=pair"), QStringLiteral("master=hall.monitor"),
            QStringLiteral("channels=2"), QStringLiteral("remix=no")});
    QTRY_VERIFY(isListed("pair"));
    PulseOutput output(*m_system, QStringLiteral("hall"));
    PulseInput input(*m_system, QStringLiteral("pair"));
    PulseInput one(*m_system, QStringLiteral("mouth")); // a microphone of one channel that is asked for two
    output.setChannels(Channels::Two);
    input.setChannels(Channels::Two);
    one.setChannels(Channels::Two);
    const TwoTones tones;
    BothHeard heard;
    int index = 0, loudOfOne = 0, twice = 0;
    ToneGenerator tone(440);
    PulseOutput ears(*m_system, QStringLiteral("ears"));
    QVERIFY(ears.open([&](StereoFrame &frame) {
        tone.generate(frame);
        return true;
    }));
    QVERIFY(output.open([&](StereoFrame &frame) {
        frame = tones.frame(index++);
        return true;
    }));
    QVERIFY(input.open([&](const StereoFrame &frame) { heard.add(frame); }));
    QVERIFY(one.open([&](const StereoFrame &frame) {
        loudOfOne += *std::max_element(frame.begin(), frame.end()) > 1000 ? 1 : 0;
        twice += frame.isStereo ? 1 : 0;
    }));
    const auto isApart = [&] {
        if (heard.left.size() < 100 * FrameSamples)
            return false;
        BothHeard last;
        last.left.assign(heard.left.end() - std::ptrdiff_t(10 * TwoTones::Window), heard.left.end());
        last.right.assign(heard.right.end() - std::ptrdiff_t(10 * TwoTones::Window), heard.right.end());
        return last.separation(tones) >= 30;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isApart(), 15000);
    QTRY_VERIFY(loudOfOne > 50);
    QCOMPARE(twice, 0);
    input.close();
    output.close();
    for (const QString &module : {pair, hall})
        control({QStringLiteral("unload-module"), module});
    QTRY_VERIFY(!isListed("hall"));
}

void tst_PulseAudio::aPipeArrivesBitByBit()
{
    PulseInput input(*m_system, QStringLiteral("pipe"));
    std::vector<std::int16_t> heard;
    QVERIFY(
        input.open([&](const AudioFrame &frame) { heard.insert(heard.end(), frame.begin(), frame.end()); }));
    std::vector<std::int16_t> ramp(24000);
    for (std::size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = std::int16_t(i + 1);
    QFile fifo(m_folder.filePath(QStringLiteral("fifo")));
    QVERIFY(fifo.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const auto first
        = [&] { return std::search(heard.begin(), heard.end(), ramp.begin(), ramp.begin() + 100); };
    // A burst of half a second, as fast as the pipe takes it: a pipe holds 64 KiB, so it does not hold us up.
    QCOMPARE(fifo.write(reinterpret_cast<const char *>(ramp.data()), qint64(ramp.size() * 2)),
        qint64(ramp.size() * 2));
    QTRY_VERIFY_WITH_TIMEOUT(heard.end() - first() >= std::ptrdiff_t(4800), 10000);
    QVERIFY(std::equal(ramp.begin(), ramp.begin() + 4800, first()));
}

void tst_PulseAudio::anUnknownDeviceIsSaid()
{
    PulseInput input(*m_system, QStringLiteral("nothing-such"));
    QSignalSpy failed(&input, &AudioInput::failed);
    QVERIFY(input.open([](const AudioFrame &) {}));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].value<DeviceError>().code == DeviceError::Code::CannotOpen);
}

void tst_PulseAudio::aDeviceThatIsRemovedIsLost()
{
    const QByteArray module = control({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
        QStringLiteral("sink_name=headset")});
    QTRY_VERIFY(isListed("headset"));
    PulseOutput output(*m_system, QStringLiteral("headset"));
    QSignalSpy failed(&output, &AudioOutput::failed);
    int played = 0;
    QVERIFY(output.open([&](AudioFrame &) {
        ++played;
        return true;
    }));
    QTRY_VERIFY(played > 20);
    control({QStringLiteral("unload-module"), QString::fromLatin1(module)});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].value<DeviceError>().code == DeviceError::Code::Lost);
}

void tst_PulseAudio::theServerDiesAndComesBackInACall()
{
    AudioPort port;
    port.active = true;
    AudioDevices devices(port);
    QSignalSpy failed(&devices, &AudioDevices::failed);
    QSignalSpy recovered(&devices, &AudioDevices::recovered);
    devices.setCallActive(true);
    int heard = 0; // frames; asked twice by QTRY_VERIFY
    const auto hears = [&] {
        AudioFrame frame{};
        while (port.capture.pop(frame))
            ++heard;
        return heard > 0;
    };
    QTRY_VERIFY(hears());
    QTRY_COMPARE(devices.inUse(DeviceRole::Input), QStringLiteral("mouth"));
    QTRY_COMPARE(devices.inUse(DeviceRole::Output), QStringLiteral("ears"));
    m_server->kill();
    m_server->waitForFinished();
    QTRY_COMPARE(failed.size(), 2);
    (void)hears();
    heard = 0;
    QVERIFY2(startServer(), m_server->readAllStandardError().constData());
    QTRY_VERIFY_WITH_TIMEOUT(hears(), 10000);
    const auto isOver = [&] { return hears(), recovered.size() == 2; };
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 15000);
    QCOMPARE(failed.size(), 2);
    devices.setCallActive(false);
    QTRY_VERIFY(devices.inUse(DeviceRole::Input).isEmpty());
}

QTEST_GUILESS_MAIN(tst_PulseAudio)
#include "tst_PulseAudio.moc"
