#include "Messager.h"

#include "OutgoingRequest.h"
#include "UserAgentCore.h"

namespace carillon {

Messager::Messager(UserAgentCore &core, NameAddr target)
    : m_core(core)
    , m_target(std::move(target))
{
}

void Messager::message(const QByteArray &content, const QByteArray &contentType, RequestDelegate delegate,
    const RequestOptions &options)
{
    NameAddr from = m_core.options().addressOfRecord;
    from.parameters.set("tag", m_core.newTag());
    const QByteArray requestUri = m_target.otherUri.isEmpty() ? m_target.uri.toBytes() : m_target.otherUri;
    SipRequest request
        = m_core.makeRequest({Method::Message, requestUri, from, m_target, m_core.newCallId(), 1});
    for (const auto &[name, value] : options.extraHeaders)
        request.append(name, value);
    request.setBody(content, contentType);
    m_core.send(std::move(request),
        [delegate = std::move(delegate)](const RequestDelegate::Answer &answer) { delegate.tell(answer); },
        {});
}

} // namespace carillon
