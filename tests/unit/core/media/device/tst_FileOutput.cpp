#include "FileOutput.h"
#include "SoundFile.h"
#include "ToneGenerator.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace carillon;

class tst_FileOutput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_path = m_folder.filePath(QStringLiteral("heard.wav")); }
    void cleanup() { QFile::remove(m_path); }
    void itWritesInRealTime();
    void itHasTwoChannelsWhereTheyAreWished();
    void itBeginsWithTheFirstFrame();
    void lateFramesAreWaitedForButNotForever();
    void theFileIsValidBetweenCallsAndGrows();
    void theFileIsValidWhenTheProgramIsKilled();
    void aFullDiskIsSaid();
    void aFolderThatVanishedIsSaid();

private:
    QTemporaryDir m_folder;
    QString m_path;
};

void tst_FileOutput::itWritesInRealTime()
{
    FileOutput output(m_path);
    ToneGenerator tone(440);
    QElapsedTimer elapsed;
    elapsed.start();
    int frames = 0;
    QVERIFY(output.open([&](AudioFrame &frame) {
        tone.generate(frame);
        ++frames;
        return true;
    }));
    QTRY_VERIFY(frames >= 50);
    QVERIFY(elapsed.elapsed() >= 490);
    output.close();
    const SoundFile file = SoundFile::read(m_path);
    QCOMPARE(file.rateHz, 48000);
    QCOMPARE(file.channels, 1);
    QCOMPARE(file.format & SF_FORMAT_SUBMASK, int(SF_FORMAT_PCM_16));
    QCOMPARE(file.samples.size(), std::size_t(frames) * FrameSamples);
    QVERIFY(toneShare(file.samples, 440) > 0.99);
}

void tst_FileOutput::itHasTwoChannelsWhereTheyAreWished()
{
    FileOutput output(m_path);
    output.setChannels(Channels::Two);
    int frames = 0;
    const auto play = [&](bool isStereo) {
        frames = 0;
        QVERIFY(output.open([&frames, isStereo](StereoFrame &frame) {
            frame.isStereo = isStereo;
            for (std::size_t i = 0; i < frame.size(); ++i)
                frame.set(i, 1000, isStereo ? -2000 : 1000);
            ++frames;
            return true;
        }));
        QTRY_VERIFY(frames >= 5);
        output.close();
    };
    play(true);
    output.setChannels(Channels::One); // the file is what it was made as
    play(false);
    const SoundFile file = SoundFile::read(m_path);
    QCOMPARE(file.channels, 2);
    const auto left = file.channel(0), right = file.channel(1);
    QVERIFY(left.size() >= 10 * FrameSamples && left.size() % FrameSamples == 0);
    QCOMPARE(std::count(left.begin(), left.end(), short(1000)), std::ptrdiff_t(left.size()));
    QCOMPARE(right.front(), short(-2000));
    QCOMPARE(right.back(), short(1000)); // one channel is heard on both sides
}

void tst_FileOutput::itBeginsWithTheFirstFrame()
{
    FileOutput output(m_path);
    int asked = 0;
    QVERIFY(output.open([&](AudioFrame &frame) {
        frame.fill(1000);
        return ++asked > 20;
    }));
    QTRY_VERIFY(asked >= 25);
    output.close();
    const SoundFile file = SoundFile::read(m_path);
    QVERIFY(!file.samples.empty());
    QCOMPARE(file.samples[0], short(1000));
}

void tst_FileOutput::lateFramesAreWaitedForButNotForever()
{
    FileOutput output(m_path);
    int asked = 0;
    int given = 0;
    QVERIFY(output.open([&](AudioFrame &frame) {
        ++asked;
        const bool isThere = asked <= 5 || asked == 8 || asked == 9 || asked > 40; // a hiccup, then a hole
        frame.fill(1000);
        given += isThere ? 1 : 0;
        if (!isThere)
            frame.fill(0);
        return isThere;
    }));
    QTRY_VERIFY(given >= 20);
    output.close();
    const SoundFile file = SoundFile::read(m_path);
    std::size_t silent = 0;
    std::size_t firstSilence = file.samples.size();
    for (std::size_t i = 0; i < file.samples.size(); i += FrameSamples) {
        if (file.samples[i] != 0)
            continue;
        firstSilence = std::min(firstSilence, i / FrameSamples);
        ++silent;
    }
    QVERIFY(silent >= 10);                  // the hole is silence: the file stays in real time
    QCOMPARE(firstSilence, std::size_t(7)); // the hiccup is none
}

void tst_FileOutput::theFileIsValidBetweenCallsAndGrows()
{
    FileOutput output(m_path);
    std::size_t before = 0;
    for (int call = 0; call < 2; ++call) {
        int frames = 0;
        QVERIFY(output.open([&](AudioFrame &) { return ++frames > 0; }));
        QTRY_VERIFY(frames >= 10);
        output.close();
        const SoundFile file = SoundFile::read(m_path);
        QCOMPARE(file.samples.size(), before + std::size_t(frames) * FrameSamples);
        before = file.samples.size();
    }
}

void tst_FileOutput::theFileIsValidWhenTheProgramIsKilled()
{
    FileOutput output(m_path);
    int frames = 0;
    QVERIFY(output.open([&](AudioFrame &) { return ++frames > 0; }));
    QTRY_VERIFY(frames >= 110);
    QVERIFY(QFile::copy(m_path, m_path + QStringLiteral(".killed"))); // what the disk holds at this moment
    QVERIFY(SoundFile::read(m_path + QStringLiteral(".killed")).seconds() >= 1);
}

void tst_FileOutput::aFullDiskIsSaid()
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{20000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small); // as good as a disk with 20 kB left
    FileOutput output(m_path);
    QSignalSpy failed(&output, &AudioOutput::failed);
    const auto opened = output.open([](AudioFrame &) { return true; });
    QTRY_COMPARE(failed.size(), 1);
    const auto stillFull = output.open([](AudioFrame &) { return true; });
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(opened);
    QVERIFY(!stillFull);
    QVERIFY(stillFull.error().code == DeviceError::Code::DiskFull);
    const auto error = failed[0][0].value<DeviceError>();
    QVERIFY(error.code == DeviceError::Code::DiskFull);
    QVERIFY(error.message.contains(m_path));
    const std::size_t kept = SoundFile::read(m_path).samples.size();
    QVERIFY(kept >= 10 * FrameSamples);
    // With room again it goes on where it stopped; what was written to try it is not there.
    int frames = 0;
    QVERIFY(output.open([&](AudioFrame &frame) {
        frame.fill(77);
        return ++frames > 0;
    }));
    QTRY_VERIFY(frames >= 5);
    output.close();
    const SoundFile file = SoundFile::read(m_path);
    QCOMPARE(file.samples.size(), kept / FrameSamples * FrameSamples + std::size_t(frames) * FrameSamples);
    QCOMPARE(file.samples[kept / FrameSamples * FrameSamples], short(77));
}

void tst_FileOutput::aFolderThatVanishedIsSaid()
{
    FileOutput output(m_folder.filePath(QStringLiteral("gone/heard.wav")));
    const auto opened = output.open([](AudioFrame &) { return true; });
    QVERIFY(!opened);
    QVERIFY(opened.error().code == DeviceError::Code::CannotOpen);
}

QTEST_GUILESS_MAIN(tst_FileOutput)
#include "tst_FileOutput.moc"
