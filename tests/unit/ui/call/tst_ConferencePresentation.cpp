// Conference, digits that wait, and talking while muted: what present() says of them and what the window
// makes of it.

#include "CallWindow.h"
#include "ConferenceRow.h"
#include "FakeClock.h"
#include "Metrics.h"
#include "OnScreen.h"
#include "QuestionCard.h"
#include "SampleValues.h"
#include "TabChain.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_ConferencePresentation : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

    static CallContext::Party party(const char *id, const char *name, bool isSpeaking = false)
    {
        return {QString::fromLatin1(id), QString::fromUtf8(name), isSpeaking};
    }
    static CallContext with(
        const QList<CallContext::Party> &joined, const QList<CallContext::Party> &joinable = {})
    {
        CallContext context;
        context.joined = joined;
        context.joinable = joinable;
        return context;
    }
    static CallState inConference(const QStringList &members = {QStringLiteral("c1"), QStringLiteral("c2")})
    {
        CallState call = sample::anna();
        call.conference = CallState::Conference{QStringLiteral("m1"), members};
        return call;
    }
    static QList<CallContext::Party> annaAndBob()
    {
        return {party("c1", "Anna Weber"), party("c2", "Bob Miller", true)};
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void whatTheConferenceSays_data()
    {
        QTest::addColumn<QList<CallContext::Party>>("joined");
        QTest::addColumn<QString>("expected");
        const auto anna = party("c1", "Anna Weber");
        const auto bob = party("c2", "Bob");
        const auto carol = party("c3", "Carol");
        QTest::newRow("one other") << QList{anna, bob} << QStringLiteral("In a conference with Bob");
        QTest::newRow("two others") << QList{anna, bob, carol}
                                    << QStringLiteral("In a conference with Bob and Carol");
        QTest::newRow("more") << QList{anna, bob, carol, party("c4", "Dave")}
                              << QStringLiteral("In a conference with Bob and 2 others");
    }
    void whatTheConferenceSays()
    {
        QFETCH(QList<CallContext::Party>, joined);
        QFETCH(QString, expected);
        const CallPresentation shown = present(inConference(), with(joined));
        // Without a catalogue there is no plural: "%n others" comes out with its number all the same.
        QCOMPARE(shown.sentence, expected);
        QCOMPARE(shown.conference.members.size(), joined.size());
        const bool two = joined.size() == 2;
        QCOMPARE(shown.conference.leave.show == ButtonPresentation::Show::Enabled, two);
        QVERIFY(shown.conference.split.show == ButtonPresentation::Show::Enabled);
    }
    void holdAndMuteAreOfAll()
    {
        CallState call = inConference();
        CallPresentation shown = present(call, with(annaAndBob()));
        QVERIFY(shown.hold.sentence.contains(QStringLiteral("conference")));
        QVERIFY(shown.mute.sentence.contains(QStringLiteral("conference")));
        call.heldLocal = true;
        shown = present(call, with(annaAndBob()));
        QCOMPARE(shown.sentence, QStringLiteral("The conference is on hold"));
        QCOMPARE(presentOngoing(inConference()).sentence, QStringLiteral("Anna Weber · in a conference"));
    }
    void whoSpeaksIsSaidInWordsToo()
    {
        const CallPresentation shown = present(inConference(), with(annaAndBob()));
        QCOMPARE(shown.conference.members.at(0).sentence, QStringLiteral("Anna Weber is in the conference"));
        QCOMPARE(shown.conference.members.at(1).sentence,
            QStringLiteral("Bob Miller is in the conference and is speaking"));
    }
    void aBigConferenceIsCutShort()
    {
        QList<CallContext::Party> many;
        for (int i = 0; i < 32; ++i)
            many.append(party(qPrintable(QStringLiteral("c%1").arg(i)), "Somebody"));
        const ConferencePresentation shown = present(inConference(), with(many)).conference;
        QCOMPARE(shown.members.size(), ConferencePresentation::mostMembers);
        QVERIFY(shown.rest.contains(QStringLiteral("24")));
    }
    void anotherLiveCallCanBeMerged()
    {
        const CallPresentation shown = present(sample::anna(), with({}, {party("c3", "Eve")}));
        QVERIFY(shown.conference.members.isEmpty());
        QCOMPARE(shown.conference.merges.size(), 1);
        QCOMPARE(shown.conference.merges.first().caption, QStringLiteral("Merge with Eve"));
        QVERIFY(shown.conference.split.show == ButtonPresentation::Show::Hidden);
        CallState ended = sample::anna();
        ended.phase = CallState::Phase::Terminated;
        QVERIFY(present(ended, with({}, {party("c3", "Eve")})).conference.merges.isEmpty());
    }
    void digitsThatWait_data()
    {
        QTest::addColumn<CallState::Digits::State>("state");
        QTest::addColumn<QString>("waiting");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("question");
        using State = CallState::Digits::State;
        QTest::newRow("none") << State::None << QString() << QString() << QString();
        QTest::newRow("a pause") << State::Pausing << QStringLiteral(",9#")
                                 << QStringLiteral("9# is sent in a moment") << QString();
        QTest::newRow("a yes is asked for")
            << State::Confirming << QStringLiteral("9#,1;77") << QString() << QStringLiteral("Send 9#1?");
        QTest::newRow("two questions in a row")
            << State::Confirming << QStringLiteral(";9#") << QString() << QStringLiteral("Send 9#?");
        QTest::newRow("only a pause left") << State::Confirming << QStringLiteral(",") << QString()
                                           << QStringLiteral("Go on with what was dialled?");
        QTest::newRow("many") << State::Confirming << QString(60, QLatin1Char('1')) << QString()
                              << QStringLiteral("Send %1…?").arg(QString(23, QLatin1Char('1')));
    }
    void digitsThatWait()
    {
        QFETCH(CallState::Digits::State, state);
        QFETCH(QString, waiting);
        CallState call = sample::anna();
        call.digits.state = state;
        call.digits.waiting = waiting;
        const CallPresentation shown = present(call, {});
        QTEST(shown.sentence, "sentence");
        QTEST(shown.digitsQuestion, "question");
    }
    void digitsForAfterTheAnswerAreTold()
    {
        CallState call = sample::bob();
        call.phase = CallState::Phase::Establishing;
        call.digits.state = CallState::Digits::State::Unanswered;
        call.digits.waiting = QStringLiteral(",,9#");
        QCOMPARE(present(call, {}).sentence, QStringLiteral("Calling Bob Miller… Then 9# is sent."));
    }
    void talkingWhileMuted()
    {
        CallState call = sample::anna();
        call.talkingWhileMuted = true;
        QVERIFY(present(call, {}).unmute.show == ButtonPresentation::Show::Hidden); // not muted any more
        call.muted = true;
        const CallPresentation shown = present(call, {});
        QCOMPARE(shown.sentence, QStringLiteral("You are talking, but muted."));
        QVERIFY(shown.unmute.show == ButtonPresentation::Show::Enabled);
        call.problem = QStringLiteral("The microphone was unplugged.");
        QCOMPARE(present(call, {}).sentence, call.problem); // worse
        call.problem.clear();
        call.phase = CallState::Phase::Terminated;
        QVERIFY(present(call, {}).unmute.show == ButtonPresentation::Show::Hidden);
    }
    void theHintUnmutesAndMovesNothing()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.muted = true;
        window.setCall(call, {});
        window.show();
        QCoreApplication::processEvents();
        const QSize before = window.size();
        call.talkingWhileMuted = true;
        window.setCall(call, {});
        QCoreApplication::processEvents();
        QCOMPARE(window.size(), before);
        QSignalSpy mute(&window, &CallWindow::muteRequested);
        QPushButton *unmute = pushButton(window, "Unmute");
        QVERIFY(unmute);
        QVERIFY(!unmute->accessibleName().isEmpty());
        unmute->click();
        QCOMPARE(mute.size(), 1);
        QCOMPARE(mute.first().first().toBool(), false);
    }
    void theWindowAsksForThem()
    {
        FakeClock clock;
        CallWindow window(clock);
        QSignalSpy merge(&window, &CallWindow::mergeRequested);
        QSignalSpy split(&window, &CallWindow::splitRequested);
        QSignalSpy leave(&window, &CallWindow::leaveRequested);
        window.setCall(sample::anna(), with({}, {party("c3", "Eve")}));
        window.show();
        QVERIFY(!pushButton(window, "Talk alone"));
        pushButton(window, "Merge with Eve")->click();
        QCOMPARE(merge.first().first().toString(), QStringLiteral("c3"));
        window.setCall(inConference(), with(annaAndBob()));
        QVERIFY(!pushButton(window, "Merge with Eve"));
        pushButton(window, "Talk alone")->click();
        pushButton(window, "Leave them to each other")->click();
        QCOMPARE(split.size(), 1);
        QCOMPARE(leave.size(), 1);
        QCOMPARE(window.findChildren<MemberChip *>().size(), 2);
        window.setCall(sample::anna(), {});
        QVERIFY(window.findChild<ConferenceRow *>()->isHidden());
    }
    void aYesForDigitsIsMeant()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.digits = {CallState::Digits::State::Confirming, QStringLiteral("9#")};
        window.setCall(call, {});
        window.show();
        QSignalSpy answered(&window, &CallWindow::waitingDigitsAnswered);
        QPushButton *drop = pushButton(window, "Drop");
        QVERIFY(drop);
        drop->click();
        QCOMPARE(answered.size(), 0); // came under the pointer this moment
        clock.advance(QuestionCard::deafTime);
        drop->click();
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.first().first().toBool(), false);
    }
    void newsAreCalmAndGo()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.showNews(QStringLiteral("The headset is used now."));
        QCOMPARE(window.sentence(), QStringLiteral("The headset is used now."));
        clock.advance(CallWindow::refusalTime);
        QVERIFY(window.sentence().isEmpty());
    }
    void itIsWholeAt320PixelsAndInTheOrderOfTheEye()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = inConference();
        call.muted = call.talkingWhileMuted = true;
        call.digits = {CallState::Digits::State::Confirming, QStringLiteral("9#")};
        window.setCall(call,
            with({party("c1", "Anna Weber"),
                     party("c2", "Dr. Theodora Papadopoulou-Featherstonehaugh of the accounts department")},
                {party("c3", "Eve with a very long name & more of it than fits into a line")}));
        window.setTransferTargets(sample::targets());
        QVERIFY2(window.minimumSizeHint().width() <= metrics::narrowest,
            qPrintable(QString::number(window.minimumSizeHint().width())));
        window.resize(metrics::narrowest, window.height());
        window.show();
        QCoreApplication::processEvents();
        for (auto *one : window.findChildren<QAbstractButton *>()) {
            if (!one->isVisible())
                continue;
            QVERIFY2(one->height() >= metrics::minTarget, qPrintable(one->accessibleName()));
            const QRect inWindow(one->mapTo(&window, QPoint()), one->size());
            QVERIFY2(window.rect().contains(inWindow), qPrintable(one->accessibleName() + one->text()));
        }
        for (auto *chip : window.findChildren<MemberChip *>()) {
            QVERIFY(!chip->accessibleName().isEmpty());
            QVERIFY(window.rect().contains(QRect(chip->mapTo(&window, QPoint()), chip->size())));
        }
        QVERIFY(seenInOrder(tabOrder(window), window));
    }
};

QTEST_MAIN(tst_ConferencePresentation)
#include "tst_ConferencePresentation.moc"
