// What a program may say of a call: headers, bodies and phrases of its responses, provisional responses as it
// wants them, what is reliable, CANCEL with a reason, media of one call, extensions; what it reads of the
// caller. The other end is written by hand.
#include "Bodies.h"
#include "CallWorld.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Refusal = Session::Refusal;
using Support = SipExtensions::Support;
using Reliability = ProgressOptions::Reliability;

namespace {

const WireExtra canPrack{WirePeer::Offer, {{"Supported", "100rel"}}};

TestPhone::Options with(std::function<void(UserAgentOptions &)> adjust)
{
    TestPhone::Options options;
    options.adjust = std::move(adjust);
    return options;
}

TestPhone::Options withReliability(Support support)
{
    return with([support](UserAgentOptions &options) { options.extensions.reliableProvisionals = support; });
}

} // namespace

class tst_CallOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptWithHeadersAndABody() // RFC 5621
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->accept(
            {{{"X-Desk", "3"}}, "Welcome", "text/plain", "hello", "render;handling=optional"}));
        const SipMessage response = peer.expect("SIP/2.0 200 Welcome");
        QCOMPARE(response.value("X-Desk").toByteArray(), QByteArray("3"));
        QCOMPARE(response.contentType(), QByteArray("multipart/mixed"));
        const QList<BodyPart> parts = bodyParts(response).value();
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts.at(0).type(), QByteArray("application/sdp"));
        QVERIFY(parts.at(0).content.contains("answer"));
        QCOMPARE(parts.at(1), bodyPart("text/plain", "hello", "render;handling=optional"));
    }
    void rejectWithHeadersAndABody()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->reject(
            RejectOptions{480, {{{"Retry-After", "60"}}, "At lunch", "text/plain", "back at one"}}));
        const SipMessage response = peer.expect("SIP/2.0 480 At lunch");
        QCOMPARE(response.number(HeaderId::RetryAfter).value(), 60u);
        QCOMPARE(response.body(), QByteArray("back at one"));
    }
    void C16_aRedirectNamesItsContacts()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QCOMPARE(call->redirect(QList<NameAddr>(), {300, {}}).error(), Refusal::InvalidTarget);
        QVERIFY(call->redirect({address("<sip:carol@192.0.2.3>;q=0.5"), address("<tel:+49301234>;q=0.1")},
            {300, {{{"X-Why", "moved"}}, "Choose"}}));
        const SipMessage response = peer.expect("SIP/2.0 300 Choose");
        const auto contacts = response.nameAddrs(HeaderId::Contact).value();
        QCOMPARE(contacts.size(), 2);
        QCOMPARE(contacts.at(0).uri.user, QByteArray("carol"));
        QCOMPARE(contacts.at(0).parameters.value("q"), QByteArray("0.5"));
        QCOMPARE(contacts.at(1).otherUri, QByteArray("tel:+49301234"));
        QCOMPARE(response.value("X-Why").toByteArray(), QByteArray("moved"));
    }
    void progressAsWanted()
    {
        FakeClock clock;
        WirePeer peer(clock, with([](UserAgentOptions &options) { options.noAnswerTimeout = 0s; }));
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QVERIFY(call->progress({182, {{{"X-Place", "4"}}, "Queued, 4th", "text/plain", "four"}}));
        const SipMessage queued = peer.expect("SIP/2.0 182 Queued, 4th");
        QCOMPARE(queued.value("X-Place").toByteArray(), QByteArray("4"));
        QCOMPARE(queued.body(), QByteArray("four"));
        QVERIFY(!queued.contains(HeaderId::RSeq));
        QCOMPARE(call->progress({183, {}, Reliability::Reliable}).error(), Refusal::NotSupported);
        peer.run(61s); // §13.3.1.1: the same again
        QCOMPARE(peer.expect("SIP/2.0 182 Queued, 4th").body(), QByteArray("four"));
    }
    void theAnswerIn183_data()
    {
        QTest::addColumn<bool>("isReliable");
        QTest::newRow("unreliable: 200 says it again") << false;
        QTest::newRow("reliable: 200 need not") << true;
    }
    void theAnswerIn183() // RFC 3261 §13.2.1, RFC 3262 §5
    {
        QFETCH(bool, isReliable);
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite(canPrack);
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QVERIFY(call->progress({183, {}, isReliable ? Reliability::Reliable : Reliability::AsAsked}));
        const SipMessage early = peer.expect("SIP/2.0 183");
        QVERIFY(early.body().contains("answer"));
        QCOMPARE(early.contains(HeaderId::RSeq), isReliable);
        QVERIFY(!peer.phone.lastMedia()->isMediaAllowed); // nobody is heard before he picked up
        peer.joinAsCaller(early);
        if (isReliable) {
            QCOMPARE(call->progress({180, {}}).error(), Refusal::RequestPending);
            QVERIFY(call->accept());
            peer.expectNothing(); // RFC 3262 §3: the PRACK comes first
            peer.request("PRACK", {{}, {{"RAck", early.value(HeaderId::RSeq).toByteArray() + " 1 INVITE"}}});
        } else {
            QVERIFY(call->accept());
        }
        const SipMessage success = peer.expect("SIP/2.0 200");
        QCOMPARE(success.body(), isReliable ? QByteArray() : early.body());
        if (isReliable)
            peer.expect("SIP/2.0 200"); // to the PRACK
        peer.acknowledge(invite);
        QCOMPARE(call->state(), State::Established);
        QVERIFY(peer.phone.lastMedia()->isMediaAllowed);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theAnswerIn180()
    {
        FakeClock clock;
        WirePeer peer(
            clock, with([](UserAgentOptions &options) { options.sendsInitialProvisional = false; }));
        peer.invite({WirePeer::Offer});
        QVERIFY(peer.phone.invitation()->progress(
            {180, {}, Reliability::AsAsked, ProgressOptions::Description::Included}));
        QVERIFY(peer.expect("SIP/2.0 180").body().contains("answer"));
        QVERIFY(peer.phone.invitation()->isRinging());
        QVERIFY(peer.phone.invitation()->progress(
            {183, {}, Reliability::AsAsked, ProgressOptions::Description::None}));
        QVERIFY(peer.expect("SIP/2.0 183").body().isEmpty());
    }
    void aPrackWithTheNextOffer() // RFC 3262 §5
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite(canPrack);
        peer.expect("SIP/2.0 180");
        QVERIFY(peer.phone.invitation()->progress({183, {}, Reliability::Reliable}));
        const SipMessage early = peer.expect("SIP/2.0 183");
        peer.joinAsCaller(early);
        peer.request(
            "PRACK", {WirePeer::Offer, {{"RAck", early.value(HeaderId::RSeq).toByteArray() + " 1 INVITE"}}});
        QVERIFY(peer.expect("SIP/2.0 200").body().contains("answer 2"));
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void C13_requiredAndSupportedIsRequired()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Supported", "100rel, timer"}, {"Require", "100rel"}}});
        QVERIFY(peer.expect("SIP/2.0 180").contains(HeaderId::RSeq));
    }
    void reliabilityOfTheCallee_data()
    {
        QTest::addColumn<int>("ours");
        QTest::addColumn<QByteArray>("header"); // of the caller
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isReliable");
        const auto row
            = [](const char *name, Support ours, const char *header, const char *answer, bool isReliable) {
                  QTest::newRow(name) << int(ours) << QByteArray(header) << QByteArray(answer) << isReliable;
              };
        row("supported, caller can: not unasked", Support::Supported, "Supported", "SIP/2.0 180", false);
        row("supported, caller must", Support::Supported, "Require", "SIP/2.0 180", true);
        row("required, caller can", Support::Required, "Supported", "SIP/2.0 180", true);
        row("required, caller cannot", Support::Required, "X-None", "SIP/2.0 180", false);
        row("unsupported, caller can", Support::Unsupported, "Supported", "SIP/2.0 180", false);
        row("unsupported, caller must", Support::Unsupported, "Require", "SIP/2.0 420", false);
    }
    void reliabilityOfTheCallee()
    {
        QFETCH(int, ours);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, answer);
        QFETCH(bool, isReliable);
        FakeClock clock;
        WirePeer peer(clock, withReliability(Support(ours)));
        peer.invite({WirePeer::Offer, {{header, "100rel"}}});
        QCOMPARE(peer.expect(answer).contains(HeaderId::RSeq), isReliable);
    }
    void extensionsOfTheCaller_data()
    {
        QTest::addColumn<int>("support");
        QTest::addColumn<bool>("isSupported");
        QTest::addColumn<bool>("isRequired");
        QTest::newRow("unsupported") << int(Support::Unsupported) << false << false;
        QTest::newRow("supported") << int(Support::Supported) << true << false;
        QTest::newRow("required") << int(Support::Required) << true << true;
    }
    void extensionsOfTheCaller()
    {
        QFETCH(int, support);
        QFETCH(bool, isSupported);
        QFETCH(bool, isRequired);
        FakeClock clock;
        WirePeer peer(clock, with([&](UserAgentOptions &options) {
            options.extensions
                = {Support(support), Support(support), Support(support), {"from-change", "no tag", "gin"}};
        }));
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        for (const char *tag : {"100rel", "replaces", "join"}) {
            QCOMPARE(invite.hasToken(HeaderId::Supported, tag), isSupported);
            QCOMPARE(invite.hasToken(HeaderId::Require, tag), isRequired);
        }
        QVERIFY(invite.hasToken(HeaderId::Supported, "from-change"));
        QVERIFY(invite.hasToken(HeaderId::Supported, "gin"));
        QVERIFY(!invite.value(HeaderId::Supported).contains("no tag"));
    }
    void unsupportedReplacesIsNotHeeded()
    {
        FakeClock clock;
        WirePeer peer(clock,
            with([](UserAgentOptions &options) { options.extensions.replaces = Support::Unsupported; }));
        peer.invite({WirePeer::Offer, {{"Replaces", "nope;to-tag=a;from-tag=b"}}});
        peer.expect("SIP/2.0 180");
        QVERIFY(!peer.phone.invitation()->replacee());
    }
    void theProgramMayRingItself()
    {
        FakeClock clock;
        WirePeer peer(
            clock, with([](UserAgentOptions &options) { options.sendsInitialProvisional = false; }));
        peer.invite({WirePeer::Offer});
        Invitation *call = peer.phone.invitation();
        QVERIFY(call);
        peer.expectNothing();
        QVERIFY(!call->isRinging());
        QVERIFY(call->progress());
        peer.expect("SIP/2.0 180");
        QVERIFY(call->isRinging());
    }
    void C30_noAnswerTimeoutOfZeroIsNone()
    {
        FakeClock clock;
        WirePeer peer(clock, with([](UserAgentOptions &options) { options.noAnswerTimeout = 0s; }));
        peer.invite({WirePeer::Offer});
        peer.run(10min);
        QCOMPARE(peer.phone.invitation()->state(), State::Initial);
    }
    void cancelWithAReason() // RFC 3326
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one");
        QCOMPARE(call->cancel(150).error(), Refusal::InvalidContent);
        QCOMPARE(call->cancel(200, "a\r\nb").error(), Refusal::InvalidContent);
        QCOMPARE(call->cancel("SIP;cause=200\r\nX: y").error(), Refusal::InvalidContent);
        QVERIFY(call->cancel(200, "Call completed \"elsewhere\""));
        QCOMPARE(peer.expect("CANCEL").value(HeaderId::Reason).toByteArray(),
            QByteArray("SIP;cause=200;text=\"Call completed \\\"elsewhere\\\"\""));
    }
    void C7_aChallengedInviteIsCancelled()
    {
        FakeClock clock;
        WirePeer peer(clock, {.server = QByteArray("sip:192.0.2.2"), .password = "secret"});
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage first = peer.expect("INVITE");
        peer.answer(
            first, 407, "p", {{}, {{"Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"n\""}}});
        peer.expect("ACK");
        const SipMessage second = peer.expect("INVITE");
        QVERIFY(second.contains(HeaderId::ProxyAuthorization));
        QVERIFY(call->cancel());
        peer.expectNothing(); // §9.1
        peer.answer(second, 180, "one");
        const SipMessage cancel = peer.expect("CANCEL");
        QCOMPARE(cancel.topVia().value().branch(), second.topVia().value().branch());
        QCOMPARE(cancel.cseq().value().number, second.cseq().value().number);
    }
    void C8_anonymousCallsDoNotNameUs()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.anonymous = true});
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.hasToken(HeaderId::Privacy, "id"));
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.joinAsCallee(invite, "one");
        QVERIFY(call->reinvite());
        QVERIFY(call->info({{}, "text/plain", "x"}));
        call->hangUp();
        peer.run(10ms);
        int seen = 0;
        for (const FakeTransport::Sent &sent : peer.phone.transport->sent()) {
            if (!sent.message.isRequest())
                continue;
            ++seen;
            QCOMPARE(sent.message.from().value().displayName, QByteArray("Anonymous"));
            QCOMPARE(
                sent.message.from().value().uri.toBytes(), QByteArray("sip:anonymous@anonymous.invalid"));
            QVERIFY(!sent.message.value(HeaderId::Contact).contains("user1"));
            QVERIFY(!sent.bytes.contains("User 1") || sent.message.contains(HeaderId::PPreferredIdentity));
        }
        QVERIFY(seen >= 4); // INVITE, ACK, re-INVITE or INFO, BYE
    }
    void C12_ringingWithoutContactOrTag_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::newRow("no tag") << QByteArray();
        QTest::newRow("a tag, no Contact") << QByteArray("one");
    }
    void C12_ringingWithoutContactOrTag()
    {
        QFETCH(QByteArray, tag);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QSignalSpy progressed(call, &Inviter::progressed);
        const SipMessage invite = peer.expect("INVITE");
        peer.phone.transport->inject(SipResponse::to(SipRequest(invite), 180, tag));
        peer.run(1ms);
        QVERIFY(call->isRinging());
        QCOMPARE(progressed.count(), 1);
    }
    void C26_theFirstInviteCarriesWhatItWasGiven()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri, {.request = {{{"X-Once", "1"}}, {}, {}}});
        const SipMessage first = peer.expect("INVITE");
        QCOMPARE(first.value("X-Once").toByteArray(), QByteArray("1"));
        peer.phone.call(WirePeer::Uri);
        QVERIFY(!peer.expect("INVITE").value("X-Once").size());
    }
    void C27_bodiesOfEveryKind()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const QByteArray picture("\x89PNG\r\n\x1a\n\0\0--part-0", 18);
        peer.phone.call(WirePeer::Uri, {.request = {{}, "image/png", picture, "render;handling=optional"}});
        const SipMessage invite = peer.expect("INVITE");
        const QList<BodyPart> parts = bodyParts(invite).value();
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts.at(0).type(), QByteArray("application/sdp"));
        QCOMPARE(parts.at(1), bodyPart("image/png", picture, "render;handling=optional"));
        peer.phone.call(WirePeer::Uri, {.request = {{}, "text/plain", "hi"}, .withoutSdp = true});
        const SipMessage offerless = peer.expect("INVITE");
        QCOMPARE(offerless.body(), QByteArray("hi"));
        QCOMPARE(offerless.value(HeaderId::ContentDisposition).toByteArray(), QByteArray("render"));
    }
    void C27_multipartIsRead_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("an optional part") << QByteArray("Content-Type: image/png\r\nContent-Disposition: "
                                                        "icon;handling=optional\r\n\r\nxyz")
                                          << QByteArray("SIP/2.0 180");
        QTest::newRow("to be shown") << QByteArray(
            "Content-Type: text/plain\r\nContent-Disposition: render\r\n\r\nhi")
                                     << QByteArray("SIP/2.0 180");
        QTest::newRow("must be understood, is not") << QByteArray(
            "Content-Type: application/isup\r\nContent-Disposition: "
            "signal;handling=required\r\n\r\nxyz") << QByteArray("SIP/2.0 415");
    }
    void C27_multipartIsRead() // RFC 5621 §3
    {
        QFETCH(QByteArray, part);
        QFETCH(QByteArray, answer);
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({"preamble\r\n--b\r\n" + part + "\r\n--b\r\nContent-Type: application/sdp\r\n\r\n"
                + QByteArray(WirePeer::Offer) + "\r\n--b--\r\n",
            {}, "multipart/mixed;boundary=\"b\""});
        peer.expect(answer);
        if (answer != "SIP/2.0 180")
            return;
        QVERIFY(peer.phone.invitation()->accept());
        QVERIFY(peer.expect("SIP/2.0 200").body().contains("answer"));
    }
    void C28_whatWasMadeHereIsMarked()
    {
        FakeClock clock;
        WirePeer peer(clock);
        RequestDelegate delegate;
        std::optional<RequestDelegate::Answer> heard;
        delegate.onReject = [&](const RequestDelegate::Answer &answer) { heard = answer; };
        Inviter call(*peer.phone.agent, address(WirePeer::Uri));
        QVERIFY(call.invite(delegate));
        peer.run(33s);
        QCOMPARE(heard.value().response.statusCode(), 408);
        QCOMPARE(int(heard->origin), int(RequestDelegate::Answer::Origin::LocalTimeout));
        QVERIFY(heard->response.cseq()); // it has the headers of a response
        QCOMPARE(heard->response.callId(), call.callId());
    }
    void mediaOfOneCall()
    {
        FakeClock clock;
        WirePeer peer(clock);
        FakeSessionDescriptionHandler::Script script;
        QPointer<FakeSessionDescriptionHandler> own;
        InviterOptions options;
        options.makeSessionDescriptionHandler = [&](Session &) {
            auto handler = std::make_unique<FakeSessionDescriptionHandler>(clock, script, "special");
            own = handler.get();
            return handler;
        };
        peer.phone.call(WirePeer::Uri, options);
        QVERIFY(peer.expect("INVITE").body().startsWith("special offer"));
        QVERIFY(own);
        QVERIFY(peer.phone.media.isEmpty());
    }
    void whatTheCallerSaysOfHimself()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer,
            {{"P-Asserted-Identity", "\"Bob\" <sip:bob@example.com>, <tel:+4930>"},
                {"Alert-Info", "<http://example.com/ring.wav>;appearance=2, <urn:alert:source:internal>"},
                {"Call-Info", "<http://example.com/bob.png>;purpose=icon"},
                {"History-Info",
                    "<sip:desk@example.com?Reason=SIP%3Bcause%3D486>;index=1, "
                    "<sip:user1@example.com>;index=1.1"},
                {"Diversion", "<sip:boss@example.com>;reason=user-busy"}, {"Identity", "eyJh..sig;info=<x>"},
                {"Privacy", "id; user"}, {"P-Early-Media", "SendRecv"}, {"Subject", "Lunch"},
                {"Priority", "Urgent"}, {"Organization", "Example"}}});
        peer.expect("SIP/2.0 180");
        const CallerHeaders headers = peer.phone.invitation()->callerHeaders();
        QCOMPARE(headers.assertedIdentities.size(), 2);
        QCOMPARE(headers.assertedIdentities.first().displayName, QByteArray("Bob"));
        QCOMPARE(headers.alertInfo.size(), 2);
        QCOMPARE(headers.alertInfo.first().uri, QByteArray("http://example.com/ring.wav"));
        QCOMPARE(headers.alertInfo.first().parameters.value("appearance"), QByteArray("2"));
        QCOMPARE(headers.callInfo.first().parameters.value("purpose"), QByteArray("icon"));
        QCOMPARE(headers.history.size(), 2);
        QCOMPARE(headers.history.first().address.uri.toBytes(), QByteArray("sip:desk@example.com"));
        QCOMPARE(headers.history.first().reason, QByteArray("SIP;cause=486"));
        QCOMPARE(headers.history.last().index, QByteArray("1.1"));
        QCOMPARE(headers.diversions.first().reason, QByteArray("user-busy"));
        QCOMPARE(headers.identities.size(), 1);
        QCOMPARE(headers.privacy, (QList<QByteArray>{"id", "user"}));
        QCOMPARE(headers.earlyMedia, QByteArray("sendrecv"));
        QCOMPARE(headers.subject, QByteArray("Lunch"));
        QCOMPARE(headers.priority, QByteArray("urgent"));
        QCOMPARE(headers.organization, QByteArray("Example"));
    }
    void whatTheCallerSaysIsBounded()
    {
        FakeClock clock;
        WirePeer peer(clock);
        WireExtra extra{WirePeer::Offer, {}};
        for (int i = 0; i < 40; ++i)
            extra.headers.append({"Diversion", "<sip:u" + QByteArray::number(i) + "@example.com>"});
        extra.headers.append({"Subject", QByteArray(CallerHeaders::Limits::ValueBytes + 1, 'x')});
        extra.headers.emplaceBack("Call-Info", "<>, broken, <http://example.com/x");
        peer.invite(extra);
        peer.expect("SIP/2.0 180");
        const CallerHeaders headers = peer.phone.invitation()->callerHeaders();
        QCOMPARE(headers.diversions.size(), CallerHeaders::Limits::Values);
        QVERIFY(headers.subject.isEmpty());
        QVERIFY(headers.callInfo.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_CallOptions)
#include "tst_CallOptions.moc"
