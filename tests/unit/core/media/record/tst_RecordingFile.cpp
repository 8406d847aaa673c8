// The files of recordings: formats, names that are taken, a process that is killed, a full disk, a folder
// that is gone.
#include "FileSizeLimit.h"
#include "RecordingFile.h"
#include "SoundFile.h"
#include "ToneGenerator.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;
using Container = RecordingFormat::Container;

Q_DECLARE_METATYPE(carillon::RecordingFormat)

namespace {

constexpr double Mine = 440, Theirs = 1000;

std::vector<short> channel(const SoundFile &file, std::size_t which)
{
    std::vector<short> samples;
    for (std::size_t i = which; i < file.samples.size(); i += 2)
        samples.push_back(file.samples[i]);
    return samples;
}

double amplitude(const SoundFile &file, std::size_t which, double hz)
{
    GoertzelDetector detector(hz, file.rateHz);
    detector.add(channel(file, which));
    return detector.amplitude();
}

/// So many seconds of two tones.
void record(RecordingFile &file, int seconds)
{
    ToneGenerator left(Mine), right(Theirs);
    AudioFrame mine, theirs;
    for (int i = 0; i < 100 * seconds; ++i) {
        left.generate(mine);
        right.generate(theirs);
        file.write(mine, theirs);
        if (i % 100 == 99)
            (void)file.keepSafe();
    }
}

} // namespace

class tst_RecordingFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void formats_data()
    {
        QTest::addColumn<RecordingFormat>("format");
        QTest::addColumn<int>("sndfile");
        QTest::newRow("Ogg/Opus") << RecordingFormat{Container::Opus, 48000}
                                  << (SF_FORMAT_OGG | SF_FORMAT_OPUS);
        QTest::newRow("Ogg/Opus, 16 kHz")
            << RecordingFormat{Container::Opus, 16000} << (SF_FORMAT_OGG | SF_FORMAT_OPUS);
        QTest::newRow("WAV") << RecordingFormat{Container::Wav, 48000} << (SF_FORMAT_WAV | SF_FORMAT_PCM_16);
        QTest::newRow("WAV, 16 kHz") << RecordingFormat{Container::Wav, 16000}
                                     << (SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    }
    void formats()
    {
        QFETCH(RecordingFormat, format);
        auto file = RecordingFile::create(place(format));
        QVERIFY(file);
        const QString path = (*file)->path();
        record(**file, 5);
        file->reset();
        const SoundFile read = SoundFile::read(path);
        QCOMPARE(read.channels, 2);
        QCOMPARE(read.rateHz, format.rateHz);
        QTEST(read.format, "sndfile");
        QVERIFY2(std::abs(read.seconds() - 5) < 0.05, qPrintable(QString::number(read.seconds())));
        QVERIFY(amplitude(read, 0, Mine) > 0.2 && amplitude(read, 1, Theirs) > 0.2);
        QVERIFY(amplitude(read, 0, Theirs) < 0.002 && amplitude(read, 1, Mine) < 0.002);
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        if (format.container == Container::Opus)
            QVERIFY2(QFileInfo(path).size() < 5 * 12000, "speech needs less than 100 kbit/s");
    }
    void aTakeNeverGoesOverAnother()
    {
        QStringList names;
        for (int i = 0; i < 3; ++i) {
            const auto file = RecordingFile::create(place({}));
            QVERIFY(file);
            names.append(QFileInfo((*file)->path()).fileName());
        }
        QCOMPARE(names,
            QStringList({QStringLiteral("take.ogg"), QStringLiteral("take (2).ogg"),
                QStringLiteral("take (3).ogg")}));
    }
    void aNameThatWasGivenIsTakenOrRefused()
    {
        RecordingPlace place;
        place.file = m_folder->filePath(QStringLiteral("mine.wav"));
        QVERIFY(RecordingFile::create(place));
        const auto again = RecordingFile::create(place);
        QVERIFY(!again);
        QCOMPARE(again.error().code, RecordingError::Code::Exists);
        QVERIFY(again.error().message.contains(place.file));
    }
    void aLinkIsNotFollowed()
    {
        const QString victim = m_folder->filePath(QStringLiteral("victim"));
        QVERIFY(QFile::link(victim, m_folder->filePath(QStringLiteral("take.ogg"))));
        const auto file = RecordingFile::create(place({}));
        QVERIFY(file);
        QCOMPARE(QFileInfo((*file)->path()).fileName(), QStringLiteral("take (2).ogg"));
        QVERIFY(!QFile::exists(victim));
    }
    void aFolderIsMadeButNotItsParents()
    {
        RecordingPlace wished = place({});
        wished.folder = m_folder->filePath(QStringLiteral("one"));
        QVERIFY(RecordingFile::create(wished));
        wished.folder = m_folder->filePath(QStringLiteral("no/such")); // a stick that is not plugged in
        const auto refused = RecordingFile::create(wished);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, RecordingError::Code::NoFolder);
    }
    void killedAtAnyTime_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("Ogg/Opus") << QStringLiteral("opus");
        QTest::newRow("WAV") << QStringLiteral("wav");
    }
    void killedAtAnyTime()
    {
        QFETCH(QString, format);
        for (int round = 1; round <= 5; ++round) {
            QProcess writer;
            QTemporaryDir folder;
            writer.start(QStringLiteral(RECORDING_WRITER), {folder.path(), format});
            QVERIFY(writer.waitForStarted());
            int safe = 0;
            while (safe < 2 * round) {
                QVERIFY(writer.canReadLine() || writer.waitForReadyRead());
                while (writer.canReadLine())
                    safe = writer.readLine().trimmed().toInt();
            }
            writer.kill();
            QVERIFY(writer.waitForFinished());
            for (const QByteArray &line : writer.readAll().split('\n'))
                safe = std::max(safe, line.trimmed().toInt());
            const QStringList files = QDir(folder.path()).entryList(QDir::Files);
            QCOMPARE(files.size(), 1);
            const SoundFile read = SoundFile::read(folder.filePath(files.first()));
            const double least
                = safe - (format == QLatin1String("opus") ? RecordingFile::PageMs / 1000 + 0.1 : 0.);
            QVERIFY2(read.channels == 2 && read.seconds() >= least,
                qPrintable(QStringLiteral("%1 s of %2").arg(read.seconds()).arg(safe)));
            QVERIFY(amplitude(read, 0, Mine) > 0.2 && amplitude(read, 1, Theirs) > 0.2);
        }
    }
    void aTornFileIsReadToItsLastPage_data() { killedAtAnyTime_data(); }
    void aTornFileIsReadToItsLastPage()
    {
        QFETCH(QString, format);
        const bool isOpus = format == QLatin1String("opus");
        auto file = RecordingFile::create(place({isOpus ? Container::Opus : Container::Wav, 48000}));
        QVERIFY(file);
        record(**file, 4);
        QFile torn((*file)->path());
        file->reset();
        const double whole = SoundFile::read(torn.fileName()).seconds();
        const qint64 size = torn.size();
        double before = whole;
        for (int part = 39; part >= 20; --part) {
            QVERIFY(torn.resize(size * part / 40 - part)); // in the midst of a page
            const SoundFile read = SoundFile::read(torn.fileName());
            QCOMPARE(read.channels, 2);
            const double least = whole * part / 40 - (isOpus ? 2 * RecordingFile::PageMs / 1000 : 0.01);
            QVERIFY2(read.seconds() >= least && read.seconds() <= before,
                qPrintable(QStringLiteral("%1 s of %2").arg(read.seconds()).arg(whole * part / 40)));
            before = read.seconds();
        }
        QVERIFY(torn.resize(10));
        QVERIFY(SoundFile::read(torn.fileName()).samples.empty());
    }
    void aFullDiskLeavesWhatFitted_data() { formats_data(); }
    void aFullDiskLeavesWhatFitted()
    {
        QFETCH(RecordingFormat, format);
        auto file = RecordingFile::create(place(format));
        QVERIFY(file);
        const QString path = (*file)->path();
        record(**file, 4);
        const qint64 before = QFileInfo(path).size();
        {
            const FileSizeLimit limit(rlim_t(before + 5000));
            record(**file, 4);
            const auto safe = (*file)->keepSafe();
            QVERIFY(!safe);
            QCOMPARE(safe.error().code, RecordingError::Code::DiskFull);
            file->reset(); // its end does not fit either
        }
        const SoundFile read = SoundFile::read(path);
        QVERIFY2(read.seconds() >= 3.4 && read.seconds() < 6, qPrintable(QString::number(read.seconds())));
        QVERIFY(amplitude(read, 0, Mine) > 0.2 && amplitude(read, 1, Theirs) > 0.2);
    }
    void whoRemovesItIsNoticed()
    {
        auto file = RecordingFile::create(place({}));
        QVERIFY(file);
        record(**file, 1);
        QVERIFY((*file)->keepSafe());
        m_folder->remove();
        const auto safe = (*file)->keepSafe();
        QVERIFY(!safe);
        QCOMPARE(safe.error().code, RecordingError::Code::Gone);
    }

private:
    RecordingPlace place(const RecordingFormat &format) const
    {
        RecordingPlace result;
        result.folder = m_folder->path();
        result.name = QStringLiteral("take");
        result.format = format;
        return result;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_RecordingFile)
#include "tst_RecordingFile.moc"
