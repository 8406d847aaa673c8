#include "QuietTime.h"

#include <QTest>

using namespace carillon;

class tst_QuietTime : public QObject
{
    Q_OBJECT
private:
    const QLocale m_british{QLocale::English, QLocale::UnitedKingdom};

private Q_SLOTS:
    void endsThatMakeSense_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QStringList>("ends");
        const auto row = [](const char *name, const QDate &day, const QTime &time, const QStringList &ends) {
            QTest::newRow(name) << QDateTime(day, time) << ends;
        };
        const QDate thursday(2026, 3, 12);
        const QDate friday(2026, 3, 13);
        const QString tomorrow = QStringLiteral("Until &tomorrow 08:00");
        const QString eight = QStringLiteral("Until 08:00");
        const QString noon = QStringLiteral("Until 12:00");
        const QString five = QStringLiteral("Until 17:00");
        const QString monday = QStringLiteral("Until Monday 08:00");
        row("at night", thursday, QTime(0, 10), {eight, noon, five, tomorrow});
        row("in the morning", thursday, QTime(9, 0), {noon, five, tomorrow});
        row("an hour is offered already", thursday, QTime(11, 0), {five, tomorrow});
        row("a little more than an hour", thursday, QTime(10, 59), {noon, five, tomorrow});
        row("in the evening", thursday, QTime(20, 0), {tomorrow});
        row("tomorrow nobody works", friday, QTime(16, 30), {tomorrow, monday});
        row("nor on Sunday", friday.addDays(1), QTime(18, 0), {tomorrow, monday});
        row("on Sunday", friday.addDays(2), QTime(18, 0), {tomorrow});
        row("the last evening of a year", QDate(2026, 12, 31), QTime(23, 59), {tomorrow});
    }
    void endsThatMakeSense()
    {
        QFETCH(QDateTime, now);
        QStringList texts;
        QDateTime before = now;
        for (const QuietEnd &end : quietEnds(now, m_british)) {
            texts.append(end.text);
            QVERIFY(end.at > before);
            before = end.at;
        }
        QVERIFY(now.daysTo(before) <= 7); // longer is refused
        QTEST(texts, "ends");
    }
    void timesAreWrittenAsTheyAreHere()
    {
        const QLocale american(QLocale::English, QLocale::UnitedStates);
        const QString text = quietEnds(QDateTime(QDate(2026, 3, 12), QTime(15, 0)), american).first().text;
        QVERIFY2(text.startsWith(QStringLiteral("Until 5:00")) && text.endsWith(QStringLiteral("PM")),
            qPrintable(text));
    }
    void whatEndsAtFiveIsNotOverBefore()
    {
        using namespace std::chrono_literals;
        using Kind = QuietTime::Kind;
        const QDate day(2026, 3, 12);
        const QuietTime five{Kind::Until, {}, QDateTime(day, QTime(17, 0))};
        QCOMPARE(minutesOf(five, QDateTime(day, QTime(16, 0))), std::optional(60min));
        QCOMPARE(minutesOf(five, QDateTime(day, QTime(16, 0, 20))), std::optional(60min));
        QCOMPARE(
            minutesOf(five, QDateTime(day, QTime(17, 0, 1))), std::optional(1min)); // the menu was open long
        QCOMPARE(minutesOf({Kind::For, 30min}, QDateTime(day, QTime(17, 0))), std::optional(30min));
        QVERIFY(!minutesOf({Kind::Off}, QDateTime(day, QTime(17, 0))));
        QVERIFY(!minutesOf({Kind::UntilTurnedOff}, QDateTime(day, QTime(17, 0))));
    }
    void anEndInWordsThatStayTrue()
    {
        const QDateTime now(QDate(2026, 3, 12), QTime(22, 0));
        QCOMPARE(quietEndText(now.addSecs(3600), now, m_british), QStringLiteral("23:00"));
        QCOMPARE(quietEndText(now.addSecs(36000), now, m_british), QStringLiteral("Fri 08:00"));
        QVERIFY(quietEndText({}, now, m_british).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_QuietTime)
#include "tst_QuietTime.moc"
