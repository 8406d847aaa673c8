// The end of an INVITE that was refused, or its next try: another target (RFC 3261 §8.1.3.4), or the same
// with what was wrong mended (§8.1.3.5).
#include "Bodies.h"
#include "Capabilities.h"
#include "InviteClient.h"
#include "Replaces.h"
#include "SessionTimer.h"

namespace carillon {

using State = Session::State;
using Origin = RequestDelegate::Answer::Origin;
using By = Session::End::By;

namespace {

constexpr std::chrono::hours longestRetryAfter{24};

void addToken(SipMessage &message, HeaderId id, QByteArrayView tag)
{
    if (!message.hasToken(id, tag))
        message.append(id, tag);
}

} // namespace

/// What the options and the extensions of the user agent say.
void InviteClient::addOwnHeaders(SipRequest &invite) const
{
    using Support = SipExtensions::Support;
    const SipExtensions &extensions = m_context.core.options().extensions;
    if (extensions.reliableProvisionals == Support::Required)
        addToken(invite, HeaderId::Require, "100rel");
    if (extensions.replaces == Support::Required || m_options.replaces)
        addToken(invite, HeaderId::Require, "replaces");
    if (extensions.join == Support::Required || m_options.joins)
        addToken(invite, HeaderId::Require, "join");
    const auto named = [](const DialogName &name) {
        return Replaces{name.callId, name.remoteTag, name.localTag, false}.toBytes();
    };
    if (m_options.replaces)
        invite.set(HeaderId::Replaces, named(*m_options.replaces));
    if (m_options.joins)
        invite.set(HeaderId::Join, named(*m_options.joins));
    if (!invite.contains(HeaderId::Supported))
        invite.append(HeaderId::Supported, Capabilities::supported(extensions));
    if (m_context.session->isHeard(QMetaMethod::fromSignal(&Session::messageReceived)))
        invite.append(HeaderId::Allow, m_context.core.allow({Method::Message}));
    m_repair.applyTo(invite);
}

void InviteClient::setBodies(const std::optional<SessionContext::Description> &offer)
{
    QList<BodyPart> parts;
    if (offer)
        parts.append(bodyPart(offer->contentType, offer->content));
    const RequestOptions &extra = m_options.request;
    if (m_repair.bodies == InviteRepair::Bodies::All && !extra.body.isEmpty()) {
        const bool isAlone = parts.isEmpty();
        // RFC 3261 §20.11: whoever does not know it must not refuse the call for it.
        const QByteArray disposition = extra.contentDisposition.isEmpty()
            ? QByteArray(isAlone ? "render" : "render;handling=optional")
            : extra.contentDisposition;
        parts.append(bodyPart(extra.contentType, extra.body, disposition));
    }
    if (!parts.isEmpty())
        m_request->setBodies(parts);
}

bool InviteClient::hasOwnEarlyDialog(const DialogId &id) const
{
    return std::any_of(m_early.begin(), m_early.end(),
        [&](const EarlyDialog &early) { return !early.peersEnd && early.channel->dialog().id() == id; });
}

/// The one that is heard, else the one that spoke last.
std::shared_ptr<DialogChannel> InviteClient::earlyChannel() const
{
    if (m_confirmedTag)
        return m_confirmed;
    const QByteArray tag = m_answeredBy.isEmpty() ? m_latestTag : m_answeredBy;
    const auto early = m_early.constFind(tag);
    return early == m_early.constEnd() || early->peersEnd ? nullptr : early->channel;
}

void InviteClient::continueChain(const InviteClient &earlier)
{
    m_targets = earlier.m_targets;
    m_targets.noteTried(m_target);
}

/// The next INVITE of the same call: To, From and Call-ID stay, CSeq counts on.
void InviteClient::sendAgain()
{
    const auto cseq = m_request->request().cseq();
    m_sequence = cseq ? cseq->number + 1 : m_sequence + 1;
    m_request->forget();
    silenceForks();
    m_early.clear();
    m_latestTag.clear();
    m_answeredBy.clear();
    m_isLateOfferAnswered = false;
    if (!m_context.negotiation.isIdle())
        m_context.negotiation.rollback();
    const QPointer<Inviter> alive(&m_inviter);
    m_context.setRinging(false);
    if (alive && m_context.state == State::Establishing)
        send();
}

bool InviteClient::isRepaired(const SipResponse &refusal)
{
    const int code = refusal.statusCode();
    if (m_repaired.contains(code))
        return false;
    const auto repair = m_repair.after(refusal, m_request->request(), m_context.core.options().extensions);
    if (!repair)
        return false;
    m_repaired.append(code);
    m_repair = *repair;
    sendAgain();
    return true;
}

/// §8.1.3.4: the contacts of a 3xx; after the failure of one the next. 6xx speaks for everybody.
bool InviteClient::isRedirected(const SipResponse &refusal)
{
    const int code = refusal.statusCode();
    if (m_redirections >= std::min(m_options.mostRedirections, Limits::Redirections) || code >= 600)
        return false;
    if (code < 400)
        m_targets.add(m_redirectContacts);
    const auto target = m_targets.take();
    if (!target)
        return false;
    ++m_redirections;
    m_target.uri = target->uri; // Deviation: headers in the contact's URI are not taken into our INVITE
    m_target.uri.headers.clear();
    m_target.uri.parameters.remove("method");
    m_target.otherUri.clear();
    const QPointer<Inviter> alive(&m_inviter);
    Q_EMIT m_inviter.redirected(*target);
    if (alive && m_context.state == State::Establishing)
        sendAgain();
    return true;
}

void InviteClient::rejected(const RequestDelegate::Answer &answer)
{
    const SipResponse &response = answer.response;
    const int code = response.statusCode();
    const bool isRemote = answer.origin == Origin::Remote;
    const auto contacts = response.nameAddrs(HeaderId::Contact);
    if (contacts && isRemote && (code < 400 || code == 485))
        m_redirectContacts
            = RedirectTargets::byPreference(contacts->first(std::min(contacts->size(), Limits::Contacts)));
    const bool mayGoOn = m_context.state == State::Establishing && !m_wantedEnd;
    if (mayGoOn && isRemote && m_context.sessionTimer->mayRepeat(m_request->request(), response)) {
        sendAgain(); // RFC 4028 §7.3
        return;
    }
    if (mayGoOn && ((isRemote && isRepaired(response)) || isRedirected(response)))
        return;
    Session::End end{By::Remote, code, response.reasonPhrase().toByteArray(), 0};
    if (!isRemote)
        end = {By::Network, code, {}, 0, answer.wire};
    readReason(response, end);
    if (const auto wait = response.number(HeaderId::RetryAfter); wait && isRemote)
        end.retryAfter = std::min<std::chrono::seconds>(std::chrono::seconds(*wait), longestRetryAfter);
    if (m_wantedEnd)
        end = *m_wantedEnd;
    m_context.terminate(end);
}

} // namespace carillon
