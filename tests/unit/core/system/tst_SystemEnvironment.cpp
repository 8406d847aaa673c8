// What a program without wishes is lent. That calls and sound go over it is seen by the test `library`, with
// the programs of docs/api.md.
#include "AudioDevices.h"
#include "AudioEngine.h"
#include "FakeNetworkMonitor.h"
#include "SystemEnvironment.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

namespace {

UserAgentOptions someone()
{
    UserAgentOptions options;
    options.addressOfRecord = NameAddr::parse("<sip:1001@example.org>").value();
    return options;
}

TransportOptions server(const char *text)
{
    return TransportOptions::towards(text).value();
}

} // namespace

class tst_SystemEnvironment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTransport_data();
    void everyTransport();
    void aProxyGoesFirst();
    void aDeviceThatIsNoneIsRefused();
    void theNetworkIsFollowed();
};

void tst_SystemEnvironment::everyTransport_data()
{
    QTest::addColumn<QByteArray>("way");
    QTest::addColumn<TransportProtocol>("protocol");
    QTest::addColumn<QByteArray>("nextHop");
    QTest::newRow("UDP") << QByteArray("sip:127.0.0.1") << TransportProtocol::Udp
                         << QByteArray("sip:127.0.0.1");
    QTest::newRow("TCP") << QByteArray("sip:127.0.0.1;transport=tcp") << TransportProtocol::Tcp
                         << QByteArray("sip:127.0.0.1;transport=tcp");
    QTest::newRow("TLS") << QByteArray("sips:127.0.0.1") << TransportProtocol::Tls
                         << QByteArray("sips:127.0.0.1");
    QTest::newRow("WebSocket") << QByteArray("ws://127.0.0.1") << TransportProtocol::Ws << QByteArray();
    QTest::newRow("secure WebSocket")
        << QByteArray("wss://127.0.0.1") << TransportProtocol::Wss << QByteArray();
}

void tst_SystemEnvironment::everyTransport()
{
    QFETCH(QByteArray, way);
    SystemEnvironment system;
    const auto agent = system.makeUserAgent(someone(), server(way.constData()));
    QTEST(agent->transport().protocol(), "protocol");
    QTEST(agent->options().nextHop ? agent->options().nextHop->toBytes() : QByteArray(), "nextHop");
}

void tst_SystemEnvironment::aProxyGoesFirst()
{
    SystemEnvironment system;
    UserAgentOptions options = someone();
    options.routeSet = {SipUri::parse("sip:edge.example.org;lr").value()};
    const auto agent = system.makeUserAgent(options, server("sip:127.0.0.1"));
    QVERIFY(!agent->options().nextHop);
}

void tst_SystemEnvironment::aDeviceThatIsNoneIsRefused()
{
    SystemEnvironment system;
    const QString null = QStringLiteral("null");
    QVERIFY(!system.setAudio(QStringLiteral("gramophone"), null));
    QVERIFY(!system.setAudio(null, QStringLiteral("tone:440")));
    QVERIFY(system.setAudio(QStringLiteral("tone:440"), null));
    QCOMPARE(system.audio().devices().selected(DeviceRole::Input), QStringLiteral("tone:440"));
}

void tst_SystemEnvironment::theNetworkIsFollowed()
{
    auto given = std::make_unique<FakeNetworkMonitor>();
    FakeNetworkMonitor &monitor = *given;
    SystemEnvironment system(std::move(given));
    QCOMPARE(&system.networkMonitor(), &monitor);
    // Nobody listens there: what counts is that it is tried at once.
    const auto agent = system.makeUserAgent(someone(), server("sip:127.0.0.1:9;transport=tcp"));
    QSignalSpy failed(&agent->transport(), &Transport::failed);
    agent->start();
    QTRY_COMPARE(failed.size(), 1);
    monitor.set(true);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, 2000); // not after the 4 s of the next attempt
}

QTEST_GUILESS_MAIN(tst_SystemEnvironment)
#include "tst_SystemEnvironment.moc"
