#include "TransferPresentation.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_TransferPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theVerbsOfAPerson_data()
    {
        QTest::addColumn<bool>("asksUsually");
        QTest::addColumn<bool>("canRefer");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QStringList>("captions");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, bool asks, bool canRefer, const char *code,
                             const QStringList &captions, const char *sentence) {
            QTest::newRow(name) << asks << canRefer << QString::fromUtf8(code) << captions
                                << QString::fromUtf8(sentence);
        };
        row("usual", false, true, "*2", {QStringLiteral("Send"), QStringLiteral("Ask")}, "Send Anna to Bob");
        row("asks", true, true, "", {QStringLiteral("Ask"), QStringLiteral("Send")},
            "Ask Bob first, while Anna waits");
        row("code", false, false, "*2", {QStringLiteral("Code *2"), QStringLiteral("Ask")},
            "Send Anna to Bob by the code *2 of your exchange");
        row("no way", false, false, "", {QStringLiteral("Merge"), QStringLiteral("Ask")},
            "Call Bob and bring Bob into the call with Anna");
    }
    void theVerbsOfAPerson()
    {
        QFETCH(bool, asksUsually);
        QFETCH(bool, canRefer);
        QFETCH(QString, code);
        QFETCH(QStringList, captions);
        QFETCH(QString, sentence);
        const TransferOptions options{.usual = asksUsually ? TransferVerb::Ask : TransferVerb::Send,
            .undo = 2s,
            .code = code,
            .canRefer = canRefer};
        const TransferTarget bob{
            TransferTarget::Kind::Person, QStringLiteral("Bob"), QStringLiteral("sip:bob@example.org")};
        const ChipPresentation shown = presentChip(bob, QStringLiteral("Anna"), options);
        QStringList found;
        for (const VerbPresentation &verb : shown.verbs)
            found.append(verb.caption);
        QCOMPARE(found, captions);
        QCOMPARE(shown.verbs.first().sentence, sentence);
        QCOMPARE(transferHint(QStringLiteral("Anna"), options).isEmpty(), canRefer);
    }
    void theVerbByLamp_data()
    {
        QTest::addColumn<std::optional<Lamp>>("lamp");
        QTest::addColumn<TransferVerb>("usual"); ///< what the setting says
        QTest::addColumn<TransferOptions::Rule>("rule");
        QTest::addColumn<TransferVerb>("first");
        QTest::addColumn<QString>("sentence");
        using Rule = TransferOptions::Rule;
        const auto row = [](const char *name, std::optional<Lamp> lamp, TransferVerb usual, Rule rule,
                             TransferVerb first, const char *sentence) {
            QTest::newRow(name) << lamp << usual << rule << first << QString::fromUtf8(sentence);
        };
        const auto send = TransferVerb::Send, ask = TransferVerb::Ask;
        row("free", Lamp::Idle, send, Rule::ByLamp, send, "Send Anna to Bob, free");
        row("busy", Lamp::Busy, send, Rule::ByLamp, ask, "Ask Bob first, while Anna waits, talking to Eve");
        row("ringing", Lamp::Ringing, send, Rule::ByLamp, ask,
            "Ask Bob first, while Anna waits, called by Eve");
        row("nobody tells", Lamp::Unknown, send, Rule::ByLamp, ask, "Ask Bob first, while Anna waits");
        row("no favourite", std::nullopt, send, Rule::ByLamp, send, "Send Anna to Bob");
        row("always Send", Lamp::Busy, send, Rule::Fixed, send, "Send Anna to Bob, talking to Eve");
        row("always Ask", Lamp::Idle, ask, Rule::Fixed, ask, "Ask Bob first, while Anna waits, free");
    }
    void theVerbByLamp()
    {
        QFETCH(std::optional<Lamp>, lamp);
        QFETCH(TransferVerb, usual);
        QFETCH(TransferOptions::Rule, rule);
        TransferOptions options;
        options.usual = usual;
        options.rule = rule;
        TransferTarget bob{
            TransferTarget::Kind::Person, QStringLiteral("Bob"), QStringLiteral("sip:bob@example.org"), lamp};
        if (lamp == Lamp::Busy || lamp == Lamp::Ringing)
            bob.party = QStringLiteral("Eve");
        const ChipPresentation shown = presentChip(bob, QStringLiteral("Anna"), options);
        QCOMPARE(shown.verbs.size(), 2);
        QTEST(shown.verbs.first().verb, "first");
        QTEST(shown.verbs.first().sentence, "sentence");
        // Enter in the field is the setting's: nobody has a lamp there.
        QCOMPARE(presentFieldVerbs(QStringLiteral("Anna"), options).first().verb, usual);
    }
    void aLiveCallIsConnectedOrMerged()
    {
        const TransferTarget eve{TransferTarget::Kind::LiveCall, QStringLiteral("Eve"), QStringLiteral("c3")};
        TransferOptions options;
        ChipPresentation shown = presentChip(eve, QStringLiteral("Anna"), options);
        QCOMPARE(shown.verbs.size(), 1);
        QCOMPARE(shown.verbs.first().caption, QStringLiteral("Connect Anna + Eve"));
        options.canRefer = false;
        shown = presentChip(eve, QStringLiteral("Anna"), options);
        QCOMPARE(shown.verbs.first().verb, TransferVerb::Merge);
        QCOMPARE(shown.verbs.first().caption, QStringLiteral("Merge Anna + Eve"));
        QCOMPARE(presentJoining(eve, QStringLiteral("Anna"), options).verbs.size(), 1);
        options.canRefer = true;
        QCOMPARE(presentJoining(eve, QStringLiteral("Anna"), options).verbs.size(), 2);
    }
    void onlyWhatIsSentCanBeTakenBack()
    {
        QVERIFY(canBeTakenBack(TransferVerb::Send));
        QVERIFY(canBeTakenBack(TransferVerb::Code));
        for (const auto verb : {TransferVerb::Ask, TransferVerb::Connect, TransferVerb::Merge})
            QVERIFY(!canBeTakenBack(verb));
    }
    void aNumberWithoutANameIsToldItself()
    {
        QCOMPARE(
            pendingSentence({TransferVerb::Send, {TransferTarget::Kind::Person, {}, QStringLiteral("1012")}},
                QStringLiteral("Anna")),
            QString::fromUtf8("Sending Anna to 1012…"));
    }
};

QTEST_MAIN(tst_TransferPresentation)
#include "tst_TransferPresentation.moc"
