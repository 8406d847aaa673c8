#include "ForkReaper.h"

namespace carillon {

namespace {

/// An ACK is due even where the way that the 2xx came cannot be read: then straight to its Contact.
Result<Dialog, Dialog::Error> dialogOf(const SipRequest &invite, const SipResponse &success)
{
    if (const auto dialog = Dialog::asUac(invite, success))
        return dialog;
    SipResponse routeless = success;
    routeless.remove(HeaderId::RecordRoute);
    return Dialog::asUac(invite, routeless);
}

/// The INVITE that @p response answers, as far as its dialog needs it; nobody has it any more.
SipRequest inviteOf(const SipResponse &response)
{
    NameAddr to = response.to().value_or(NameAddr());
    SipRequest invite(Method::Invite, to.otherUri.isEmpty() ? to.uri.toBytes() : to.otherUri);
    to.parameters.remove("tag");
    invite.append(HeaderId::From, response.value(HeaderId::From));
    invite.append(HeaderId::To, to.toBytes());
    invite.append(HeaderId::CallId, response.callId());
    invite.append(HeaderId::CSeq, response.value(HeaderId::CSeq));
    return invite;
}

} // namespace

void ForkReaper::take(UserAgentCore &core, const SipRequest &invite, const SipResponse &success,
    std::shared_ptr<DialogChannel> early, const RequestOptions &bye)
{
    const TimePoint now = core.clock().now();
    m_forks.removeIf([&](const auto fork) { return fork.value().until < now; });
    const DialogId id = DialogId::ofReceived(success);
    if (const auto known = m_forks.value(id).channel) {
        if (const auto cseq = invite.cseq())
            known->acknowledgeAgain(cseq->number);
        return;
    }
    if (m_forks.size() >= Limits::Forks)
        return;
    auto channel = std::move(early);
    if (channel) {
        channel->dialog().confirm(success);
    } else {
        const auto dialog = dialogOf(invite, success);
        if (!dialog)
            return;
        channel = std::make_shared<DialogChannel>(core, *dialog);
    }
    m_forks.insert(id, {channel, now + 64 * core.timers().t1});
    channel->acknowledge(invite);
    channel->send(channel->makeRequest(Method::Bye, bye), {});
}

void ForkReaper::takeLate(
    UserAgentCore &core, const SipResponse &success, std::shared_ptr<DialogChannel> early)
{
    take(core, inviteOf(success), success, std::move(early));
}

} // namespace carillon
