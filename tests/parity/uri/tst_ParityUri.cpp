// Groups URI and NAH of docs/parity-groups.txt: SIP URIs and name-addr values. Both are plain values here: a
// field is set, a parameter list has set() and remove(), so there is nothing that returns the old value. An
// id with F asserts what we want instead: parameters and URI headers keep the letters they came with and
// compare without case; there is no raw form beside the normal one; a display name that is a token is not
// quoted (RFC 3261 §25.1 allows both).
#include "NameAddr.h"

#include <QTest>

using namespace carillon;

namespace {

const QByteArray rich
    = "SIP:%61li%C3%A7e@Atlanta.Example:5070;Transport=TCP;lr;Foo=Bar?X-Header=1&x-header=AsD%20wer&Y=%C3%A4";
const QByteArray richName = "\"Ali\xc3\xa7"
                            "e\" <"
    + rich + ">;QWE=QWE;ASd";

SipUri uri(const QByteArray &text)
{
    return SipUri::parse(text).value();
}

} // namespace

class tst_ParityUri : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fields() // URI-01
    {
        SipUri made;
        made.user = "alice";
        made.host = "atlanta.example";
        made.port = quint16(5060);
        made.parameters.set("transport", "udp");
        made.headers = {{"Subject", "x"}};
        QCOMPARE(made.toBytes(), QByteArray("sip:alice@atlanta.example:5060;transport=udp?Subject=x"));
        QCOMPARE(uri(made.toBytes()), made);
    }
    void parameters_data()
    {
        QTest::addColumn<bool>("isUris");
        QTest::newRow("URI-02") << true;
        QTest::newRow("NAH-02") << false;
    }
    void parameters()
    {
        QFETCH(bool, isUris);
        NameAddr made;
        made.uri = uri("sip:a@b");
        Parameters &list = isUris ? made.uri.parameters : made.parameters;
        QVERIFY(!list.value("") && !list.contains("x"));
        list.set("Flag");
        QVERIFY(list.contains("flag") && list.value("FLAG") == QByteArray());
        list.set("one", "Two");
        QCOMPARE(list.value("ONE"), QByteArray("Two"));
        list.set("one", "3");
        QCOMPARE(list.number("one"), 3u);
        list.set("last", "x");
        QCOMPARE(made.toBytes(),
            QByteArray(isUris ? "<sip:a@b;Flag;one=3;last=x>" : "<sip:a@b>;Flag;one=3;last=x"));
        list.remove("ONE");
        list.remove("missing");
        QVERIFY(!list.contains("one") && list.contains("flag"));
        list.list.clear();
        list.set("usable");
        QCOMPARE(list.list.size(), 1);
    }
    void headers() // URI-03
    {
        SipUri made = uri("sip:a@b");
        made.headers = {{"Subject", "one"}, {"Subject", "two & more"}};
        const SipUri again = uri(made.toBytes());
        QCOMPARE(again.headers, made.headers);
        made.headers.clear();
        QCOMPARE(made.toBytes(), QByteArray("sip:a@b"));
    }
    void copies() // URI-04
    {
        const SipUri one = uri(rich);
        SipUri other = one;
        QCOMPARE(other, one);
        other.user = "x";
        QVERIFY(other != one);
        QVERIFY(!SipUri::parse("sip@atlanta.example") && !SipUri::parse("alice") && !SipUri::parse("sip:"));
    }
    void aRichUri() // URI-05, NAH-04
    {
        const SipUri one = uri(rich);
        QCOMPARE(one.scheme, SipUri::Scheme::Sip);
        QCOMPARE(one.user,
            QByteArray("ali\xc3\xa7"
                       "e"));
        QCOMPARE(one.host, QByteArray("atlanta.example"));
        QCOMPARE(one.port, quint16(5070));
        QCOMPARE(one.transport(), QByteArray("tcp"));
        QVERIFY(one.parameters.contains("LR"));
        QCOMPARE(one.parameters.value("foo"), QByteArray("Bar"));
        QVERIFY(!one.parameters.value("bar"));
        QCOMPARE(one.headers,
            (QList<std::pair<QByteArray, QByteArray>>{
                {"X-Header", "1"}, {"x-header", "AsD wer"}, {"Y", "\xc3\xa4"}}));
        QCOMPARE(one.toBytes(), // URI-05F: no raw form
            QByteArray("sip:ali%C3%A7e@atlanta.example:5070;Transport=TCP;lr;Foo=Bar?X-Header=1&x-header=AsD%"
                       "20wer&Y=%C3%A4"));
    }
    void aUserOfAnyText() // URI-06
    {
        SipUri one = uri(rich);
        one.user = "I\xc3\xb1"
                   "aki:PASSWD";
        QCOMPARE(one.user,
            QByteArray("I\xc3\xb1"
                       "aki:PASSWD"));
        one.parameters.remove("foo");
        one.headers.removeFirst();
        one.headers.removeFirst();
        // URI-06F: a colon in the user would begin a password (RFC 3261 §25.1), so it is escaped.
        QCOMPARE(one.toBytes(),
            QByteArray("sip:I%C3%B1aki%3APASSWD@atlanta.example:5070;Transport=TCP;lr?Y=%C3%A4"));
        QCOMPARE(uri(one.toBytes()).user, one.user);
        one.parameters.list.clear();
        one.headers.clear();
        one.port.reset();
        QCOMPARE(one.toBytes(), QByteArray("sip:I%C3%B1aki%3APASSWD@atlanta.example"));
    }
    void compared_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("areSame");
        const auto row = [](const char *name, const char *one, const char *other, bool areSame) {
            QTest::addRow("URI-07 %s", name) << QByteArray(one) << QByteArray(other) << areSame;
        };
        row("escapes and case", "sip:%61lice@atlanta.com;transport=TCP",
            "sip:alice@AtLanTa.CoM;Transport=tcp", true);
        row("a parameter of one only", "sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true);
        row("parameters in another order", "sip:c@d;a=1;b=2", "sip:c@d;b=2;a=1", true);
        row("headers in another order", "sip:b.com;a=1?to=alice&subject=x",
            "sip:b.com;a=1?subject=x&to=alice", true);
        row("user in other letters", "sip:ALICE@atlanta.com", "sip:alice@atlanta.com", false);
        row("the default port and none", "sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false);
        row("a transport and none", "sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false);
        row("headers of one only", "sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting",
            false);
        row("another value", "sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off",
            false);
        for (const char *name : {"user=phone", "ttl=1", "method=INVITE", "maddr=x.example"}) {
            const QByteArray more = QByteArray("sip:a@b;") + name;
            row(name, "sip:a@b", more.constData(), false);
        }
    }
    void compared()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QTEST(uri(one).equivalent(uri(other)), "areSame");
        QTEST(uri(other).equivalent(uri(one)), "areSame");
    }
    void displayNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("NAH-01 not ASCII") << QByteArray("I\xc3\xb1"
                                                        "aki \xc3\xb1")
                                          << QByteArray("\"I\xc3\xb1"
                                                        "aki \xc3\xb1\" <sip:a@b>");
        QTest::newRow("NAH-01F zero") << QByteArray("0") << QByteArray("0 <sip:a@b>");
        QTest::newRow("NAH-01 none") << QByteArray() << QByteArray("<sip:a@b>");
    }
    void displayNames()
    {
        QFETCH(QByteArray, name);
        NameAddr made;
        made.displayName = name;
        made.uri = uri("sip:a@b");
        QTEST(made.toBytes(), "written");
        QCOMPARE(NameAddr::parse(made.toBytes())->displayName, name);
    }
    void aNameIsCopied() // NAH-03
    {
        const NameAddr one = NameAddr::parse(richName).value();
        NameAddr other = one;
        QCOMPARE(other.toBytes(), one.toBytes());
        other.displayName = "x";
        other.uri.user = "y";
        QVERIFY(one.displayName != "x" && one.uri.user != "y");
    }
    void aRichName() // NAH-04
    {
        NameAddr one = NameAddr::parse(richName).value();
        QCOMPARE(one.displayName,
            QByteArray("Ali\xc3\xa7"
                       "e"));
        QCOMPARE(one.uri, uri(rich));
        QCOMPARE(one.parameters.value("qwe"), QByteArray("QWE"));
        QVERIFY(one.parameters.contains("asd") && !one.parameters.contains("lr"));
        one.displayName = "Foo Bar";
        QVERIFY(
            one.toBytes().startsWith("Foo Bar <sip:ali%C3%A7e@") && one.toBytes().endsWith(">;QWE=QWE;ASd"));
        one.displayName.clear();
        QVERIFY(one.toBytes().startsWith("<sip:ali%C3%A7e@"));
    }
};

QTEST_GUILESS_MAIN(tst_ParityUri)
#include "tst_ParityUri.moc"
