// Groups GRA of docs/parity-groups.txt: header values read and written. An id with F asserts what we want
// instead of what the framework does: names of parameters keep their letters and compare without case. Not
// covered: a UUID has no grammar of its own here, it is a quoted value (GRA-07 tests Qt's, which makes ours).
#include "DigestChallenge.h"
#include "Replaces.h"
#include "TokenHeader.h"

#include <QTest>
#include <QUuid>

using namespace carillon;

namespace {

const QByteArray contacts = "\"J\xc3\xb6rg S\xc3\xa4nger \" <SIP:JS@ATLANTA.Example;Transport=TCP>"
                            ";+Sip.Instance=\"<urn:uuid:Ab-1>\", sip:js@atlanta.example;Ob, "
                            "<sips:atlanta.example:5071>";

std::optional<QByteArray> parameter(const Parameters &parameters, const char *name)
{
    return parameters.value(name);
}

} // namespace

class tst_ParityGrammar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contactsAreSplit() // GRA-01
    {
        const auto list = NameAddr::parseList(contacts);
        QVERIFY(list);
        QCOMPARE(list->size(), 3);
        NameAddr one = list->at(0);
        QCOMPARE(one.displayName, QByteArray("J\xc3\xb6rg S\xc3\xa4nger "));
        QCOMPARE(one.uri.scheme, SipUri::Scheme::Sip);
        QCOMPARE(one.uri.user, QByteArray("JS"));
        QCOMPARE(one.uri.host, QByteArray("atlanta.example"));
        QVERIFY(!one.uri.port && one.uri.headers.isEmpty());
        QCOMPARE(one.uri.transport(), QByteArray("tcp"));
        QCOMPARE(parameter(one.parameters, "+sip.instance"), QByteArray("\"<urn:uuid:Ab-1>\""));
        QVERIFY(!parameter(one.parameters, "q") && !parameter(one.uri.parameters, "lr"));
        one.displayName = "Kate \"K\"";
        one.uri.user = "kate";
        one.parameters.set("+SIP.instance", "\"<urn:uuid:2>\"");
        one.parameters.set("new");
        one.uri.parameters.set("lr");
        QCOMPARE(one.toBytes(),
            QByteArray("\"Kate \\\"K\\\"\" <sip:kate@atlanta.example;Transport=TCP;lr>"
                       ";+Sip.Instance=\"<urn:uuid:2>\";new"));
    }
    void aBareAddress() // GRA-01 (b)
    {
        NameAddr two = NameAddr::parseList(contacts)->at(1);
        QVERIFY(two.displayName.isEmpty());
        QVERIFY(two.parameters.contains("ob") && !two.uri.parameters.contains("ob"));
        QCOMPARE(two.toBytes(), QByteArray("<sip:js@atlanta.example>;Ob"));
        two.displayName = "0";
        QCOMPARE(two.toBytes(), QByteArray("0 <sip:js@atlanta.example>;Ob"));
    }
    void aSecureHost() // GRA-01 (c)
    {
        NameAddr three = NameAddr::parseList(contacts)->at(2);
        QCOMPARE(three.uri.scheme, SipUri::Scheme::Sips);
        QVERIFY(three.uri.user.isEmpty());
        QCOMPARE(three.uri.port, quint16(5071));
        three.uri.parameters.set("x", "Y");
        three.parameters.set("expires", "5");
        QCOMPARE(three.toBytes(), QByteArray("<sips:atlanta.example:5071;x=Y>;expires=5"));
    }
    void aVia() // GRA-02
    {
        const auto via = Via::parse("SIP /  2.0\r\n /UDP [2001:DB8::1]:5060 "
                                    ";Received=1.2.3.4;Branch=z9hG4bKa ; Flag; MAddr=x.example");
        QVERIFY(via);
        QCOMPARE(via->protocol, QByteArray("SIP/2.0"));
        QCOMPARE(via->transport, QByteArray("UDP"));
        QCOMPARE(via->host, QByteArray("[2001:db8::1]"));
        QCOMPARE(via->port, quint16(5060));
        QCOMPARE(via->branch(), QByteArray("z9hG4bKa"));
        QCOMPARE(via->parameters.list.size(), 4);
        QCOMPARE(parameter(via->parameters, "received"), QByteArray("1.2.3.4"));
        QCOMPARE(parameter(via->parameters, "maddr"), QByteArray("x.example"));
        QVERIFY(via->parameters.contains("flag"));
    }
    void aCSeq() // GRA-03
    {
        const auto cseq = CSeq::parse("123456      CHICKEN");
        QVERIFY(cseq);
        QCOMPARE(*cseq, (CSeq{123456, "CHICKEN"}));
    }
    void aChallenge() // GRA-04
    {
        const auto read = Challenge::parse(
            "Digest  realm =  \"[1:2::3:4:5]\", NONCE=  \"abc1\"  , stale=True , algorithm = md5 , "
            "qop = \"AUTH,Auth-Int\", opaque=  \"00044\"");
        QVERIFY(read);
        const auto challenge = DigestChallenge::of(*read, 1000);
        QVERIFY(challenge);
        QCOMPARE(challenge->realm, QByteArray("[1:2::3:4:5]"));
        QCOMPARE(challenge->nonce, QByteArray("abc1"));
        QCOMPARE(challenge->qop, DigestQop::Auth);
        QCOMPARE(challenge->algorithm, (DigestAlgorithm{DigestHash::Md5, false}));
        QCOMPARE(challenge->algorithm.name(), QByteArray("MD5"));
        QVERIFY(challenge->isStale);
        QCOMPARE(challenge->opaque, QByteArray("00044"));
    }
    void anEvent() // GRA-05
    {
        const auto event = TokenHeader::parse("Presence.WInfo;Param1=Value1;Param2");
        QVERIFY(event && event->is("presence.winfo"));
        QCOMPARE(parameter(event->parameters, "param1"), QByteArray("Value1"));
        QVERIFY(event->parameters.contains("PARAM2"));
    }
    void aDisposition_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("GRA-06 session") << QByteArray("session");
        QTest::newRow("GRA-06 render") << QByteArray("render");
    }
    void aDisposition()
    {
        QFETCH(QByteArray, text);
        QVERIFY(TokenHeader::parse(text)->is(text));
    }
    void aUuid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("GRA-07 well-formed") << QStringLiteral("f6e15cd0-17ed-11e4-8c21-0800200c9a66") << true;
        QTest::newRow("GRA-07 malformed")
            << QStringLiteral("XXf6e15cd0-17ed-11e4-8c21-0800200c9a66") << false;
    }
    void aUuid()
    {
        QFETCH(QString, text);
        QTEST(!QUuid::fromString(text).isNull(), "isOne");
    }
    void replaces_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("read"); ///< Call-ID, To tag, From tag, early; empty: refused
        const auto row = [](const char *name, const char *text, const char *read) {
            QTest::addRow("GRA-08 %s", name) << QByteArray(text) << QByteArray(read);
        };
        row("plain", "98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff",
            "98732@sip.example.com ff87ff r33th4x0r");
        row("no host, other order", "12adf2f34456gs5;to-tag=12345;from-tag=54321",
            "12adf2f34456gs5 12345 54321");
        row("early-only", "87134@171.161.34.23;early-only;to-tag=24796;from-tag=0",
            "87134@171.161.34.23 24796 0 early");
        row("folded", "87134@171.161.34.23;to-tag=24796\r\n ;from-tag=0;early-only",
            "87134@171.161.34.23 24796 0 early");
        row("unknown parameters", "a;x;to-tag=1;y=z;from-tag=2", "a 1 2");
        row("to-tag misspelt", "a;tto-tag=1;from-tag=2", "");
        row("no to-tag", "a;from-tag=2", "");
        row("trailing semicolon", "a;to-tag=1;from-tag=2;", "");
        row("from-tag without value", "a;to-tag=1;from-tag", "");
        row("to-tag without value", "a;to-tag=;from-tag=2", "");
    }
    void replaces()
    {
        QFETCH(QByteArray, text);
        const auto read = Replaces::parse(text);
        const QByteArray early = read && read->earlyOnly ? QByteArray(" early") : QByteArray();
        QTEST(read ? read->callId + ' ' + read->toTag + ' ' + read->fromTag + early : QByteArray(), "read");
    }
};

QTEST_GUILESS_MAIN(tst_ParityGrammar)
#include "tst_ParityGrammar.moc"
