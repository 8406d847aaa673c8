#include "InviteServer.h"

#include "Bodies.h"
#include "SessionTimer.h"
#include "TrickleChannel.h"

namespace carillon {

using State = Session::State;
using SessionMachine::Event;
using By = Session::End::By;

InviteServer::InviteServer(Invitation &invitation, SessionContext &context,
    std::shared_ptr<ServerTransaction> transaction, InvitedInto into)
    : m_invitation(invitation)
    , m_context(context)
    , m_transaction(std::move(transaction))
    , m_request(m_transaction->request())
    , m_offer(descriptionIn(m_request))
    , m_replacee(into.replaced)
    , m_joined(into.joined)
    , m_provisional(context.core)
    , m_repeatedAnswer(context.core, RepeatedResponse::Ceiling::None)
    , m_accepted(context.core)
    , m_patience(context.core.clock())
    , m_expiry(context.core.clock())
    , m_reminder(context.core.clock())
{
    context.initial = this;
    context.callId = m_request.callId();
    context.callerTag = m_request.fromTag();
    context.local = m_request.to().value_or(NameAddr());
    context.remote = m_request.from().value_or(NameAddr());
    context.remote.parameters.list.clear();
    context.callerHeaders = CallerHeaders::of(m_request);
    const auto identities = m_request.nameAddrs(HeaderId::PAssertedIdentity);
    if (identities && !identities->isEmpty())
        context.asserted = identities->first();
    // The receiver saw to it that a dialog can be made of this request.
    m_channel
        = std::make_shared<DialogChannel>(context.core, *Dialog::asUas(m_request, context.core.newTag()));
    m_channel->noteAllow(m_request);
    context.trickle->note(m_request, m_channel);
    context.channel = m_channel;
    context.listen(m_channel);
    m_transaction->setUser({[this](const SipRequest &cancel) { cancelled(cancel); }, {}});
}

InviteServer::~InviteServer()
{
    m_transaction->setUser({});
}

void InviteServer::stop()
{
    m_provisional.stop();
    m_repeatedAnswer.stop();
    m_accepted.stop();
    m_patience.stop();
    m_expiry.stop();
    m_reminder.stop();
    m_transaction->setUser({});
    if (const auto prack = std::exchange(m_prack, nullptr))
        prack->respond(m_channel->makeResponse(*prack, 487));
    // §15.1.2: should it be unanswered still.
    m_transaction->respond(makeResponse(487));
}

SipResponse InviteServer::makeResponse(int statusCode, QByteArrayView reasonPhrase) const
{
    return m_channel->makeResponse(*m_transaction, statusCode, reasonPhrase);
}

/// The description, and what else there is to say, as one body or several (RFC 5621).
SipResponse InviteServer::makeResponse(
    int statusCode, const AnswerOptions &options, const std::optional<Description> &description) const
{
    SipResponse response = makeResponse(statusCode, options.reasonPhrase);
    for (const auto &[name, value] : options.extraHeaders)
        response.append(name, value);
    QList<BodyPart> parts;
    if (description)
        parts.append(bodyPart(description->contentType, description->content));
    if (!options.body.isEmpty())
        parts.append(bodyPart(options.contentType, options.body, options.contentDisposition));
    if (!parts.isEmpty())
        setBodies(response, parts, m_context.core.random());
    if (statusCode > 100 && statusCode < 300 && !m_request.value("Recv-Info").isEmpty())
        m_context.trickle->announce(response);
    return response;
}

std::shared_ptr<DialogChannel> InviteServer::earlyChannel() const
{
    return m_hasDialog ? m_channel : nullptr;
}

void InviteServer::begin()
{
    if (m_offer) {
        const bool hasMedia = m_context.ensureMedia();
        if (const auto objection
            = hasMedia ? m_context.negotiation.handler()->judge(*m_offer) : std::nullopt) {
            failed(*objection);
            return;
        }
    }
    startPatience();
    if (!m_replacee && m_context.host.sendsInitialProvisional())
        sendProvisional({});
}

void InviteServer::startPatience()
{
    if (const std::chrono::seconds limit = m_context.host.noAnswerTimeout(); limit.count() > 0)
        m_patience.start(limit, [this] { refuse(480, {By::Local, 480, {}, 0}); });
    // §13.3.1: Expires is how long the caller waits.
    if (const auto expires = m_request.number(HeaderId::Expires); expires && *expires > 0)
        m_expiry.start(std::chrono::seconds(*expires), [this] { refuse(487, {By::Remote, 487, {}, 0}); });
}

Result<void, Session::Refusal> InviteServer::accept(const AnswerOptions &options)
{
    if (m_context.state != State::Initial || m_isCancelled)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (!options.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    m_options = options;
    m_patience.stop();
    m_expiry.stop();
    const QPointer<Invitation> alive(&m_invitation);
    m_context.change(Event::Begin);
    if (!alive || m_context.state != State::Establishing)
        return {};
    // RFC 3262 §3: not before the PRACK of a description; and one that is being made goes with the 2xx.
    if (awaitsPrack() || m_exchange == Exchange::Offering || m_exchange == Exchange::Answering || m_prack)
        return {};
    m_provisional.stop();
    describeAndAccept();
    return {};
}

void InviteServer::describeAndAccept()
{
    if (m_exchange == Exchange::Agreed || m_exchange == Exchange::Answered) {
        sendSuccess(m_exchange == Exchange::Answered ? m_earlyAnswer : std::nullopt);
        return;
    }
    const QPointer<Invitation> alive(&m_invitation);
    const bool hasMedia = m_context.ensureMedia();
    if (!alive || m_context.state != State::Establishing)
        return;
    if (!hasMedia) {
        refuse(488, {By::Local, 488, {}, 0});
        return;
    }
    const DescriptionOptions options = m_context.describe(m_transaction->from(), false);
    const auto done = [this](Result<Negotiation::Description, MediaError> description) {
        if (m_context.state != State::Establishing)
            return;
        if (!description) {
            failed(description.error());
            return;
        }
        m_exchange = m_offer ? Exchange::Agreed : Exchange::OfferedInSuccess;
        sendSuccess(*description);
    };
    if (m_offer)
        m_context.negotiation.takeOffer(*m_offer, options, done);
    else
        m_context.negotiation.makeOffer(options, done);
}

void InviteServer::sendSuccess(const std::optional<Description> &description)
{
    SipResponse response = makeResponse(200, m_options, description);
    m_context.sessionTimer->answer(m_request, response);
    m_channel->dialog().confirm();
    m_repeatedAnswer.stop();
    m_accepted.start(
        m_transaction, response, [this](const SipRequest &ack) { acknowledged(ack); },
        [this] { // §13.3.1.4
            if (m_context.state == State::Established)
                m_context.endByBye({By::Network, 408, {}, 0}, withReason(408, "No ACK"));
            else
                m_context.ackSettled();
        });
    m_context.allowMedia();
    const QPointer<Invitation> alive(&m_invitation);
    m_context.change(Event::Confirm);
    if (alive && m_replacee)
        m_replacee->hangUp(); // RFC 3891 §3: BYE, or CANCEL to what only rings
}

bool InviteServer::takeAck(const SipRequest &ack)
{
    return m_accepted.takeAck(ack);
}

void InviteServer::acknowledged(const SipRequest &ack)
{
    const QPointer<Invitation> alive(&m_invitation);
    if (m_exchange == Exchange::OfferedInSuccess && m_context.state == State::Established) {
        m_exchange = Exchange::Agreed;
        takeAnswer(descriptionIn(ack));
    }
    if (alive)
        m_context.ackSettled();
}

void InviteServer::takeAnswer(const std::optional<SessionContext::Description> &answer)
{
    const auto end = [this](int cause) {
        if (m_context.state == State::Established)
            m_context.endByBye({By::Local, cause, {}, 0}, withReason(cause));
        else
            refuse(cause, {By::Local, cause, {}, 0});
    };
    if (!answer) {
        end(488);
        return;
    }
    m_context.negotiation.takeAnswer(*answer, [this, end](Result<void, MediaError> applied) {
        if (applied)
            return;
        const QPointer<Invitation> alive(&m_invitation);
        Q_EMIT m_invitation.mediaFailed(applied.error());
        if (alive)
            end(statusCodeFor(applied.error()));
    });
}

void InviteServer::failed(const MediaError &error)
{
    const QPointer<Invitation> alive(&m_invitation);
    Q_EMIT m_invitation.mediaFailed(error);
    if (!alive || m_context.state == State::Terminated)
        return;
    const int code = statusCodeFor(error);
    refuse(m_context.refusal(*m_transaction, *m_channel, error), {By::Local, code, {}, 0});
}

Result<void, Session::Refusal> InviteServer::reject(
    int statusCode, const AnswerOptions &options, const QList<NameAddr> &contacts)
{
    if (m_context.state != State::Initial && m_context.state != State::Establishing)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (!options.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    SipResponse response = makeResponse(statusCode, options);
    for (const NameAddr &contact : contacts)
        response.append(HeaderId::Contact, contact.toBytes());
    m_transaction->respond(response);
    m_context.terminate({By::Local, statusCode, {}, 0});
    return {};
}

void InviteServer::refuse(int statusCode, const Session::End &end)
{
    refuse(makeResponse(statusCode), end);
}

void InviteServer::refuse(const SipResponse &response, const Session::End &end)
{
    if (m_context.state != State::Initial && m_context.state != State::Establishing)
        return;
    m_transaction->respond(response);
    m_context.terminate(end);
}

/// §9.2: after a final response it has no effect.
void InviteServer::cancelled(const SipRequest &cancel)
{
    Session::End end{By::Remote, 487, {}, 0};
    readReason(cancel, end);
    if (m_context.state != State::Initial && m_context.state != State::Establishing)
        return;
    m_isCancelled = true;
    const QPointer<Invitation> alive(&m_invitation);
    Q_EMIT m_invitation.cancelled(cancel);
    if (alive)
        refuse(487, end);
}

} // namespace carillon
