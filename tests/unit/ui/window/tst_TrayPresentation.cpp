#include "TrayPresentation.h"

#include "SampleValues.h"

#include <QTest>

using namespace carillon;

class tst_TrayPresentation : public QObject
{
    Q_OBJECT
private:
    static TrayFacts facts(const QList<CallState> &calls = {})
    {
        return {.calls = calls, .accounts = {sample::account(Account::State::Registered)}};
    }

private Q_SLOTS:
    void theMostUrgentIsShown_data()
    {
        QTest::addColumn<TrayFacts>("facts");
        QTest::addColumn<TrayState>("state");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const TrayFacts &facts, TrayState state, const char *says) {
            QTest::newRow(name) << facts << state << QString::fromLatin1(says);
        };
        TrayFacts quiet = facts();
        quiet.disturbance = Disturbance::Refused;
        TrayFacts offline = quiet;
        offline.reachability = Reachability::Offline;
        TrayFacts failed = facts();
        failed.accounts = {sample::account(Account::State::Failed)};
        TrayFacts oneOfTwo = facts();
        oneOfTwo.accounts.append(sample::account(Account::State::Failed));
        CallState muted = sample::bob();
        muted.muted = true;
        CallState ended = sample::bob();
        ended.phase = CallState::Phase::Terminated;
        TrayFacts quietTalk = quiet;
        quietTalk.calls = {sample::bob()};
        row("ready", facts(), TrayState::Ready, "ready");
        row("one of two accounts", oneOfTwo, TrayState::Ready, "ready");
        row("do not disturb", quiet, TrayState::DoNotDisturb, "do not disturb");
        TrayFacts untilFive = quiet;
        untilFive.quietEnd = QStringLiteral("17:00");
        row("do not disturb until", untilFive, TrayState::DoNotDisturb, "do not disturb until 17:00");
        row("offline before do not disturb", offline, TrayState::Offline, "not connected");
        row("refused", failed, TrayState::Offline, "not connected");
        row("no account", {}, TrayState::Offline, "no account yet");
        row("ringing", facts({sample::ringing()}), TrayState::Ringing, "somebody is calling");
        row("ringing in a call", facts({sample::bob(), sample::ringing()}), TrayState::Ringing, "calling");
        row("in a call", facts({sample::bob()}), TrayState::InCall, "in a call");
        row("in a call, do not disturb", quietTalk, TrayState::InCall, "in a call");
        row("muted", facts({muted}), TrayState::Muted, "muted");
        row("muted in one of two", facts({muted, sample::anna()}), TrayState::InCall, "in a call");
        row("ended", facts({ended}), TrayState::Ready, "ready");
    }
    void theMostUrgentIsShown()
    {
        QFETCH(TrayFacts, facts);
        QFETCH(QString, says);
        const TrayPresentation shown = trayPresentation(facts);
        QTEST(shown.state, "state");
        QVERIFY2(shown.toolTip.section(u'\n', 0, 0).contains(says), qPrintable(shown.toolTip));
    }
    void theToolTipListsAccountsInWords()
    {
        TrayFacts several = facts();
        AccountSummary second = sample::account(Account::State::Failed);
        second.settings.aor = QStringLiteral("sip:1002@example.org");
        second.reason = QStringLiteral("<img src=x> says no");
        several.accounts.append(second);
        several.missed = 2;
        const QStringList lines = trayPresentation(several).toolTip.split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[1], QStringLiteral("1001@example.org: ready"));
        QCOMPARE(lines[2], QStringLiteral("1002@example.org: not connected")); // no word of a server
        QVERIFY(lines[3].contains(u'2'));
        QCOMPARE(trayPresentation(several).badge, 2);
        QCOMPARE(trayPresentation(several).accounts.size(), 2);
    }
    void numbersInTheClipboard_data()
    {
        QTest::addColumn<QString>("clipboard");
        QTest::addColumn<QString>("number");
        const auto row = [](const char *clipboard, const char *number) {
            QTest::newRow(clipboard) << QString::fromUtf8(clipboard) << QString::fromUtf8(number);
        };
        row("+49 30 1234567", "+49 30 1234567");
        row("  (030) 123-45.67\n", "(030) 123-45.67");
        row("*21#", "*21#");
        row("sip:bob@example.org", "sip:bob@example.org");
        row("tel:+4930123", "tel:+4930123");
        row("12", "");
        row("", "");
        row("meet at 10", "");
        row("2026-03-12 to 2026-04-01", "");
        row("030 123\n030 124", "");
        row("sip:bob@example.org <b>", "");
        row("https://example.org/123", "");
        row("bob@example.org", "");
    }
    void numbersInTheClipboard()
    {
        QFETCH(QString, clipboard);
        QTEST(dialableIn(clipboard).value_or(QString()), "number");
    }
    void aLongClipboardIsNoNumber()
    {
        QVERIFY(!dialableIn(QString(10'000'000, u'1')));
        QVERIFY(!dialableIn(QString(65, u'1')));
        QVERIFY(dialableIn(QString(64, u'1')));
    }
};

QTEST_GUILESS_MAIN(tst_TrayPresentation)
#include "tst_TrayPresentation.moc"
