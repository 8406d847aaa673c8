#include "CallPrivate.h"

#include "RedirectTargets.h"
#include "Referral.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "SoundWay.h"

namespace carillon {

namespace {

CallState::Phase phaseOf(Session::State state)
{
    switch (state) {
    case Session::State::Initial: return CallState::Phase::Initial;
    case Session::State::Establishing: return CallState::Phase::Establishing;
    case Session::State::Established: return CallState::Phase::Established;
    case Session::State::Terminating: return CallState::Phase::Terminating;
    case Session::State::Terminated: return CallState::Phase::Terminated;
    }
    Q_UNREACHABLE();
}

CallState::Direction directionOf(const Session &session)
{
    return session.direction() == Session::Direction::Incoming ? CallState::Direction::Incoming
                                                               : CallState::Direction::Outgoing;
}

CallState::End::By byOf(Session::End::By by)
{
    switch (by) {
    case Session::End::By::Local: return CallState::End::By::Local;
    case Session::End::By::Remote: return CallState::End::By::Remote;
    case Session::End::By::Network: return CallState::End::By::Network;
    }
    Q_UNREACHABLE();
}

constexpr qsizetype MaxUriLength = 200;

QString uriOf(const NameAddr &party)
{
    return remoteText(
        party.otherUri.isEmpty() ? party.uri.addressOfRecord().toBytes() : party.otherUri, MaxUriLength);
}

QString nameOf(const NameAddr &party)
{
    for (const QByteArray &text : {party.displayName, party.uri.user, party.uri.host})
        if (const QString name = remoteText(text); !name.isEmpty())
            return name;
    return remoteText(party.otherUri);
}

} // namespace

Call::Private::Private(CallEnvironment callEnvironment, CallIdentity callIdentity, Session &callSession)
    : environment(std::move(callEnvironment))
    , identity(std::move(callIdentity))
    , session(&callSession)
    , startedAt(environment.clock.wallTime())
{
}

Call::Private::~Private() = default;

void Call::Private::attach(Call *call)
{
    q = call;
    sipCallId = session->callId();
    hold = std::make_unique<HoldKeeper>(environment.clock, *session);
    handover = std::make_unique<Handover>(environment.clock, *session);
    QObject::connect(
        session, &Session::stateChanged, q, [this](Session::State state) { sessionChanged(state); });
    for (const auto signal :
        {&Session::ringingChanged, &Session::holdChanged, &Session::remoteIdentityChanged})
        QObject::connect(session, signal, q, &Call::changed);
    QObject::connect(session, &Session::sessionDescriptionHandlerCreated, q,
        [this](SessionDescriptionHandler *created) { handlerCreated(created); });
    tellDigits();
    QObject::connect(session, &Session::mediaFailed, q, [this](const MediaError &error) {
        problem = error.message;
        Q_EMIT q->changed();
    });
    QObject::connect(hold.get(), &HoldKeeper::settled, q, [this] {
        handover->holdEnded();
        Q_EMIT q->changed();
    });
    QObject::connect(handover.get(), &Handover::holdWanted, q, [this](bool held) { (void)hold->want(held); });
    QObject::connect(handover.get(), &Handover::changed, q, &Call::changed);
    QObject::connect(handover.get(), &Handover::succeeded, q, [this] {
        if (Session *ours = live())
            ours->hangUp();
        if (handoverPartner)
            (void)handoverPartner->hangUp(); // over already where Replaces ended it
    });
    if (SessionDescriptionHandler *present = session->sessionDescriptionHandler())
        handlerCreated(present);
    if (session->state() != Session::State::Initial)
        sessionChanged(session->state());
}

Session *Call::Private::live() const
{
    return session && session->state() != Session::State::Terminated ? session.data() : nullptr;
}

PhoneResult<> Call::Private::outcome(const Result<void, Session::Refusal> &result) const
{
    if (!result)
        return Failure<PhoneError>(Sentences::refusal(result.error()));
    return {};
}

/// What it says of the others matters less: who cannot be held is told by its own state.
Result<void, Session::Refusal> Call::Private::wantHeld(bool held)
{
    const auto wanted = hold->want(held);
    for (Call *member : environment.together(*q))
        if (member != q)
            (void)member->d->hold->want(held);
    return wanted;
}

Result<void, Session::Refusal> Call::Private::sendOn(
    const NameAddr &target, const QString &name, const QByteArray &reason)
{
    auto *invitation = qobject_cast<Invitation *>(live());
    if (!invitation)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    NameAddr us;
    us.uri = session->localIdentity().uri.addressOfRecord();
    RejectOptions options{302, {}};
    options.answer.extraHeaders = {{"Diversion", us.toBytes() + ";reason=" + reason + ";counter=1"}};
    const QString before = std::exchange(sentTo, name);
    const auto sent = invitation->redirect({target}, options);
    if (!sent)
        sentTo = before;
    return sent;
}

void Call::Private::mute(bool muted)
{
    isMuted = muted;
    if (handler)
        environment.media.setMuted(*handler, muted);
    Q_EMIT q->changed();
}

/// Where digits come from, and what becomes of ours.
void Call::Private::tellDigits()
{
    QObject::connect(session, &Session::dtmfReceived, q, [this](QChar digit, Session::DtmfWay way) {
        Q_EMIT q->dtmfReceived(
            digit, way == Session::DtmfWay::Info ? QStringLiteral("info") : QStringLiteral("rtp"));
    });
    QObject::connect(session, &Session::dtmfRefused, q, [this](const QByteArray &, int statusCode) {
        Q_EMIT q->dtmfFailed(
            Sentences::text("The other side does not take digits in this way (%1).").arg(statusCode));
    });
    digits = std::make_unique<DigitQueue>(
        environment.clock, [this](QByteArrayView sent, Session::DtmfWay way) -> DigitQueue::Outcome {
            Session *ours = live();
            return ours ? ours->sendDtmf(sent, way)
                        : DigitQueue::Outcome(Failure<Session::Refusal>(Session::Refusal::WrongState));
        });
    QObject::connect(digits.get(), &DigitQueue::changed, q, &Call::changed);
    QObject::connect(digits.get(), &DigitQueue::failed, q, [this](Session::Refusal) {
        Q_EMIT q->dtmfFailed(Sentences::text("The digits that waited could not be sent."));
    });
}

void Call::Private::handlerCreated(SessionDescriptionHandler *created)
{
    handler = created;
    if (handler)
        environment.media.setMuted(*handler, isMuted);
    if (handler && conference != 0)
        environment.media.setConference(*handler, conference);
    Q_EMIT q->changed();
}

void Call::Private::sessionChanged(Session::State state)
{
    if (state == Session::State::Established && !establishedAt) {
        establishedAt = environment.clock.wallTime();
        establishedTime = environment.clock.now();
        noteProfile();
    }
    if (state == Session::State::Terminating || state == Session::State::Terminated)
        keepLastFigures();
    if (state == Session::State::Terminated)
        finish();
    else
        Q_EMIT q->changed();
    if (state == Session::State::Established && live())
        digits->answered();
}

/// Where the peer made the offer, it says nothing of what ours should be.
void Call::Private::noteProfile() const
{
    if (!handler || dialled.withoutSdp || session->direction() != Session::Direction::Outgoing)
        return;
    const MediaState media = environment.media.state(*handler);
    if (!media.codec.isEmpty())
        environment.answeredIn(media.isWebRtc ? LearnedProfile::WebRtc : LearnedProfile::Rtp);
}

/// The session closed its media before it told us.
void Call::Private::keepLastFigures()
{
    if (!handler || lastMedia)
        return;
    lastMedia = environment.media.state(*handler);
    lastMedia->qualitySentence = lastMedia->callSentence;
    lastMedia->inputLevel = lastMedia->outputLevel = 0;
    lastMedia->talkingWhileMuted = false;
    lastStatistics = environment.media.statistics(*handler);
}

void Call::Private::finish()
{
    if (last)
        return;
    referral.reset(); // unanswered: declined
    handover->callEnded();
    digits->disconnect(q);
    digits->drop();
    endRecording();
    endCause = session->end().cause;
    noteRedirects();
    CallState state = snapshot();
    for (const NameAddr &target : std::as_const(redirects))
        state.redirects.append(uriOf(target));
    state.end = describeEnd(state.remoteName);
    state.ringing = state.heldLocal = state.heldRemote = state.speaking = false;
    state.conference.reset();
    state.way = CallState::Way::None;
    last = state;
    session->disconnect(q);
    if (ownedInviter)
        ownedInviter.release()->deleteLater(); // it is its signal that brought us here
    Q_EMIT q->changed();
    environment.ended(*q);
}

/// Only what may be called after this one (RFC 3261 §8.1.3.4): never from sips: to sip:, not the same again.
void Call::Private::noteRedirects()
{
    const auto *inviter = qobject_cast<const Inviter *>(session.data());
    if (!inviter || session->end().by != Session::End::By::Remote)
        return;
    const RedirectTargets allowed(session->remoteIdentity());
    const QList<NameAddr> contacts = inviter->redirectContacts();
    std::copy_if(contacts.begin(), contacts.end(), std::back_inserter(redirects),
        [&](const NameAddr &contact) { return allowed.mayTry(contact); });
}

CallStanding Call::Private::standing() const
{
    if (last)
        return {last->direction, last->phase, last->end.has_value(), last->heldLocal, last->muted};
    if (!session)
        return {};
    return {directionOf(*session), phaseOf(session->state()), false, session->isLocalHold(), isMuted};
}

CallState Call::Private::snapshot() const
{
    if (last || !session)
        return last.value_or(CallState());
    CallState state;
    state.id = identity.id;
    state.accountId = identity.accountId;
    state.signallingSecure = identity.signallingSecure;
    state.direction = directionOf(*session);
    state.phase = phaseOf(session->state());
    state.ringing = session->isRinging();
    state.localUri = uriOf(session->localIdentity());
    describeRemote(state);
    state.heldLocal = session->isLocalHold();
    state.heldRemote = session->isRemoteHold();
    state.muted = isMuted;
    state.startedAt = startedAt;
    state.establishedAt = establishedAt;
    if (establishedTime)
        state.durationMs
            = std::chrono::duration_cast<Milliseconds>(environment.clock.now() - *establishedTime).count();
    describeMedia(state);
    describeTogether(state);
    state.canRefer = session->canRefer();
    state.consultOf = dialled.consultOf;
    state.transfer = handover->progress(state.remoteName);
    state.transferredTo
        = state.transfer.state == CallState::Transfer::Succeeded ? state.transfer.target : sentTo;
    if (referral) {
        state.referralTarget = nameOf(referral->referTo());
        state.referralUri = uriOf(referral->referTo());
    }
    if (state.problem.isEmpty())
        state.problem = problem;
    return state;
}

void Call::Private::describeRemote(CallState &state) const
{
    const auto asserted = identity.trustsAssertedIdentity ? session->assertedIdentity() : std::nullopt;
    const NameAddr party = asserted ? *asserted : session->remoteIdentity();
    state.remoteUri = uriOf(party);
    state.remoteName = nameOf(party);
    state.via = via;
    if (session->direction() == Session::Direction::Outgoing)
        return;
    const CallerHeaders said = session->callerHeaders();
    // Diversion names the latest first; the last of History-Info is ourselves.
    if (!said.diversions.isEmpty())
        state.divertedBy = nameOf(said.diversions.first().address);
    else if (said.history.size() > 1)
        state.divertedBy = nameOf(said.history.at(said.history.size() - 2).address);
    if (via.isEmpty() && said.referredBy)
        state.via = nameOf(*said.referredBy);
    state.isIdentitySigned = !said.identities.isEmpty();
}

void Call::Private::mediaChanged()
{
    if (handler && environment.media.state(*handler).way == CallState::Way::Connected)
        problem.clear();
    Q_EMIT q->changed();
}

void Call::Private::describeMedia(CallState &state) const
{
    if (!lastMedia && !handler)
        return;
    const MediaState media = lastMedia ? *lastMedia : environment.media.state(*handler);
    state.codec = media.codec;
    state.way = media.way;
    if (canFlow(media.way))
        state.encryption = media.encryption;
    state.quality = media.quality;
    state.inputLevel = media.inputLevel;
    state.outputLevel = media.outputLevel;
    state.talkingWhileMuted = media.talkingWhileMuted;
    state.problem = media.problem;
    state.mosHeard = media.mosHeard;
    state.mosRemote = media.mosRemote;
    state.mosMean = media.mosMean;
    state.mosLeast = media.mosLeast;
    state.qualitySentence = media.qualitySentence;
    if (state.phase == CallState::Phase::Established) {
        state.diagnosis = media.diagnosis;
        state.fix = media.fix;
    } else if (state.problem == media.diagnosis.sentence) {
        state.problem.clear(); // nobody has to hear anything before the answer
    }
}

void Call::Private::describeTogether(CallState &state) const
{
    state.recording = recording;
    state.digits.state = CallState::Digits::State(digits->state());
    state.digits.waiting = digits->text();
    if (conference == 0)
        return;
    state.speaking = speech.isSpeaking();
    state.conference = CallState::Conference{QStringLiteral("m%1").arg(conference), {}};
    for (const Call *member : environment.together(*q))
        state.conference->members.append(member->id());
}

CallState::End Call::Private::describeEnd(const QString &name) const
{
    const Session::End from = session->end();
    CallState::End end;
    end.by = byOf(from.by);
    end.code = from.code;
    end.phrase = remoteText(from.phrase);
    Sentences::CallEnd facts;
    facts.direction = session->direction() == Session::Direction::Incoming ? CallState::Direction::Incoming
                                                                           : CallState::Direction::Outgoing;
    facts.wasEstablished = establishedAt.has_value();
    facts.by = end.by;
    facts.code = end.code;
    facts.cause = from.cause;
    facts.phrase = end.phrase;
    facts.name = name;
    facts.wire = from.wire;
    facts.pickUpFor = dialled.pickUpFor;
    // Through a server of the account's or to where the target is: the former is who failed.
    facts.host = identity.server.isEmpty() ? remoteText(session->remoteIdentity().uri.host) : identity.server;
    end.sentence = Sentences::callEnd(facts);
    return end;
}

} // namespace carillon
