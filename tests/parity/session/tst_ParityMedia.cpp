// The groups SDH of the list in docs/parity-groups.txt, on two AudioSessions on loopback: what their
// descriptions say at each step of offer and answer. Not covered: ICE (gathering limits, restart) and video
// (SDH-30..33), which this media has not yet; the browser's track events, whose place the stream's figures
// take.
#include "AudioSession.h"
#include "FakeRandom.h"
#include "MediaController.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QTest>

using namespace carillon;

namespace {

struct Pair {
    AudioPort port;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    std::unique_ptr<AudioSession> alice = std::make_unique<AudioSession>(controller, options());
    std::unique_ptr<AudioSession> bob = std::make_unique<AudioSession>(controller, options());

    static AudioSessionOptions options()
    {
        AudioSessionOptions made;
        made.encryption = MediaEncryption::None;
        made.endpoint = {EndpointKind::Tone, 440};
        return made;
    }
    static QByteArray describe(AudioSession &session, bool hold = false)
    {
        DescriptionOptions wanted;
        wanted.hold = hold;
        wanted.localAddress = QHostAddress(QHostAddress::LocalHost);
        QByteArray sdp;
        session.createDescription(wanted, [&](const auto &made) { sdp = made ? made->content : "failed"; });
        return sdp;
    }
    static bool apply(AudioSession &session, const QByteArray &sdp)
    {
        bool isApplied = false;
        session.applyDescription(
            {"application/sdp", sdp}, [&](const auto &done) { isApplied = done.has_value(); });
        return isApplied;
    }
    struct Talk {
        QByteArray offer;
        QByteArray answer;
    };
    /// @p from offers, @p to answers; each holds or not.
    static Talk exchange(AudioSession &from, AudioSession &to, bool fromHolds = false, bool toHolds = false)
    {
        Talk talk;
        talk.offer = describe(from, fromHolds);
        if (!apply(to, talk.offer))
            return talk;
        talk.answer = describe(to, toHolds);
        (void)apply(from, talk.answer);
        return talk;
    }
    void allow() const
    {
        alice->allowMedia();
        bob->allowMedia();
    }
};

/// Of the one audio section; sendrecv when it is not said.
QByteArray direction(const QByteArray &sdp)
{
    for (const QByteArray word : {"sendonly", "recvonly", "inactive"}) {
        if (sdp.contains("a=" + word))
            return word;
    }
    return "sendrecv";
}

} // namespace

class tst_ParityMedia : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void SDH_01_construct()
    {
        Pair pair;
        QVERIFY(!pair.alice->isRemoteHold());
        QVERIFY(pair.alice->codec().isEmpty());
        QVERIFY(pair.alice->understands("application/sdp"));
        QVERIFY(!pair.alice->understands("text/plain"));
    }
    void SDH_02_close()
    {
        Pair pair;
        Pair::exchange(*pair.alice, *pair.bob);
        pair.allow();
        pair.alice->close();
        QVERIFY(Pair::describe(*pair.alice).isEmpty() || Pair::describe(*pair.alice) == "failed");
    }
    void
    SDH_03_closeInTheMiddle() // F: no callback comes any more, so nobody has to tell its error from others
    {
        Pair pair;
        const QByteArray offer = Pair::describe(*pair.alice);
        int callbacks = 0;
        pair.bob->applyDescription({"application/sdp", QByteArray(offer).replace("127.0.0.1", "localhost")},
            [&](const auto &) { ++callbacks; });
        pair.bob->close();
        QCoreApplication::processEvents();
        QCOMPARE(callbacks, 0);
    }
    void SDH_04_to_SDH_07_firstExchange()
    {
        Pair pair;
        const QByteArray offer = Pair::describe(*pair.alice); // SDH-04
        QCOMPARE(offer.count("\r\nm=audio "), 1);
        QCOMPARE(offer.count("\r\nm=video "), 0);
        QCOMPARE(direction(offer), QByteArray("sendrecv"));
        QVERIFY(Pair::apply(*pair.bob, offer));              // SDH-05
        const QByteArray answer = Pair::describe(*pair.bob); // SDH-06
        QCOMPARE(answer.count("\r\nm="), 1);
        QCOMPARE(direction(answer), QByteArray("sendrecv"));
        QVERIFY(Pair::apply(*pair.alice, answer)); // SDH-07
        pair.allow();
        QVERIFY(!pair.alice->codec().isEmpty());
        QCOMPARE(pair.alice->codec(), pair.bob->codec());
        QTRY_VERIFY(pair.alice->figures().stream.packetsReceived > 5); // the media connects
        QTRY_VERIFY(pair.bob->figures().stream.packetsReceived > 5);
    }
    void SDH_10_SDH_11_SDH_12_offeredAgain_data()
    {
        QTest::addColumn<int>("times");
        QTest::newRow("SDH-12 once") << 1;
        QTest::newRow("SDH-11 several times") << 5;
    }
    void SDH_10_SDH_11_SDH_12_offeredAgain() // the stream goes on: no port, no codec, no source changes
    {
        QFETCH(int, times);
        Pair pair;
        const Pair::Talk first = Pair::exchange(*pair.alice, *pair.bob);
        pair.allow();
        for (int i = 0; i < times; ++i) {
            const Pair::Talk again = Pair::exchange(*pair.alice, *pair.bob);
            QCOMPARE(again.offer.count("\r\nm="), 1);
            const auto mediaLine = [](const QByteArray &sdp) {
                const qsizetype at = sdp.indexOf("m=audio");
                return sdp.mid(at, sdp.indexOf("\r\n", at) - at).split(' ').value(1);
            };
            QCOMPARE(mediaLine(again.offer), mediaLine(first.offer));
            QCOMPARE(mediaLine(again.answer), mediaLine(first.answer));
        }
        QTRY_VERIFY(pair.bob->figures().stream.packetsReceived > 5);
    }
    void SDH_20_to_SDH_23_hold()
    {
        Pair pair;
        Pair::exchange(*pair.alice, *pair.bob);
        pair.allow();
        Pair::Talk talk = Pair::exchange(*pair.alice, *pair.bob, true); // SDH-20
        QCOMPARE(direction(talk.offer), QByteArray("sendonly"));
        QCOMPARE(direction(talk.answer), QByteArray("recvonly"));
        QVERIFY(pair.bob->isRemoteHold());
        talk = Pair::exchange(*pair.alice, *pair.bob); // SDH-21
        QCOMPARE(direction(talk.offer), QByteArray("sendrecv"));
        QCOMPARE(direction(talk.answer), QByteArray("sendrecv"));
        QVERIFY(!pair.bob->isRemoteHold());
        Pair::exchange(*pair.alice, *pair.bob, true);
        // SDH-22F, SDH-23F: an offer says what we want, not what the other one wanted last; the answer does
        // the rest.
        talk = Pair::exchange(*pair.bob, *pair.alice, true, true); // SDH-22
        QCOMPARE(direction(talk.offer), QByteArray("inactive"));
        QCOMPARE(direction(talk.answer), QByteArray("inactive"));
        // SDH-23F: an offer says what we want, not what the other one wanted last; his answer does the rest.
        talk = Pair::exchange(*pair.bob, *pair.alice, false, true);
        QCOMPARE(direction(talk.offer), QByteArray("sendrecv"));
        QCOMPARE(direction(talk.answer), QByteArray("sendonly"));
    }
    void SDH_40_dtmf()
    {
        Pair pair;
        Pair::exchange(*pair.alice, *pair.bob);
        pair.allow();
        QCOMPARE(pair.alice->sendDtmf("1", 100), SessionDescriptionHandler::DtmfResult::Sent);
        QCOMPARE(pair.alice->sendDtmf("x", 100), SessionDescriptionHandler::DtmfResult::InvalidDigit);
    }
};

QTEST_GUILESS_MAIN(tst_ParityMedia)
#include "tst_ParityMedia.moc"
