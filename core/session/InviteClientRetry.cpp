// The end of an INVITE that was refused, or its next try: another target (RFC 3261 §8.1.3.4), or the same
// with what was wrong mended (§8.1.3.5).
#include "Bodies.h"
#include "Capabilities.h"
#include "InviteClient.h"
#include "Replaces.h"
#include "SessionTimer.h"
#include "TrickleChannel.h"

namespace carillon {

using State = Session::State;
using Origin = RequestDelegate::Answer::Origin;
using By = Session::End::By;

namespace {

constexpr std::chrono::hours longestRetryAfter{24};
constexpr qsizetype mostWarnings = 16; ///< that are read

/// §20.43: what another way of saying the same description does not change: the network, its addresses,
/// bandwidth, multicast and unicast.
bool isBeyondProfile(int warnCode)
{
    return (warnCode >= 300 && warnCode <= 303) || warnCode == 330 || warnCode == 331 || warnCode == 370;
}

/// Whether the peer refused the description, and perhaps for the way in which it was said.
bool maySayOtherwise(const SipResponse &refusal)
{
    const int code = refusal.statusCode();
    if (code == 415) // §21.4.13: in vain where no such description is accepted at all
        return !refusal.contains(HeaderId::Accept)
            || refusal.value(HeaderId::Accept).toByteArray().toLower().contains("application/sdp");
    if (code != 488 && code != 606)
        return false;
    const QList<QByteArray> warnings = refusal.values(HeaderId::Warning);
    const auto read = warnings.first(std::min(warnings.size(), mostWarnings));
    return read.isEmpty() || std::any_of(read.begin(), read.end(), [](const QByteArray &warning) {
        return !isBeyondProfile(warning.trimmed().left(3).toInt());
    });
}

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
        return Replaces{name.callId, name.remoteTag, name.localTag, false};
    };
    if (m_options.replaces) {
        Replaces replaces = named(*m_options.replaces);
        replaces.earlyOnly = m_options.replaced == InviterOptions::Replaced::Early;
        invite.set(HeaderId::Replaces, replaces.toBytes());
    }
    if (m_options.joins)
        invite.set(HeaderId::Join, named(*m_options.joins).toBytes());
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
    m_context.trickle->restart();
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

/// Where the branch that refuses had a dialog with us already, its user did more than read the offer.
bool InviteClient::isSaidOtherwise(const SipResponse &refusal)
{
    auto *media = m_context.negotiation.handler();
    if (m_hasOtherProfile || m_options.withoutSdp || !media || m_early.contains(refusal.toTag())
        || !maySayOtherwise(refusal))
        return false;
    m_context.negotiation.rollback();
    m_hasOtherProfile = media->tryOtherProfile();
    if (m_hasOtherProfile)
        sendAgain();
    return m_hasOtherProfile;
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
    if (mayGoOn && isRemote && (isRepaired(response) || isSaidOtherwise(response)))
        return;
    if (mayGoOn && isRedirected(response))
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
