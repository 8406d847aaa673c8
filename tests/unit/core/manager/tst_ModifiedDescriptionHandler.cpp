// Modifiers around any media: what passes through changed, what passes as it is, and that everything else
// reaches the media and comes back from it.
#include "FakeClock.h"
#include "FakeSessionDescriptionHandler.h"
#include "ModifiedDescriptionHandler.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Description = SessionDescriptionHandler::Description;

namespace {

DescriptionModifiers marking()
{
    return {{[](const QByteArray &text) { return text + " out"; }, {}},
        {[](const QByteArray &text) { return text + " in"; }}};
}

struct Around {
    explicit Around(DescriptionModifiers modifiers = marking())
    {
        auto inside = std::make_unique<FakeSessionDescriptionHandler>(clock, script, "me");
        media = inside.get();
        handler = std::make_unique<ModifiedDescriptionHandler>(std::move(inside), std::move(modifiers));
    }
    FakeClock clock;
    FakeSessionDescriptionHandler::Script script;
    FakeSessionDescriptionHandler *media = nullptr;
    std::unique_ptr<ModifiedDescriptionHandler> handler;
};

} // namespace

class tst_ModifiedDescriptionHandler : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesWhatGoesAndWhatComes()
    {
        Around at;
        QByteArray sent;
        at.handler->createDescription({}, [&](const auto &made) { sent = made->content; });
        QCOMPARE(sent, QByteArray("me offer 1 sendrecv out"));
        bool isApplied = false;
        at.handler->applyDescription({"application/sdp", "you answer 1 sendrecv"},
            [&](const auto &applied) { isApplied = applied.has_value(); });
        QVERIFY(isApplied);
        QCOMPARE(at.media->remote, QByteArray("you answer 1 sendrecv in"));
    }
    void onlySessionDescriptionsAreChanged_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("seen");
        QTest::newRow("SDP") << QByteArray("application/sdp") << QByteArray("you offer 1 sendrecv in");
        QTest::newRow("SDP with a parameter, in capitals")
            << QByteArray("Application/SDP;x=1") << QByteArray("you offer 1 sendrecv in");
        QTest::newRow("anything else")
            << QByteArray("application/sdpx") << QByteArray("you offer 1 sendrecv");
    }
    void onlySessionDescriptionsAreChanged()
    {
        QFETCH(QByteArray, type);
        Around at;
        at.handler->applyDescription({type, "you offer 1 sendrecv"}, [](const auto &) {});
        at.handler->createDescription({}, [](const auto &) {});
        QTEST(at.media->remote, "seen");
    }
    void failuresPass()
    {
        Around at;
        at.script.refuseLocal = MediaError{MediaError::Kind::NoPort, {}};
        at.script.refuseRemote = MediaError{MediaError::Kind::Malformed, {}};
        at.script.refuseOffer = MediaError{MediaError::Kind::NotAcceptable, {}};
        int failures = 0;
        at.handler->createDescription(
            {}, [&](const auto &made) { failures += made.error().kind == MediaError::Kind::NoPort; });
        at.handler->applyDescription({"application/sdp", "x offer "},
            [&](const auto &applied) { failures += applied.error().kind == MediaError::Kind::Malformed; });
        QCOMPARE(failures, 2);
        QCOMPARE(at.handler->judge({"application/sdp", "x"})->kind, MediaError::Kind::NotAcceptable);
    }
    void everythingElseReachesTheMedia()
    {
        Around at;
        QVERIFY(at.handler->understands("application/sdp"));
        QVERIFY(!at.handler->understands("text/plain"));
        QCOMPARE(&at.handler->media(), at.media);
        QCOMPARE(at.handler->sendDtmf("12", 100), SessionDescriptionHandler::DtmfResult::Sent);
        QCOMPARE(at.media->digits, QByteArray("12"));
        QVERIFY(at.handler->setMuted(true));
        QVERIFY(at.media->isMuted);
        at.handler->allowMedia();
        QVERIFY(at.media->isMediaAllowed);
        at.handler->rollback();
        QCOMPARE(at.media->rollbacks, 1);
        at.handler->close();
        QVERIFY(at.media->isClosed);
    }
    void everythingElseComesBack()
    {
        Around at(DescriptionModifiers{});
        QSignalSpy holds(at.handler.get(), &SessionDescriptionHandler::remoteHoldChanged);
        QSignalSpy tones(at.handler.get(), &SessionDescriptionHandler::dtmfReceived);
        QSignalSpy failures(at.handler.get(), &SessionDescriptionHandler::failed);
        at.handler->createDescription({}, [](const auto &) {});
        at.handler->applyDescription({"application/sdp", "you answer 1 sendonly"}, [](const auto &) {});
        QCOMPARE(holds.count(), 1);
        QVERIFY(at.handler->isRemoteHold());
        Q_EMIT at.media->dtmfReceived(QLatin1Char('3'));
        Q_EMIT at.media->failed({});
        QCOMPARE(tones.count(), 1);
        QCOMPARE(failures.count(), 1);
    }
    void anAnswerThatComesLaterIsChangedToo()
    {
        Around at;
        at.script.delay = 100ms;
        QByteArray sent;
        at.handler->createDescription({}, [&](const auto &made) { sent = made->content; });
        QVERIFY(sent.isEmpty());
        at.clock.advance(100ms);
        QCOMPARE(sent, QByteArray("me offer 1 sendrecv out"));
    }
};

QTEST_GUILESS_MAIN(tst_ModifiedDescriptionHandler)
#include "tst_ModifiedDescriptionHandler.moc"
