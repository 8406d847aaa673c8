// RFC 3264, the offer/answer model, with talks in the manner of RFC 4317.
//
// Covered: §5 first offer (o=, t=, directions), §6 answers (number and order of sections, rejection with port
// 0, direction, formats), §7 what an offerer makes of an answer, §8 re-offers (version of o=, sections stay,
// payload types stay, §8.4 hold both ways and the old 0.0.0.0), §4 one offer at a time (in
// tst_OfferAnswerMachine). Not covered: multicast (§5.2, §6.2), adding streams (§8.1: a peer's new section is
// rejected; we never add one).
#include "FakeRandom.h"
#include "OfferAnswerMachine.h"

#include <QTest>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::SdpDirection)

namespace {

QByteArray head(int version = 1)
{
    return "v=0\r\no=peer 42 " + QByteArray::number(version)
        + " IN IP4 203.0.113.5\r\ns=-\r\nc=IN IP4 203.0.113.5\r\nt=0 0\r\n";
}

SessionDescription parsed(const QByteArray &text)
{
    const auto result = SessionDescription::parse(text);
    if (!result)
        qFatal("not parsed");
    return *result;
}

SdpDirection directionOfAudio(const SessionDescription &description)
{
    return directionIn(description, description.media[0]);
}

/// Our end; the peer is the text of the test.
struct Ours {
    FakeRandom random{3};
    OfferAnswerMachine machine{random};
    LocalMediaCapabilities capabilities;

    Ours()
    {
        capabilities.address = "192.0.2.1";
        capabilities.rtpPort = 4000;
        capabilities.rtcpPort = 4001;
        capabilities.encryption = MediaEncryption::None;
    }
    SessionDescription answer(const QByteArray &offer)
    {
        const auto received = machine.receiveOffer(parsed(offer));
        const auto answer = machine.createAnswer(capabilities);
        if (!received || !answer)
            qFatal("not answered");
        return *answer;
    }
    SessionDescription offer() { return machine.createOffer(capabilities).value(); }
    bool apply(const QByteArray &answer)
    {
        return machine.receiveAnswer(parsed(answer), capabilities).has_value();
    }
    const NegotiatedAudio &audio() const { return machine.agreement()->audio; }
};

} // namespace

class tst_Rfc3264 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answeredDirection_data();
    void answeredDirection();
    void usedDirection_data();
    void usedDirection();
    void sectionsOfAnAnswer_data();
    void sectionsOfAnAnswer();
    void timeIsCopied();
    void versions();
    void holdAndResume();
    void holdOnBothSides();
    void oldHold();
    void rejectedAudioMayComeBack();
    void sectionsMayNotVanish();
    void rfc4317Section2_1_AudioAndVideo();
    void rfc4317Section2_2_HoldByThirdParty();
};

void tst_Rfc3264::answeredDirection_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<bool>("hold");
    QTest::addColumn<SdpDirection>("answered");
    QTest::addColumn<SdpDirection>("used");
    const auto both = SdpDirection::SendReceive;
    const auto send = SdpDirection::SendOnly;
    const auto receive = SdpDirection::ReceiveOnly;
    const auto none = SdpDirection::Inactive;
    QTest::newRow("§6.1 nothing said is sendrecv") << QByteArray() << false << both << both;
    QTest::newRow("§6.1 sendrecv") << QByteArray("a=sendrecv\r\n") << false << both << both;
    QTest::newRow("§6.1 sendonly") << QByteArray("a=sendonly\r\n") << false << receive << receive;
    QTest::newRow("§6.1 recvonly") << QByteArray("a=recvonly\r\n") << false << send << send;
    QTest::newRow("§6.1 inactive") << QByteArray("a=inactive\r\n") << false << none << none;
    QTest::newRow("§8.4 sendrecv while we hold") << QByteArray("a=sendrecv\r\n") << true << send << send;
    QTest::newRow("§8.4 sendonly while we hold") << QByteArray("a=sendonly\r\n") << true << none << none;
    QTest::newRow("§8.4 recvonly while we hold") << QByteArray("a=recvonly\r\n") << true << send << send;
    QTest::newRow("§8.4 inactive while we hold") << QByteArray("a=inactive\r\n") << true << none << none;
    QTest::newRow("§8.4 0.0.0.0 instead of a direction")
        << QByteArray("c=IN IP4 0.0.0.0\r\n") << false << receive << receive;
    QTest::newRow("§8.4 0.0.0.0 while we hold") << QByteArray("c=IN IP4 0.0.0.0\r\n") << true << none << none;
}

void tst_Rfc3264::answeredDirection()
{
    QFETCH(QByteArray, offered);
    QFETCH(bool, hold);
    Ours ours;
    ours.capabilities.hold = hold;
    const SessionDescription answer = ours.answer(head() + "m=audio 9 RTP/AVP 0\r\n" + offered);
    QTEST(directionOfAudio(answer), "answered");
    QTEST(ours.audio().direction, "used");
}

void tst_Rfc3264::usedDirection_data()
{
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<bool>("hold");
    QTest::addColumn<SdpDirection>("used");
    QTest::addColumn<bool>("remoteHold");
    QTest::newRow("§7 sendrecv") << QByteArray("a=sendrecv\r\n") << false << SdpDirection::SendReceive
                                 << false;
    QTest::newRow("§7 recvonly") << QByteArray("a=recvonly\r\n") << false << SdpDirection::SendOnly << false;
    QTest::newRow("§7 sendonly") << QByteArray("a=sendonly\r\n") << false << SdpDirection::ReceiveOnly
                                 << true;
    QTest::newRow("§7 inactive") << QByteArray("a=inactive\r\n") << false << SdpDirection::Inactive << true;
    QTest::newRow("§8.4 hold, recvonly")
        << QByteArray("a=recvonly\r\n") << true << SdpDirection::SendOnly << false;
    QTest::newRow("§8.4 hold, a peer that says sendrecv")
        << QByteArray("a=sendrecv\r\n") << true << SdpDirection::SendOnly << false;
    QTest::newRow("§8.4 hold, inactive")
        << QByteArray("a=inactive\r\n") << true << SdpDirection::Inactive << true;
}

void tst_Rfc3264::usedDirection()
{
    QFETCH(QByteArray, answered);
    QFETCH(bool, hold);
    Ours ours;
    ours.capabilities.hold = hold;
    ours.offer();
    QVERIFY(ours.apply(head() + "m=audio 9 RTP/AVP 0\r\n" + answered));
    QTEST(ours.audio().direction, "used");
    QTEST(ours.audio().remoteHold, "remoteHold");
}

void tst_Rfc3264::sectionsOfAnAnswer_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::newRow("§6 one for each, in order")
        << QByteArray("m=video 7 RTP/AVP 31 32\r\nm=audio 9 RTP/AVP 18 0 8\r\nm=application 5 udp wb\r\n")
        << QList<QByteArray>{"m=video 0 RTP/AVP 31 32", "m=audio 4000 RTP/AVP 0", "m=application 0 udp wb"};
    QTest::newRow("§6 a section offered with port 0 stays so")
        << QByteArray("m=audio 9 RTP/AVP 0\r\nm=audio 0 RTP/AVP 8\r\n")
        << QList<QByteArray>{"m=audio 4000 RTP/AVP 0", "m=audio 0 RTP/AVP 8"};
    QTest::newRow("§6.1 the offerer's payload types") << QByteArray(
        "m=audio 9 RTP/AVP 120 121\r\na=rtpmap:120 opus/48000/2\r\na=rtpmap:121 telephone-event/48000\r\n")
                                                      << QList<QByteArray>{"m=audio 4000 RTP/AVP 120 121"};
    QTest::newRow("§6 the protocol is mirrored")
        << QByteArray("m=audio 9 RTP/AVPF 0\r\n") << QList<QByteArray>{"m=audio 4000 RTP/AVPF 0"};
}

void tst_Rfc3264::sectionsOfAnAnswer()
{
    QFETCH(QByteArray, offered);
    Ours ours;
    QList<QByteArray> lines;
    for (const QByteArray &line : ours.answer(head() + offered).toBytes().split('\n')) {
        if (line.startsWith("m="))
            lines.append(line.trimmed());
    }
    QTEST(lines, "lines");
}

void tst_Rfc3264::timeIsCopied()
{
    Ours ours;
    const SessionDescription answer
        = ours.answer("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nc=IN IP4 h\r\nt=3034423619 3042462419\r\n"
                      "m=audio 9 RTP/AVP 0\r\n");
    QVERIFY(answer.toBytes().contains("\r\nt=3034423619 3042462419\r\n"));
}

void tst_Rfc3264::versions()
{
    Ours ours;
    const QByteArray peer = "m=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    const SessionDescription first = ours.answer(head(1) + peer);
    const SessionDescription same = ours.answer(head(2) + peer);
    QVERIFY(same == first); // §8: the same description, the same version
    const SessionDescription held = ours.answer(head(3) + peer + "a=sendonly\r\n");
    QCOMPARE(held.origin.sessionId, first.origin.sessionId);
    QCOMPARE(held.origin.sessionVersion.toInt(), first.origin.sessionVersion.toInt() + 1);
}

void tst_Rfc3264::holdAndResume()
{
    Ours ours;
    ours.offer();
    QVERIFY(ours.apply(head() + "m=audio 9 RTP/AVP 0\r\n"));
    ours.capabilities.hold = true;
    QCOMPARE(directionOfAudio(ours.offer()), SdpDirection::SendOnly);
    QVERIFY(ours.apply(head(2) + "m=audio 9 RTP/AVP 0\r\na=recvonly\r\n"));
    ours.capabilities.hold = false;
    QCOMPARE(directionOfAudio(ours.offer()), SdpDirection::SendReceive);
    QVERIFY(ours.apply(head(3) + "m=audio 9 RTP/AVP 0\r\na=sendrecv\r\n"));
    QCOMPARE(ours.audio().direction, SdpDirection::SendReceive);
}

void tst_Rfc3264::holdOnBothSides()
{
    Ours ours;
    ours.answer(head() + "m=audio 9 RTP/AVP 0\r\na=sendonly\r\n");
    QVERIFY(ours.audio().remoteHold);
    ours.capabilities.hold = true;
    QCOMPARE(directionOfAudio(ours.offer()), SdpDirection::Inactive);
    QVERIFY(ours.apply(head(2) + "m=audio 9 RTP/AVP 0\r\na=inactive\r\n"));
    // Resumed on our side: we say what we want, and the peer, still holding, answers sendonly.
    ours.capabilities.hold = false;
    QCOMPARE(directionOfAudio(ours.offer()), SdpDirection::SendReceive);
    QVERIFY(ours.apply(head(3) + "m=audio 9 RTP/AVP 0\r\na=sendonly\r\n"));
    QCOMPARE(ours.audio().direction, SdpDirection::ReceiveOnly);
}

void tst_Rfc3264::oldHold()
{
    Ours ours;
    ours.answer(head() + "m=audio 9 RTP/AVP 0\r\n");
    ours.answer(head(2) + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\n");
    QVERIFY(ours.audio().remoteHold);
    QVERIFY(!sends(ours.audio().direction));
    ours.answer(head(3) + "m=audio 9 RTP/AVP 0\r\n");
    QVERIFY(!ours.audio().remoteHold);
    QCOMPARE(ours.audio().direction, SdpDirection::SendReceive);
}

void tst_Rfc3264::rejectedAudioMayComeBack()
{
    Ours ours;
    ours.offer();
    QVERIFY(ours.apply(head() + "m=audio 9 RTP/AVP 0\r\n"));
    const SessionDescription answer = ours.answer(head(2) + "m=audio 0 RTP/AVP 0\r\n"); // §8.2
    QCOMPARE(answer.media[0].port, quint16(0));
    QVERIFY(ours.audio().rejected);
    const SessionDescription back = ours.answer(head(3) + "m=audio 9 RTP/AVP 0\r\n");
    QCOMPARE(back.media[0].port, quint16(4000));
    QVERIFY(!ours.audio().rejected);
}

void tst_Rfc3264::sectionsMayNotVanish()
{
    Ours ours;
    ours.answer(head() + "m=audio 9 RTP/AVP 0\r\nm=video 9 RTP/AVP 31\r\n");
    QVERIFY(ours.machine.receiveOffer(parsed(head(2) + "m=audio 9 RTP/AVP 0\r\n")));
    const auto answer = ours.machine.createAnswer(ours.capabilities);
    QVERIFY(!answer);
    QVERIFY(answer.error().kind == NegotiationError::Kind::MediaLinesChanged);
    ours.machine.rollback();
    // A section more is no harm: it is rejected, §8.1.
    const SessionDescription more
        = ours.answer(head(3) + "m=audio 9 RTP/AVP 0\r\nm=video 0 RTP/AVP 31\r\nm=application 9 udp wb\r\n");
    QCOMPARE(more.media.size(), 3);
    QCOMPARE(more.media[2].port, quint16(0));
}

void tst_Rfc3264::rfc4317Section2_1_AudioAndVideo()
{
    Ours ours;
    const SessionDescription answer
        = ours.answer("v=0\r\no=alice 2890844526 2890844526 IN IP4 host.atlanta.example.com\r\ns=\r\n"
                      "c=IN IP4 host.atlanta.example.com\r\nt=0 0\r\n"
                      "m=audio 49170 RTP/AVP 0 8 97\r\na=rtpmap:0 PCMU/8000\r\n"
                      "a=rtpmap:8 PCMA/8000\r\na=rtpmap:97 iLBC/8000\r\n"
                      "m=video 51372 RTP/AVP 31 32\r\na=rtpmap:31 H261/90000\r\n"
                      "a=rtpmap:32 MPV/90000\r\n");
    QCOMPARE(answer.media[0].formats, QList<QByteArray>{"0"});
    QCOMPARE(answer.media[1].port, quint16(0));
    QCOMPARE(ours.audio().remoteRtp.address, QByteArray("host.atlanta.example.com"));
    QCOMPARE(ours.audio().remoteRtp.port, quint16(49170));
    QCOMPARE(ours.audio().remoteRtcp.port, quint16(49171));
}

void tst_Rfc3264::rfc4317Section2_2_HoldByThirdParty()
{
    // Two codecs in the answer, then a re-offer that settles on one: the second format of the first answer.
    Ours ours;
    ours.offer();
    QVERIFY(ours.apply(head() + "m=audio 9 RTP/AVP 8 0\r\n"));
    QCOMPARE(ours.audio().sendFormat.encoding, QByteArray("PCMA"));
    QCOMPARE(ours.audio().receiveFormats.keys(), (QList<quint8>{0, 8}));
    const SessionDescription answer = ours.answer(head(2) + "m=audio 9 RTP/AVP 0\r\n");
    QCOMPARE(answer.media[0].formats, QList<QByteArray>{"0"});
    QCOMPARE(ours.audio().sendFormat.encoding, QByteArray("PCMU"));
    QCOMPARE(ours.audio().receiveFormats.keys(), QList<quint8>{0});
}

QTEST_GUILESS_MAIN(tst_Rfc3264)
#include "tst_Rfc3264.moc"
