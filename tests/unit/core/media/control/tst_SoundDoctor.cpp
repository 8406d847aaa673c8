// Each cause of silence, injected as figures: named within three seconds, with the fix that fits. The same
// faults in real calls: tests/interop/test_doctor.py.
#include "SoundDoctor.h"
#include "SoundSentences.h"

#include <QSet>
#include <QTest>
#include <functional>

using namespace carillon;
using namespace std::chrono_literals;
using Cause = Diagnosis::Cause;
using Direction = Diagnosis::Direction;
using Fix = Diagnosis::Fix;
using Change = std::function<void(SoundFacts &)>;

Q_DECLARE_METATYPE(Change)

namespace {

/// Half a second of a call in which all is well.
void allIsWell(SoundFacts &facts)
{
    facts.usesDevices = true;
    facts.stream.packetsSent += 25;
    facts.stream.packetsReceived += 25;
    facts.stream.receivedPeak = 0.2f;
    facts.capturedFrames += 50;
}

struct Patient {
    SoundFacts facts;
    SoundDoctor doctor;

    /// @returns how long it took until something was found; looks on for @p most at most.
    std::optional<std::chrono::milliseconds> sick(const Change &fault, std::chrono::milliseconds most)
    {
        for (std::chrono::milliseconds time{0}; time < most;) {
            time += SoundDoctor::Period;
            allIsWell(facts);
            fault(facts);
            if (doctor.look(facts).cause != Cause::None)
                return time;
        }
        return std::nullopt;
    }
};

void silentNetwork(SoundFacts &facts)
{
    facts.stream.packetsReceived -= 25;
}

} // namespace

class tst_SoundDoctor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheCause_data()
    {
        QTest::addColumn<Change>("fault");
        QTest::addColumn<bool>("hadSound"); ///< before
        QTest::addColumn<int>("cause");
        QTest::addColumn<int>("direction");
        QTest::addColumn<int>("fix");
        const auto row = [](const char *name, const Change &fault, bool hadSound, const Diagnosis &expected) {
            QTest::newRow(name) << fault << hadSound << int(expected.cause) << int(expected.direction)
                                << int(expected.fix);
        };
        row("on hold, by us", [](SoundFacts &f) { f.isHeldByUs = true; }, true,
            {Cause::HeldByUs, Direction::Both, Fix::Resume});
        row("on hold, by them", [](SoundFacts &f) { f.isHeldByPeer = true; }, true,
            {Cause::HeldByPeer, Direction::Both, Fix::None});
        row("ICE or DTLS not through", [](SoundFacts &f) { f.way = SoundFacts::Way::Pending; }, false,
            {Cause::WayPending, Direction::Both, Fix::Reconnect});
        row("SRTP with another key",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.stream.srtpAuthFailed += 25;
            },
            false, {Cause::WrongKey, Direction::Heard, Fix::Reconnect});
        row("SRTP with another key, in mid-call",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.stream.srtpAuthFailed += 25;
            },
            true, {Cause::WrongKey, Direction::Heard, Fix::Reconnect});
        row("a codec nobody agreed on",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.stream.unknownPayloadType += 25;
            },
            false, {Cause::UnknownCodec, Direction::Heard, Fix::Reconnect});
        row("a codec nobody agreed on, in mid-call", [](SoundFacts &f) { f.stream.unknownPayloadType += 25; },
            true, {Cause::UnknownCodec, Direction::Heard, Fix::Reconnect});
        row("a codec nobody agreed on, after a silence",
            [](SoundFacts &f) {
                f.stream.unknownPayloadType += 25;
                f.stream.noiseMs += 500;
            },
            true, {Cause::UnknownCodec, Direction::Heard, Fix::Reconnect});
        row("from elsewhere",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.stream.strangers += 25;
            },
            false, {Cause::Stranger, Direction::Heard, Fix::Reconnect});
        row("no RTP at all",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.stream.malformed += 25;
            },
            false, {Cause::Unreadable, Direction::Heard, Fix::Reconnect});
        row("a private address of another network",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.isPeerElsewhere = true;
            },
            false, {Cause::WrongAddress, Direction::Both, Fix::Reconnect});
        row("a firewall", silentNetwork, false, {Cause::NothingArrives, Direction::Heard, Fix::Reconnect});
        row("a firewall, and we have a relay",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.canRelay = true;
            },
            false, {Cause::NothingArrives, Direction::Heard, Fix::UseRelay});
        row("it stops", silentNetwork, true, {Cause::Stopped, Direction::Heard, Fix::Reconnect});
        row("a loudspeaker that hangs", [](SoundFacts &f) { f.playbackMissed += 50; }, true,
            {Cause::LoudspeakerStalled, Direction::Heard, Fix::ChooseLoudspeaker});
        row("a loudspeaker muted by the system", [](SoundFacts &f) { f.isLoudspeakerMuted = true; }, true,
            {Cause::LoudspeakerMuted, Direction::Heard, Fix::UnmuteSystem});
        row("no route",
            [](SoundFacts &f) {
                f.stream.packetsSent -= 25;
                f.stream.sendErrors += 25;
            },
            true, {Cause::NoRoute, Direction::Sent, Fix::Reconnect});
        row("reports without us", [](SoundFacts &f) { ++f.stream.reportsWithoutUs; }, true,
            {Cause::NotReported, Direction::Sent, Fix::Reconnect});
        row("reports that all is lost",
            [](SoundFacts &f) {
                ++f.stream.reportsAboutUs;
                f.stream.remoteFractionLost = 255 / 256.;
                f.canRelay = true;
            },
            true, {Cause::NotReported, Direction::Sent, Fix::UseRelay});
        row("a microphone that hangs",
            [](SoundFacts &f) {
                f.capturedFrames -= 50;
                f.captureMissed += 50;
            },
            true, {Cause::MicrophoneStalled, Direction::Sent, Fix::ChooseMicrophone});
        row("a microphone muted by the system", [](SoundFacts &f) { f.isMicrophoneMuted = true; }, true,
            {Cause::MicrophoneMuted, Direction::Sent, Fix::UnmuteSystem});
        row("a microphone of zeros", [](SoundFacts &f) { f.capturedSilent += 50; }, false,
            {Cause::MicrophoneSilent, Direction::Sent, Fix::ChooseMicrophone});
        row("they only listen",
            [](SoundFacts &f) {
                silentNetwork(f);
                f.receives = false;
            },
            false, {Cause::PeerOnlyListens, Direction::Heard, Fix::None});
        row("they send silence", [](SoundFacts &f) { f.stream.receivedPeak = 0; }, false,
            {Cause::PeerSilent, Direction::Heard, Fix::None});
        row("muted by us", [](SoundFacts &f) { f.isMutedByUs = true; }, true,
            {Cause::MutedByUs, Direction::Sent, Fix::Unmute});
        row("a microphone too loud", [](SoundFacts &f) { f.capturedClipped += 20; }, true,
            {Cause::Clipping, Direction::Sent, Fix::None});
    }
    void namesTheCause()
    {
        QFETCH(Change, fault);
        QFETCH(bool, hadSound);
        Patient patient;
        if (hadSound)
            QVERIFY(!patient.sick([](SoundFacts &) {}, 5s));
        const auto time = patient.sick(fault, 10s);
        QVERIFY(time);
        QVERIFY2(*time < 3s, qPrintable(QString::number(time->count())));
        const Diagnosis found = patient.doctor.diagnosis();
        QTEST(int(found.cause), "cause");
        QTEST(int(found.direction), "direction");
        QTEST(int(found.fix), "fix");
        QVERIFY(!SoundSentences::diagnosis(found).isEmpty());
    }
    void saysNothing_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
        row("while all is well", [](SoundFacts &) {});
        row("of comfort noise in between", [](SoundFacts &f) { f.stream.unknownPayloadType += 1; });
        row("of a peer whose last packet said that it is silent, and who still reports", // RFC 3389
            [n = 0](SoundFacts &f) mutable {
                if (n > 0) {
                    silentNetwork(f);
                    f.stream.noiseMs += 500;
                    f.stream.receivedPeak = 0.001f;
                }
                if (++n % 10 == 0)
                    ++f.stream.rtcpReceived;
            });
        row("of a stranger beside the peer", [](SoundFacts &f) { f.stream.strangers += 25; });
        row("of an attacker beside the peer", [](SoundFacts &f) { f.stream.srtpAuthFailed += 1000; });
        row("of a peer who listens for a while", [n = 0](SoundFacts &f) mutable {
            f.stream.receivedPeak = ++n % 12 == 0 ? 0.2f : 0.f; // six seconds
        });
        row("of a device that stutters", [](SoundFacts &f) {
            f.playbackMissed += 10;
            f.captureMissed += 10;
        });
        row("of a microphone that was not wanted", [](SoundFacts &f) {
            f.capturedSilent += 50;
            f.isMicrophoneMeantSilent = true;
        });
        row("of the devices of an exchange", [](SoundFacts &f) {
            f.usesDevices = false;
            f.captureMissed += 50;
            f.playbackMissed += 50;
        });
        row("of half the packets lost", [](SoundFacts &f) {
            f.stream.packetsReceived -= 12;
            ++f.stream.reportsAboutUs;
            f.stream.remoteFractionLost = 0.5;
        });
        row("of a peak", [](SoundFacts &f) { f.capturedClipped += 5; });
    }
    void saysNothing()
    {
        QFETCH(Change, change);
        Patient patient;
        QVERIFY(!patient.sick([](SoundFacts &) {}, 2s));
        const auto time = patient.sick(change, 30s);
        QVERIFY2(!time, qPrintable(SoundSentences::word(patient.doctor.diagnosis().cause)));
    }
    void aMuteOfThePeerIsNamedLater() // who listens is silent, too
    {
        Patient patient;
        QVERIFY(!patient.sick([](SoundFacts &) {}, 2s));
        QCOMPARE(patient.sick([](SoundFacts &f) { f.stream.receivedPeak = 0; }, 20s).value_or(0s), 8000ms);
        QCOMPARE(patient.doctor.diagnosis().cause, Cause::PeerQuiet);
        QVERIFY(!patient.doctor.diagnosis().isFault());
    }
    void aMicrophoneThatOnlyPassesSpeechIsNoFault()
    {
        Patient patient;
        QVERIFY(!patient.sick([](SoundFacts &) {}, 2s));
        QCOMPARE(patient.sick([](SoundFacts &f) { f.capturedSilent += 50; }, 20s).value_or(0s), 8000ms);
        QCOMPARE(patient.doctor.diagnosis().cause, Cause::MicrophoneQuiet);
        QVERIFY(!patient.doctor.diagnosis().isFault());
    }
    void whoSaidThatHeIsSilentMayStillGo() // neither sound nor a report for fifteen seconds
    {
        Patient patient;
        QVERIFY(!patient.sick([](SoundFacts &) {}, 2s));
        const auto silence = [](SoundFacts &f) {
            silentNetwork(f);
            f.stream.noiseMs += 500;
        };
        const auto time = patient.sick(silence, 30s);
        QVERIFY(time);
        QVERIFY2(*time > 14s && *time < 18s, qPrintable(QString::number(time->count())));
        QCOMPARE(patient.doctor.diagnosis().cause, Cause::Stopped);
        patient.facts.stream.rtcpReceived += 1; // and comes back
        silence(patient.facts);
        allIsWell(patient.facts);
        QCOMPARE(patient.doctor.look(patient.facts).cause, Cause::None);
    }
    void reportsOfBeforeDoNotCount() // a peer's first report may be older than our first packet
    {
        Patient patient;
        QVERIFY(!patient.sick([](SoundFacts &f) { f.stream.reportsWithoutUs = 1; }, 10s));
    }
    void isOverAtOnce()
    {
        Patient patient;
        QVERIFY(patient.sick(silentNetwork, 10s));
        allIsWell(patient.facts);
        QCOMPARE(patient.doctor.look(patient.facts).cause, Cause::None);
        QVERIFY(patient.sick([](SoundFacts &f) { ++f.stream.reportsWithoutUs; }, 10s));
        allIsWell(patient.facts);
        ++patient.facts.stream.reportsAboutUs;
        QCOMPARE(patient.doctor.look(patient.facts).cause, Cause::None);
    }
    void aNewStreamBeginsAnew()
    {
        Patient patient;
        QVERIFY(!patient.sick([](SoundFacts &) {}, 5s));
        patient.facts = {};
        QVERIFY(!patient.sick([](SoundFacts &) {}, 5s));
    }
    void everyCauseHasAWord()
    {
        QSet<QString> words;
        for (int cause = int(Cause::HeldByUs); cause <= int(Cause::Clipping); ++cause) {
            const QString word = SoundSentences::word(Cause(cause));
            QVERIFY(!word.isEmpty());
            QVERIFY(SoundSentences::diagnosis({Cause(cause)}).endsWith(QLatin1Char('.')));
            words.insert(word);
        }
        QCOMPARE(words.size(), int(Cause::Clipping));
    }
};

QTEST_GUILESS_MAIN(tst_SoundDoctor)
#include "tst_SoundDoctor.moc"
