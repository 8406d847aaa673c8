// The player's thread: what is played, a ring of one's own.
#include "AudioDevices.h"
#include "Player.h"
#include "RecordingFile.h"
#include "SoundFile.h"
#include "ToneGenerator.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;
using Container = RecordingFormat::Container;

Q_DECLARE_METATYPE(carillon::RecordingFormat::Container)

namespace {

/// A call of two seconds, which fits into a feed at once. @returns its file.
QString recorded(const QString &folder, Container container)
{
    RecordingPlace place;
    place.folder = folder;
    place.name = QStringLiteral("call");
    place.format.container = container;
    const auto file = RecordingFile::create(place);
    if (!file)
        return {};
    ToneGenerator tone(440);
    AudioFrame frame;
    for (int i = 0; i < 200; ++i) {
        tone.generate(frame);
        (*file)->write(frame, frame);
    }
    return (*file)->path();
}

} // namespace

class tst_Player : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void readsWhatIsPlayed()
    {
        const QString path = m_folder->filePath(QStringLiteral("played.wav"));
        QVERIFY(SoundFile::tone(440, 16000, 2, 4).write(path));
        Player player;
        QSignalSpy playing(&player, &Player::playing);
        const auto feed = std::make_shared<PlaybackFeed>();
        player.play(path, feed);
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
        Player player;
        for (int time = 1; time <= 2; ++time) {
            const auto feed = std::make_shared<PlaybackFeed>();
            player.play(path, feed);
            devices.play(feed);
            QTRY_COMPARE(played.size(), time);
            QCOMPARE(feed->played, 100u);
        }
        const auto stopped = std::make_shared<PlaybackFeed>();
        player.play(path, stopped);
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
        Player player;
        QSignalSpy failed(&player, &Player::playFailed), noRing(&player, &Player::ringFailed);
        const auto feed = std::make_shared<PlaybackFeed>();
        player.play(path, feed);
        player.readRing(path);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(path));
        QVERIFY(feed->isComplete);
        QTRY_COMPARE(noRing.size(), 1);
    }
    void tellsWhatIsThere()
    {
        const QString path = m_folder->filePath(QStringLiteral("there.wav"));
        QVERIFY(SoundFile::tone(440, 8000, 1, 1).write(path));
        const QStringList asked{m_folder->filePath(QStringLiteral("gone.wav")), path, m_folder->path(), {}};
        Player player;
        QSignalSpy found(&player, &Player::found);
        player.find(asked);
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(found[0][0].toStringList(), asked);
        QCOMPARE(found[0][1].toStringList(), (QStringList{path, m_folder->path()}));
    }
    /// Whose writer was killed, or whose disk lost the end: at any byte. What it says of its length is right
    /// or nothing.
    void whatIsThereOfATornRecordingIsPlayed_data()
    {
        QTest::addColumn<Container>("container");
        QTest::newRow("Ogg/Opus") << Container::Opus;
        QTest::newRow("WAV") << Container::Wav;
    }
    void whatIsThereOfATornRecordingIsPlayed()
    {
        QFETCH(Container, container);
        const QString path = recorded(m_folder->path(), container);
        QFile file(path);
        QVERIFY(file.open(QFile::ReadWrite));
        constexpr int Cuts = 61; // no divisor of a page's or a header's size
        const qint64 size = file.size();
        double before = 2.03;
        int played = 0;
        for (int cut = 0; cut < Cuts; ++cut) {
            QVERIFY(file.resize(size - size * cut / Cuts - (cut > 0 ? cut % 7 : 0)));
            Player player;
            QSignalSpy playing(&player, &Player::playing), failed(&player, &Player::playFailed);
            const auto feed = std::make_shared<PlaybackFeed>();
            player.play(path, feed);
            QTRY_VERIFY(feed->isComplete && playing.size() + failed.size() == 1);
            const double seconds = double(feed->frames.size()) / 100;
            QVERIFY2(seconds <= before, qPrintable(QString::number(seconds))); // the more, the longer
            before = seconds;
            if (!failed.isEmpty()) {
                QVERIFY(failed[0][0].toString().contains(path));
                QCOMPARE(seconds, 0.);
                continue;
            }
            ++played;
            const auto said = playing[0][0].toLongLong();
            QVERIFY2(said == 0 || std::abs(double(said) / 1000 - seconds) < 0.04,
                qPrintable(QStringLiteral("%1 ms, in truth %2 s").arg(said).arg(seconds)));
            AudioFrame frame;
            QVERIFY(feed->frames.pop(frame));
        }
        // Of Opus the first half second comes in one page.
        QVERIFY2(played >= (container == Container::Opus ? Cuts / 2 : Cuts - 1),
            qPrintable(QString::number(played)));
    }
    void aRingIsBounded()
    {
        const QString path = m_folder->filePath(QStringLiteral("long.wav"));
        QVERIFY(SoundFile::tone(440, 8000, 1, 40).write(path));
        Player player;
        QSignalSpy read(&player, &Player::ringRead);
        player.readRing(path);
        QTRY_COMPARE(read.size(), 1);
        QCOMPARE(read[0][1].value<RingSound>()->size(), std::size_t(RingLimits::Seconds) * SampleRateHz);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_Player)
#include "tst_Player.moc"
