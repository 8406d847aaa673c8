#include "NameAddr.h"

#include <QTest>

using namespace carillon;

class tst_NameAddr : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void forms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char *what, const char *text, const char *name, const char *written) {
            QTest::newRow(what) << QByteArray(text) << QByteArray(name) << QByteArray(written);
        };
        row("bare", "sip:a@b", "", "<sip:a@b>");
        row("parameters of a bare one are the header's", "sip:a@b;tag=1;x", "", "<sip:a@b>;tag=1;x");
        row("bracketed", "<sip:a@b;lr>;tag=1", "", "<sip:a@b;lr>;tag=1");
        row("token list", "Alice B. Toklas <sip:a@b>", "Alice B. Toklas", "Alice B. Toklas <sip:a@b>");
        row("quoted", "\"A \\\"B\\\" \\\\C\"<sip:a@b>", "A \"B\" \\C", "\"A \\\"B\\\" \\\\C\" <sip:a@b>");
        row("quoted for nothing", "\"Alice\" <sip:a@b>", "Alice", "Alice <sip:a@b>");
        row("empty quotes", "\"\" <sip:a@b>", "", "<sip:a@b>");
        row("UTF-8", "\"J\xc3\xb6rg\" <sip:a@b>", "J\xc3\xb6rg", "\"J\xc3\xb6rg\" <sip:a@b>");
        row("UTF-8 without quotes, liberal", "J\xc3\xb6rg X <sip:a@b>", "J\xc3\xb6rg X",
            "\"J\xc3\xb6rg X\" <sip:a@b>");
        row("a comma in quotes", "\"Bell, A\" <sip:a@b>", "Bell, A", "\"Bell, A\" <sip:a@b>");
        row("brackets in quotes", "\"<sip:x@y>\" <sip:a@b>", "<sip:x@y>", "\"<sip:x@y>\" <sip:a@b>");
        row("white space", " \t\"A\"\r\n <sip:a@b> ; tag = 5 ; q", "A", "A <sip:a@b>;tag=5;q");
        row("quoted parameter", "<sip:a@b>;+sip.instance=\"<urn:uuid:1;2>\";x", "",
            "<sip:a@b>;+sip.instance=\"<urn:uuid:1;2>\";x");
        row("tel", "<tel:+1-201-555-0123;phone-context=x>;tag=1", "",
            "<tel:+1-201-555-0123;phone-context=x>;tag=1");
        row("urn", "<urn:service:sos>", "", "<urn:service:sos>");
        row("anonymous", "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=x", "Anonymous",
            "Anonymous <sip:anonymous@anonymous.invalid>;tag=x");
    }
    void forms()
    {
        QFETCH(const QByteArray, text);
        const auto one = NameAddr::parse(text);
        QVERIFY(one);
        QTEST(one->displayName, "name");
        QTEST(one->toBytes(), "written");
        QCOMPARE(*NameAddr::parse(one->toBytes()), *one);
        QCOMPARE(NameAddr::parseList(text)->size(), 1);
    }

    void lists()
    {
        const auto list = NameAddr::parseList("\"a, b\" <sip:a@b;x=1>;q=1 , sip:c@d;expires=5,<tel:1>");
        QCOMPARE(list->size(), 3);
        QCOMPARE(list->at(0).displayName, "a, b");
        QCOMPARE(list->at(1).parameters.number("expires"), 5u);
        QCOMPARE(list->at(2).otherUri, "tel:1");
        QVERIFY(NameAddr::parseList("  ")->isEmpty());
        QVERIFY(!NameAddr::parse("sip:a@b, sip:c@d"));
        QVERIFY(!NameAddr::parseList("sip:a@b,"));
        QVERIFY(!NameAddr::parseList(",sip:a@b"));
        QVERIFY(!NameAddr::parseList("*"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
            {"", " ", "\"open <sip:a@b>", "\"a\" sip:a@b", "Bell, A <sip:a@b>", "<sip:a@b", "sip:a@b>", "<>",
                "< sip:a@b>", "<sip:a@b >", "a@b", "<a@b>", "sip:a@b?x=y", "<sip:a@b>;", "<sip:a@b>;;x",
                "<sip:a@b>;=x", "<sip:a@b>;x=", "<sip:a@b>;x=\"", "<sip:a@b> x", "\"a\\",
                "\"\x01\" <sip:a@b>", "<tel:>", "<tel:a b>", "<1x:y>", "a\"b\" <sip:a@b>", "(x) <sip:a@b>"})
            QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    }
    void refused()
    {
        QFETCH(const QByteArray, text);
        const auto one = NameAddr::parse(text);
        QVERIFY(!one);
        QVERIFY(one.error().position >= 0 && one.error().position <= text.size());
    }

    void nothingInANameCanEndTheLine()
    {
        NameAddr one;
        one.displayName = QByteArray("x\"\r\nEvil: 1\0\x7f", 14);
        one.uri = *SipUri::parse("sip:a@b");
        const QByteArray written = one.toBytes();
        QVERIFY(!written.contains('\r') && !written.contains('\n'));
        QCOMPARE(NameAddr::parse(written)->displayName, QByteArray("x\"  Evil: 1\0\x7f", 14));
    }
};

QTEST_GUILESS_MAIN(tst_NameAddr)
#include "tst_NameAddr.moc"
