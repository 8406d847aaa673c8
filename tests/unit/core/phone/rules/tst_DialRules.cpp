#include "DialRules.h"

#include <QTest>

using namespace carillon;
using Wrong = DialRules::Wrong;

class tst_DialRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void applies_data();
    void applies();
    void checks_data();
    void checks();
    void leavesOutWhatIsWrong();
    void isBounded();
};

void tst_DialRules::applies_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("dialled"); // empty: as it is
    const auto row = [](const char *rules, const char *number, const char *dialled) {
        QTest::addRow("%s, %s", rules, number)
            << QString::fromUtf8(rules) << QString::fromUtf8(number) << QString::fromUtf8(dialled);
    };
    row("0=>+49", "0301234", "+49301234");
    row("0=>+49", "0", ""); // the operator: nothing would be left of the number
    row("0=>+49", "112", "");
    row("00=>+;0=>+49", "0044123", "+44123"); // the first that matches
    row("00=>+;0=>+49", "030", "+4930");
    row("0=>+49;00=>+", "0044123", "+49044123");
    row("+49=>0", "+49301234", "0301234");
    row("+=>00", "+44123", "0044123");
    row("110$=>110", "110", "110");
    row("110$=>110;1=>9", "1101", "9101");
    row(".=>0.", "1234", "01234");
    row("XXX$=>030123XXX", "456", "030123456");
    row("XXX$=>030123XXX", "4567", "");
    row("XXX$=>030123XXX", "45*", ""); // X is a digit
    row("**X.=>9.", "**612", "912");
    row("**X.=>9X.", "**612", "9612");
    row("**1$=>voicemail", "**1", "voicemail");
    row("**X$=>X@intern.example.org", "**6", "6@intern.example.org");
    row("9=>@example.org", "912", "12@example.org");
    row("9.=>.@[::1]:5070", "912", "12@[::1]:5070");
    row("0 => +49 ; 1 => 2", "030", "+4930");
    row("0=>+49", "030*1#", "+4930*1#");
    row("", "1234", "");
}

void tst_DialRules::applies()
{
    QFETCH(QString, rules);
    QFETCH(QString, number);
    QCOMPARE(DialRules::check(rules), std::nullopt);
    QTEST(DialRules::parse(rules).apply(number).value_or(QString()), "dialled");
}

void tst_DialRules::checks_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<Wrong>("wrong");
    const auto row
        = [](const char *rules, Wrong wrong) { QTest::newRow(rules) << QString::fromUtf8(rules) << wrong; };
    row("0", Wrong::NoArrow);
    row("0>+49", Wrong::NoArrow);
    row("0=>1=>2", Wrong::NoArrow);
    row("0=>+49;abc", Wrong::NoArrow);
    row("=>1", Wrong::Pattern);
    row("$=>1", Wrong::Pattern);
    row("a=>1", Wrong::Pattern);
    row("0.0=>1", Wrong::Pattern);
    row("0.$=>1", Wrong::Pattern);
    row("1+=>1", Wrong::Pattern);
    row("0$=>", Wrong::Replacement);
    row("0$=>1.", Wrong::Replacement); // no rest
    row("0=>X", Wrong::Replacement);
    row("0=>1.2", Wrong::Replacement);
    row("0$=>1@", Wrong::Replacement);
    row("0$=>1@h:0", Wrong::Replacement);
    row("0$=>1@h:70000", Wrong::Replacement);
    row("0$=>1@a@b", Wrong::Replacement);
    row("0$=>sip:1", Wrong::Replacement);
    row("0$=>1?Replaces", Wrong::Replacement);
    row("0$=><b>", Wrong::Replacement);
}

void tst_DialRules::checks()
{
    QFETCH(QString, rules);
    const auto problem = DialRules::check(rules);
    QVERIFY(problem);
    QTEST(problem->wrong, "wrong");
    QVERIFY(rules.contains(problem->rule));
}

void tst_DialRules::leavesOutWhatIsWrong()
{
    QCOMPARE(DialRules::parse(QStringLiteral("nonsense;0=>+49")).apply(QStringLiteral("030")),
        std::optional(QStringLiteral("+4930")));
}

void tst_DialRules::isBounded()
{
    const QString many
        = QStringList(DialRules::Limits::Rules + 1, QStringLiteral("0=>1")).join(QLatin1Char(';'));
    QCOMPARE(DialRules::check(many)->wrong, Wrong::TooMany);
    const QString wide = QStringLiteral("0=>") + QString(200, QLatin1Char('1'));
    QCOMPARE(DialRules::check(wide)->wrong, Wrong::TooMany);
    // A replacement is not read again.
    QCOMPARE(DialRules::parse(QStringLiteral("1=>11")).apply(QStringLiteral("12")),
        std::optional(QStringLiteral("112")));
}

QTEST_GUILESS_MAIN(tst_DialRules)
#include "tst_DialRules.moc"
