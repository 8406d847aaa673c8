#include "CallQuality.h"
#include "SoundSentences.h"

#include <QTest>
#include <functional>

using namespace carillon;
using Cause = SpeechScore::Cause;
using Grade = CallQuality::Grade;

namespace {

/// A second of a call: 50 packets each way, and what @p change makes of it.
struct Call {
    StreamStatistics before;
    StreamStatistics now;
    CallQuality quality;
    double missedCapture = 0;
    double missedPlayback = 0;
    Diagnosis diagnosis = {};

    template <typename Change>
    void seconds(int count, Change change)
    {
        for (int i = 0; i < count; ++i) {
            now.packetsReceived += 50;
            now.packetsSent += 50;
            now.bufferMs = 40;
            now.receiveCodec = now.sendCodec = CodecKind::Pcmu;
            change(now);
            CallQuality::Second second{before, now, missedCapture, missedPlayback};
            second.diagnosis = diagnosis;
            quality.look(second);
            before = now;
        }
    }
};

} // namespace

Q_DECLARE_METATYPE(std::function<void(carillon::StreamStatistics &)>)

class tst_CallQuality : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheMainCause_data()
    {
        QTest::addColumn<std::function<void(StreamStatistics &)>>("change");
        QTest::addColumn<int>("grade");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, std::function<void(StreamStatistics &)> change, Grade grade,
                             const char *sentence) {
            QTest::newRow(name) << change << int(grade) << QString::fromLatin1(sentence);
        };
        row(
            "a clean line", [](StreamStatistics &) {}, Grade::Good, "The sound is good.");
        row(
            "a tenth lost",
            [](StreamStatistics &s) {
                s.lost += 5;
                s.concealedMs += 100;
            },
            Grade::Fair, "You miss 10 % of the sound: the network loses it.");
        row(
            "a tenth too late",
            [](StreamStatistics &s) {
                s.late += 5;
                s.concealedMs += 100;
            },
            Grade::Fair, "You miss 10 % of the sound: the network brings it too late.");
        row(
            "what redundancy brought back is no loss", [](StreamStatistics &s) { s.lost += 5; }, Grade::Good,
            "The sound is good.");
        row(
            "a second on the way", [](StreamStatistics &s) { s.rttMs = 1000; }, Grade::Poor,
            "Each hears the other 580 milliseconds late.");
        row(
            "the other side misses a tenth",
            [](StreamStatistics &s) {
                ++s.reportsAboutUs;
                s.remoteFractionLost = 0.1;
            },
            Grade::Fair, "The other side misses 10 % of what you say: the network loses it.");
        row(
            "the other side discards a tenth (XR)",
            [](StreamStatistics &s) {
                ++s.reportsAboutUs;
                s.remoteDiscarded = 0.1;
            },
            Grade::Fair, "The other side misses 10 % of what you say: the network brings it too late.");
        row(
            "no report, no opinion", [](StreamStatistics &s) { s.remoteFractionLost = 0.5; }, Grade::Good,
            "The sound is good.");
        row(
            "its own word counts",
            [](StreamStatistics &s) {
                ++s.reportsAboutUs;
                s.remoteMos = 2.5;
                s.remoteFractionLost = 0.02;
            },
            Grade::Poor, "The other side misses 2 % of what you say: the network loses it.");
    }
    void namesTheMainCause()
    {
        QFETCH(std::function<void(StreamStatistics &)>, change);
        Call call;
        call.seconds(10, change);
        QTEST(int(call.quality.grade()), "grade");
        QTEST(SoundSentences::quality(call.quality), "sentence");
    }
    void devicesCount()
    {
        Call call;
        call.missedPlayback = 10;
        call.seconds(10, [](StreamStatistics &) {});
        QCOMPARE(SoundSentences::quality(call.quality),
            QStringLiteral("You miss 10 % of the sound: the loudspeaker does not keep up."));
        call.missedPlayback = 0;
        call.missedCapture = 10;
        call.seconds(10, [](StreamStatistics &s) { ++s.reportsAboutUs; });
        QCOMPARE(SoundSentences::quality(call.quality),
            QStringLiteral("The other side misses 10 % of what you say: the microphone does not keep up."));
    }
    void nothingIsSaidOfSilence()
    {
        Call call;
        call.seconds(3, [](StreamStatistics &s) { s.packetsReceived = s.packetsSent = 0; });
        QCOMPARE(call.quality.grade(), Grade::Unknown);
        QCOMPARE(SoundSentences::quality(call.quality), QString());
        QCOMPARE(call.quality.meanMos(), 0.);
    }
    void remembersMeanAndWorst()
    {
        Call call;
        call.seconds(20, [](StreamStatistics &) {});
        QVERIFY(call.quality.leastMos() > 4.3);
        call.seconds(5, [](StreamStatistics &s) {
            s.lost += 10;
            s.concealedMs += 200;
        });
        call.seconds(20, [](StreamStatistics &) {});
        QCOMPARE(call.quality.grade(), Grade::Good);
        QVERIFY2(call.quality.leastMos() < 3, qPrintable(QString::number(call.quality.leastMos())));
        QVERIFY2(call.quality.meanMos() > 4, qPrintable(QString::number(call.quality.meanMos())));
    }
    void theCallIsWhatItWasMostOfTheTime()
    {
        const auto lossy = [](StreamStatistics &s) {
            s.lost += 10;
            s.concealedMs += 200;
        };
        const auto slow = [](StreamStatistics &s) { s.rttMs = 1000; };
        const auto well = [](StreamStatistics &s) { s.rttMs = 0; };
        Call call;
        QCOMPARE(SoundSentences::call(call.quality), QString());
        call.seconds(20, lossy);
        call.seconds(5, slow);
        call.seconds(5, well); // what was heard last
        QCOMPARE(SoundSentences::quality(call.quality), QStringLiteral("The sound is good."));
        QCOMPARE(SoundSentences::call(call.quality), // 20 % in two thirds of it
            QStringLiteral("You miss 13 % of the sound: the network loses it."));
        call.seconds(30, slow);
        QCOMPARE(SoundSentences::call(call.quality),
            QStringLiteral("Each hears the other 580 milliseconds late."));
        call.seconds(600, well);
        QCOMPARE(SoundSentences::call(call.quality), QStringLiteral("The sound is good."));
        call.seconds(3, lossy); // the last seconds are not the call
        QCOMPARE(SoundSentences::call(call.quality), QStringLiteral("The sound is good."));
    }
    void aCallThatWasPartlyBadIsNotCalledGood() // more than half of it was clean
    {
        Call call;
        call.seconds(30, [](StreamStatistics &) {});
        call.seconds(25, [](StreamStatistics &s) {
            s.late += 20;
            s.concealedMs += 400;
        });
        QCOMPARE(SoundSentences::call(call.quality),
            QStringLiteral("You miss 18 % of the sound: the network brings it too late."));
    }
    void silenceCountsAsTheWorst()
    {
        Call call;
        call.seconds(10, [](StreamStatistics &) {});
        call.diagnosis = {Diagnosis::Cause::MicrophoneStalled, Diagnosis::Direction::Sent};
        call.seconds(8, [](StreamStatistics &) {});
        QCOMPARE(SoundSentences::call(call.quality), SoundSentences::diagnosis(call.diagnosis));
        call.diagnosis = {Diagnosis::Cause::MutedByUs}; // was chosen: no fault
        call.seconds(80, [](StreamStatistics &) {});
        QCOMPARE(SoundSentences::call(call.quality), QStringLiteral("The sound is good."));
    }
    void aCallInWhichNothingWasHeardSaysWhy()
    {
        Call call;
        call.diagnosis = {Diagnosis::Cause::NothingArrives, Diagnosis::Direction::Heard};
        call.seconds(5, [](StreamStatistics &s) { s.packetsReceived = s.packetsSent = 0; });
        QCOMPARE(call.quality.grade(), Grade::Unknown);
        QCOMPARE(SoundSentences::call(call.quality), SoundSentences::diagnosis(call.diagnosis));
    }
    void oneBadSecondMakesNoBadCall()
    {
        Call call;
        call.seconds(20, [](StreamStatistics &) {});
        call.seconds(1, [](StreamStatistics &s) {
            s.lost += 2;
            s.concealedMs += 40;
        });
        QCOMPARE(call.quality.grade(), Grade::Good);
    }
};

QTEST_GUILESS_MAIN(tst_CallQuality)
#include "tst_CallQuality.moc"
