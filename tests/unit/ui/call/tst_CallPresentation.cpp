#include "CallPresentation.h"
#include "SampleValues.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Transfer = CallState::Transfer;
using Encryption = CallState::Encryption;
using Way = CallState::Way;
using Timer_ = CallPresentation::Timer;

class tst_CallPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void phases_data()
    {
        QTest::addColumn<CallState>("call");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<int>("timer");
        QTest::addColumn<QString>("hangUp");
        QTest::addColumn<bool>("handsOver");
        CallState call = sample::bob();
        call.phase = Phase::Initial;
        call.establishedAt.reset();
        const auto row
            = [&](const char *name, const char *sentence, Timer_ timer, const char *hangUp, bool handsOver) {
                  QTest::newRow(name) << call << QString::fromUtf8(sentence) << int(timer)
                                      << QString::fromUtf8(hangUp) << handsOver;
              };
        row("dialled", "Calling Bob Miller…", Timer_::Hidden, "Cancel", false);
        call.phase = Phase::Establishing;
        row("invited", "Calling Bob Miller…", Timer_::Hidden, "Cancel", false);
        call.ringing = true;
        row("ringing there", "The phone of Bob Miller is ringing…", Timer_::Hidden, "Cancel", false);
        call.phase = Phase::Terminating;
        row("cancelling", "Hanging up…", Timer_::Hidden, "Hang up", false);
        call.direction = CallState::Direction::Incoming;
        call.phase = Phase::Initial;
        row("ringing here", "Bob Miller is calling", Timer_::Hidden, "Cancel", false);
        call.phase = Phase::Establishing;
        row("answering", "Answering…", Timer_::Hidden, "Cancel", false);
        call = sample::bob();
        row("talking", "", Timer_::Running, "Hang up", true);
        call.muted = true;
        row("muted", "You are muted", Timer_::Running, "Hang up", true);
        call.heldRemote = true;
        row("held by the other", "Bob Miller has put you on hold", Timer_::Running, "Hang up", true);
        call.heldLocal = true;
        row("held by both", "Both sides have put the call on hold", Timer_::Running, "Hang up", true);
        call.heldRemote = false;
        row("held by us", "On hold", Timer_::Running, "Hang up", true);
        call.problem = QStringLiteral("There is no microphone.");
        row("a problem comes first", "There is no microphone.", Timer_::Running, "Hang up", true);
        call.phase = Phase::Terminated;
        row("ended, cause unknown", "The call has ended.", Timer_::Stopped, "Hang up", false);
        call.end = CallState::End{
            CallState::End::By::Remote, 486, QStringLiteral("Busy Here"), QStringLiteral("Bob is busy.")};
        row("ended", "Bob is busy.", Timer_::Stopped, "Hang up", false);
    }
    void phases()
    {
        QFETCH(CallState, call);
        const CallPresentation shown = present(call, {});
        QCOMPARE(shown.name, QStringLiteral("Bob Miller"));
        QTEST(shown.sentence, "sentence");
        QTEST(int(shown.timer), "timer");
        QTEST(shown.hangUp.caption, "hangUp");
        QTEST(shown.showsTransferRow, "handsOver");
        QCOMPARE(shown.mute.show == ButtonPresentation::Show::Enabled, call.phase == Phase::Established);
        QCOMPARE(shown.closesAfter.has_value(), call.phase == Phase::Terminated);
        QVERIFY(!shown.sentence.contains(QStringLiteral("486"))); // never a bare code
    }
    void security_data()
    {
        QTest::addColumn<Encryption>("encryption");
        QTest::addColumn<bool>("signallingSecure");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<bool>("locked");
        QTest::newRow("nothing") << Encryption::None << false << QStringLiteral("Not encrypted") << false;
        QTest::newRow("only the signalling")
            << Encryption::None << true << QStringLiteral("Not encrypted") << false;
        QTest::newRow("SDES over TLS")
            << Encryption::Sdes << true << QStringLiteral("Encrypted to your provider") << true;
        QTest::newRow("SDES over UDP")
            << Encryption::Sdes << false << QStringLiteral("Encrypted, but the key was sent openly") << false;
        QTest::newRow("DTLS over TLS") << Encryption::Dtls << true
                                       << QStringLiteral("Encrypted between you and the other phone") << true;
        QTest::newRow("DTLS over UDP")
            << Encryption::Dtls << false << QStringLiteral("Encrypted, but nobody vouches for the far end")
            << true;
    }
    void security()
    {
        QFETCH(Encryption, encryption);
        QFETCH(bool, signallingSecure);
        CallState call = sample::anna();
        call.encryption = encryption;
        call.signallingSecure = signallingSecure;
        const CallPresentation shown = present(call, {});
        QTEST(shown.security, "sentence");
        QTEST(shown.securityIcon == Icon::Lock, "locked");
    }
    void waysOfTheSound_data()
    {
        QTest::addColumn<Way>("way");
        QTest::addColumn<QString>("sentence"); ///< empty: what else there is to say
        QTest::addColumn<bool>("claims");      ///< anything about the encryption
        QTest::addColumn<bool>("isAlarming");
        QTest::newRow("none") << Way::None << QString() << true << false;
        QTest::newRow("ICE runs") << Way::Connecting
                                  << QString::fromUtf8("Looking for a way to the other phone…") << false
                                  << false;
        QTest::newRow("handshake") << Way::Securing << QString::fromUtf8("Setting up the encryption…")
                                   << false << false;
        QTest::newRow("connected") << Way::Connected << QString() << true << false;
        QTest::newRow("interrupted") << Way::Interrupted
                                     << QString::fromUtf8(
                                            "The connection is interrupted; looking for another way…")
                                     << true << true;
        QTest::newRow("failed") << Way::Failed << QStringLiteral("The sound finds no way to the other phone.")
                                << false << true;
    }
    void waysOfTheSound()
    {
        QFETCH(Way, way);
        QFETCH(QString, sentence);
        QFETCH(bool, claims);
        for (const auto encryption : {Encryption::None, Encryption::Sdes, Encryption::Dtls}) {
            CallState call = sample::anna();
            call.encryption = encryption;
            call.way = way;
            const CallPresentation shown = present(call, {});
            QCOMPARE(shown.sentence, sentence);
            QCOMPARE(!shown.security.isEmpty(), claims);
            QCOMPARE(!shown.securitySentence.isEmpty(), claims);
            QCOMPARE(shown.securityIcon == Icon::Lock, claims && encryption != Encryption::None);
            QTEST(shown.sentenceTone == Tone::Attention, "isAlarming");
            QCOMPARE(shown.qualityWord.isEmpty(), !sentence.isEmpty()); // not good, where nothing comes
            QVERIFY(shown.hangUp.show == ButtonPresentation::Show::Enabled);
            QCOMPARE(shown.reconnect.show == ButtonPresentation::Show::Enabled, way == Way::Failed);
            call.heldLocal = true;
            QCOMPARE(present(call, {}).sentence, sentence.isEmpty() ? QStringLiteral("On hold") : sentence);
            call.problem = QStringLiteral("The microphone was unplugged.");
            QCOMPARE(present(call, {}).sentence, call.problem);
            call.phase = Phase::Establishing; // it rings or is called: that comes first
            call.problem.clear();
            QVERIFY(sentence.isEmpty() || present(call, {}).sentence != sentence);
        }
    }
    void handingOver_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("underWay");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<bool>("hasRung");
        const auto row = [](const char *name, Transfer state, int code, const char *underWay,
                             const char *outcome, bool hasRung = false) {
            QTest::newRow(name) << int(state) << code << QString::fromUtf8(underWay)
                                << QString::fromUtf8(outcome) << hasRung;
        };
        row("none", Transfer::None, 0, "", "");
        row("trying", Transfer::Trying, 100, "Sending Anna Weber to Bob…", "");
        row("ringing", Transfer::Ringing, 180, "Bob is ringing", "");
        row("succeeded", Transfer::Succeeded, 200, "Anna Weber is talking to Bob", "");
        row("busy", Transfer::Failed, 486, "", "Bob is busy. Anna Weber is back with you.");
        row("declined by whom it rang at", Transfer::Failed, 603, "",
            "Bob declined. Anna Weber is back with you.", true);
        row("declined by who was asked", Transfer::Failed, 603, "",
            "The handover to Bob was declined. Anna Weber is back with you.");
        row("no answer", Transfer::Failed, 480, "", "Bob did not answer. Anna Weber is back with you.");
        row("unknown number", Transfer::Failed, 404, "", "There is no Bob. Anna Weber is back with you.");
        row("no REFER", Transfer::Failed, 405, "",
            "The other side cannot hand calls over. Anna Weber is back with you.");
        row("anything else", Transfer::Failed, 500, "",
            "Bob could not be reached. Anna Weber is back with you.");
    }
    void handingOver()
    {
        QFETCH(int, state);
        QFETCH(int, code);
        QFETCH(bool, hasRung);
        CallState call = sample::anna();
        call.transfer
            = {Transfer(state), code, QStringLiteral("sip:bob@example.org"), QStringLiteral("told"), hasRung};
        const CallPresentation shown = present(call,
            {.accountLabel = {},
                .transferName = QStringLiteral("Bob"),
                .otherLiveName = {},
                .ringsLongest = false});
        QTEST(shown.transferSentence, "underWay");
        QTEST(shown.transferOutcome, "outcome");
        QCOMPARE(shown.closesAfter.has_value(), Transfer(state) == Transfer::Succeeded);
        call.phase = Phase::Terminated;
        const CallPresentation ended = present(call,
            {.accountLabel = {},
                .transferName = QStringLiteral("Bob"),
                .otherLiveName = {},
                .ringsLongest = false});
        if (Transfer(state) == Transfer::Failed) {
            call.phase = Phase::Established;
            call.problem = QStringLiteral("The microphone was unplugged."); // both are told
            QCOMPARE(present(call, {}).sentence, call.problem);
            QVERIFY(!present(call, {}).transferOutcome.isEmpty());
            call.transfer.sentence.clear(); // told long enough
            QVERIFY(present(call, {}).transferOutcome.isEmpty());
        }
        if (Transfer(state) == Transfer::Succeeded)
            QCOMPARE(ended.sentence, QStringLiteral("Anna Weber is talking to Bob"));
        QVERIFY(ended.transferSentence.isEmpty());
    }
    void withoutANameTheAddressIsTheName()
    {
        CallState call = sample::anna();
        call.remoteName.clear();
        call.transfer = {Transfer::Ringing, 180, QStringLiteral("sip:1012@example.org"), {}};
        const CallPresentation shown = present(call, {});
        QCOMPARE(shown.name, QStringLiteral("+491701234567"));
        QVERIFY(shown.address.isEmpty());
        QCOMPARE(shown.transferSentence, QStringLiteral("1012 is ringing"));
    }
    void beingTransferredIsAsked()
    {
        CallState call = sample::anna();
        call.referralTarget = QStringLiteral("sip:carol@example.org");
        QCOMPARE(present(call, {}).question, QStringLiteral("Anna Weber wants to connect you with carol."));
        call.referralTarget = QStringLiteral("Your bank");
        call.referralUri = QStringLiteral("sip:+4930@elsewhere.example");
        QCOMPARE(present(call, {}).question,
            QStringLiteral("Anna Weber wants to connect you with Your bank (+4930@elsewhere.example)."));
        call.phase = Phase::Terminated;
        QVERIFY(present(call, {}).question.isEmpty());
    }
    void beingSentOnIsAsked()
    {
        CallState call = sample::anna();
        call.direction = CallState::Direction::Outgoing;
        call.establishedAt.reset();
        call.phase = Phase::Terminated;
        call.end = CallState::End{CallState::End::By::Remote, 302, QStringLiteral("Moved Temporarily"), {}};
        call.redirects = {QStringLiteral("sip:carol@example.org"), QStringLiteral("sip:dave@example.org")};
        QCOMPARE(
            present(call, {}).question, QStringLiteral("Anna Weber asks to be called at carol instead."));
        QVERIFY(!present(call, {}).closesAfter); // until it is answered
        call.redirects.clear();
        QVERIFY(present(call, {}).question.isEmpty());
        QVERIFY(present(call, {}).closesAfter);
    }
    void whoSentItOnIsShown()
    {
        CallState call = sample::ringing();
        call.divertedBy = QStringLiteral("Reception");
        QVERIFY(presentIncoming(call, {}).address.endsWith(QStringLiteral("sent on by Reception")));
    }
    void answeringSaysWhatItDoes()
    {
        QCOMPARE(presentIncoming(sample::ringing(), {}).answer, QStringLiteral("Answer"));
        const IncomingPresentation second = presentIncoming(sample::ringing(),
            {.accountLabel = {},
                .transferName = {},
                .otherLiveName = QStringLiteral("Bob"),
                .ringsLongest = false});
        QCOMPARE(second.title, QStringLiteral("Anna Weber is calling"));
        QCOMPARE(second.answer, QStringLiteral("Answer (holds Bob)"));
    }
    void aStrangeDomainIsSeen()
    {
        CallState call = sample::anna();
        QCOMPARE(present(call, {}).address, QStringLiteral("+491701234567"));
        call.remoteUri = QStringLiteral("sip:+491701234567@elsewhere.example");
        QCOMPARE(present(call, {}).address, QStringLiteral("+491701234567@elsewhere.example"));
        QCOMPARE(presentIncoming(call, {}).address, QStringLiteral("+491701234567@elsewhere.example"));
    }
    void whyACallFailedIsReadInPeace_data()
    {
        using By = CallState::End::By;
        QTest::addColumn<By>("by");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("established");
        QTest::addColumn<bool>("failure");
        QTest::newRow("hung up here") << By::Local << 0 << true << false;
        QTest::newRow("hung up there") << By::Remote << 200 << true << false;
        QTest::newRow("cancelled here") << By::Local << 487 << false << false;
        QTest::newRow("busy") << By::Remote << 486 << false << true;
        QTest::newRow("network lost") << By::Network << 408 << true << true;
        QTest::newRow("never sent") << By::Network << 0 << false << true;
    }
    void whyACallFailedIsReadInPeace()
    {
        QFETCH(CallState::End::By, by);
        QFETCH(int, code);
        QFETCH(bool, established);
        QFETCH(bool, failure);
        CallState call = sample::bob();
        call.phase = Phase::Terminated;
        if (!established)
            call.establishedAt.reset();
        call.end = CallState::End{by, code, QStringLiteral("Phrase"), QStringLiteral("So it ended.")};
        const CallPresentation shown = present(call, {});
        QCOMPARE(shown.closesAfter, failure ? 8s : 2500ms);
        QCOMPARE(shown.staysUnderPointer, failure);
        QCOMPARE(shown.detail.contains(QStringLiteral("%1 Phrase").arg(code)), failure && code);
    }
    void withoutAMicrophoneTheSoundIsNotCalledGood()
    {
        CallState call = sample::anna();
        QVERIFY(!present(call, {}).qualityWord.isEmpty());
        call.problem = QStringLiteral("The microphone is not connected.");
        QVERIFY(present(call, {}).qualityWord.isEmpty());
    }
    void aNumberIsToldOnce()
    {
        CallState call = sample::anna();
        call.remoteUri = QStringLiteral("sip:+493012345678901234567890@elsewhere.example");
        call.remoteName = QStringLiteral("+493012345678901234567890");
        QCOMPARE(present(call, {}).address, QStringLiteral("at elsewhere.example"));
        call.remoteName = QString::fromUtf8("+4930123456…"); // shortened, as it was too long
        QCOMPARE(present(call, {}).address, QStringLiteral("at elsewhere.example"));
    }
    void ongoingLines()
    {
        QVERIFY(presentOngoing(sample::ringing()).ringsHere);
        QCOMPARE(presentOngoing(sample::ringing()).sentence, QStringLiteral("Anna Weber is calling"));
        CallState call = sample::bob();
        QCOMPARE(presentOngoing(call).sentence, QStringLiteral("Bob Miller"));
        call.heldLocal = true;
        QCOMPARE(presentOngoing(call).sentence, QString::fromUtf8("Bob Miller · on hold"));
        call.phase = Phase::Establishing;
        QCOMPARE(presentOngoing(call).sentence, QString::fromUtf8("Calling Bob Miller…"));
    }
};

QTEST_MAIN(tst_CallPresentation)
#include "tst_CallPresentation.moc"
