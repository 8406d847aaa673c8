// The recorder's thread: takes, gaps, disks that are full or gone.
#include "FileSizeLimit.h"
#include "Recorder.h"
#include "SoundFile.h"

#include <QFileInfo>
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
    void aFullDiskEndsTheTakeAndNoOther()
    {
        Recorder recorder;
        QSignalSpy began(&recorder, &Recorder::began), ended(&recorder, &Recorder::ended);
        QTemporaryDir other;
        RecordingPlace elsewhere = place();
        elsewhere.folder = other.path();
        const auto full = std::make_shared<RecordingTap>(), good = std::make_shared<RecordingTap>();
        const quint64 first = recorder.begin(place(), full), second = recorder.begin(elsewhere, good);
        QTRY_COMPARE(began.size(), 2);
        for (std::uint64_t index = 0; index < 50; ++index)
            QVERIFY(full->frames.push(constant(index, 100, 200)));
        QVERIFY(good->frames.push(constant(0, 1, 2)));
        const QString path = began[0][1].toString();
        QTRY_VERIFY(QFileInfo(path).size() > 50 * qint64(2 * sizeof(AudioFrame))); // that is safe
        {
            const FileSizeLimit limit(rlim_t(QFileInfo(path).size() + 5000));
            for (std::uint64_t index = 50; index < 250; ++index)
                QVERIFY(full->frames.push(constant(index, 100, 200)));
            QTRY_COMPARE(ended.size(), 1);
        }
        QCOMPARE(ended[0][0].toULongLong(), first);
        const auto error = ended[0][1].value<RecordingError>();
        QCOMPARE(error.code, RecordingError::Code::DiskFull);
        QVERIFY(error.message.contains(path));
        for (std::uint64_t index = 1; index < 50; ++index)
            QVERIFY(good->frames.push(constant(index, 1, 2)));
        recorder.end(second);
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(ended[1][1].value<RecordingError>().code, RecordingError::Code::None);
        QCOMPARE(SoundFile::read(began[1][1].toString()).samples.size(), std::size_t(50 * 2 * FrameSamples));
        QCOMPARE(SoundFile::read(path).samples.size(), std::size_t(50 * 2 * FrameSamples)); // can be played
    }
    void aFolderThatVanishesEndsTheTake()
    {
        Recorder recorder;
        QSignalSpy began(&recorder, &Recorder::began), ended(&recorder, &Recorder::ended);
        const auto tap = std::make_shared<RecordingTap>();
        recorder.begin(place(), tap);
        QTRY_COMPARE(began.size(), 1);
        QVERIFY(m_folder->remove());
        tap->frames.push(constant(0, 1, 2));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended[0][1].value<RecordingError>().code, RecordingError::Code::Gone);
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
