#include "FakeClock.h"
#include "FakeSessionDescriptionHandler.h"
#include "Negotiation.h"

#include <QCoreApplication>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Negotiation : public QObject
{
    Q_OBJECT
    FakeClock clock;
    FakeSessionDescriptionHandler::Script script;
    QPointer<FakeSessionDescriptionHandler> media;
    std::unique_ptr<Negotiation> negotiation;
    std::optional<Result<Negotiation::Description, MediaError>> described;
    std::optional<Result<void, MediaError>> applied;

    Negotiation::DescriptionCallback describe()
    {
        return [this](Result<Negotiation::Description, MediaError> result) { described = result; };
    }
    Negotiation::AppliedCallback apply()
    {
        return [this](Result<void, MediaError> result) { applied = result; };
    }

private Q_SLOTS:
    void init()
    {
        script = {};
        described.reset();
        applied.reset();
        negotiation = std::make_unique<Negotiation>();
        auto handler = std::make_unique<FakeSessionDescriptionHandler>(clock, script, "us");
        media = handler.get();
        negotiation->setHandler(std::move(handler));
    }
    void cleanup()
    {
        negotiation.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!media);
    }
    void weOffer()
    {
        negotiation->makeOffer({}, describe());
        QVERIFY(described->value().content.contains("offer"));
        QCOMPARE(negotiation->state(), Negotiation::State::OfferSent);
        QVERIFY(!negotiation->isAgreed());
        negotiation->takeAnswer({"application/sdp", "them answer 1 sendrecv"}, apply());
        QVERIFY(applied->has_value());
        QVERIFY(negotiation->isIdle());
        QVERIFY(negotiation->isAgreed());
    }
    void anotherForkAnswersTheSameOffer()
    {
        script.reopensOffers = true;
        QVERIFY(!negotiation->isAgreed());
        negotiation->makeOffer({}, describe());
        QVERIFY(!negotiation->reopen()); // it is open
        negotiation->takeAnswer({"application/sdp", "them answer 1 sendrecv"}, apply());
        QVERIFY(negotiation->reopen());
        QCOMPARE(negotiation->state(), Negotiation::State::OfferSent);
        negotiation->takeAnswer({"application/sdp", "they answer 1 sendrecv"}, apply());
        QVERIFY(applied->has_value());
        QVERIFY(negotiation->isIdle());
        QCOMPARE(media->remote, QByteArray("they answer 1 sendrecv"));
        QCOMPARE(media->faults, QStringList());
        script.reopensOffers = false;
        QVERIFY(!negotiation->reopen());
        QVERIFY(negotiation->isIdle());
    }
    void theyOffer()
    {
        negotiation->takeOffer({"application/sdp", "them offer 1 sendonly"}, {}, describe());
        QVERIFY(described->value().content.endsWith("recvonly"));
        QVERIFY(negotiation->isIdle());
        QVERIFY(media->isRemoteHold());
    }
    void oneExchangeAtATime()
    {
        negotiation->makeOffer({}, describe());
        described.reset();
        negotiation->takeOffer({"application/sdp", "them offer 1 sendrecv"}, {}, describe());
        QCOMPARE(described->error().kind, MediaError::Kind::WrongState);
        negotiation->makeOffer({}, describe());
        QCOMPARE(described->error().kind, MediaError::Kind::WrongState);
        QCOMPARE(media->faults, QStringList());
    }
    void anAnswerNobodyAskedFor()
    {
        negotiation->takeAnswer({"application/sdp", "them answer 1 sendrecv"}, apply());
        QCOMPARE(applied->error().kind, MediaError::Kind::WrongState);
    }
    void anotherContentType()
    {
        negotiation->takeOffer({"text/plain", "them offer 1 sendrecv"}, {}, describe());
        QCOMPARE(described->error().kind, MediaError::Kind::UnsupportedType);
        QVERIFY(negotiation->isIdle());
    }
    void afterARefusalAllIsAsBefore()
    {
        script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
        negotiation->takeOffer({"application/sdp", "them offer 1 sendrecv"}, {}, describe());
        QVERIFY(!described->has_value());
        script.refuseRemote.reset();
        negotiation->makeOffer({}, describe());
        QVERIFY(described->has_value());
        negotiation->rollback();
        QCOMPARE(media->rollbacks, 2);
        negotiation->takeOffer({"application/sdp", "them offer 2 sendrecv"}, {}, describe());
        QVERIFY(described->has_value());
        QCOMPARE(media->faults, QStringList());
    }
    void anOfferThatCannotBeMadeIsTakenBack()
    {
        script.refuseLocal = MediaError{MediaError::Kind::NoPort, {}};
        negotiation->makeOffer({}, describe());
        QCOMPARE(described->error().kind, MediaError::Kind::NoPort);
        QCOMPARE(media->rollbacks, 1);
        QVERIFY(negotiation->isIdle());
    }
    void whatComesLateIsNotHeard_data()
    {
        QTest::addColumn<bool>("closes");
        QTest::newRow("rollback") << false;
        QTest::newRow("close") << true;
    }
    void whatComesLateIsNotHeard()
    {
        QFETCH(bool, closes);
        script.delay = 100ms;
        negotiation->makeOffer({}, describe());
        clock.advance(50ms);
        closes ? negotiation->close() : negotiation->rollback();
        clock.advance(1s);
        QVERIFY(!described);
        QCOMPARE(negotiation->state(), closes ? Negotiation::State::Closed : Negotiation::State::Idle);
    }
};

QTEST_GUILESS_MAIN(tst_Negotiation)
#include "tst_Negotiation.moc"
