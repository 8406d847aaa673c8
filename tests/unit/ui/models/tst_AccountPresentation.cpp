#include "AccountPresentation.h"
#include "SampleValues.h"

#include <QTest>

using namespace carillon;
using State = Account::State;

class tst_AccountPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("shortened");
        QTest::addColumn<QString>("friendly");
        const auto row = [](const char *name, const char *uri, const char *shortened, const char *friendly) {
            QTest::newRow(name) << QString::fromUtf8(uri) << QString::fromUtf8(shortened)
                                << QString::fromUtf8(friendly);
        };
        row("a name", "sip:bob@example.org", "bob@example.org", "bob");
        row("a stranger", "sip:bob@elsewhere.example", "bob@elsewhere.example", "bob@elsewhere.example");
        row("a strange number", "sip:+4930123@elsewhere.example", "+4930123@elsewhere.example",
            "+4930123@elsewhere.example");
        row("a port", "sip:bob@EXAMPLE.org:5070", "bob@EXAMPLE.org:5070", "bob");
        row("a number", "sip:+4930123@example.org;transport=tls", "+4930123@example.org", "+4930123");
        row("a tel URI", "tel:+49-30-123", "+49-30-123", "+49-30-123");
        row("sips", "SIPS:bob@example.org?subject=x", "bob@example.org", "bob");
        row("only a host", "sip:example.org;lr", "example.org", "example.org");
        row("nothing", "", "", "");
        row("parameters of the user part", "sip:1;phone-context=x@example.org",
            "1;phone-context=x@example.org", "1;phone-context=x");
    }
    void addresses()
    {
        QFETCH(QString, uri);
        QTEST(shortAddress(uri), "shortened");
        QTEST(friendlyAddress(uri, QStringLiteral("example.org")), "friendly");
    }
    void anAccountInWords_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("unregistered") << State::Unregistered << QStringLiteral("not registered");
        QTest::newRow("connecting") << State::Connecting << QString::fromUtf8("connecting…");
        QTest::newRow("registering") << State::Registering << QString::fromUtf8("signing in…");
        QTest::newRow("registered") << State::Registered << QStringLiteral("ready");
        QTest::newRow("unregistering") << State::Unregistering << QString::fromUtf8("signing out…");
        QTest::newRow("failed") << State::Failed
                                << QStringLiteral("example.org does not accept this password.");
    }
    void anAccountInWords()
    {
        QFETCH(State, state);
        QTEST(present(sample::account(state)).sentence, "sentence");
    }
    void withoutRegistrationItListens()
    {
        AccountSummary account = sample::account(State::Unregistered);
        account.settings.registers = false;
        account.ready = true;
        QCOMPARE(present(account).sentence, QStringLiteral("ready, listening at 1001@192.0.2.7:5060"));
    }
    void theStatusLine()
    {
        const AccountSummary ready = sample::account(State::Registered);
        const AccountSummary failed = sample::account(State::Failed);
        AccountSummary listens = sample::account(State::Unregistered);
        listens.ready = true;
        QCOMPARE(presentStatus({listens}, Reachability::Online).sentence,
            QString::fromUtf8("1001@example.org · ready"));
        QCOMPARE(presentStatus({}, Reachability::Online).sentence, QStringLiteral("No account yet"));
        QCOMPARE(presentStatus({ready}, Reachability::Online).sentence,
            QString::fromUtf8("1001@example.org · ready"));
        QCOMPARE(
            presentStatus({ready, ready}, Reachability::Online).sentence, QStringLiteral("2 accounts ready"));
        QCOMPARE(presentStatus({ready, failed}, Reachability::Online).sentence,
            QStringLiteral("1 of 2 accounts ready"));
        QCOMPARE(presentStatus({ready}, Reachability::Offline).sentence, QStringLiteral("Offline"));
        QCOMPARE(presentStatus({ready}, Reachability::Online, Disturbance::Refused).sentence,
            QStringLiteral("Do not disturb"));
        QCOMPARE(presentStatus({ready}, Reachability::Online, Disturbance::Refused, QStringLiteral("17:00"))
                     .sentence,
            QStringLiteral("Do not disturb until 17:00"));
    }
    void theTryOutHasNoAddress()
    {
        AccountSummary account = sample::account(State::Registered);
        account.tryOut = true;
        QCOMPARE(
            presentStatus({account}, Reachability::Online).sentence, QString::fromUtf8("Try-out · ready"));
    }
    void aReasonIsNotHiddenBehindTheAddress()
    {
        QCOMPARE(presentStatus({sample::account(State::Failed)}, Reachability::Online).sentence,
            QStringLiteral("example.org does not accept this password."));
    }
    void theStepsOfTheFirstStart_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("lastMark");
        QTest::newRow("connecting") << State::Connecting << 2 << int(Step::Mark::Working);
        QTest::newRow("registering") << State::Registering << 3 << int(Step::Mark::Working);
        QTest::newRow("registered") << State::Registered << 3 << int(Step::Mark::Done);
        QTest::newRow("failed") << State::Failed << 2 << int(Step::Mark::Failed);
    }
    void theStepsOfTheFirstStart()
    {
        QFETCH(State, state);
        const QList<Step> steps = presentSteps(sample::account(state));
        QTEST(int(steps.size()), "count");
        QTEST(int(steps.last().mark), "lastMark");
    }
    void aFailureSaysWhyAndKeepsTheCodeBehindDetails()
    {
        const Step failed = presentSteps(sample::account(State::Failed)).last();
        QCOMPARE(failed.sentence, QStringLiteral("example.org does not accept this password."));
        QCOMPARE(failed.detail, QStringLiteral("403 Forbidden"));
    }
};

QTEST_MAIN(tst_AccountPresentation)
#include "tst_AccountPresentation.moc"
