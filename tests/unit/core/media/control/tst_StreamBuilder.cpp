#include "FakeRandom.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"

#include <QTest>
#include <net/if.h>
#include <netinet/in.h>

using namespace carillon;

class tst_StreamBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opusAsThePeerWantsIt_data();
    void opusAsThePeerWantsIt();
    void twoChannelsOnlyWhereBothSayIt_data();
    void twoChannelsOnlyWhereBothSayIt();
    void eventsKeepTheirOwnClock();
    void keysNameThemselves();
    void linkLocalAddressesKeepTheirScope_data();
    void linkLocalAddressesKeepTheirScope();

private:
    SystemRandom m_random;
};

static NegotiatedAudio opus(const QByteArray &fmtp)
{
    NegotiatedAudio audio;
    audio.sendFormat = AudioFormat::opus();
    audio.sendFormat.fmtp = fmtp;
    audio.remoteRtp = audio.remoteRtcp = {"192.0.2.1", 4000};
    return audio;
}

void tst_StreamBuilder::opusAsThePeerWantsIt_data()
{
    QTest::addColumn<QByteArray>("fmtp");
    QTest::addColumn<bool>("fec");
    QTest::addColumn<int>("bitrate");
    QTest::addColumn<bool>("constant");
    const int ours = SendCodec().bitrate;
    QTest::newRow("nothing") << QByteArray() << false << ours << false;
    QTest::newRow("redundancy") << QByteArray("useinbandfec=1") << true << ours << false;
    QTest::newRow("another number that begins alike")
        << QByteArray("useinbandfec=10") << false << ours << false;
    QTest::newRow("another name that ends alike") << QByteArray("nouseinbandfec=1") << false << ours << false;
    QTest::newRow("in the midst, with spaces")
        << QByteArray("minptime=10; UseInbandFec = 1 ;stereo=0") << true << ours << false;
    QTest::newRow("a slow line") << QByteArray("maxaveragebitrate=16000") << false << 16000 << false;
    QTest::newRow("slower than Opus is") << QByteArray("maxaveragebitrate=100") << false << 6000 << false;
    QTest::newRow("faster than we want") << QByteArray("maxaveragebitrate=510000") << false << ours << false;
    QTest::newRow("nonsense") << QByteArray("maxaveragebitrate=-5;cbr=yes") << false << ours << false;
    QTest::newRow("constant") << QByteArray("cbr=1") << false << ours << true;
}

void tst_StreamBuilder::opusAsThePeerWantsIt()
{
    QFETCH(QByteArray, fmtp);
    const auto sockets = RtpSockets::bind(AF_INET, {}, m_random);
    QVERIFY(sockets);
    StreamParameters parameters;
    applyAgreement(opus(fmtp), *sockets, parameters);
    QTEST(parameters.sendCodec.inbandFec, "fec");
    QTEST(parameters.sendCodec.bitrate, "bitrate");
    QTEST(parameters.sendCodec.constantBitrate, "constant");
}

void tst_StreamBuilder::twoChannelsOnlyWhereBothSayIt_data()
{
    QTest::addColumn<QByteArray>("fmtp");
    QTest::addColumn<bool>("isWished");
    QTest::addColumn<bool>("isStereo");
    QTest::addColumn<int>("bitrate");
    QTest::newRow("the peer says nothing") << QByteArray() << true << false << 128000;
    QTest::newRow("the peer likes two") << QByteArray("stereo=1") << true << true << 128000;
    QTest::newRow("and perhaps sends two") << QByteArray("stereo=1;sprop-stereo=1") << true << true << 128000;
    QTest::newRow("it sends two, and likes one") << QByteArray("sprop-stereo=1") << true << false << 128000;
    QTest::newRow("stereo=0") << QByteArray("stereo=0;sprop-stereo=1") << true << false << 128000;
    QTest::newRow("it is not our wish") << QByteArray("stereo=1;sprop-stereo=1") << false << false << 128000;
    QTest::newRow("the peer sets the most")
        << QByteArray("stereo=1;maxaveragebitrate=64000") << true << true << 64000;
    QTest::newRow("what is needed for each channel, wideband")
        << QByteArray("stereo=1;maxplaybackrate=16000") << true << true << 48000;
    QTest::newRow("one of them") << QByteArray("maxplaybackrate=16000") << true << false << 24000;
}

void tst_StreamBuilder::twoChannelsOnlyWhereBothSayIt()
{
    QFETCH(QByteArray, fmtp);
    QFETCH(bool, isWished);
    const auto sockets = RtpSockets::bind(AF_INET, {}, m_random);
    QVERIFY(sockets);
    StreamParameters parameters;
    parameters.wish = {128000, false, isWished};
    applyAgreement(opus(fmtp), *sockets, parameters);
    QTEST(parameters.sendCodec.stereo, "isStereo");
    QTEST(parameters.sendCodec.bitrate, "bitrate");
}

void tst_StreamBuilder::keysNameThemselves() // RFC 4568 §6.1
{
    const auto sockets = RtpSockets::bind(AF_INET, {}, m_random);
    QVERIFY(sockets);
    NegotiatedAudio audio = opus({});
    audio.sdes.emplace();
    audio.sdes->local = SdpCrypto::generate(1, SrtpSuite::AesCm128HmacSha1_80, m_random);
    audio.sdes->remote = SdpCrypto::generate(1, SrtpSuite::AesCm128HmacSha1_80, m_random);
    audio.sdes->remote.mki = "513:3";
    StreamParameters parameters;
    applyAgreement(audio, *sockets, parameters);
    QCOMPARE(parameters.sendKey->mkiBytes, std::size_t(0));
    QCOMPARE(parameters.receiveKey->mkiBytes, std::size_t(3));
    QCOMPARE(parameters.receiveKey->mki[1], std::uint8_t(2));
    QCOMPARE(parameters.receiveKey->mki[2], std::uint8_t(1));
}

void tst_StreamBuilder::eventsKeepTheirOwnClock()
{
    const auto sockets = RtpSockets::bind(AF_INET, {}, m_random);
    QVERIFY(sockets);
    NegotiatedAudio audio = opus({});
    audio.sendTelephoneEvent = AudioFormat::telephoneEvent(8000);
    audio.receiveTelephoneEvents = {AudioFormat::telephoneEvent(8000), AudioFormat::telephoneEvent(48000)};
    StreamParameters parameters;
    applyAgreement(audio, *sockets, parameters);
    QCOMPARE(parameters.sendTelephoneEvent->clockRateHz, 8000);
    QCOMPARE(parameters.receiveTelephoneEvents.size(), std::size_t(2));
    QCOMPARE(parameters.receiveTelephoneEvents[1].clockRateHz, 48000);
}

void tst_StreamBuilder::linkLocalAddressesKeepTheirScope_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<quint32>("scope");
    QTest::newRow("none") << QByteArray("2001:db8::1") << 0u;
    QTest::newRow("a number") << QByteArray("fe80::1%7") << 7u;
    QTest::newRow("a name") << QByteArray("fe80::1%lo") << quint32(if_nametoindex("lo"));
}

void tst_StreamBuilder::linkLocalAddressesKeepTheirScope()
{
    QFETCH(QByteArray, address);
    const auto sockets = RtpSockets::bind(AF_INET6, {}, m_random);
    if (!sockets)
        return; // a machine without IPv6
    NegotiatedAudio audio = opus({});
    audio.remoteRtp.address = address;
    StreamParameters parameters;
    applyAgreement(audio, *sockets, parameters);
    QTEST(reinterpret_cast<const sockaddr_in6 &>(parameters.remoteRtp).sin6_scope_id, "scope");
}

QTEST_GUILESS_MAIN(tst_StreamBuilder)
#include "tst_StreamBuilder.moc"
