#include "ServerPing.h"

#include "OutgoingRequest.h"
#include "UserAgentCore.h"

namespace carillon {

ServerPing::ServerPing(UserAgentCore &core, Settings settings, Lost lost)
    : m_core(core)
    , m_settings(std::move(settings))
    , m_lost(std::move(lost))
    , m_timer(core.clock())
{
}

ServerPing::~ServerPing()
{
    stop();
}

void ServerPing::start()
{
    stop();
    if (m_settings.interval > std::chrono::seconds(0))
        m_timer.start(m_settings.interval, [this] { ask(); });
}

void ServerPing::stop()
{
    m_timer.stop();
    if (m_request)
        m_request->forget();
    m_request.reset();
}

void ServerPing::ask()
{
    NameAddr from = m_core.options().addressOfRecord;
    from.parameters.set("tag", m_core.newTag());
    NameAddr to;
    to.uri = m_settings.target;
    SipRequest options
        = m_core.makeRequest({Method::Options, to.uri.toBytes(), from, to, m_core.newCallId(), 1});
    m_request = m_core.send(std::move(options),
        [this](const RequestDelegate::Answer &answer) {
            using Origin = RequestDelegate::Answer::Origin;
            if (answer.response.statusCode() < 200)
                return;
            if (answer.origin == Origin::Remote) {
                start();
                return;
            }
            stop();
            const auto cause = answer.origin == Origin::LocalTimeout
                ? WireFailure::TimedOut
                : answer.wire.value_or(WireFailure::Closed);
            m_lost({cause, QStringLiteral("OPTIONS")});
        },
        {});
}

} // namespace carillon
