#include "AudioDevices.h"
#include "SoundFile.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;

namespace {

/// What the media thread does, as far as devices see it.
struct OtherEnd {
    AudioPort &port;
    std::vector<std::int16_t> captured;

    OtherEnd(AudioPort &shared, std::vector<std::int16_t> none)
        : port(shared)
        , captured(std::move(none))
    {
        port.active = true;
    }
    void take()
    {
        AudioFrame frame{};
        while (port.capture.pop(frame))
            captured.insert(captured.end(), frame.begin(), frame.end());
    }
    /// Keeps two frames of @p value waiting.
    void give(std::int16_t value)
    {
        AudioFrame frame;
        frame.fill(value);
        while (port.playback.size() < 2)
            port.playback.push(frame);
    }
};

} // namespace

class tst_AudioDevices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingRunsWithoutACall();
    void toneInFileOut();
    void aDeviceMayBeChangedInTheMiddleOfACall();
    void aMissingFileIsSaidOnceAndTriedAgain();
    void aProblemEndsWithTheCall();
    void selectingWhatIsSelectedChangesNothing();
    void nothingIsCapturedOnHold();
    void alertsDoNotGoIntoFiles();
    void selections();

private:
    QTemporaryDir m_folder;
};

void tst_AudioDevices::nothingRunsWithoutACall()
{
    AudioPort port;
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("tone:440")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("null")));
    devices.setAlert(Alert::None);
    devices.setCallActive(false);
    OtherEnd other{port, {}};
    devices.setCallActive(true);
    QTRY_VERIFY((other.take(), other.captured.size()) >= 5 * FrameSamples);
    devices.setCallActive(false);
    // Frames which were on their way arrive; then nothing does.
    QSignalSpy anything(&devices, &AudioDevices::devicesChanged);
    std::size_t before = 0;
    do {
        before = other.captured.size();
        anything.wait(50); // five frames' time; no signal comes
        other.take();
    } while (before != other.captured.size());
    QVERIFY(anything.isEmpty());
}

void tst_AudioDevices::toneInFileOut()
{
    const QString path = m_folder.filePath(QStringLiteral("out.wav"));
    AudioPort port;
    OtherEnd other{port, {}};
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("tone:440")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("file:") + path));
    devices.setCallActive(true);
    QTRY_VERIFY([&] {
        other.take();
        other.give(1234);
        return other.captured.size() >= 50 * FrameSamples;
    }());
    devices.setCallActive(false);
    QVERIFY(toneShare(other.captured, 440) > 0.99);
    QTRY_VERIFY(SoundFile::read(path).seconds() >= 0.3); // valid after the call
    QCOMPARE(SoundFile::read(path).samples.front(), short(1234));
}

void tst_AudioDevices::aDeviceMayBeChangedInTheMiddleOfACall()
{
    AudioPort port;
    OtherEnd other{port, {}};
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("tone:440")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("null")));
    devices.setCallActive(true);
    QTRY_VERIFY((other.take(), other.captured.size()) >= 10 * FrameSamples);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("tone:1000")));
    QTRY_VERIFY([&] {
        other.take();
        if (other.captured.size() < 40 * FrameSamples)
            return false;
        const auto end = std::span(other.captured).last(10 * FrameSamples);
        return toneShare(end, 1000) > 0.99;
    }());
    QCOMPARE(devices.selected(DeviceRole::Input), QStringLiteral("tone:1000"));
}

void tst_AudioDevices::aMissingFileIsSaidOnceAndTriedAgain()
{
    const QString path = m_folder.filePath(QStringLiteral("comes-later.wav"));
    QVERIFY(SoundFile::tone(440, 8000, 1, 1).write(path));
    AudioPort port;
    OtherEnd other{port, {}};
    AudioDevices devices(port);
    QSignalSpy failed(&devices, &AudioDevices::failed);
    QSignalSpy recovered(&devices, &AudioDevices::recovered);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("file:") + path));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("null")));
    QVERIFY(QFile::remove(path));
    devices.setCallActive(true);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].value<DeviceRole>() == DeviceRole::Input);
    QVERIFY(failed[0][1].value<DeviceError>().message.contains(path));
    QVERIFY(SoundFile::tone(440, 8000, 1, 1).write(path));
    QTRY_COMPARE(recovered.size(), 1);
    QTRY_VERIFY((other.take(), other.captured.size()) >= 10 * FrameSamples);
    QCOMPARE(failed.size(), 1);
}

void tst_AudioDevices::aProblemEndsWithTheCall()
{
    const QString path = m_folder.filePath(QStringLiteral("never.wav"));
    QVERIFY(SoundFile::tone(440, 8000, 1, 1).write(path));
    AudioPort port;
    AudioDevices devices(port);
    QSignalSpy failed(&devices, &AudioDevices::failed);
    QSignalSpy recovered(&devices, &AudioDevices::recovered);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("file:") + path));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("null")));
    QVERIFY(QFile::remove(path));
    for (int call = 1; call <= 2; ++call) {
        devices.setCallActive(true);
        QTRY_COMPARE(failed.size(), call);
        QCOMPARE(recovered.size(), call - 1);
        devices.setCallActive(false);
        QTRY_COMPARE(recovered.size(), call);
    }
}

void tst_AudioDevices::selectingWhatIsSelectedChangesNothing()
{
    const QString path = m_folder.filePath(QStringLiteral("kept.wav"));
    AudioPort port;
    OtherEnd other{port, {}};
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("tone:440")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("file:") + path));
    const auto talk = [&](std::size_t frames) {
        other.take();
        other.give(frames > 20 ? 2222 : 1111);
        return other.captured.size() >= frames * FrameSamples;
    };
    devices.setCallActive(true);
    QTRY_VERIFY(talk(20));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("file:") + path));
    QTRY_VERIFY(talk(60));
    devices.setCallActive(false);
    QTRY_VERIFY(SoundFile::read(path).seconds() >= 0.4);
    QCOMPARE(SoundFile::read(path).samples.front(), short(1111));
}

void tst_AudioDevices::nothingIsCapturedOnHold()
{
    AudioPort port;
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("tone:440")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("null")));
    port.active = true;
    devices.setCallActive(true);
    QTRY_COMPARE(port.capture.size(), AudioPort::RingFrames);
    QTRY_VERIFY(port.captureDropped > 0);
    port.active = false;
    const auto dropped = [&] { return port.captureDropped.load(); };
    std::uint64_t before = 0;
    QSignalSpy anything(&devices, &AudioDevices::failed);
    do { // one that was on its way
        before = dropped();
        anything.wait(50); // five frames' time; no signal comes
    } while (before != dropped());
    QVERIFY(anything.isEmpty());
}

void tst_AudioDevices::alertsDoNotGoIntoFiles()
{
    const QString path = m_folder.filePath(QStringLiteral("alerts.wav"));
    AudioPort port;
    OtherEnd other{port, {}};
    AudioDevices devices(port);
    QVERIFY(devices.select(DeviceRole::Input, QStringLiteral("null")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("file:") + path));
    devices.setAlert(Alert::Ringing);
    devices.setAlert(Alert::Ringback);
    devices.setCallActive(true);
    QTRY_VERIFY([&] {
        other.take();
        other.give(1234);
        return other.captured.size() >= 20 * FrameSamples;
    }());
    devices.setCallActive(false);
    QTRY_VERIFY(!SoundFile::read(path).samples.empty());
    const auto samples = SoundFile::read(path).samples;
    QVERIFY(std::all_of(
        samples.begin(), samples.end(), [](short sample) { return sample == 1234 || sample == 0; }));
}

void tst_AudioDevices::selections()
{
    AudioPort port;
    AudioDevices devices(port);
    QCOMPARE(devices.selected(DeviceRole::Input), QStringLiteral("default"));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("null")));
    QCOMPARE(devices.selected(DeviceRole::Ring), QStringLiteral("null")); // the ring follows
    QVERIFY(devices.select(DeviceRole::Ring, QStringLiteral("id:bell")));
    QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("default")));
    QCOMPARE(devices.selected(DeviceRole::Ring), QStringLiteral("id:bell")); // until it is chosen itself
    QVERIFY(!devices.select(DeviceRole::Output, QStringLiteral("nonsense")));
    QCOMPARE(devices.selected(DeviceRole::Output), QStringLiteral("default"));
}

QTEST_GUILESS_MAIN(tst_AudioDevices)
#include "tst_AudioDevices.moc"
