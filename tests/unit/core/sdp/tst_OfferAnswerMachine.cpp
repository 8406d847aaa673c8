#include "FakeRandom.h"
#include "OfferAnswerMachine.h"

#include <QTest>

using namespace carillon;
using State = OfferAnswerMachine::State;
using Event = OfferAnswerMachine::Event;
using Kind = NegotiationError::Kind;

Q_DECLARE_METATYPE(carillon::OfferAnswerMachine::State)
Q_DECLARE_METATYPE(carillon::OfferAnswerMachine::Event)

namespace {

LocalMediaCapabilities capabilities(const QByteArray &address, quint16 port)
{
    LocalMediaCapabilities result;
    result.address = address;
    result.rtpPort = port;
    result.rtcpPort = quint16(port + 1);
    return result;
}

/// Two machines which talk to each other.
struct Talk {
    FakeRandom random{11};
    OfferAnswerMachine alice{random};
    OfferAnswerMachine bob{random};
    LocalMediaCapabilities alices = capabilities("192.0.2.1", 4000);
    LocalMediaCapabilities bobs = capabilities("192.0.2.2", 5000);

    bool exchange()
    {
        const auto offer = alice.createOffer(alices);
        if (!offer || !bob.receiveOffer(*offer))
            return false;
        const auto answer = bob.createAnswer(bobs);
        return answer && alice.receiveAnswer(*answer, alices);
    }
};

} // namespace

class tst_OfferAnswerMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void steps_data();
    void steps();
    void aTalkAgrees();
    void anOfferIsCheckedBeforeItIsAnswered();
    void outOfTurnIsRefused();
    void rollbackKeepsWhatWasAgreed();
    void aRefusedOfferNeverSharesItsVersion();
    void aBadAnswerLeavesTheOldAgreement();
    void anotherForkAnswersTheFirstOffer();
    void aRefreshSaysTheSame();
    void aRefreshThatCannotSayTheSame_data();
    void aRefreshThatCannotSayTheSame();
};

void tst_OfferAnswerMachine::steps_data()
{
    QTest::addColumn<State>("from");
    QTest::addColumn<Event>("on");
    QTest::addColumn<std::optional<State>>("next");
    using Next = std::optional<State>;
    QTest::newRow("offer out") << State::Stable << Event::SendOffer << Next(State::HaveLocalOffer);
    QTest::newRow("offer in") << State::Stable << Event::ReceiveOffer << Next(State::HaveRemoteOffer);
    QTest::newRow("answer in") << State::HaveLocalOffer << Event::ReceiveAnswer << Next(State::Stable);
    QTest::newRow("answer out") << State::HaveRemoteOffer << Event::SendAnswer << Next(State::Stable);
    QTest::newRow("glare") << State::HaveLocalOffer << Event::ReceiveOffer << Next();
    QTest::newRow("second offer") << State::HaveLocalOffer << Event::SendOffer << Next();
    QTest::newRow("offer instead of answer") << State::HaveRemoteOffer << Event::SendOffer << Next();
    QTest::newRow("answer to nothing") << State::Stable << Event::ReceiveAnswer << Next();
    QTest::newRow("own offer refused") << State::HaveLocalOffer << Event::Rollback << Next(State::Stable);
    QTest::newRow("offer refused") << State::HaveRemoteOffer << Event::Rollback << Next(State::Stable);
    QTest::newRow("another answers too") << State::Stable << Event::Reopen << Next(State::HaveLocalOffer);
    QTest::newRow("closed while waiting") << State::HaveLocalOffer << Event::Close << Next(State::Closed);
    QTest::newRow("closed stays closed") << State::Closed << Event::SendOffer << Next();
}

void tst_OfferAnswerMachine::steps()
{
    QFETCH(State, from);
    QFETCH(Event, on);
    QFETCH(std::optional<State>, next);
    QVERIFY(OfferAnswerMachine::step(from, on) == next);
}

void tst_OfferAnswerMachine::aTalkAgrees()
{
    Talk talk;
    QVERIFY(!talk.alice.agreement());
    QVERIFY(talk.exchange());
    QVERIFY(talk.alice.state() == State::Stable && talk.bob.state() == State::Stable);
    const NegotiatedAudio &atAlice = talk.alice.agreement()->audio;
    const NegotiatedAudio &atBob = talk.bob.agreement()->audio;
    QCOMPARE(atAlice.remoteRtp.address, QByteArray("192.0.2.2"));
    QCOMPARE(atAlice.remoteRtp.port, quint16(5000));
    QCOMPARE(atBob.remoteRtp.port, quint16(4000));
    QVERIFY(atAlice.sdes && atBob.sdes);
    QCOMPARE(atAlice.sdes->local.keyAndSalt, atBob.sdes->remote.keyAndSalt);
    QCOMPARE(atAlice.sdes->remote.keyAndSalt, atBob.sdes->local.keyAndSalt);
    QCOMPARE(atAlice.sendFormat.displayName(), QByteArray("opus/48000"));
}

void tst_OfferAnswerMachine::anOfferIsCheckedBeforeItIsAnswered()
{
    Talk talk;
    QVERIFY(talk.bob.checkOffer(talk.bobs).error().kind == Kind::WrongState);
    QVERIFY(talk.bob.receiveOffer(*talk.alice.createOffer(talk.alices)));
    QVERIFY(talk.bob.checkOffer(talk.bobs));
    QVERIFY(talk.bob.state() == State::HaveRemoteOffer);
    LocalMediaCapabilities other = talk.bobs;
    other.codecs.clear();
    QVERIFY(talk.bob.checkOffer(other).error().kind == Kind::NoCommonCodec);
    QVERIFY(talk.bob.createAnswer(talk.bobs));
}

void tst_OfferAnswerMachine::outOfTurnIsRefused()
{
    Talk talk;
    const auto offer = talk.alice.createOffer(talk.alices);
    QVERIFY(talk.alice.createOffer(talk.alices).error().kind == Kind::WrongState);
    QVERIFY(talk.alice.receiveOffer(*offer).error().kind == Kind::WrongState);
    QVERIFY(talk.bob.receiveAnswer(*offer, talk.bobs).error().kind == Kind::WrongState);
    QVERIFY(talk.bob.createAnswer(talk.bobs).error().kind == Kind::WrongState);
    talk.alice.close();
    talk.alice.close();
    talk.alice.rollback();
    QVERIFY(talk.alice.createOffer(talk.alices).error().kind == Kind::WrongState);
}

void tst_OfferAnswerMachine::rollbackKeepsWhatWasAgreed()
{
    Talk talk;
    QVERIFY(talk.exchange());
    const NegotiatedAudio before = talk.alice.agreement()->audio;
    talk.alices.hold = true;
    QVERIFY(talk.alice.createOffer(talk.alices));
    talk.alice.rollback();
    QVERIFY(talk.alice.state() == State::Stable);
    QVERIFY(talk.alice.agreement()->audio == before);
}

void tst_OfferAnswerMachine::aRefusedOfferNeverSharesItsVersion()
{
    Talk talk;
    QVERIFY(talk.exchange());
    talk.alices.hold = true;
    const auto refused = talk.alice.createOffer(talk.alices);
    talk.alice.rollback();
    talk.alices.hold = false;
    const auto next = talk.alice.createOffer(talk.alices);
    QVERIFY(refused->origin.sessionVersion.toInt() < next->origin.sessionVersion.toInt());
    QCOMPARE(refused->origin.sessionId, next->origin.sessionId);
}

void tst_OfferAnswerMachine::aBadAnswerLeavesTheOldAgreement()
{
    Talk talk;
    QVERIFY(talk.exchange());
    const NegotiatedAudio before = talk.alice.agreement()->audio;
    const auto offer = talk.alice.createOffer(talk.alices);
    SessionDescription answer = talk.bob.agreement()->local;
    answer.media.clear();
    QVERIFY(talk.alice.receiveAnswer(answer, talk.alices).error().kind == Kind::MediaLinesChanged);
    talk.alice.rollback();
    QVERIFY(talk.alice.agreement()->audio == before);
}

/// RFC 3261 §13.2.1: nothing of what was agreed with the first one binds the other.
void tst_OfferAnswerMachine::anotherForkAnswersTheFirstOffer()
{
    Talk talk;
    QVERIFY(!talk.alice.reopenFirstOffer()); // there is none
    QVERIFY(talk.exchange());
    QVERIFY(talk.alice.agreement()->audio.sdes);
    QVERIFY(!talk.bob.reopenFirstOffer()); // he answered
    const SessionDescription offer = talk.alice.agreement()->local;
    QVERIFY(talk.alice.reopenFirstOffer());
    QVERIFY(talk.alice.state() == State::HaveLocalOffer);
    QVERIFY(!talk.alice.agreement());
    OfferAnswerMachine carol(talk.random);
    LocalMediaCapabilities carols = capabilities("192.0.2.3", 6000);
    carols.encryption = MediaEncryption::None; // to the second one that is no downgrade
    QVERIFY(carol.receiveOffer(offer));
    const auto answer = carol.createAnswer(carols);
    QVERIFY(answer);
    QVERIFY(talk.alice.receiveAnswer(*answer, talk.alices));
    QCOMPARE(talk.alice.agreement()->audio.remoteRtp.address, QByteArray("192.0.2.3"));
    QVERIFY(!talk.alice.agreement()->audio.sdes);
    talk.alices.hold = true;
    QVERIFY(talk.alice.createOffer(talk.alices));
    talk.alice.rollback();
    QVERIFY(!talk.alice.reopenFirstOffer()); // the peer knows another one by now
    QVERIFY(talk.alice.state() == State::Stable);
}

void tst_OfferAnswerMachine::aRefreshSaysTheSame() // RFC 4028 §7.4
{
    Talk talk;
    QVERIFY(talk.exchange());
    for (auto [from, to] : {std::pair(&talk.alice, &talk.bob), std::pair(&talk.bob, &talk.alice)}) {
        const LocalMediaCapabilities &ours = from == &talk.alice ? talk.alices : talk.bobs;
        const LocalMediaCapabilities &theirs = from == &talk.alice ? talk.bobs : talk.alices;
        const SessionDescription before = from->agreement()->local;
        const NegotiatedAudio audio = from->agreement()->audio;
        const auto offer = from->repeatOffer(ours);
        QVERIFY(offer && *offer == before);
        QVERIFY(!from->repeatOffer(ours)); // one at a time
        QVERIFY(to->receiveOffer(*offer));
        const auto answer = to->createAnswer(theirs);
        QVERIFY(answer && from->receiveAnswer(*answer, ours));
        QVERIFY(from->agreement()->audio == audio);
    }
}

void tst_OfferAnswerMachine::aRefreshThatCannotSayTheSame_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("another address") << QByteArray("address");
    QTest::newRow("another port") << QByteArray("port");
    QTest::newRow("hold") << QByteArray("hold");
    QTest::newRow("an offer was refused meanwhile") << QByteArray("refused");
}

void tst_OfferAnswerMachine::aRefreshThatCannotSayTheSame()
{
    QFETCH(QByteArray, change);
    Talk talk;
    QVERIFY(talk.exchange());
    const int before = talk.alice.agreement()->local.origin.sessionVersion.toInt();
    if (change == "address") {
        talk.alices.address = "192.0.2.77";
    } else if (change == "port") {
        talk.alices.rtpPort = 6000;
    } else if (change == "hold") {
        talk.alices.hold = true;
    } else {
        LocalMediaCapabilities other = talk.alices;
        other.hold = true;
        QVERIFY(talk.alice.createOffer(other));
        talk.alice.rollback();
    }
    const auto offer = talk.alice.repeatOffer(talk.alices);
    QVERIFY(offer);
    QVERIFY(offer->origin.sessionVersion.toInt() > before);
}

QTEST_GUILESS_MAIN(tst_OfferAnswerMachine)
#include "tst_OfferAnswerMachine.moc"
