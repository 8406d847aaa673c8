#include "SessionContext.h"

#include "Challenge.h"
#include "EndedDialogs.h"
#include "InDialogRequests.h"
#include "InfoChannel.h"
#include "Multipart.h"
#include "ReferralReceiver.h"
#include "ReinviteAnswerer.h"
#include "Reinviter.h"
#include "ReliableProvisional.h"
#include "SessionTimer.h"
#include "TokenHeader.h"
#include "Transfer.h"
#include "TrickleChannel.h"
#include "UpdateSender.h"

namespace carillon {

using State = Session::State;
using SessionMachine::Event;

SessionContext::SessionContext(SessionHost &sessionHost, Session::Direction sessionDirection)
    : host(sessionHost)
    , core(sessionHost.core())
    , direction(sessionDirection)
    , reinviter(std::make_unique<Reinviter>(*this))
    , reinviteAnswerer(std::make_unique<ReinviteAnswerer>(*this))
    , requests(std::make_unique<InDialogRequests>(*this))
    , infoChannel(std::make_unique<InfoChannel>(*this))
    , trickle(std::make_unique<TrickleChannel>(*this))
    , transfer(std::make_unique<Transfer>(*this))
    , updateSender(std::make_unique<UpdateSender>(*this))
    , sessionTimer(std::make_unique<SessionTimer>(*this))
{
}

SessionContext::~SessionContext() = default;

bool SessionContext::change(Event event)
{
    const auto next = SessionMachine::step(state, event);
    if (!next)
        return false;
    state = *next;
    if (state != State::Initial)
        isRinging = isRinging && direction == Session::Direction::Outgoing && state == State::Establishing;
    Q_EMIT session->stateChanged(state);
    return true;
}

void SessionContext::terminate(const End &reason)
{
    if (state == State::Terminated)
        return;
    const QPointer<Session> alive(session);
    end = m_waitingBye ? m_waitingBye->end : m_peersEnd.value_or(reason);
    m_waitingBye.reset();
    stopParts();
    change(Event::Ended);
    if (alive)
        tellHost();
}

void SessionContext::tellHost()
{
    if (!std::exchange(m_isHostTold, true))
        host.sessionEnded(*session);
}

void SessionContext::stopParts()
{
    if (initial)
        initial->stop();
    reinviter->stop();
    reinviteAnswerer->stop();
    requests->stop();
    infoChannel->stop();
    trickle->stop();
    transfer->stop();
    updateSender->stop();
    sessionTimer->stop();
    negotiation.close();
    if (channel && (state == State::Established || state == State::Terminating))
        host.endedDialogs().note(channel->dialog().id());
    if (channel)
        channel->clearReceiver();
    channel.reset();
}

void SessionContext::abandon()
{
    if (state != State::Terminated) {
        sendLastBye();
        stopParts();
        state = State::Terminated;
    }
    tellHost(); // also when it goes in the signal that says Terminated
}

void SessionContext::hostCloses()
{
    if (state == State::Terminated)
        return;
    sendLastBye();
    terminate({End::By::Network, 503, {}, 0});
}

void SessionContext::sendLastBye()
{
    if ((state == State::Established && !m_peersEnd) || m_waitingBye)
        sendBye({}, {});
    m_waitingBye.reset();
}

void SessionContext::endByBye(const End &reason, const RequestOptions &options, RequestDelegate delegate)
{
    if (state == State::Terminated || m_waitingBye)
        return;
    if (m_peersEnd) {
        terminate(*m_peersEnd);
        return;
    }
    if (initial && initial->awaitsAck()) {
        m_waitingBye = WaitingBye{reason, options, std::move(delegate)};
        negotiation.close(); // for the person the call is over now
        change(Event::EndWanted);
        return;
    }
    sendBye(options, std::move(delegate));
    terminate(reason);
}

void SessionContext::ackSettled()
{
    if (!m_waitingBye)
        return;
    const WaitingBye bye = *std::exchange(m_waitingBye, std::nullopt);
    sendBye(bye.options, bye.delegate);
    terminate(bye.end);
}

void SessionContext::sendBye(const RequestOptions &options, RequestDelegate delegate)
{
    if (!channel)
        return;
    channel->send(channel->makeRequest(Method::Bye, options),
        [delegate = std::move(delegate)](const RequestDelegate::Answer &answer) { delegate.tell(answer); });
}

void SessionContext::listen(const std::shared_ptr<DialogChannel> &through)
{
    const std::weak_ptr<DialogChannel> weak(through);
    through->setReceiver(
        [this, weak](const std::shared_ptr<ServerTransaction> &transaction) {
            if (const auto dialog = weak.lock())
                receive(transaction, dialog);
        },
        [this](const SipRequest &ack) { receiveAck(ack); });
    through->setAlsoTaken([this] { return requests->taken(); });
}

std::shared_ptr<DialogChannel> SessionContext::openChannel() const
{
    switch (state) {
    case State::Initial:
    case State::Establishing: return initial ? initial->earlyChannel() : nullptr;
    case State::Established: return channel;
    case State::Terminating:
    case State::Terminated: break;
    }
    return nullptr;
}

void SessionContext::reinviteAnswered(const ServerTransaction &transaction, int statusCode)
{
    if (transaction.request().method() == Method::Invite)
        Q_EMIT session->reinviteAnswered(transaction.request(), statusCode);
}

void SessionContext::receive(
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    const auto answer = [&](int code) { transaction->respond(through->makeResponse(*transaction, code)); };
    trickle->note(transaction->request(), through);
    trickle->noteDialogKnown(through);
    if (initial)
        initial->dialogKnown();
    switch (transaction->request().method()) {
    case Method::Bye: receiveBye(transaction, through); return;
    case Method::Invite:
    case Method::Update: reinviteAnswerer->receive(transaction, through); return;
    case Method::Prack:
        if (!RAck::of(transaction->request()))
            answer(400);
        else if (!initial || !initial->takePrack(transaction))
            answer(481);
        return;
    case Method::Info: infoChannel->receive(transaction, through); return;
    case Method::Message: requests->receiveMessage(transaction, through); return;
    case Method::Refer: ReferralReceiver::receiveInDialog(*session, transaction, through); return;
    case Method::Notify:
        if (!transfer->takeNotify(transaction, through))
            answer(481);
        return;
    default: answer(405);
    }
}

/// @returns false when the session is gone after it.
bool SessionContext::announceAck(const SipRequest &ack)
{
    const auto cseq = ack.cseq();
    const bool isAwaited = (initial && initial->awaitsAck()) || reinviteAnswerer->awaitsAck();
    if (!isAwaited || !cseq || cseq->number <= m_acknowledged)
        return true;
    m_acknowledged = cseq->number;
    const QPointer<Session> alive(session);
    Q_EMIT session->acknowledged(ack);
    return alive && state != State::Terminated;
}

void SessionContext::receiveAck(const SipRequest &ack)
{
    if (!announceAck(ack))
        return;
    if (channel)
        trickle->noteDialogKnown(channel);
    if (!initial || !initial->takeAck(ack))
        reinviteAnswerer->takeAck(ack);
}

void SessionContext::receiveBye(
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    End reason{End::By::Remote, 200, {}, 0};
    readReason(transaction->request(), reason);
    const QPointer<Session> alive(session);
    if (channel == through) // whoever hears of it may hang up: the peer was quicker nevertheless
        m_peersEnd = reason;
    requests->receiveBye(transaction, through);
    if (!alive || state == State::Terminated)
        return;
    if (channel != through) { // of an early dialog that is not the call's, or not yet
        through->clearReceiver();
        if (initial)
            initial->earlyDialogEnded(*through, reason);
        return;
    }
    transfer->peerLeft();
    if (alive)
        terminate(reason);
}

bool SessionContext::ensureMedia()
{
    if (negotiation.handler())
        return true;
    auto handler = makeHandler ? makeHandler(*session) : host.makeSessionDescriptionHandler(*session);
    if (!handler)
        return false;
    SessionDescriptionHandler *media = handler.get();
    negotiation.setHandler(std::move(handler));
    QObject::connect(media, &SessionDescriptionHandler::remoteHoldChanged, session,
        [this] { Q_EMIT session->holdChanged(); });
    QObject::connect(media, &SessionDescriptionHandler::dtmfReceived, session,
        [this](QChar digit) { Q_EMIT session->dtmfReceived(digit, Session::DtmfWay::Rtp); });
    QObject::connect(media, &SessionDescriptionHandler::failed, session, &Session::mediaFailed);
    QObject::connect(media, &SessionDescriptionHandler::renegotiationNeeded, session,
        [this] { (void)reinviter->startLater(Reinviter::Purpose::Renew); });
    trickle->attach(*media);
    Q_EMIT session->sessionDescriptionHandlerCreated(media);
    return true;
}

void SessionContext::allowMedia()
{
    if (negotiation.handler())
        negotiation.handler()->allowMedia();
}

DescriptionOptions SessionContext::describe(const Hop &towards, bool hold) const
{
    return {hold, core.localAddress(towards), isSecure(towards.protocol)};
}

SipResponse SessionContext::refusal(
    const ServerTransaction &transaction, const DialogChannel &through, const MediaError &error) const
{
    SipResponse response = through.makeResponse(transaction, statusCodeFor(error));
    addWarning(response, error, core.contact(transaction.from()).uri.host);
    return response;
}

void SessionContext::setLocalHold(bool hold)
{
    if (isLocalHold == hold)
        return;
    isLocalHold = hold;
    Q_EMIT session->holdChanged();
}

void SessionContext::setRinging(bool ringing)
{
    if (isRinging == ringing)
        return;
    isRinging = ringing;
    Q_EMIT session->ringingChanged();
}

void SessionContext::noteAssertedIdentity(const SipMessage &message)
{
    const auto identities = message.nameAddrs(HeaderId::PAssertedIdentity);
    if (!identities || identities->isEmpty() || asserted == identities->first())
        return;
    asserted = identities->first();
    Q_EMIT session->remoteIdentityChanged();
}

std::optional<SessionDescriptionHandler::Description> descriptionIn(const SipMessage &message)
{
    const QByteArray body = message.body();
    if (body.isEmpty())
        return std::nullopt;
    if (message.contentType().startsWith("multipart/")) { // RFC 5621 §3.1
        const auto part = findPart(message, "application/sdp");
        return part ? std::optional(SessionDescriptionHandler::Description{part->type(), part->content})
                    : std::nullopt;
    }
    const QByteArray disposition = message.value(HeaderId::ContentDisposition).toByteArray().toLower();
    if (!disposition.isEmpty() && !disposition.startsWith("session"))
        return std::nullopt;
    return SessionDescriptionHandler::Description{message.contentType(), body};
}

int statusCodeFor(const MediaError &error)
{
    switch (error.kind) {
    case MediaError::Kind::NotAcceptable: return 488;
    case MediaError::Kind::UnsupportedType: return 415;
    case MediaError::Kind::Malformed: return 400;
    case MediaError::Kind::NoPort: return 500;
    case MediaError::Kind::WrongState: return 488;
    case MediaError::Kind::Closed: return 480;
    }
    Q_UNREACHABLE();
}

void addWarning(SipResponse &response, const MediaError &error, QByteArrayView agent)
{
    if (response.statusCode() != 488 && response.statusCode() != 606)
        return;
    QByteArray text = error.message.toUtf8();
    switch (error.warning) {
    case MediaError::Warning::MediaTypeNotAvailable:
        text = text.isEmpty() ? QByteArray("Media type not available") : text;
        break;
    case MediaError::Warning::IncompatibleMediaFormat:
        text = text.isEmpty() ? QByteArray("Incompatible media format") : text;
        break;
    case MediaError::Warning::Miscellaneous: break;
    }
    if (!text.isEmpty() && !agent.isEmpty())
        response.append(HeaderId::Warning,
            QByteArray::number(int(error.warning)) + ' ' + agent.toByteArray() + ' ' + quoted(text));
}

RequestOptions withReason(int cause, QByteArrayView text)
{
    const QByteArray words = text.isEmpty() ? defaultReasonPhrase(cause).toByteArray() : text.toByteArray();
    return {{{"Reason", "SIP;cause=" + QByteArray::number(cause) + ";text=" + quoted(words)}}, {}, {}};
}

void readReason(const SipMessage &message, Session::End &end)
{
    const QList<QByteArray> reasons = message.values(HeaderId::Reason);
    for (const QByteArray &reason : reasons) {
        const auto parsed = TokenHeader::parse(reason);
        if (!parsed)
            continue;
        if (const auto text = parsed->parameters.value("text"); text && end.phrase.isEmpty())
            end.phrase = unquoted(*text);
        if (parsed->is("SIP"))
            end.cause = int(parsed->parameters.number("cause").value_or(0));
    }
}

} // namespace carillon
