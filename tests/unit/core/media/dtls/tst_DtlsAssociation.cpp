// DTLS-SRTP, RFC 5764 and RFC 5763: two ends, what is lost and forged between them. Not covered: other
// implementations' ends (interop), and the role, which the SDP chooses.
#include "DtlsAssociation.h"
#include "DtlsCertificate.h"
#include "FakeClock.h"
#include "FakeRandom.h"
#include "SrtpContext.h"
#include "SystemClock.h"

#include <QTest>
#include <cstring>
#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace carillon;
using namespace std::chrono_literals;
using Role = DtlsAssociation::Role;
using State = DtlsAssociation::State;
using Failure = DtlsAssociation::Failure;

namespace {

/// One end and what became of it; what it sends waits in a list.
struct End {
    std::unique_ptr<DtlsCertificate> certificate = DtlsCertificate::make();
    std::unique_ptr<DtlsAssociation> association;
    QList<QByteArray> sent;
    std::optional<DtlsKeys> keys;
    std::optional<Failure> failure;
    bool isClosed = false;
    bool isStranger = false; ///< whoever had the wrong certificate
    int proven = 0;          ///< sources

    void make(Clock &clock, Role role)
    {
        DtlsAssociation::Callbacks callbacks;
        callbacks.sourceProven = [this] { ++proven; };
        callbacks.isStranger = [this] { return isStranger; };
        callbacks.send = [this](const QByteArray &datagram) { sent.append(datagram); };
        callbacks.established = [this](const DtlsKeys &made) { keys = made; };
        callbacks.failed = [this](Failure why) { failure = why; };
        callbacks.closed = [this] { isClosed = true; };
        association = std::make_unique<DtlsAssociation>(clock, *certificate, role, std::move(callbacks));
    }
};

struct Two {
    explicit Two(Clock &clock)
    {
        client.make(clock, Role::Client);
        server.make(clock, Role::Server);
    }
    void expectEachOther()
    {
        client.association->setExpected({server.certificate->fingerprint()});
        server.association->setExpected({client.certificate->fingerprint()});
    }
    void start() const
    {
        server.association->start();
        client.association->start();
    }
    /// Everything under way arrives; @p lost says which do not. @returns how many arrived.
    int carry(const std::function<bool(int)> &lost = {})
    {
        int arrived = 0;
        while (!client.sent.isEmpty() || !server.sent.isEmpty()) {
            arrived += carry(client, server, lost);
            arrived += carry(server, client, lost);
        }
        return arrived;
    }
    int carry(End &from, End &to, const std::function<bool(int)> &lost)
    {
        int arrived = 0;
        const QList<QByteArray> datagrams = std::exchange(from.sent, {});
        for (const QByteArray &datagram : datagrams) {
            largest = std::max(largest, datagram.size());
            if (lost && lost(count++))
                continue;
            to.association->receive(datagram, &to == &server ? QByteArrayView(source) : QByteArrayView());
            ++arrived;
        }
        return arrived;
    }

    End client;
    End server;
    QByteArray source; ///< of the client, as the server sees it; empty: known before
    qsizetype largest = 0;
    int count = 0;
};

/// An RTP packet, protected by one and unprotected by the other.
bool understand(const SrtpKey &sender, const SrtpKey &receiver)
{
    const auto out = SrtpContext::createSender(sender, 7);
    const auto in = SrtpContext::createReceiver(receiver);
    alignas(16) std::array<std::uint8_t, 12 + 20 + SrtpContext::MaxTrailer> buffer{
        0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7};
    std::size_t size = out ? out->protectRtp(buffer, 32) : 0;
    return in && size > 32
        && in->unprotectRtp(MutableBytes(buffer).first(size), size) == SrtpContext::Outcome::Ok && size == 32;
}

constexpr char ClientHello = 1;
constexpr char ServerHello = 2;
struct Fragment {
    char type;
    int size;
    int number;
};
/// 100 bytes of a handshake message (RFC 6347 §4.2.2), another part each time.
QByteArray fragment(const Fragment &wanted)
{
    const int number = wanted.number;
    QByteArray body(1, wanted.type);
    body += '\0' + QByteArray(1, char(wanted.size >> 8)) + char(wanted.size) + '\0' + char(number % 3);
    body += '\0' + QByteArray(1, char(number % 8 + 1)) + '\0'; // where it belongs
    body += QByteArray::fromHex("000064") + QByteArray(100, char(number));
    return QByteArray::fromHex("16feff0000") + QByteArray::fromHex("0000000000") + char(number) + '\0'
        + char(body.size()) + body;
}

/// A server's flight whose key exchange nobody signed.
QByteArray withoutItsSignature(QByteArray flight)
{
    constexpr char serverKeyExchange = 12;
    for (qsizetype at = 0; at + 25 <= flight.size();) {
        const qsizetype size = 13 + (quint8(flight[at + 11]) << 8 | quint8(flight[at + 12]));
        if (flight[at + 13] == serverKeyExchange)
            flight[at + size - 5] = char(~flight[at + size - 5]);
        at += size;
    }
    return flight;
}

/// A client of OpenSSL as it is: DTLS with a certificate, but of SRTP it says nothing. What it sends goes to
/// @p server, whose answers it hears.
void speakDtlsWithoutSrtp(End &server)
{
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(
        SSL_CTX_new(DTLS_client_method()), SSL_CTX_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    CertificateFingerprint fingerprint{CertificateFingerprint::Hash::Sha256, QByteArray(32, '\0')};
    X509_digest(certificate.get(), EVP_sha256(), reinterpret_cast<unsigned char *>(fingerprint.digest.data()),
        nullptr);
    server.association->setExpected({fingerprint});
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
    BIO *in = BIO_new(BIO_s_mem());
    BIO *out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in, -1);
    SSL_set_bio(ssl.get(), in, out);
    SSL_set_options(ssl.get(), SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(ssl.get(), 1200);
    SSL_set_connect_state(ssl.get());
    for (int flight = 0; flight < 4; ++flight) {
        SSL_do_handshake(ssl.get());
        QByteArray datagram(2048, Qt::Uninitialized);
        datagram.truncate(std::max(0, BIO_read(out, datagram.data(), int(datagram.size()))));
        if (!datagram.isEmpty())
            server.association->receive(datagram);
        for (const QByteArray &answer : std::exchange(server.sent, {}))
            BIO_write(in, answer.constData(), int(answer.size()));
    }
}

} // namespace

class tst_DtlsAssociation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothEndsHaveTheSameKeys()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        QVERIFY(two.carry() <= 6); // four flights
        QVERIFY(two.client.keys && two.server.keys);
        QCOMPARE(two.client.keys->send.profile, SrtpProfile::AeadAes128Gcm);
        QVERIFY(two.client.keys->send == two.server.keys->receive);
        QVERIFY(two.client.keys->receive == two.server.keys->send);
        QVERIFY(!(two.client.keys->send == two.client.keys->receive));
        QVERIFY(understand(two.client.keys->send, two.server.keys->receive));
        QVERIFY(understand(two.server.keys->send, two.client.keys->receive));
        QVERIFY(!understand(two.client.keys->send, two.server.keys->send));
        QVERIFY(two.largest <= 1200);
    }
    void somebodyElsesCertificate_data()
    {
        QTest::addColumn<bool>("isClients");
        QTest::newRow("the client's is not the expected one") << true;
        QTest::newRow("the server's is not the expected one") << false;
    }
    void somebodyElsesCertificate() // RFC 5763 §6.7.1: no key before it was checked
    {
        QFETCH(bool, isClients);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        End &judge = isClients ? two.server : two.client;
        judge.association->setExpected({DtlsCertificate::make()->fingerprint()});
        two.start();
        two.carry();
        QCOMPARE(judge.failure, std::optional(Failure::FingerprintMismatch));
        QVERIFY(!judge.keys);
        QCOMPARE(judge.association->state(), State::Failed);
    }
    void nobodyIsExpected() // no fingerprint that we believe in was named
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.client.association->setExpected({});
        two.start();
        two.carry();
        QCOMPARE(two.client.failure, std::optional(Failure::FingerprintMismatch));
    }
    void theStrongestHashDecides() // RFC 8122 §5
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        const auto &right = *two.server.certificate;
        CertificateFingerprint forged = right.fingerprint(CertificateFingerprint::Hash::Sha512);
        forged.digest[0] = char(~forged.digest[0]);
        two.client.association->setExpected({right.fingerprint(), forged});
        two.start();
        two.carry();
        QCOMPARE(two.client.failure, std::optional(Failure::FingerprintMismatch));
    }
    void theHelloMayOvertakeTheAnswer() // RFC 5763 §5
    {
        FakeClock clock;
        Two two(clock);
        two.client.association->setExpected({two.server.certificate->fingerprint()});
        two.start();
        two.carry();
        QVERIFY(two.client.keys);
        QVERIFY(!two.server.keys && !two.server.failure);
        QCOMPARE(two.server.association->state(), State::Verifying);
        two.server.association->setExpected({two.client.certificate->fingerprint()});
        QVERIFY(two.server.keys);
        QCOMPARE(two.server.association->state(), State::Established);
    }
    void lossDelaysOnly_data()
    {
        QTest::addColumn<int>("percent");
        QTest::newRow("a tenth is lost") << 10;
        QTest::newRow("a third is lost") << 33;
    }
    void lossDelaysOnly() // in real time: OpenSSL asks no other clock
    {
        QFETCH(int, percent);
        SystemClock clock;
        FakeRandom random{quint64(percent)};
        Two two(clock);
        two.expectEachOther();
        two.start();
        const auto lost = [&](int) { return int(random.below(100)) < percent; };
        QTRY_VERIFY_WITH_TIMEOUT((two.carry(lost), two.client.keys && two.server.keys), 20000);
        QVERIFY(two.client.keys->send == two.server.keys->receive);
    }
    void rubbishHarmsNothing()
    {
        FakeClock clock;
        FakeRandom random(11);
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        QVERIFY(!hello.isEmpty());
        for (int i = 0; i < 150; ++i) {
            QByteArray bytes = hello;
            if (i % 3 == 0)
                bytes.truncate(qsizetype(random.below(quint32(hello.size()))));
            else if (i % 3 == 1)
                bytes[qsizetype(13 + random.below(quint32(hello.size() - 13)))] = char(random.below(256));
            else
                bytes = QByteArray(1, char(20 + random.below(4)))
                    + QByteArray(qsizetype(random.below(200)), char(random.below(256)));
            if (i % 3 != 1) // a hello that is only half wrong may be one
                two.server.association->receive(bytes);
        }
        two.server.sent.clear();
        QVERIFY(!two.server.failure);
        clock.advance(1s);
        two.carry();
        QVERIFY(two.server.keys && two.client.keys);
    }
    void replayedAndDoubledDatagrams()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        QList<QByteArray> seen;
        while (!two.client.sent.isEmpty() || !two.server.sent.isEmpty()) {
            for (auto [from, to] :
                {std::pair(&two.client, &two.server), std::pair(&two.server, &two.client)}) {
                const QList<QByteArray> datagrams = std::exchange(from->sent, {});
                for (const QByteArray &datagram : datagrams) {
                    to->association->receive(datagram);
                    to->association->receive(datagram);
                }
                seen += datagrams;
            }
            if (seen.size() > 100)
                break;
        }
        QVERIFY2(seen.size() < 30, QByteArray::number(seen.size()).constData());
        QVERIFY(two.client.keys && two.server.keys);
        const DtlsKeys before = *two.server.keys;
        for (const QByteArray &datagram : std::as_const(seen))
            two.server.association->receive(datagram);
        QCOMPARE(two.server.association->state(), State::Established);
        QVERIFY(two.server.keys->send == before.send);
    }
    void fragmentsThatNeverComplete()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.association->start();
        // Handshake record: the first ten bytes of a message that claims to have 200.
        QByteArray fragment = QByteArray::fromHex("16fefd0000000000000000001601")
            + QByteArray::fromHex("0000c8000000000000000a") + QByteArray(10, 'x');
        for (int i = 0; i < 100; ++i) {
            fragment[10] = char(i); // another record each time
            two.server.association->receive(fragment);
        }
        QVERIFY(two.server.sent.isEmpty());
        clock.advance(31s);
        QCOMPARE(two.server.failure, std::optional(Failure::Timeout));
    }
    void nobodyAnswers()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.client.association->start();
        clock.advance(29s);
        QVERIFY(!two.client.failure);
        clock.advance(2s);
        QCOMPARE(two.client.failure, std::optional(Failure::Timeout));
        two.client.sent.clear();
        clock.advance(60s);
        QVERIFY(two.client.sent.isEmpty());
    }
    void aFloodIsBounded()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        for (int i = 0; i < 5000; ++i)
            two.server.association->receive(QByteArray(100, '\x16'));
        const QList<QByteArray> before = two.server.sent;
        two.server.association->receive(hello); // no room in this second
        QCOMPARE(two.server.sent.size(), before.size());
        clock.advance(1s);
        two.carry();
        QVERIFY(two.server.keys && two.client.keys);
    }
    void theEndIsTold()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        two.carry();
        two.client.association->close();
        two.carry();
        QVERIFY(two.server.isClosed);
        QCOMPARE(two.server.association->state(), State::Closed);
    }
    void whatNeverCompletesDoesNotHinderTheHandshake_data()
    {
        QTest::addColumn<bool>("isClients");
        QTest::addColumn<int>("size");
        QTest::newRow("60,000 bytes, sent to the server") << false << 60000;
        QTest::newRow("3,000 bytes, sent to the server") << false << 3000;
        QTest::newRow("60,000 bytes, sent to the client") << true << 60000;
    }
    void whatNeverCompletesDoesNotHinderTheHandshake()
    {
        QFETCH(bool, isClients);
        QFETCH(int, size);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QList<QByteArray> hello = std::exchange(two.client.sent, {});
        End &victim = isClients ? two.client : two.server;
        for (int i = 0; i < 50; ++i) {
            victim.association->receive(fragment({isClients ? ServerHello : ClientHello, size, i}));
        }
        QVERIFY(!victim.failure);
        two.client.sent = hello + two.client.sent;
        for (int i = 0; i < 20 && !two.client.keys; ++i) {
            two.carry();
            clock.advance(200ms);
        }
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aPeerWithoutSrtpIsRefused() // RFC 5764 §4.1.1: without use_srtp there are no keys for media
    {
        FakeClock clock;
        End server;
        server.make(clock, Role::Server);
        server.association->start();
        speakDtlsWithoutSrtp(server);
        QCOMPARE(server.failure, std::optional(Failure::NoProfile));
        QVERIFY(!server.keys);
        QCOMPARE(server.association->state(), State::Failed);
    }
    void aForgedAlertEndsNothing_data()
    {
        QTest::addColumn<bool>("isClients");
        QTest::newRow("to the client") << true;
        QTest::newRow("to the server") << false;
    }
    void aForgedAlertEndsNothing() // nobody vouches for it before there are keys
    {
        QFETCH(bool, isClients);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        End &victim = isClients ? two.client : two.server;
        QByteArray alert = QByteArray::fromHex("15fefd000000000000000000020228"); // fatal, handshake_failure
        int carried = 0;
        while ((!two.client.sent.isEmpty() || !two.server.sent.isEmpty()) && carried < 20) {
            for (auto [from, to] :
                {std::pair(&two.client, &two.server), std::pair(&two.server, &two.client)}) {
                for (const QByteArray &datagram : std::exchange(from->sent, {})) {
                    for (const char reason : {'\x28', '\x00', '\x14'}) { // close_notify among them
                        alert[10] = char(++carried);
                        alert[14] = reason;
                        victim.association->receive(alert);
                    }
                    to->association->receive(to == &victim ? datagram + alert : datagram);
                }
            }
        }
        QVERIFY(two.client.keys && two.server.keys);
        victim.association->receive(alert);
        QVERIFY(!victim.isClosed && !victim.failure);
        QCOMPARE(victim.association->state(), State::Established);
    }
    void whoHearsOnlyRefusalsIsToldSoInTheEnd()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.client.association->start();
        two.client.association->receive(QByteArray::fromHex("15fefd000000000000000000020228"));
        clock.advance(29s);
        QVERIFY(!two.client.failure);
        clock.advance(2s);
        QCOMPARE(two.client.failure, std::optional(Failure::Protocol));
    }
    void aForgedFlightOnlyDelays() // RFC 5763 §6.7.1: nobody is the peer before its certificate was seen
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        two.carry(two.client, two.server, {});
        const QList<QByteArray> flight = std::exchange(two.server.sent, {});
        QVERIFY(!flight.isEmpty());
        for (const QByteArray &datagram : flight)
            two.client.association->receive(withoutItsSignature(datagram));
        QVERIFY(!two.client.failure);
        QVERIFY(two.client.sent.isEmpty()); // not even an alert: it would end the peer's handshake
        clock.advance(DtlsAssociation::Limits::BetweenAttempts);
        QVERIFY(!two.client.sent.isEmpty());
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aForgedHelloOnlyDelays()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        QByteArray forged = hello;
        forged[59] = '\xff'; // a session that is longer than the hello
        two.server.association->receive(forged);
        QVERIFY(!two.server.failure);
        QVERIFY(two.server.sent.isEmpty());
        clock.advance(DtlsAssociation::Limits::BetweenAttempts);
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void forgeriesWithoutEndAreBounded()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.client.association->start();
        qsizetype hellos = two.client.sent.size();
        two.client.sent.clear();
        const QByteArray forged
            = QByteArray::fromHex("16fefd00000000000000000020" // a ServerHello that is none
                                  "020000140000000000000014")
            + QByteArray(20, 'x');
        for (int i = 0; i < 290; ++i) {
            two.client.association->receive(forged);
            clock.advance(100ms);
            hellos += std::exchange(two.client.sent, {}).size();
        }
        QVERIFY(!two.client.failure);
        QVERIFY2(hellos > 50 && hellos <= 122, QByteArray::number(hellos).constData());
        clock.advance(2s);
        QCOMPARE(two.client.failure, std::optional(Failure::Protocol));
        two.client.sent.clear();
        clock.advance(60s);
        QVERIFY(two.client.sent.isEmpty());
    }
    void whoCannotHearUsGetsACookieOnly() // RFC 6347 §4.2.1: not ten times what he sent
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        for (int i = 0; i < 100; ++i) {
            two.server.association->receive(hello, "stranger " + QByteArray::number(i));
            const QList<QByteArray> answer = std::exchange(two.server.sent, {});
            QCOMPARE(answer.size(), 1);
            QVERIFY2(answer.first().size() <= hello.size() / 2,
                QByteArray::number(answer.first().size()).constData());
        }
        QCOMPARE(two.server.proven, 0);
        two.carry();
        QCOMPARE(two.server.proven, 1);
        QVERIFY(two.client.keys && two.server.keys);
        QVERIFY(two.client.keys->send == two.server.keys->receive);
    }
    void aCookieIsOfOneSource()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        two.carry(two.client, two.server, {});
        two.carry(two.server, two.client, {});
        const QByteArray withCookie = two.client.sent.value(0);
        two.server.association->receive(withCookie, "another");
        QCOMPARE(two.server.proven, 0);
        QVERIFY(std::exchange(two.server.sent, {}).value(0).size() < withCookie.size());
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aKnownSourceNeedsNoCookie() // ICE has checked it: one round trip less
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        two.carry(two.client, two.server, {});
        QVERIFY(two.server.sent.value(0).size() > 200);
        QCOMPARE(two.server.proven, 0);
    }
    void othersDoNotDisturbAHandshakeThatGoesOn()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        for (int i = 0; i < 20 && !two.server.keys; ++i) {
            two.server.association->receive(hello, "another");
            two.server.association->receive(fragment({11, 300, 1}), "another");
            two.server.sent.clear(); // what the other one is told
            two.carry(two.client, two.server, {});
            two.carry(two.server, two.client, {});
        }
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aFloodOfOthersDoesNotPushThePeerOut()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        two.carry(two.client, two.server, {});
        two.carry(two.server, two.client, {});
        two.carry(two.client, two.server, {});
        const QList<QByteArray> flight = two.server.sent;
        for (int i = 0; i < 1000; ++i)
            two.server.association->receive(hello, "another");
        two.server.sent = flight;
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aClientThatBeginsAnewIsServed_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("with a cookie") << QByteArray("the client");
        QTest::newRow("from where it is known to be") << QByteArray();
    }
    void aClientThatBeginsAnewIsServed()
    {
        QFETCH(QByteArray, source);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = source;
        two.start();
        for (int i = 0; i < (source.isEmpty() ? 1 : 2); ++i) {
            two.carry(two.client, two.server, {});
            two.carry(two.server, two.client, {});
        }
        QVERIFY(!two.server.keys);
        two.client.sent.clear(); // it goes, and comes back
        two.client.make(clock, Role::Client);
        two.client.association->setExpected({two.server.certificate->fingerprint()});
        two.client.association->start();
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void hellosWithoutEndAreBounded()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.association->start();
        qsizetype flights = 0;
        for (int i = 0; i < 5 * DtlsAssociation::Limits::Hellos; ++i) {
            End client;
            client.make(clock, Role::Client);
            client.association->start();
            two.server.association->receive(client.sent.value(0));
            flights += std::exchange(two.server.sent, {}).isEmpty() ? 0 : 1;
        }
        QCOMPARE(flights, DtlsAssociation::Limits::Hellos + 1);
        QVERIFY(!two.server.failure);
    }
    void aStrangersWholeHandshakeOnlyDelays()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.isStranger = true;
        End stranger;
        stranger.make(clock, Role::Client);
        stranger.association->setExpected({two.server.certificate->fingerprint()});
        two.server.association->start();
        stranger.association->start();
        while (!stranger.sent.isEmpty() || !two.server.sent.isEmpty()) {
            two.carry(stranger, two.server, {});
            two.carry(two.server, stranger, {});
        }
        QVERIFY(stranger.keys); // believes that he talks to us
        QVERIFY(!two.server.keys && !two.server.failure);
        clock.advance(DtlsAssociation::Limits::BetweenAttempts);
        two.client.association->start();
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void ifOnlyStrangersCameThatIsSaid()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.association->setExpected({DtlsCertificate::make()->fingerprint()});
        two.server.isStranger = true;
        two.start();
        two.carry();
        QVERIFY(!two.server.failure);
        clock.advance(31s);
        QCOMPARE(two.server.failure, std::optional(Failure::FingerprintMismatch));
    }
    void mayBeDestroyedInItsCallbacks_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("established") << 0;
        QTest::newRow("failed") << 1;
        QTest::newRow("send") << 2;
    }
    void mayBeDestroyedInItsCallbacks()
    {
        QFETCH(int, where);
        FakeClock clock;
        Two two(clock);
        End doomed;
        int told = 0;
        DtlsAssociation::Callbacks callbacks;
        const auto die = [&] {
            ++told;
            doomed.association.reset();
        };
        callbacks.send = [&](const QByteArray &datagram) {
            doomed.sent.append(datagram);
            if (where == 2)
                die();
        };
        callbacks.established = [&](const DtlsKeys &) { die(); };
        callbacks.failed = [&](Failure) { die(); };
        doomed.association = std::make_unique<DtlsAssociation>(
            clock, *doomed.certificate, Role::Client, std::move(callbacks));
        doomed.association->setExpected(
            where == 1 ? QList<CertificateFingerprint>{} : QList{two.server.certificate->fingerprint()});
        two.server.association->setExpected({doomed.certificate->fingerprint()});
        two.server.association->start();
        doomed.association->start();
        for (int i = 0; i < 20 && doomed.association; ++i) {
            for (const QByteArray &datagram : std::exchange(doomed.sent, {}))
                two.server.association->receive(datagram);
            for (const QByteArray &datagram : std::exchange(two.server.sent, {})) {
                if (doomed.association)
                    doomed.association->receive(datagram);
            }
        }
        QVERIFY(!doomed.association);
        QCOMPARE(told, 1);
        clock.advance(60s);
    }
};

QTEST_GUILESS_MAIN(tst_DtlsAssociation)
#include "tst_DtlsAssociation.moc"
