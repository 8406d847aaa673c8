// RFC 3556, bandwidth of RTCP, with b=AS (RFC 8866 §5.8) and b=TIAS (RFC 3890) of the peer.
//
// Covered: §2 RS and RR, what is not said of them, 0 of one and of both, of the section before the session;
// AS and TIAS as the most that we send. Not covered: writing b= lines of our own; CT; X- words.
#include "FakeRandom.h"
#include "PeerPackets.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"
#include "StreamPair.h"

#include <QTest>
#include <cmath>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc3556 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void s2_shares_data();
    void s2_shares();
    void s2_intervals_data();
    void s2_intervals();
    void s2_noneAtAll();
    void mostThatWeSend();
};

static SessionDescription described(const QByteArray &session, const QByteArray &section)
{
    const auto result
        = SessionDescription::parse("v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\n"
            + session + "t=0 0\r\nm=audio 7000 RTP/AVP 0\r\n" + section);
    if (!result)
        qFatal("not parsed");
    return *result;
}

void tst_Rfc3556::lines_data()
{
    QTest::addColumn<QByteArray>("session");
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<QList<int>>("wanted"); // AS, TIAS, RS, RR; -1: not said
    using L = QList<int>;
    QTest::newRow("none") << QByteArray() << QByteArray() << L{-1, -1, -1, -1};
    QTest::newRow("all") << QByteArray() << QByteArray("b=AS:64\r\nb=TIAS:50000\r\nb=RS:800\r\nb=RR:2400\r\n")
                         << L{64000, 50000, 800, 2400};
    QTest::newRow("of the session") << QByteArray("b=AS:80\r\nb=RR:0\r\n") << QByteArray()
                                    << L{80000, -1, -1, 0};
    QTest::newRow("the section's own comes first")
        << QByteArray("b=AS:80\r\n") << QByteArray("b=AS:40\r\n") << L{40000, -1, -1, -1};
    QTest::newRow("no sound is said by the direction, not so")
        << QByteArray() << QByteArray("b=AS:0\r\nb=TIAS:0\r\n") << L{-1, -1, -1, -1};
    QTest::newRow("nonsense") << QByteArray()
                              << QByteArray("b=AS:x\r\nb=RS:-1\r\nb=RR:99999999999999\r\nb=CT:5\r\n")
                              << L{-1, -1, -1, -1};
    QTest::newRow("the first that can be read")
        << QByteArray() << QByteArray("b=AS:x\r\nb=AS:30\r\nb=AS:90\r\n") << L{30000, -1, -1, -1};
}

void tst_Rfc3556::lines()
{
    QFETCH(QByteArray, session);
    QFETCH(QByteArray, section);
    QFETCH(QList<int>, wanted);
    const SessionDescription description = described(session, section);
    const SdpBandwidth bandwidth = SdpBandwidth::of(description, description.media[0]);
    QCOMPARE((QList<int>{bandwidth.total.value_or(-1), bandwidth.ofRtp.value_or(-1),
                 bandwidth.rtcpSenders.value_or(-1), bandwidth.rtcpReceivers.value_or(-1)}),
        wanted);
}

static StreamParameters agreedWith(const SdpBandwidth &bandwidth)
{
    SystemRandom random;
    const auto sockets = RtpSockets::bind(AF_INET, {}, random);
    NegotiatedAudio audio;
    audio.sendFormat = AudioFormat::opus();
    audio.remoteRtp = audio.remoteRtcp = {"192.0.2.1", 4000};
    audio.bandwidth = bandwidth;
    StreamParameters parameters;
    applyAgreement(audio, *sockets, parameters);
    return parameters;
}

void tst_Rfc3556::s2_shares_data()
{
    QTest::addColumn<QList<int>>("said"); // AS, RS, RR
    QTest::addColumn<QList<int>>("wanted");
    using L = QList<int>;
    QTest::newRow("nothing: 5 % of a call") << L{-1, -1, -1} << L{};
    QTest::newRow("both") << L{-1, 800, 1600} << L{800, 1600};
    QTest::newRow("senders only: 3.75 % for receivers") << L{40, 800, -1} << L{800, 3000};
    QTest::newRow("receivers only: 1.25 % for senders") << L{40, -1, 0} << L{1000, 0};
    QTest::newRow("a narrow session") << L{20, -1, -1} << L{500, 1500};
    QTest::newRow("a wide one wants no more") << L{2000, -1, -1} << L{1200, 3600};
}

void tst_Rfc3556::s2_shares()
{
    QFETCH(QList<int>, said);
    QFETCH(QList<int>, wanted);
    const auto number
        = [](int value, int unit) { return value < 0 ? std::nullopt : std::optional(value * unit); };
    const auto parameters
        = agreedWith({number(said[0], 1000), std::nullopt, number(said[1], 1), number(said[2], 1)});
    QCOMPARE(parameters.rtcpBandwidth.has_value(), !wanted.isEmpty());
    if (!wanted.isEmpty())
        QCOMPARE(
            (QList<int>{parameters.rtcpBandwidth->senders, parameters.rtcpBandwidth->receivers}), wanted);
}

void tst_Rfc3556::s2_intervals_data()
{
    QTest::addColumn<QList<int>>("bandwidth"); // of senders and receivers
    QTest::addColumn<QList<int>>("members");   // all, senders, whether we are one of them
    QTest::addColumn<double>("seconds");       // 0: never
    using L = QList<int>;
    // Packets of 200 bytes; of two members who both send each has half of all.
    QTest::newRow("both send") << L{80, 240} << L{2, 2, 1} << 10.;
    QTest::newRow("only we send, more than our share of the members") << L{80, 240} << L{2, 1, 1} << 10.;
    QTest::newRow("a few senders have a share of their own") << L{160, 160} << L{4, 1, 1} << 10.;
    QTest::newRow("and the others theirs") << L{80, 480} << L{9, 1, 0} << 26.667;
    QTest::newRow("receivers may not") << L{320, 0} << L{2, 1, 0} << 0.;
    QTest::newRow("but senders may") << L{320, 0} << L{2, 1, 1} << 5.;
    QTest::newRow("nobody may") << L{0, 0} << L{2, 2, 1} << 0.;
    QTest::newRow("plenty: the minimum rules") << L{64000, 64000} << L{2, 2, 1} << 5.;
}

void tst_Rfc3556::s2_intervals()
{
    QFETCH(QList<int>, bandwidth);
    QFETCH(QList<int>, members);
    QFETCH(double, seconds);
    RtcpSchedule schedule(96000, RtcpSchedule::Minimum::Fixed, 1);
    schedule.setBandwidth({bandwidth[0], bandwidth[1]});
    schedule.setMembers({members[0], members[1], members[2] == 1}, MediaTime(1h));
    for (int i = 0; i < 400; ++i)
        schedule.packet(200);
    QCOMPARE(schedule.maySend(), seconds > 0);
    const double interval = std::chrono::duration<double>(schedule.deterministicInterval(false)).count();
    if (seconds > 0)
        QVERIFY2(std::abs(interval - seconds) < 0.1, qPrintable(QString::number(interval)));
}

void tst_Rfc3556::s2_noneAtAll()
{
    for (const bool isFeedback : {false, true}) {
        const auto pair = std::make_unique<StreamPair>();
        auto left = pair->left(CodecKind::Pcmu);
        left.rtcpBandwidth = RtcpBandwidth{0, 0};
        left.feedback = left.reducedSizeRtcp = isFeedback;
        left.extensions = {1, 2, 3, 4};
        pair->add(left);
        pair->run(60s);
        pair->remove(1);
        pair->run(100ms);
        int reports = 0;
        for (const auto &packet : pair->rightRtp.receiveAll())
            reports += isRtcp(packet) ? 1 : 0;
        QCOMPARE(reports, 0); // not even BYE
    }
}

void tst_Rfc3556::mostThatWeSend()
{
    const auto parameters = agreedWith({40000, 24000, std::nullopt, std::nullopt});
    QCOMPARE(parameters.mostOnTheWire, 40000);
    QCOMPARE(parameters.mostOfRtp, 24000);
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(CodecKind::Opus);
    left.mostOnTheWire = 40000;
    left.endpoint = {EndpointKind::Speech, 0};
    StreamControls *controls = pair->add(left);
    pair->run(20s);
    const auto statistics = controls->statistics();
    QCOMPARE(statistics.sendTargetBitrate, 24000);
    const double onTheWire = (double(statistics.bytesSent) + 40. * double(statistics.packetsSent)) * 8 / 20;
    QVERIFY2(onTheWire < 42000, qPrintable(QString::number(onTheWire)));
    left.mostOnTheWire = 0; // an update takes it away
    pair->update(left);
    pair->run(100ms);
    QVERIFY(controls->statistics().sendTargetBitrate > 28000);
}

QTEST_APPLESS_MAIN(tst_Rfc3556)
#include "tst_Rfc3556.moc"
