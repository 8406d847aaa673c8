#include "CallRecord.h"

#include <QTest>

using namespace carillon;
using By = CallState::End::By;
using Outcome = HistoryEntry::Outcome;

class tst_CallRecord : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void keepsWhoHadIt();
};

void tst_CallRecord::outcomes_data()
{
    QTest::addColumn<bool>("incoming");
    QTest::addColumn<bool>("established");
    QTest::addColumn<int>("by");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("outcome");
    const auto row = [](const char *name, bool incoming, bool established, By by, int code, Outcome outcome) {
        QTest::newRow(name) << incoming << established << int(by) << code << int(outcome);
    };
    row("talked", false, true, By::Remote, 200, Outcome::Answered);
    row("talked, lost", true, true, By::Network, 408, Outcome::Answered);
    row("busy", false, false, By::Remote, 486, Outcome::Busy);
    row("declined there", false, false, By::Remote, 603, Outcome::Declined);
    row("no answer", false, false, By::Remote, 480, Outcome::NoAnswer);
    row("cancelled", false, false, By::Local, 487, Outcome::Cancelled);
    row("failed", false, false, By::Remote, 404, Outcome::Failed);
    row("no connection", false, false, By::Network, 503, Outcome::Failed);
    row("missed", true, false, By::Remote, 487, Outcome::Missed);
    row("not answered here", true, false, By::Local, 480, Outcome::Missed);
    row("declined here", true, false, By::Local, 486, Outcome::Declined);
    row("sent on", true, false, By::Local, 302, Outcome::Declined);
}

void tst_CallRecord::outcomes()
{
    QFETCH(bool, incoming);
    QFETCH(bool, established);
    QFETCH(int, by);
    QFETCH(int, code);
    CallState state;
    state.direction = incoming ? CallState::Direction::Incoming : CallState::Direction::Outgoing;
    if (established)
        state.establishedAt = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC);
    state.end = CallState::End{By(by), code, {}, {}};
    const HistoryEntry entry = callRecord(state);
    QTEST(int(entry.outcome), "outcome");
    QCOMPARE(entry.seen, entry.outcome != Outcome::Missed);
    QCOMPARE(entry.code, code);
    if (incoming && !established) {
        QCOMPARE(int(callRecord(state, Decision::OtherPhone).outcome), int(Outcome::Answered));
        QCOMPARE(int(callRecord(state, Decision::Phone).outcome), int(Outcome::Missed));
    }
}

void tst_CallRecord::keepsWhoHadIt()
{
    CallState state;
    state.end = CallState::End();
    state.divertedBy = QStringLiteral("the desk");
    state.transferredTo = QStringLiteral("Cy");
    QCOMPARE(callRecord(state).via, QStringLiteral("the desk"));
    QCOMPARE(callRecord(state).transferredTo, QStringLiteral("Cy"));
    state.via = QStringLiteral("Anna"); // who spoke to him last
    QCOMPARE(callRecord(state).via, QStringLiteral("Anna"));
}

QTEST_GUILESS_MAIN(tst_CallRecord)
#include "tst_CallRecord.moc"
