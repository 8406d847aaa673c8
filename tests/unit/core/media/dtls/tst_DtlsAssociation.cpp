// DTLS-SRTP, RFC 5764 and RFC 5763: two ends, what is lost and forged between them. Not covered: other
// implementations' ends (interop), and the role, which the SDP chooses.
#include "DtlsEnds.h"
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
