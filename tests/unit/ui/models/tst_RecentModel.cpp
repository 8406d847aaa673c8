#include "RecentModel.h"
#include "SampleValues.h"
#include "Suggestions.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using Outcome = HistoryEntry::Outcome;

class tst_RecentModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void when_data()
    {
        QTest::addColumn<int>("minutesAgo");
        QTest::addColumn<QString>("text");
        QTest::newRow("today") << 18 << QStringLiteral("10:42");
        QTest::newRow("a minute past midnight") << 11 * 60 - 1 << QStringLiteral("00:01");
        QTest::newRow("a minute before midnight") << 11 * 60 + 1 << QStringLiteral("yesterday");
        QTest::newRow("the day before") << 2 * 24 * 60 << QStringLiteral("Tuesday");
        QTest::newRow("six days ago") << 6 * 24 * 60 << QStringLiteral("Friday");
        QTest::newRow("a week ago") << 7 * 24 * 60 << QStringLiteral("05/03/2026");
        QTest::newRow("a clock that was wrong") << -5 * 24 * 60 << QStringLiteral("11:00");
    }
    void when()
    {
        QFETCH(int, minutesAgo);
        QTEST(whenText(sample::now().addSecs(-60 * minutesAgo).toUTC(), sample::moment()), "text");
    }
    void rows_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("subtitle");
        QTest::addColumn<bool>("bold");
        QTest::newRow("answered") << Outcome::Answered << QString::fromUtf8("bob · 3 min 15 s") << false;
        QTest::newRow("missed") << Outcome::Missed << QString::fromUtf8("bob · missed") << true;
        QTest::newRow("declined") << Outcome::Declined << QString::fromUtf8("bob · declined") << false;
        QTest::newRow("busy") << Outcome::Busy << QString::fromUtf8("bob · busy") << false;
        QTest::newRow("no answer") << Outcome::NoAnswer << QString::fromUtf8("bob · no answer") << false;
        QTest::newRow("cancelled") << Outcome::Cancelled << QString::fromUtf8("bob · cancelled") << false;
        QTest::newRow("failed") << Outcome::Failed << QString::fromUtf8("bob · failed") << false;
    }
    void rows()
    {
        QFETCH(Outcome, outcome);
        const HistoryEntry entry = sample::entry("Bob", "sip:bob@example.org", outcome, 5);
        const ListRow row = presentRecent(entry, sample::moment());
        QCOMPARE(row.title, QStringLiteral("Bob"));
        QTEST(row.subtitle, "subtitle");
        QTEST(row.bold, "bold");
        QVERIFY(row.sentence.contains(QStringLiteral("Bob")));
    }
    void aNumberIsNotSaidTwice()
    {
        const ListRow row
            = presentRecent(sample::entry("", "sip:+4930@example.org", Outcome::Busy, 5), sample::moment());
        QCOMPARE(row.title, QStringLiteral("+4930"));
        QCOMPARE(row.subtitle, QStringLiteral("busy"));
    }
    void frequentParties_data()
    {
        QTest::addColumn<QStringList>("called");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("nobody") << QStringList() << QStringList();
        QTest::newRow("by number of calls") << QStringList{QStringLiteral("a"), QStringLiteral("b"),
            QStringLiteral("b")} << QStringList{QStringLiteral("b"), QStringLiteral("a")};
        QTest::newRow("then the newest") << QStringList{QStringLiteral("c"), QStringLiteral("a")}
                                         << QStringList{QStringLiteral("c"), QStringLiteral("a")};
        QTest::newRow("never to the caller himself")
            << QStringList{QStringLiteral("me"), QStringLiteral("a")} << QStringList{QStringLiteral("a")};
        QTest::newRow("not more than asked for") << QStringList{QStringLiteral("a"), QStringLiteral("b"),
            QStringLiteral("c")} << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    }
    void frequentParties()
    {
        QFETCH(QStringList, called);
        QList<HistoryEntry> entries;
        for (const QString &user : called) {
            HistoryEntry entry;
            entry.remoteName = user;
            entry.remoteUri = QStringLiteral("sip:%1@example.org").arg(user);
            entries.append(entry);
        }
        QStringList names;
        for (const FrequentParty &party :
            carillon::frequentParties(entries, 2, QStringLiteral("sip:me@example.org;x"), {}))
            names.append(party.name);
        QTEST(names, "expected");
    }
    void whoNeverAnsweredIsNoFrequentParty()
    {
        HistoryEntry failed = sample::entry("x", "sip:x@example.org", Outcome::Failed, 5);
        failed.code = 404;
        const HistoryEntry bob = sample::entry("Bob", "sip:bob@example.org", Outcome::Answered, 9);
        const HistoryEntry busyNow = sample::entry("Bob", "sip:bob@example.org", Outcome::Busy, 2);
        const auto parties = carillon::frequentParties({busyNow, failed, failed, bob}, 6, {}, {});
        QCOMPARE(parties.size(), 1);
        QCOMPARE(parties.first().name, QStringLiteral("Bob"));
    }
    void anAddressIsToldWithoutItsEncoding()
    {
        const HistoryEntry entry = sample::entry("%%%", "sip:%25%25%25@example.org", Outcome::Failed, 5);
        QVERIFY(!presentRecent(entry, sample::moment()).subtitle.contains(QStringLiteral("%25")));
    }
    void whyItFailedIsSaid()
    {
        HistoryEntry entry = sample::entry("Bob", "sip:bob@example.org", Outcome::Failed, 5);
        entry.code = 503;
        const QString subtitle = presentRecent(entry, sample::moment()).subtitle;
        QVERIFY2(subtitle.contains(QStringLiteral("Bob")) && !subtitle.endsWith(QStringLiteral("failed")),
            qPrintable(subtitle));
    }
    void aStrangeDomainIsSeen()
    {
        const HistoryEntry entry
            = sample::entry("Your bank", "sip:+4930@elsewhere.example", Outcome::Answered, 5);
        QVERIFY(
            presentRecent(entry, sample::moment()).subtitle.startsWith(QStringLiteral("+4930@elsewhere")));
        QVERIFY(presentSuggestion(entry, sample::moment())
                    .subtitle.startsWith(QStringLiteral("+4930@elsewhere")));
    }
    void whatStaysIsNotTouched()
    {
        RecentModel model(RecentModel::Shows::Recent);
        QList<HistoryEntry> entries = sample::history();
        model.setEntries(entries, sample::moment());
        const QPersistentModelIndex third = model.index(2);
        const HistoryEntry known = entries.at(2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setEntries(entries, sample::moment());
        QCOMPARE(changed.size(), 0);
        entries.prepend(sample::entry("Eve", "sip:eve@example.org", Outcome::Answered, 1));
        entries.removeLast();
        entries[3].seen = !entries.at(3).seen;
        model.setEntries(entries, sample::moment());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(third.row(), 3);
        QCOMPARE(model.entry(third).id, known.id);
        QCOMPARE(model.rowCount(), int(entries.size()));
        Moment tomorrow = sample::moment();
        tomorrow.now = tomorrow.now.addDays(1);
        model.setEntries(entries, tomorrow);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(reset.size(), 0);
        std::reverse(entries.begin(), entries.end());
        model.setEntries(entries, tomorrow);
        for (int row = 0; row < int(entries.size()); ++row)
            QCOMPARE(model.entry(model.index(row)).id, entries.at(row).id);
        model.setEntries({}, tomorrow);
        QCOMPARE(model.rowCount(), 0);
    }
    void aCallersNameCapturesNoEnter()
    {
        const HistoryEntry caller = sample::entry("Mum", "sip:x@elsewhere.example", Outcome::Missed, 5);
        HistoryEntry known = sample::entry("Mum", "sip:mum@example.org", Outcome::Answered, 9);
        QCOMPARE(suggestionForEnter(QStringLiteral("mum"), {caller}), -1);
        known.remoteUri = QStringLiteral("sip:+4930@example.org");
        QCOMPARE(suggestionForEnter(QStringLiteral("mum"), {caller, known}), 1);
    }
    void itemsAreReadWhole()
    {
        RecentModel model(RecentModel::Shows::Recent);
        model.setEntries(sample::history(), sample::moment());
        QCOMPARE(model.rowCount(), int(sample::history().size()));
        QCOMPARE(model.data(model.index(2), Qt::AccessibleTextRole).toString(),
            QStringLiteral("You missed a call from +49301234567. yesterday. Enter calls back, the right "
                           "arrow tells more."));
        QVERIFY(model.data(QModelIndex(), Qt::DisplayRole).isNull());
    }
};

QTEST_MAIN(tst_RecentModel)
#include "tst_RecentModel.moc"
