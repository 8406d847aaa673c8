#include "MediaNegotiation.h"
#include "Random.h"
#include "RtpSockets.h"
#include "StreamParameters.h"
#include "UdpWay.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/ioctl.h>
#include <sys/socket.h>

using namespace carillon;

class tst_UdpWay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAStreamReadLastIsOfNoHandshake();
};

/// It comes without its source. Of a hello of the next peer that had no source the handshake would begin, and
/// all that this peer says then comes with one: neither would ever hear the other.
void tst_UdpWay::whatAStreamReadLastIsOfNoHandshake()
{
    SystemRandom random;
    const QHostAddress local(QHostAddress::LocalHost);
    UdpWay way(RtpSockets::bind(AF_INET, {}, random), local);
    NegotiatedAudio audio;
    audio.remoteRtp = {"127.0.0.1", 9};
    audio.dtls.emplace();
    way.agree(audio, local);
    way.beginMedia();
    StreamParameters parameters;
    way.applyTo(parameters);
    QVERIFY(parameters.controlFd >= 0);
    QSignalSpy received(&way, &UdpWay::dtlsReceived);
    const QByteArray hello = QByteArray::fromHex("16fefd0000000000000000");
    const auto streamReads = [&] {
        return ::send(parameters.controlFd, hello.constData(), size_t(hello.size()), 0) == hello.size();
    };
    QVERIFY(streamReads());
    QTRY_COMPARE(received.size(), 1);

    QVERIFY(streamReads());
    way.endMedia();
    const auto unread = [&] {
        int bytes = -1;
        return ioctl(parameters.controlFd, TIOCOUTQ, &bytes) == 0 ? bytes : -1;
    };
    QTRY_COMPARE(unread(), 0);
    QCOMPARE(received.size(), 1);

    way.beginMedia();
    QVERIFY(streamReads());
    QTRY_COMPARE(received.size(), 2);
}

QTEST_GUILESS_MAIN(tst_UdpWay)
#include "tst_UdpWay.moc"
