// RFC 5506, RTCP of reduced size, by a stream under a virtual clock.
//
// Covered: §3.4.1 feedback alone only where it was agreed, reports always compound; §3.4.2 what is accepted;
// §4.2 rtcp-rsize. Not covered: §3.4.1's recommendation to send compound packets now and then between the
// small ones is what reports do anyway.
#include "PeerPackets.h"
#include "StreamPair.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc5506 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s3_4_1_feedback_data();
    void s3_4_1_feedback();
    void s3_4_2_acceptedWhateverWasAgreed();
};

void tst_Rfc5506::s3_4_1_feedback_data()
{
    QTest::addColumn<bool>("avpf");
    QTest::addColumn<bool>("reducedSize");
    QTest::addColumn<bool>("secure");
    QTest::newRow("agreed") << true << true << false;
    QTest::newRow("agreed, SRTCP") << true << true << true;
    QTest::newRow("not agreed: behind a report") << true << false << false;
    QTest::newRow("no feedback was agreed") << false << true << false;
}

void tst_Rfc5506::s3_4_1_feedback()
{
    QFETCH(bool, avpf);
    QFETCH(bool, reducedSize);
    QFETCH(bool, secure);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.feedback = avpf;
    left.reducedSizeRtcp = reducedSize;
    left.extensions.transportSequence = 5;
    std::unique_ptr<SrtpContext> sender, receiver;
    if (secure) {
        left.sendKey = srtpKey(SrtpProfile::AeadAes128Gcm, 1);
        left.receiveKey = srtpKey(SrtpProfile::AeadAes128Gcm, 2);
        sender = SrtpContext::createSender(*left.receiveKey, 7);
        receiver = SrtpContext::createReceiver(*left.sendKey);
    }
    StreamControls *controls = pair->add(left);
    std::uint16_t sequence = 0;
    int alone = 0, withReport = 0, statuses = 0, octets = 0, tick = 0;
    pair->run(20s, [&] {
        if (tick++ % 2 == 0) {
            RtpExtensionValues values;
            values.transportSequence = std::uint16_t(60000 + sequence);
            auto packet = peerSound(7, sequence, sequence * 160u, values, left.extensions);
            ++sequence;
            if (secure) {
                const std::size_t size = packet.size();
                packet.resize(size + SrtpContext::MaxTrailer);
                packet.resize(sender->protectRtp(packet, size));
            }
            pair->rightRtp.send(packet, pair->leftRtp.address());
        }
        for (auto &packet : pair->rightRtp.receiveAll()) {
            if (!isRtcp(packet))
                continue;
            octets += int(packet.size()) + 28;
            std::size_t size = packet.size();
            if (secure)
                QVERIFY(receiver->unprotectRtcp(packet, size) == SrtpContext::Outcome::Ok);
            const auto compound = RtcpCompound::parse(Bytes(packet).first(size));
            QVERIFY(compound);
            QCOMPARE(compound->senderSsrc, left.localSsrc);
            QVERIFY(compound->isReducedSize || !compound->cname.empty());
            if (compound->feedbackCount == 0)
                continue;
            ++(compound->isReducedSize ? alone : withReport);
            const auto feedback = TransportFeedback::parse(compound->feedback[0].body);
            QVERIFY(feedback);
            QCOMPARE(feedback->mediaSsrc, 7u);
            QCOMPARE(feedback->baseSequence, std::uint16_t(60000 + statuses));
            statuses += int(feedback->count);
        }
    });
    if (!avpf) {
        QCOMPARE(alone + withReport, 0);
        QCOMPARE(controls->statistics().feedbackSent, 0u);
        return;
    }
    QCOMPARE(alone > 0, reducedSize);
    QVERIFY(withReport > 0); // it goes with the regular ones, too (RFC 4585 §3.5.2)
    QVERIFY(!reducedSize || alone > withReport);
    QVERIFY(alone + withReport >= (reducedSize ? 40 : 15)); // of what was saved more can be said
    QVERIFY(alone + withReport <= 20 * 4);                  // and not all the time
    // Our half of 5 % of 96 kbit/s, on average: each interval is random.
    QVERIFY2(octets <= 20 * 350, qPrintable(QString::number(octets)));
    QVERIFY(statuses >= 950 && statuses <= 1000);
    QVERIFY(controls->statistics().rtcpSent >= controls->statistics().feedbackSent);
}

void tst_Rfc5506::s3_4_2_acceptedWhateverWasAgreed()
{
    const auto pair = std::make_unique<StreamPair>();
    StreamControls *controls = pair->add(pair->left(CodecKind::Pcmu));
    const std::vector<std::uint8_t> pictureLoss{0x81, 206, 0, 2, 0, 0, 0, 7, 0, 0, 0x10, 1};
    const std::vector<std::uint8_t> nack{0x81, 205, 0, 3, 0, 0, 0, 7, 0, 0, 0x10, 1, 0, 100, 0, 5};
    const std::vector<std::uint8_t> bye{0x81, 203, 0, 1, 0, 0, 0, 7};
    const std::vector<std::uint8_t> brokenNack{0x81, 205, 0, 2, 0, 0, 0, 7, 0, 0, 0x10, 1};
    for (const auto &packet : {pictureLoss, nack, bye, brokenNack})
        pair->rightRtp.send(packet, pair->leftRtp.address());
    pair->run(200ms);
    const auto statistics = controls->statistics();
    QCOMPARE(statistics.rtcpReceived, 3u);
    QCOMPARE(statistics.feedbackReceived, 2u);
    QCOMPARE(statistics.pictureLosses, 1u);
    QCOMPARE(statistics.nackedPackets, 3u);
    QCOMPARE(statistics.malformed, 2u);
    QVERIFY(pair->of<RemoteBye>().empty());
}

QTEST_APPLESS_MAIN(tst_Rfc5506)
#include "tst_Rfc5506.moc"
