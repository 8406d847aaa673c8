// Transfers between three phones in virtual time: blind, with a question in between, and when they fail.
#include "History.h"
#include "PhoneTest.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Transfer = CallState::Transfer;
using Outcome = HistoryEntry::Outcome;

class tst_Handover : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void blindTransfer();
    void blindTransferToTheBusy();
    void blindTransferAsksAPerson();
    void blindTransferWithoutNews();
    void whyATransferFailedIsToldUntilTheCallGoesOn();
    void attendedTransfer();
    void transferWhileItRings();
    void backFromTheOneWhoStillRang();
    void askedBeforeBeingTransferred();
    void neverTransferred();
    void whoWasAskedFor();
    void theOtherSideLeavesAtOnce();
    void theChainIsKept();
    void theChainOfAnAttendedTransfer();
};

void tst_Handover::blindTransfer()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    set(*m_bob, "acceptRefer", "always");
    QSignalSpy happened(&**m_anna, &Phone::happened);
    QVERIFY(annas->transfer(m_cy->uri()));
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    QVERIFY(!annas->transfer(m_cy->uri())); // one at a time
    m_world->run(2s);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys);
    QVERIFY(annas->state().heldLocal);
    QVERIFY(cys->answer());
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(annas->state().transfer.code, 200);
    QCOMPARE(phase(annas), Phase::Terminated);
    QCOMPARE(phase(bobs), Phase::Terminated);
    QCOMPARE(phase(cys), Phase::Established);
    QCOMPARE((*m_bob)->calls().size(), 2);
    QCOMPARE(phase((*m_bob)->calls().constLast()), Phase::Established);
    const bool isTold = std::any_of(happened.begin(), happened.end(), [](const QVariantList &event) {
        const QJsonObject json = event[0].toJsonObject();
        return json.value(QLatin1String("event")) == QLatin1String("transfer")
            && json.value(QLatin1String("transfer")).toObject().value(QLatin1String("state"))
            == QLatin1String("succeeded");
    });
    QVERIFY(isTold);
}

void tst_Handover::blindTransferToTheBusy()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    set(*m_bob, "acceptRefer", "always");
    set(*m_cy, "dnd", "on");
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(3s);
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QCOMPARE(annas->state().transfer.code, 486);
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("is busy")));
    QCOMPARE(annas->state().problem, QString());
    QCOMPARE(phase(annas), Phase::Established);
    QVERIFY(!annas->state().heldLocal);
    QVERIFY(!bobs->state().heldRemote);
}

/// Bob's phone takes the REFER and asks Bob, who has all the time that a ringing call would have.
void tst_Handover::blindTransferAsksAPerson()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(30s);
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    QVERIFY(annas->state().heldLocal);
    QVERIFY(bobs->acceptReferral());
    m_world->run(1s);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(annas), Phase::Terminated);
}

/// What @p bytes are, as the network sees them.
static bool isNotify(const QByteArray &bytes, const Hop &, const Hop &)
{
    return bytes.startsWith("NOTIFY ");
}

void tst_Handover::blindTransferWithoutNews()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    m_world->network.setDrop(isNotify);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(8s);
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("Nothing was heard")));
    QCOMPARE(phase(annas), Phase::Established);
    QVERIFY(!annas->state().heldLocal);
    QVERIFY(bobs->state().referralTarget);
    // The news was late, not lost: the transfer goes on, and the call goes when it is done.
    m_world->network.setDrop({});
    m_world->run(5s);
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    QCOMPARE(annas->state().transfer.sentence, QString());
    QVERIFY(bobs->acceptReferral());
    m_world->run(1s);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(annas), Phase::Terminated);
}

void tst_Handover::whyATransferFailedIsToldUntilTheCallGoesOn()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "never");
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("declined")));
    QCOMPARE(annas->state().problem, QString());
    m_world->run(60s); // somebody may have looked elsewhere
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("declined")));
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QVERIFY(!annas->state().transfer.sentence.isEmpty());
    QVERIFY(annas->hold());
    QCOMPARE(annas->state().transfer.sentence, QString());
}

void tst_Handover::attendedTransfer()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "always");
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    QVERIFY(asked);
    m_world->run(100ms);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys->answer());
    m_world->run(1s);
    QVERIFY(withBob->state().heldLocal);
    QVERIFY(withBob->transferTo(**asked));
    m_world->run(3s);
    QCOMPARE(withBob->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(withBob), Phase::Terminated);
    QCOMPARE(phase(*asked), Phase::Terminated);
    QCOMPARE(phase(cys), Phase::Terminated); // replaced
    QCOMPARE(phase((*m_cy)->calls().constLast()), Phase::Established);
    QCOMPARE((*m_cy)->calls().constLast()->state().remoteUri, QStringLiteral("sip:bob@192.0.2.2"));
}

void tst_Handover::transferWhileItRings()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "always");
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    m_world->run(500ms);
    QVERIFY(withBob->transferTo(**asked));
    m_world->run(2s);
    QCOMPARE(phase(*asked), Phase::Terminated);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys);
    QCOMPARE(cys->state().remoteUri, QStringLiteral("sip:bob@192.0.2.2"));
    QVERIFY(cys->answer());
    m_world->run(2s);
    QCOMPARE(withBob->state().transfer.state, Transfer::Succeeded);
}

void tst_Handover::backFromTheOneWhoStillRang()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "always");
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    m_world->run(500ms);
    QVERIFY(withBob->state().heldLocal);
    QVERIFY(withBob->transferTo(**asked));
    m_world->run(2s);
    QVERIFY(incoming(*m_cy)->reject(486));
    m_world->run(2s);
    QCOMPARE(withBob->state().transfer.state, Transfer::Failed);
    QVERIFY(!withBob->state().heldLocal); // there is nobody else we could talk to
}

void tst_Handover::askedBeforeBeingTransferred()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QCOMPARE(bobs->state().referralTarget, std::optional(QStringLiteral("cy")));
    QCOMPARE(bobs->state().referralUri, QStringLiteral("sip:cy@192.0.2.3:5060"));
    QCOMPARE((*m_cy)->calls().size(), 0);
    QVERIFY(bobs->rejectReferral());
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QCOMPARE(annas->state().transfer.code, 603);
    QVERIFY(!bobs->acceptReferral());

    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QVERIFY(bobs->acceptReferral());
    m_world->run(1s);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
}

void tst_Handover::neverTransferred()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "never");
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.code, 603);
    QVERIFY(!bobs->state().referralTarget);
}

void tst_Handover::whoWasAskedFor()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    QSignalSpy added(&**m_anna, &Phone::callAdded);
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    QVERIFY(asked);
    QCOMPARE((*asked)->state().consultOf, withBob->id());
    QCOMPARE(added[0][0].value<Call *>()->state().consultOf, withBob->id()); // from the beginning
    QCOMPARE(withBob->state().consultOf, QString());
    QVERIFY(withBob->state().canRefer);
    QVERIFY((*asked)->hangUp());
    m_world->run(500ms);
    QCOMPARE((*asked)->state().consultOf, withBob->id());
}

/// A peer that says BYE instead of a NOTIFY once it took the REFER: it is on its way.
void tst_Handover::theOtherSideLeavesAtOnce()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    set(*m_bob, "acceptRefer", "always");
    m_world->network.setDrop(isNotify);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(500ms);
    QVERIFY(bobs->hangUp());
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(annas), Phase::Terminated);
    QVERIFY(incoming(*m_cy));
    QCOMPARE((*m_anna)->history().entries()[0].transferredTo, m_cy->uri());
}

/// Bob by Anna to Cy: each keeps his part of it.
void tst_Handover::theChainIsKept()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    set(*m_bob, "acceptRefer", "always");
    QVERIFY(annas->transfer(QStringLiteral("cy@192.0.2.3:5060")));
    m_world->run(1s);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys);
    QCOMPARE(cys->state().via, QStringLiteral("anna"));
    const CallState next = (*m_bob)->calls().constLast()->state();
    QCOMPARE(next.via, QStringLiteral("anna"));
    QCOMPARE(next.remoteName, QStringLiteral("cy"));
    QVERIFY(cys->answer());
    m_world->run(1s);
    const HistoryEntry ours = (*m_anna)->history().entries()[0];
    QCOMPARE(ours.transferredTo, QStringLiteral("cy@192.0.2.3:5060"));
    QCOMPARE(ours.outcome, Outcome::Answered);
    (*m_cy)->hangUpAll();
    m_world->run(1s);
    QCOMPARE((*m_cy)->history().entries()[0].via, QStringLiteral("anna"));
    QCOMPARE((*m_cy)->history().entries()[0].remoteName, QStringLiteral("bob"));
    QCOMPARE((*m_bob)->history().entries()[0].via, QStringLiteral("anna"));
}

void tst_Handover::theChainOfAnAttendedTransfer()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "always");
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    m_world->run(100ms);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(1s);
    QVERIFY(withBob->transferTo(**asked));
    m_world->run(3s);
    const CallState cys = (*m_cy)->calls().constLast()->state();
    QCOMPARE(cys.remoteName, QStringLiteral("bob"));
    QCOMPARE(cys.via, QStringLiteral("anna"));
    QCOMPARE(withBob->state().transferredTo, QStringLiteral("cy"));
}

QTEST_GUILESS_MAIN(tst_Handover)
#include "tst_Handover.moc"
