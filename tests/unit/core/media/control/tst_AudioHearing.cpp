// Who hears whom (AudioSession): before the answer, on hold, in a conference.
#include "AudioPair.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_AudioHearing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingLeavesBeforeMediaIsAllowed()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(Pair::exchange(pair.caller, pair.callee), QString());
        pair.caller.allowMedia();
        QTRY_VERIFY(pair.caller.figures().stream.packetsSent > 20);
        QCOMPARE(pair.callee.figures().stream.packetsSent, 0u);
        QCOMPARE(pair.caller.figures().stream.packetsReceived, 0u);
    }
    void agreedButSilentIsTold() // early media of which nothing comes: a ringback is needed
    {
        Pair pair(tone("opus"), tone("opus"));
        QSignalSpy changed(&pair.caller, &AudioSession::changed);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee), QString());
        pair.caller.allowMedia();
        QVERIFY(!pair.caller.isSilent()); // it may still come
        QTRY_VERIFY(pair.caller.isSilent());
        changed.clear();
        pair.callee.allowMedia();
        QTRY_VERIFY(!pair.caller.isSilent());
        QVERIFY(!changed.isEmpty());
    }
    void aTapWaitsForTheStream()
    {
        Pair pair(tone("opus"), tone("opus"));
        const auto tap = std::make_shared<RecordingTap>();
        pair.caller.setRecordingTap(tap);
        QCOMPARE(pair.connectCall(), QString());
        QTRY_VERIFY(tap->frames.size() > 5);
        pair.caller.setRecordingTap({});
        QTRY_COMPARE(tap.use_count(), 1);
    }
    void holdSilencesAndResumeRestores()
    {
        Pair pair(tone("opus"), tone("opus"));
        QCOMPARE(pair.connectCall(), QString());
        QTRY_VERIFY(pair.callee.figures().stream.packetsReceived > 5);
        QSignalSpy held(&pair.callee, &SessionDescriptionHandler::remoteHoldChanged);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee, true), QString());
        QCOMPARE(held.size(), 1);
        QVERIFY(pair.callee.isRemoteHold());
        // Who holds goes on sending (silence), which is the measure of time: while that arrives, the held end
        // sends nothing.
        const auto heldEnd = [&pair] { return pair.callee.figures().stream; };
        const quint64 settled = heldEnd().packetsReceived + 10;
        QTRY_VERIFY(heldEnd().packetsReceived > settled);
        const StreamStatistics begin = heldEnd();
        QTRY_VERIFY(heldEnd().packetsReceived > begin.packetsReceived + 20);
        QCOMPARE(heldEnd().packetsSent, begin.packetsSent);
        QCOMPARE(Pair::exchange(pair.caller, pair.callee, false), QString());
        QVERIFY(!pair.callee.isRemoteHold());
        const quint64 resumed = pair.caller.figures().stream.packetsReceived;
        QTRY_VERIFY(pair.caller.figures().stream.packetsReceived > resumed + 10);
    }
    void holdSilencesBeforeItIsAnswered()
    {
        Pair pair(tone("pcmu"), tone("pcmu"));
        QCOMPARE(pair.connectCall(), QString());
        const auto heard = [&pair] { return pair.callee.figures().stream.receivedRms; };
        QTRY_VERIFY(heard() > 0.1f);
        pair.caller.createDescription(Pair::options(true), [](auto) {});
        QTRY_VERIFY(heard() < 0.001f);
        pair.caller.rollback();
        QTRY_VERIFY(heard() > 0.1f);
    }
    void whoIsHeldIsOutOfTheConference()
    {
        // Two calls of ours, first and second; their far ends send tones, and we nothing.
        AudioSessionOptions quiet = tone("pcmu");
        quiet.endpoint = {EndpointKind::Silence, 0};
        Pair first(quiet, tone("pcmu"));
        AudioSession second(first.controller, quiet);
        AudioSession farEnd(first.controller, tone("pcmu"));
        QCOMPARE(first.connectCall(), QString());
        QCOMPARE(Pair::exchange(second, farEnd), QString());
        second.allowMedia();
        farEnd.allowMedia();
        const auto rms = [](const AudioSession &session) { return session.figures().stream.receivedRms; };
        QTRY_VERIFY(first.caller.figures().stream.packetsReceived > 10);
        QVERIFY(rms(first.callee) < 0.001f);
        first.caller.setConference(3);
        second.setConference(3);
        QTRY_VERIFY(rms(first.callee) > 0.1f && rms(farEnd) > 0.1f);           // each other
        QCOMPARE(Pair::exchange(first.caller, first.callee, true), QString()); // we hold the first
        QTRY_VERIFY(rms(first.callee) < 0.001f && rms(farEnd) < 0.001f);
        QVERIFY(rms(second) > 0.1f);
        QCOMPARE(Pair::exchange(first.caller, first.callee, false), QString());
        QTRY_VERIFY(rms(first.callee) > 0.1f && rms(farEnd) > 0.1f);
        // It holds us, and plays music: that is not for the others, nor for us while we talk with them.
        QCOMPARE(Pair::exchange(first.callee, first.caller, true), QString());
        QTRY_VERIFY(rms(farEnd) < 0.001f);
        QTRY_VERIFY(first.caller.outputLevel() < 0.001f);
        QCOMPARE(Pair::exchange(first.callee, first.caller, false), QString());
        QTRY_VERIFY(rms(first.callee) > 0.1f && rms(farEnd) > 0.1f);
        second.setConference(0);
        QTRY_VERIFY(rms(first.callee) < 0.001f && rms(farEnd) < 0.001f);
    }
};

QTEST_GUILESS_MAIN(tst_AudioHearing)
#include "tst_AudioHearing.moc"
