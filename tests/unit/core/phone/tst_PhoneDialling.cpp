// The dial plan, links from outside and codes for transfers, at a phone in virtual time.
#include "PhoneTest.h"
#include "SettingsStore.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

class tst_PhoneDialling : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void previews_data();
    void previews();
    void dialsByThePlan();
    void linksAreAskedOrDialled_data();
    void linksAreAskedOrDialled();
    void transfersByCode_data();
    void transfersByCode();
    void noCode();
};

void tst_PhoneDialling::previews_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *typed, const char *address) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(address);
    };
    row("030 123-45", "sip:+493012345@192.0.2.1");
    row("0044 123", "sip:+44123@192.0.2.1");
    row("112", "sip:112@192.0.2.1");
    row("**12", "sip:12@intern.example.org");
    row("tel:030-123", "sip:+4930123@192.0.2.1");
    row("callto:030123", "sip:+4930123@192.0.2.1");
    row("sip:030123", "sip:+4930123@192.0.2.1");
    row("030123@example.org", "sip:030123@example.org");
    row("sip:030123@example.org", "sip:030123@example.org");
    row("030123,,9#", "sip:+4930123@192.0.2.1");
    row("anna", "sip:anna@192.0.2.1");
}

void tst_PhoneDialling::previews()
{
    QFETCH(QString, typed);
    set(*m_anna, "dialRules", "00=>+;0=>+49;**XX$=>XX@intern.example.org");
    const auto preview = (*m_anna)->previewDial(typed);
    QVERIFY(preview);
    QTEST(*preview, "address");
}

void tst_PhoneDialling::dialsByThePlan()
{
    set(*m_anna, "dialRules", "7$=>bob@192.0.2.2:5060;8$=>cy@192.0.2.3:5060");
    const auto [call, bobs] = established(*m_anna, *m_bob);
    QVERIFY(call);
    QVERIFY((*m_anna)->consult(*call, QStringLiteral("8")));
    m_world->run(200ms);
    QVERIFY(incoming(*m_cy));
    QVERIFY(incoming(*m_cy)->reject());
    set(*m_bob, "acceptRefer", "always");
    QVERIFY(call->transfer(QStringLiteral("8")));
    m_world->run(2s);
    QVERIFY(incoming(*m_cy));
    QVERIFY(!(*m_anna)->previewDial(QStringLiteral("Anna Miller")));
}

void tst_PhoneDialling::linksAreAskedOrDialled_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("isDialled");
    const auto row = [](const char *policy, const char *link, bool isDialled) {
        QTest::addRow("%s: %s", policy, link)
            << QString::fromLatin1(policy) << QString::fromLatin1(link) << isDialled;
    };
    row("ask", "tel:+4930123", false);
    row("always", "tel:+4930123", true);
    row("always", "sip:bob@192.0.2.2", true);
    row("always", "tel:*21*0900123#", false); // forwards every call, at many an exchange
    row("always", "tel:%2321%23", false);
    row("always", "sip:*72@192.0.2.2", false);
    row("always", "tel:+4930123,*2", false);
    row("always", "callto:*97", false);
}

void tst_PhoneDialling::linksAreAskedOrDialled()
{
    QFETCH(QString, policy);
    QFETCH(QString, link);
    QFETCH(bool, isDialled);
    QCOMPARE((*m_anna)->settings().set(QStringLiteral("dialLinks"), policy), QString());
    QSignalSpy opened(&**m_anna, &Phone::linkOpened);
    QVERIFY((*m_anna)->openLink(link));
    QCOMPARE((*m_anna)->calls().size() == 1, isDialled);
    QCOMPARE(opened.size() == 1, !isDialled);
}

void tst_PhoneDialling::transfersByCode_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("all"); // empty: refused
    const auto row = [](const char *code, const char *target, const char *first, const char *all) {
        QTest::addRow("%s %s", code, target) << QString::fromLatin1(code) << QString::fromLatin1(target)
                                             << QByteArray(first) << QByteArray(all);
    };
    row("*2", "1003", "*2", "*21003");
    row("##,,", "100 3", "##", "##1003");
    row("*2", "0100", "*2", "*21234");
    row("*2", "anna", "", "");
    row("*2", "+49123", "", "");
    row("*2", "abba", "", ""); // four digits, to DTMF
    row("*2", "", "", "");
}

void tst_PhoneDialling::transfersByCode()
{
    QFETCH(QString, code);
    QFETCH(QString, target);
    QFETCH(QByteArray, all);
    QCOMPARE((*m_anna)->settings().set(QStringLiteral("transferCode"), code), QString());
    set(*m_anna, "dialRules", "0100$=>1234");
    const auto [call, bobs] = established(*m_anna, *m_bob);
    QVERIFY(call);
    const auto digits = [&] {
        QByteArray sent;
        for (const auto &handler : m_anna->media.handlers)
            sent += handler ? handler->sentDigits : QByteArray();
        return sent;
    };
    QCOMPARE(call->transferByCode(target).has_value(), !all.isEmpty());
    QTEST(digits(), "first");
    m_world->run(10s);
    QCOMPARE(digits(), all);
}

void tst_PhoneDialling::noCode()
{
    const auto [call, bobs] = established(*m_anna, *m_bob);
    QCOMPARE(call->transferByCode(QStringLiteral("1003")).error().code, QStringLiteral("no-code"));
}

QTEST_GUILESS_MAIN(tst_PhoneDialling)
#include "tst_PhoneDialling.moc"
