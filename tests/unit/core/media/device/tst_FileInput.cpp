#include "FileInput.h"
#include "SoundFile.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace carillon;

class tst_FileInput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyRateAndChannels_data();
    void anyRateAndChannels();
    void twoChannelsWhereTheyAreWished_data();
    void twoChannelsWhereTheyAreWished();
    void itLoops();
    void itBeginsAgainWhenOpenedAgain();
    void whatIsNoSoundIsRefused_data();
    void whatIsNoSoundIsRefused();
    void aFileThatIsCutOffUnderUsIsSaid();
    void floatsBeyondFullScaleAreClipped();

private:
    QTemporaryDir m_folder;
};

void tst_FileInput::anyRateAndChannels_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("format");
    const int wav = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    QTest::newRow("48 kHz mono") << 48000 << 1 << wav;
    QTest::newRow("44.1 kHz stereo") << 44100 << 2 << wav;
    QTest::newRow("8 kHz mono") << 8000 << 1 << wav;
    QTest::newRow("8 kHz mu-law") << 8000 << 1 << (SF_FORMAT_WAV | SF_FORMAT_ULAW);
    QTest::newRow("11025 Hz") << 11025 << 1 << wav;
    QTest::newRow("96 kHz six channels of 24 bit") << 96000 << 6 << (SF_FORMAT_WAV | SF_FORMAT_PCM_24);
    QTest::newRow("16 kHz FLAC") << 16000 << 1 << (SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    QTest::newRow("44.1 kHz float") << 44100 << 1 << (SF_FORMAT_WAV | SF_FORMAT_FLOAT);
}

void tst_FileInput::anyRateAndChannels()
{
    QFETCH(int, rate);
    QFETCH(int, channels);
    QFETCH(int, format);
    const QString path = m_folder.filePath(QStringLiteral("tone"));
    SoundFile tone = SoundFile::tone(440, rate, channels, 2);
    tone.format = format;
    QVERIFY(tone.write(path));
    FileInput input(path);
    QVERIFY(input.open([](const AudioFrame &) {}));
    std::vector<std::int16_t> heard;
    for (int i = 0; i < 100; ++i) {
        AudioFrame frame{};
        QVERIFY(input.read(frame));
        heard.insert(heard.end(), frame.begin(), frame.end());
    }
    QVERIFY2(toneShare(heard, 440) > 0.99, qPrintable(QString::number(toneShare(heard, 440))));
    const int loudest = *std::max_element(heard.begin(), heard.end());
    QVERIFY2(std::abs(loudest - 8192) < 400, qPrintable(QString::number(loudest)));
}

void tst_FileInput::twoChannelsWhereTheyAreWished_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isWished");
    QTest::addColumn<bool>("isStereo");
    QTest::newRow("two, wished") << 48000 << 2 << true << true;
    QTest::newRow("two of another rate, wished") << 44100 << 2 << true << true;
    QTest::newRow("two, not wished") << 48000 << 2 << false << false;
    QTest::newRow("one, wished") << 48000 << 1 << true << false;
    QTest::newRow("six, wished") << 48000 << 6 << true << false;
}

void tst_FileInput::twoChannelsWhereTheyAreWished()
{
    QFETCH(int, rate);
    QFETCH(int, channels);
    QFETCH(bool, isWished);
    QFETCH(bool, isStereo);
    const QString path = m_folder.filePath(QStringLiteral("two.wav"));
    const SoundFile file
        = channels == 2 ? SoundFile::twoTones(440, 880, rate, 1) : SoundFile::tone(440, rate, channels, 1);
    QVERIFY(file.write(path));
    FileInput input(path);
    if (isWished)
        input.setChannels(Channels::Two);
    QVERIFY(input.open([](const StereoFrame &) {}));
    std::vector<std::int16_t> left, right;
    for (int i = 0; i < 200; ++i) { // it loops
        StereoFrame frame{};
        QVERIFY(input.read(frame));
        QCOMPARE(frame.isStereo, isStereo);
        for (std::size_t s = 0; s < frame.size(); ++s) {
            left.push_back(frame.isStereo ? frame.left(s) : frame[s]);
            right.push_back(frame.isStereo ? frame.right(s) : frame[s]);
        }
    }
    if (!isStereo) {
        QVERIFY(left == right);
        return;
    }
    QVERIFY2(toneShare(left, 440) > 0.99, qPrintable(QString::number(toneShare(left, 440))));
    QVERIFY2(toneShare(right, 880) > 0.99, qPrintable(QString::number(toneShare(right, 880))));
}

void tst_FileInput::itLoops()
{
    const QString path = m_folder.filePath(QStringLiteral("short.wav"));
    QVERIFY(SoundFile::tone(1000, 48000, 1, 0.1).write(path)); // a whole number of periods: seamless
    FileInput input(path);
    QElapsedTimer elapsed;
    elapsed.start();
    std::vector<std::int16_t> heard;
    QVERIFY(
        input.open([&](const AudioFrame &frame) { heard.insert(heard.end(), frame.begin(), frame.end()); }));
    QTRY_VERIFY(heard.size() >= 40 * FrameSamples);
    QVERIFY(elapsed.elapsed() >= 390); // in real time
    QVERIFY(toneShare(heard, 1000) > 0.999);
    input.close();
}

void tst_FileInput::itBeginsAgainWhenOpenedAgain()
{
    const QString path = m_folder.filePath(QStringLiteral("ramp.wav"));
    SoundFile ramp{48000, 1, SF_FORMAT_WAV | SF_FORMAT_PCM_16, {}};
    for (int i = 0; i < 48000; ++i)
        ramp.samples.push_back(short(i % 30000));
    QVERIFY(ramp.write(path));
    FileInput input(path);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(input.open([](const AudioFrame &) {}));
        AudioFrame frame{};
        QVERIFY(input.read(frame));
        QCOMPARE(frame[0], std::int16_t(0)); // bit-exact at 48 kHz mono
        QCOMPARE(frame[479], std::int16_t(479));
        input.close();
    }
}

void tst_FileInput::whatIsNoSoundIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("Hello, this is no sound.");
    QTest::newRow("a WAV header and nothing else") << QByteArray(
        "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data\0\0\0\0", 44);
}

void tst_FileInput::whatIsNoSoundIsRefused()
{
    QFETCH(QByteArray, content);
    const QString path = m_folder.filePath(QStringLiteral("bad.wav"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    FileInput input(path);
    const auto opened = input.open([](const AudioFrame &) {});
    QVERIFY(!opened);
    QVERIFY(opened.error().code == DeviceError::Code::Unreadable);
    QVERIFY(opened.error().message.contains(path));
}

void tst_FileInput::aFileThatIsCutOffUnderUsIsSaid()
{
    const QString path = m_folder.filePath(QStringLiteral("cut.wav"));
    QVERIFY(SoundFile::tone(440, 48000, 1, 2).write(path));
    FileInput input(path);
    QSignalSpy failed(&input, &AudioInput::failed);
    QVERIFY(input.open([](const AudioFrame &) {}));
    QCOMPARE(truncate(QFile::encodeName(path).constData(), 44), 0);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed[0][0].value<DeviceError>();
    QVERIFY(error.code == DeviceError::Code::Lost);
    QVERIFY(error.message.contains(path));
}

void tst_FileInput::floatsBeyondFullScaleAreClipped()
{
    const QString path = m_folder.filePath(QStringLiteral("loud.wav"));
    SF_INFO info{};
    info.samplerate = 48000;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    SNDFILE *file = sf_open(QFile::encodeName(path).constData(), SFM_WRITE, &info);
    QVERIFY(file);
    std::vector<float> samples(4800, 2.f);
    samples[1] = -2.f;
    samples[2] = std::nanf("");
    sf_write_float(file, samples.data(), sf_count_t(samples.size()));
    sf_close(file);
    FileInput input(path);
    QVERIFY(input.open([](const AudioFrame &) {}));
    AudioFrame frame{};
    QVERIFY(input.read(frame));
    QCOMPARE(frame[0], std::int16_t(32767));
    QCOMPARE(frame[1], std::int16_t(-32768));
    QCOMPARE(frame[2], std::int16_t(0));
}

QTEST_GUILESS_MAIN(tst_FileInput)
#include "tst_FileInput.moc"
