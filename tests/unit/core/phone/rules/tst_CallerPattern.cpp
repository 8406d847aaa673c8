#include "CallerPattern.h"

#include <QTest>

using namespace carillon;

class tst_CallerPattern : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data();
    void matches();
    void lists();
    void wrongOnes_data();
    void wrongOnes();
    void hostileOnesEnd();
};

void tst_CallerPattern::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("caller");
    QTest::addColumn<bool>("isMeant");
    const auto row = [](const char *pattern, const char *caller, bool isMeant) {
        QTest::addRow("%s, %s", pattern, caller)
            << QString::fromUtf8(pattern) << QString::fromUtf8(caller) << isMeant;
    };
    row("1001", "1001@example.org", true);
    row("1001", "10011@example.org", false);
    row("+49 (30) 123-45", "+493012345@example.org", true);
    row("+493012345", "+49-30.123 45@example.org", true);
    row("anna.miller", "Anna.Miller@example.org", true);
    row("anna.miller", "annamiller@example.org", false);
    row("anna@example.org", "anna@EXAMPLE.org", true);
    row("anna@example.org", "anna@example.com", false);
    row("@example.org", "whoever@example.org", true);
    row("@example.org", "anna@sub.example.org", false);
    row("@*.example.org", "anna@sub.example.org", true);
    row("+49900*", "+499001234@example.org", true);
    row("+49900*", "+4990@example.org", false);
    row("*spam*", "buy-spam-now@example.org", true);
    row("*", "anna@example.org", true);
    row("*@*", "anna@example.org", true);
    row("a*c*e", "abcde@h", true);
    row("a*c*e", "abcdf@h", false);
    row("-", "1001@example.org", false); // nothing is left of it
    row("-@example.org", "1001@example.org", false);
    row("anonymous", "anonymous@anonymous.invalid", true);
}

void tst_CallerPattern::matches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, caller);
    const CallerPattern read(pattern);
    QTEST(
        read.matches(caller.section(QLatin1Char('@'), 0, 0), caller.section(QLatin1Char('@'), 1)), "isMeant");
}

void tst_CallerPattern::lists()
{
    const QList<CallerPattern> list = CallerPattern::list(QStringLiteral(" 1001, ,@example.org,"));
    QCOMPARE(list.size(), 2);
    QVERIFY(list[0] == CallerPattern(QStringLiteral("1001")));
    QVERIFY(CallerPattern::list({}).isEmpty());
}

void tst_CallerPattern::wrongOnes_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("wrong");
    QTest::newRow("none") << QStringLiteral("1001, anna@example.org") << QString();
    QTest::newRow("a URI") << QStringLiteral("1001,sip:anna@h") << QStringLiteral("sip:anna@h");
    QTest::newRow("no host") << QStringLiteral("anna@") << QStringLiteral("anna@");
    QTest::newRow("markup") << QStringLiteral("<b>") << QStringLiteral("<b>");
    QTest::newRow("too long") << QString(200, QLatin1Char('1')) << QString(200, QLatin1Char('1'));
}

void tst_CallerPattern::wrongOnes()
{
    QFETCH(QString, list);
    QTEST(CallerPattern::firstWrong(list), "wrong");
}

/// Where a naive matcher takes longer than anybody lives.
void tst_CallerPattern::hostileOnesEnd()
{
    const CallerPattern pattern(QStringLiteral("*a").repeated(60) + QLatin1Char('b'));
    QVERIFY(!pattern.matches(QString(4000, QLatin1Char('a')), QStringLiteral("h")));
}

QTEST_GUILESS_MAIN(tst_CallerPattern)
#include "tst_CallerPattern.moc"
