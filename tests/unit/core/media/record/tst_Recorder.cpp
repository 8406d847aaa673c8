// The recorder's thread: takes, gaps, what is played, a ring of one's own.
#include "AudioDevices.h"
#include "Recorder.h"
#include "SoundFile.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;

namespace {

RecordedFrame constant(std::uint64_t index, std::int16_t left, std::int16_t right)
{
    RecordedFrame frame;
    frame.index = index;
    frame.left.fill(left);
    frame.right.fill(right);
    return frame;
}

} // namespace

class tst_Recorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void twoTakesAtOnce()
    {
        Recorder recorder;
        QSignalSpy began(&recorder, &Recorder::began), ended(&recorder, &Recorder::ended);
        std::array taps{std::make_shared<RecordingTap>(), std::make_shared<RecordingTap>()};
        std::array<quint64, 2> takes{};
        for (std::size_t i = 0; i < 2; ++i)
            takes[i] = recorder.begin(place(), taps[i]);
        QTRY_COMPARE(began.size(), 2);
        for (std::uint64_t index = 0; index < 50; ++index)
            for (std::size_t i = 0; i < 2; ++i)
                QVERIFY(taps[i]->frames.push(constant(index, std::int16_t(100 + i), std::int16_t(200 + i))));
        for (const quint64 take : takes)
            recorder.end(take);
        QTRY_COMPARE(ended.size(), 2);
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(began[int(i)][0].toULongLong(), takes[i]);
            QCOMPARE(ended[int(i)][1].value<RecordingError>().code, RecordingError::Code::None);
            const SoundFile read = SoundFile::read(began[int(i)][1].toString());
            QCOMPARE(read.samples.size(), std::size_t(50 * 2 * FrameSamples));
            QCOMPARE(read.samples[0], short(100 + i));
            QCOMPARE(read.samples[1], short(200 + i));
        }
    }
    void whatIsMissingIsSilence()
    {
        Recorder recorder;
        QSignalSpy began(&recorder, &Recorder::began), ended(&recorder, &Recorder::ended);
        const auto tap = std::make_shared<RecordingTap>();
        const quint64 take = recorder.begin(place(), tap);
        QTRY_COMPARE(began.size(), 1);
        for (const std::uint64_t index : {0, 1, 12})
            tap->frames.push(constant(index, 500, 500));
        tap->frames.push(constant(1u << 30, 500, 500)); // the machine slept: not all of that
        recorder.end(take);
        QTRY_COMPARE(ended.size(), 1);
        const SoundFile read = SoundFile::read(began[0][1].toString());
        QCOMPARE(read.samples.size(), std::size_t((14 + 1000) * 2 * FrameSamples));
        QCOMPARE(read.samples[2 * 2 * FrameSamples], short(0));
        QCOMPARE(read.samples[12 * 2 * FrameSamples], short(500));
    }
    void whatCannotBeginIsSaid()
    {
        Recorder recorder;
        QSignalSpy ended(&recorder, &Recorder::ended);
        RecordingPlace nowhere = place();
        nowhere.folder = m_folder->filePath(QStringLiteral("a/b"));
        recorder.begin(nowhere, std::make_shared<RecordingTap>());
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(ended[0][1].value<RecordingError>().message.contains(nowhere.folder));
    }
    void theEndOfTheProgramCompletesIt()
    {
        QString path;
        {
            Recorder recorder;
            QSignalSpy began(&recorder, &Recorder::began);
            const auto tap = std::make_shared<RecordingTap>();
            recorder.begin(place(), tap);
            QTRY_COMPARE(began.size(), 1);
            path = began[0][1].toString();
            tap->frames.push(constant(0, 1, 2));
        }
        QCOMPARE(SoundFile::read(path).samples.size(), std::size_t(2 * FrameSamples));
    }
    void readsWhatIsPlayed()
    {
        const QString path = m_folder->filePath(QStringLiteral("played.wav"));
        QVERIFY(SoundFile::tone(440, 16000, 2, 4).write(path));
        Recorder recorder;
        QSignalSpy playing(&recorder, &Recorder::playing);
        const auto feed = std::make_shared<PlaybackFeed>();
        recorder.play(path, feed);
        QTRY_COMPARE(playing.size(), 1);
        QCOMPARE(playing[0][0].toLongLong(), 4000);
        std::vector<std::int16_t> heard;
        AudioFrame frame;
        const auto take = [&] {
            while (feed->frames.pop(frame))
                heard.insert(heard.end(), frame.begin(), frame.end());
            return feed->isComplete && feed->frames.isEmpty();
        };
        QTRY_VERIFY(take());
        QVERIFY(std::abs(double(heard.size()) / SampleRateHz - 4) < 0.03);
        QVERIFY(toneShare(heard, 440) > 0.99);
    }
    void isHeardOnTheOutput()
    {
        const QString path = m_folder->filePath(QStringLiteral("played.wav"));
        const QString heard = m_folder->filePath(QStringLiteral("heard.wav"));
        QVERIFY(SoundFile::tone(440, 48000, 1, 1).write(path));
        AudioPort port;
        AudioDevices devices(port);
        QVERIFY(devices.select(DeviceRole::Output, QStringLiteral("file:") + heard));
        QSignalSpy played(&devices, &AudioDevices::played);
        Recorder recorder;
        for (int time = 1; time <= 2; ++time) {
            const auto feed = std::make_shared<PlaybackFeed>();
            recorder.play(path, feed);
            devices.play(feed);
            QTRY_COMPARE(played.size(), time);
            QCOMPARE(feed->played, 100u);
        }
        const auto stopped = std::make_shared<PlaybackFeed>();
        recorder.play(path, stopped);
        devices.play(stopped);
        QTRY_VERIFY(stopped->played > 5);
        devices.play({});
        QTRY_VERIFY(SoundFile::read(heard).seconds() > 2);
        const SoundFile read = SoundFile::read(heard);
        QVERIFY(toneShare(std::span(read.samples).first(48000), 440) > 0.9);
        QCOMPARE(played.size(), 2);
    }
    void whatCannotBePlayedIsSaid_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("nothing there") << QByteArray();
        QTest::newRow("no sound") << QByteArray(5000, 'x');
        QTest::newRow("a header and no more") << QByteArray("RIFF\0\0\0\0WAVEfmt ", 16);
    }
    void whatCannotBePlayedIsSaid()
    {
        QFETCH(QByteArray, content);
        const QString path = m_folder->filePath(QStringLiteral("bad.wav"));
        if (!content.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
        }
        Recorder recorder;
        QSignalSpy failed(&recorder, &Recorder::playFailed), noRing(&recorder, &Recorder::ringFailed);
        const auto feed = std::make_shared<PlaybackFeed>();
        recorder.play(path, feed);
        recorder.readRing(path);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(path));
        QVERIFY(feed->isComplete);
        QTRY_COMPARE(noRing.size(), 1);
    }
    void aRingIsBounded()
    {
        const QString path = m_folder->filePath(QStringLiteral("long.wav"));
        QVERIFY(SoundFile::tone(440, 8000, 1, 40).write(path));
        Recorder recorder;
        QSignalSpy read(&recorder, &Recorder::ringRead);
        recorder.readRing(path);
        QTRY_COMPARE(read.size(), 1);
        QCOMPARE(read[0][1].value<RingSound>()->size(), std::size_t(RingLimits::Seconds) * SampleRateHz);
    }

private:
    RecordingPlace place() const
    {
        RecordingPlace result;
        result.folder = m_folder->path();
        result.name = QStringLiteral("take");
        result.format.container = RecordingFormat::Container::Wav;
        return result;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_Recorder)
#include "tst_Recorder.moc"
