#include "SipGrammar.h"
#include "SipMessage.h"

namespace carillon {

using namespace grammar;

bool SipMessage::isRequest() const
{
    return m_methodName.size > 0;
}

bool SipMessage::isResponse() const
{
    return m_statusCode > 0;
}

bool SipMessage::isEmpty() const
{
    return !isRequest() && !isResponse();
}

Method SipMessage::method() const
{
    return m_method;
}

QByteArrayView SipMessage::methodName() const
{
    return view(m_methodName);
}

QByteArrayView SipMessage::requestUriText() const
{
    return view(m_requestUri);
}

QByteArrayView SipMessage::version() const
{
    return m_version.size > 0 ? view(m_version) : QByteArrayView("SIP/2.0");
}

void SipMessage::setRequestUri(QByteArrayView uri)
{
    QByteArray clean;
    clean.reserve(uri.size());
    for (const char c : uri) {
        const auto byte = static_cast<unsigned char>(c);
        clean.append(byte > 0x20 && byte != 0x7f ? QByteArray(1, c) : escaped(QByteArrayView(&c, 1), 0));
    }
    m_requestUri = store(clean);
    m_startLine = {};
}

void SipMessage::storeRequestLine(QByteArrayView method, QByteArrayView uri)
{
    if (!isToken(method) || trimmed(uri).isEmpty())
        return;
    m_arena.reserve(1024);
    m_methodName = store(method);
    m_method = methodFromName(method);
    m_arena.append(' ');
    setRequestUri(uri);
    m_arena.append(" SIP/2.0\r\n");
    m_startLine = {0, static_cast<quint32>(m_arena.size())};
}

SipRequest::SipRequest(Method method, QByteArrayView requestUri)
{
    storeRequestLine(carillon::methodName(method), requestUri);
}

SipRequest::SipRequest(QByteArrayView methodName, QByteArrayView requestUri)
{
    storeRequestLine(methodName, requestUri);
}

SipRequest::SipRequest(SipMessage message)
    : SipMessage(std::move(message))
{
    Q_ASSERT(isRequest());
}

} // namespace carillon
