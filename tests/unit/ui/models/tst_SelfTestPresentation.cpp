#include "SelfTestPresentation.h"

#include <QJsonArray>
#include <QTest>

using namespace carillon;
using Outcome = SelfTestRow::Outcome;

class tst_SelfTestPresentation : public QObject
{
    Q_OBJECT
private:
    static QJsonObject step(const char *name, const QJsonValue &ok, const QJsonValue &value, const char *unit)
    {
        return {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("ok"), ok},
            {QStringLiteral("value"), value}, {QStringLiteral("unit"), QLatin1String(unit)},
            {QStringLiteral("sentence"), QStringLiteral("So it is.")}};
    }
    static QJsonObject card(const QJsonArray &steps, bool ok)
    {
        return {{QStringLiteral("ok"), ok}, {QStringLiteral("steps"), steps}};
    }

private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<SelfTestState>("state");
        QTest::addColumn<bool>("canStart");
        QTest::addColumn<qsizetype>("steps");
        QTest::addColumn<QString>("says");
        QTest::newRow("idle") << SelfTestState::Idle << true << qsizetype(1) << QStringLiteral("chirp");
        QTest::newRow("running") << SelfTestState::Running << false << qsizetype(1)
                                 << QStringLiteral("quiet");
        QTest::newRow("a call has the sound")
            << SelfTestState::Busy << false << qsizetype(1) << QStringLiteral("A call is under way");
        QTest::newRow("done") << SelfTestState::Done << true << qsizetype(1) << QStringLiteral("not right");
        QTest::newRow("stopped") << SelfTestState::Stopped << true << qsizetype(1)
                                 << QStringLiteral("stopped");
        QTest::newRow("cannot be") << SelfTestState::Unavailable << true << qsizetype(1)
                                   << QStringLiteral("cannot be tested");
    }
    void states()
    {
        QFETCH(SelfTestState, state);
        QFETCH(QString, says);
        const auto shown = presentSelfTest(state, card({step("microphone", false, QJsonValue(), "")}, false));
        QTEST(shown.canStart, "canStart");
        QTEST(shown.steps.size(), "steps");
        QCOMPARE(shown.canStop, state == SelfTestState::Running);
        QVERIFY2(shown.sentence.contains(says), qPrintable(shown.sentence));
    }
    void steps()
    {
        const auto shown = presentSelfTest(SelfTestState::Done,
            card({step("network", true, 63.4, "ms"), step("loss", true, 0.25, "%"),
                     step("loop", QJsonValue(), QJsonValue(), ""), step("brand-new", false, 1, "")},
                false));
        QCOMPARE(shown.steps.size(), 4);
        QCOMPARE(shown.steps.at(0).title, QStringLiteral("Sound through this phone"));
        QCOMPARE(shown.steps.at(0).value, QStringLiteral("63 ms"));
        QCOMPARE(shown.steps.at(0).outcome, Outcome::Good);
        QCOMPARE(shown.steps.at(0).spoken, QStringLiteral("Sound through this phone: all right. So it is."));
        QCOMPARE(shown.steps.at(1).value, QLocale().toString(0.25, 'f', 1) + QStringLiteral(" %"));
        QCOMPARE(shown.steps.at(2).outcome, Outcome::NotTried);
        QVERIFY(shown.steps.at(2).value.isEmpty());
        QCOMPARE(shown.steps.at(3).title, QStringLiteral("brand-new")); // told, if not known here
        QCOMPARE(shown.steps.at(3).outcome, Outcome::Failed);
    }
    void whatRunsIsShownUntilItIsStopped()
    {
        QJsonObject running = step("loop", QJsonValue(), QJsonValue(), "");
        running.insert(QStringLiteral("running"), true);
        const QJsonObject told = card({step("network", true, 63.4, "ms"), running}, false);
        const auto shown = presentSelfTest(SelfTestState::Running, told);
        QCOMPARE(shown.steps.size(), 2);
        QCOMPARE(shown.steps.at(1).outcome, Outcome::Running);
        QVERIFY(shown.steps.at(1).spoken.contains(QStringLiteral("being tried")));
        const auto stopped = presentSelfTest(SelfTestState::Stopped, told);
        QCOMPARE(stopped.steps, QList{shown.steps.at(0)});
    }
    void allIsWell()
    {
        QCOMPARE(
            presentSelfTest(SelfTestState::Done, card({}, true)).sentence, QStringLiteral("All is well."));
    }
};

QTEST_MAIN(tst_SelfTestPresentation)
#include "tst_SelfTestPresentation.moc"
