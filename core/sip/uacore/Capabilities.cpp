#include "Capabilities.h"

namespace carillon {

namespace {

constexpr std::array allowedMethods{Method::Invite, Method::Ack, Method::Cancel, Method::Bye, Method::Options,
    Method::Info, Method::Prack, Method::Update, Method::Refer, Method::Notify};
constexpr std::array<QByteArrayView, 3> supportedTags{"100rel", "replaces", "timer"};

bool mayOpenOrRefresh(Method method)
{
    return method == Method::Invite || method == Method::Update || method == Method::Refer
        || method == Method::Subscribe;
}

void addIfMissing(SipMessage &message, HeaderId id, QByteArrayView value)
{
    if (!message.contains(id) && !value.isEmpty())
        message.append(id, value);
}

} // namespace

bool Capabilities::isAllowed(Method method)
{
    return std::find(allowedMethods.begin(), allowedMethods.end(), method) != allowedMethods.end();
}

QByteArray Capabilities::allow(const QList<Method> &alsoTaken)
{
    QByteArray value;
    for (const Method method : allowedMethods)
        value += (value.isEmpty() ? "" : ", ") + methodName(method).toByteArray();
    for (const Method method : alsoTaken) {
        if (!isAllowed(method))
            value += ", " + methodName(method).toByteArray();
    }
    return value;
}

QByteArray Capabilities::supported()
{
    QByteArray value;
    for (const QByteArrayView tag : supportedTags)
        value += (value.isEmpty() ? "" : ", ") + tag.toByteArray();
    return value;
}

QByteArray Capabilities::unsupported(const SipRequest &request)
{
    QByteArray value;
    const QList<QByteArray> required = request.values(HeaderId::Require);
    for (const QByteArray &tag : required) {
        const bool known = std::any_of(supportedTags.begin(), supportedTags.end(),
            [&](QByteArrayView ours) { return tag.compare(ours, Qt::CaseInsensitive) == 0; });
        if (!known && !tag.isEmpty())
            value += (value.isEmpty() ? "" : ", ") + tag;
    }
    return value;
}

void Capabilities::complete(SipRequest &request, QByteArrayView product, QByteArrayView allow)
{
    addIfMissing(request, HeaderId::MaxForwards, "70");
    const Method method = request.method();
    if (mayOpenOrRefresh(method) || method == Method::Register || method == Method::Options)
        addIfMissing(request, HeaderId::Allow, allow);
    if (method != Method::Ack) // RFC 4028 §7.1: in each
        addIfMissing(request, HeaderId::Supported, supported());
    if (method == Method::Invite || method == Method::Options)
        addIfMissing(request, HeaderId::Accept, Accept);
    addIfMissing(request, HeaderId::UserAgent, product);
}

void Capabilities::complete(
    SipResponse &response, Method method, QByteArrayView product, QByteArrayView allow)
{
    const int code = response.statusCode();
    const bool isSuccess = code >= 200 && code < 300;
    if (code == 405 || code == 501
        || (code > 100 && code < 300 && (mayOpenOrRefresh(method) || method == Method::Options)))
        addIfMissing(response, HeaderId::Allow, allow);
    if (isSuccess && (mayOpenOrRefresh(method) || method == Method::Options))
        addIfMissing(response, HeaderId::Supported, supported());
    if (code == 415 || code == 406 || (isSuccess && method == Method::Options))
        addIfMissing(response, HeaderId::Accept, Accept);
    addIfMissing(response, HeaderId::Server, product);
}

} // namespace carillon
