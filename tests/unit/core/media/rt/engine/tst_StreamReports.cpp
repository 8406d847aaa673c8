// What streams tell each other beside the sound: reports, extended reports, header extensions.
#include "PeerPackets.h"
#include "StreamPair.h"

#include <QTest>
#include <cmath>

using namespace carillon;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::vector<std::uint8_t>)

class tst_StreamReports final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoOnlyListensKnowsTheRoundTrip_data();
    void whoOnlyListensKnowsTheRoundTrip();
    void showsWhatThePeerReports();
    void noticesReportsThatLeaveUsOut_data();
    void noticesReportsThatLeaveUsOut();
    void extensionsCrossTheCall_data();
    void extensionsCrossTheCall();
    void nothingIsAddedUnlessAgreed();
    void theMidIsSentUntilThePeerKnowsUs();
    void anExtensionCannotBeChangedOnTheWay();
    void feedbackGoesRoundInACall();
};

void tst_StreamReports::whoOnlyListensKnowsTheRoundTrip_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("isMeasured");
    QTest::newRow("not negotiated") << int(ReceiverRoundTrip::No) << false;
    QTest::newRow("senders answer") << int(ReceiverRoundTrip::Sender) << true;
    QTest::newRow("all answer") << int(ReceiverRoundTrip::All) << true;
}

void tst_StreamReports::whoOnlyListensKnowsTheRoundTrip()
{
    QFETCH(int, mode);
    QFETCH(bool, isMeasured);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu), right = pair->right(CodecKind::Pcmu);
    left.sending = false;
    left.receiverRoundTrip = right.receiverRoundTrip = ReceiverRoundTrip(mode);
    StreamControls *listener = pair->add(left);
    StreamControls *speaker = pair->add(right);
    pair->run(25s);
    const auto statistics = listener->statistics();
    QCOMPARE(statistics.packetsSent, 0u);
    QCOMPARE(statistics.rttMs >= 0, isMeasured);
    QVERIFY(statistics.rttMs < 50);
    QCOMPARE(statistics.extendedReports > 0, isMeasured);
    QVERIFY(speaker->statistics().rttMs >= 0); // by the plain reports, as ever
}

void tst_StreamReports::showsWhatThePeerReports()
{
    const auto pair = std::make_unique<StreamPair>();
    StreamControls *controls = pair->add(pair->left(CodecKind::Pcmu));
    std::vector<std::uint8_t> packet(200);
    RtcpWriter writer(packet);
    const RtcpReportBlock block{0x1001, 64, 17, 100, 80, 0, 0};
    writer.receiverReport(7, {&block, 1});
    packet.resize(writer.size());
    const std::vector<std::uint8_t> voip{0x80, 207, 0, 10, 0, 0, 0, 7, 7, 0, 0, 8, 0, 0, 0x10, 1, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 93, 127, 41, 40, 0, 0, 0, 0, 0, 0, 0, 0};
    packet.insert(packet.end(), voip.begin(), voip.end());
    pair->rightRtp.send(packet, pair->leftRtp.address());
    pair->run(200ms);
    const auto statistics = controls->statistics();
    QCOMPARE(statistics.remoteFractionLost, 0.25);
    QCOMPARE(statistics.remoteLost, 17);
    QCOMPARE(statistics.remoteJitterMs, 10.);
    QCOMPARE(statistics.remoteMos, 4.1);
    QCOMPARE(statistics.rttMs, -1.); // it had heard no report of ours yet
}

void tst_StreamReports::noticesReportsThatLeaveUsOut_data()
{
    QTest::addColumn<std::vector<std::uint8_t>>("packet");
    QTest::addColumn<int>("aboutUs");
    QTest::addColumn<int>("withoutUs");
    const auto report = [](std::span<const RtcpReportBlock> blocks) {
        std::vector<std::uint8_t> packet(200);
        RtcpWriter writer(packet);
        writer.receiverReport(7, blocks);
        packet.resize(writer.size());
        return packet;
    };
    const RtcpReportBlock ours{0x1001, 0, 0, 100, 80, 0, 0};
    const RtcpReportBlock another{0x9999, 0, 0, 100, 80, 0, 0};
    QTest::newRow("about us") << report({&ours, 1}) << 1 << 0;
    QTest::newRow("about nobody") << report({}) << 0 << 1;
    QTest::newRow("about somebody else") << report({&another, 1}) << 0 << 1;
    // A NACK alone, RFC 5506: it says nothing of what is heard.
    QTest::newRow("no report") << std::vector<std::uint8_t>{0x81, 205, 0, 3, 0, 0, 0, 7, 0, 0, 0x10, 1, 0, 1,
        0, 0} << 0 << 0;
}

void tst_StreamReports::noticesReportsThatLeaveUsOut()
{
    QFETCH(std::vector<std::uint8_t>, packet);
    const auto pair = std::make_unique<StreamPair>();
    StreamControls *controls = pair->add(pair->left(CodecKind::Pcmu));
    pair->rightRtp.send(packet, pair->leftRtp.address());
    pair->run(200ms);
    const auto statistics = controls->statistics();
    QTEST(int(statistics.reportsAboutUs), "aboutUs");
    QTEST(int(statistics.reportsWithoutUs), "withoutUs");
}

void tst_StreamReports::extensionsCrossTheCall_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<int>("kind");
    QTest::newRow("plain") << false << int(CodecKind::Opus);
    QTest::newRow("SRTP") << true << int(CodecKind::Opus);
    QTest::newRow("SRTP, G.711") << true << int(CodecKind::Pcma);
}

void tst_StreamReports::extensionsCrossTheCall()
{
    QFETCH(bool, secure);
    QFETCH(int, kind);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind(kind)), right = pair->right(CodecKind(kind));
    left.extensions = right.extensions = {1, 2, 3, 4};
    left.mid = right.mid = "0";
    if (secure) {
        left.sendKey = right.receiveKey = srtpKey(SrtpProfile::AeadAes256Gcm, 1);
        left.receiveKey = right.sendKey = srtpKey(SrtpProfile::AeadAes256Gcm, 2);
    }
    right.endpoint = {EndpointKind::Tone, 440};
    StreamControls *listener = pair->add(left);
    StreamControls *speaker = pair->add(right);
    pair->run(2s);
    auto statistics = listener->statistics();
    QCOMPARE(statistics.lost, 0);
    QVERIFY(statistics.receivedRms > 0.15f);
    QVERIFY2(std::abs(statistics.remoteLevel / statistics.receivedRms - 1) < 0.12f,
        qPrintable(QString::number(double(statistics.remoteLevel))));
    QCOMPARE(speaker->statistics().remoteLevel, 0.f); // silence
    speaker->setMuted(true);
    pair->run(1s);
    QCOMPARE(listener->statistics().remoteLevel, 0.f);
    for (const auto via : {DtmfRequest::Via::TelephoneEvent, DtmfRequest::Via::InBand})
        pair->dtmf(2, {5, 80, via});
    pair->run(1s);
    QCOMPARE(pair->of<DtmfReceived>().size(), std::size_t(1));
}

void tst_StreamReports::nothingIsAddedUnlessAgreed()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.mid = "0"; // as in every offer
    left.feedback = left.reducedSizeRtcp = true;
    StreamControls *controls = pair->add(left);
    RtpExtensionValues values;
    values.audioLevel = RtpExtensionValues::AudioLevel{1, true};
    values.transportSequence = std::uint16_t(1);
    pair->rightRtp.send(peerSound(7, 1, 0, values, {1, 2, 3, 4}), pair->leftRtp.address());
    pair->run(8s);
    for (const auto &packet : pair->rightRtp.receiveAll()) {
        if (isRtcp(packet))
            QCOMPARE(RtcpCompound::parse(packet)->feedbackCount, std::size_t(0));
        else
            QCOMPARE(packet.size(), RtpHeader::Size + 160);
    }
    QCOMPARE(controls->statistics().packetsReceived, 1u);
    QCOMPARE(controls->statistics().remoteLevel, -1.f);
}

void tst_StreamReports::theMidIsSentUntilThePeerKnowsUs()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Pcmu);
    left.extensions.mid = 4;
    left.mid = "audio";
    pair->add(left);
    const auto mids = [&] {
        std::vector<bool> has;
        for (const auto &packet : pair->rightRtp.receiveAll()) {
            if (!isRtcp(packet))
                has.push_back(
                    !RtpExtensionValues::parse(*RtpPacket::parse(packet), left.extensions).mid.empty());
        }
        return has;
    };
    pair->run(200ms);
    QCOMPARE(mids(), std::vector<bool>(10, true));
    pair->rightRtp.send(peerReport(7), pair->leftRtp.address()); // about nobody yet
    pair->run(200ms);
    QCOMPARE(mids(), std::vector<bool>(10, true));
    pair->rightRtp.send(peerReport(7, left.localSsrc), pair->leftRtp.address());
    pair->run(200ms);
    QCOMPARE(mids(), std::vector<bool>(10, false));
    left.localSsrc = 77; // another stream, as far as the peer can know
    pair->update(left);
    pair->run(200ms);
    QCOMPARE(mids(), std::vector<bool>(10, true));
}

void tst_StreamReports::anExtensionCannotBeChangedOnTheWay()
{
    const auto pair = std::make_unique<StreamPair>();
    LoopbackSocket relay;
    auto left = streamParameters(1, pair->leftRtp, relay.address(), CodecKind::Pcmu);
    auto right = streamParameters(2, pair->rightRtp, relay.address(), CodecKind::Pcmu);
    left.extensions = right.extensions = {1, 2, 3, 4};
    left.sendKey = right.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_32, 1);
    left.receiveKey = right.sendKey = srtpKey(SrtpProfile::Aes128CmSha1_32, 2);
    left.endpoint = {EndpointKind::Tone, 440};
    pair->add(left);
    StreamControls *controls = pair->add(right);
    int sent = 0;
    pair->run(1s, [&] {
        for (auto packet : relay.receiveAll()) {
            if (isRtcp(packet))
                continue;
            if (readU32(packet, 8) != left.localSsrc)
                continue;
            const auto values = RtpExtensionValues::parse(*RtpPacket::parse(packet), left.extensions);
            QVERIFY(values.audioLevel && values.absoluteSendTime); // to be read on the way, RFC 6464 §1
            packet[17] ^= 0x40;                                    // the level
            relay.send(packet, pair->rightRtp.address());
            ++sent;
        }
    });
    pair->run(100ms);
    QVERIFY(sent > 40);
    QVERIFY(controls->statistics().srtpAuthFailed >= 40);
    QCOMPARE(controls->statistics().packetsReceived, 0u);
    QCOMPARE(controls->statistics().remoteLevel, -1.f);
}

void tst_StreamReports::feedbackGoesRoundInACall()
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus), right = pair->right(CodecKind::Opus);
    for (auto *one : {&left, &right}) {
        one->feedback = one->reducedSizeRtcp = true;
        one->extensions = {1, 2, 3, 4};
        one->mid = "0";
    }
    StreamControls *controls = pair->add(left);
    pair->add(right);
    pair->run(20s);
    const auto statistics = controls->statistics();
    QVERIFY(statistics.feedbackSent >= 20);
    QVERIFY(statistics.transportFeedbackReceived >= 20);
    QCOMPARE(statistics.feedbackReceived, statistics.transportFeedbackReceived);
    QCOMPARE(statistics.malformed, 0u);
    QVERIFY(statistics.rttMs >= 0);
    QVERIFY(statistics.remoteJitterMs >= 0);
}

QTEST_APPLESS_MAIN(tst_StreamReports)
#include "tst_StreamReports.moc"
