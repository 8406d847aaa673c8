#include "ForkReaper.h"

namespace carillon {

void ForkReaper::take(UserAgentCore &core, const SipRequest &invite, const SipResponse &success,
    std::shared_ptr<DialogChannel> early)
{
    const QByteArray tag = success.toTag();
    if (const auto known = m_forks.value(tag)) {
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
        const auto dialog = Dialog::asUac(invite, success);
        if (!dialog)
            return;
        channel = std::make_shared<DialogChannel>(core, *dialog);
    }
    m_forks.insert(tag, channel);
    channel->acknowledge(invite);
    channel->send(channel->makeRequest(Method::Bye), {});
}

} // namespace carillon
