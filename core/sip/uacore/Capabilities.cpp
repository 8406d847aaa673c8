#include "Capabilities.h"

#include "RequestDelegate.h"

namespace carillon {

namespace {

constexpr std::array allowedMethods{Method::Invite, Method::Ack, Method::Cancel, Method::Bye, Method::Options,
    Method::Info, Method::Prack, Method::Update, Method::Refer, Method::Notify};
constexpr std::array<QByteArrayView, 6> supportedTags{
    "100rel", "replaces", "join", "norefersub", "tdialog", "timer"};
constexpr qsizetype mostExtraTags = 32;

bool isOffered(QByteArrayView tag, const SipExtensions &extensions)
{
    using Support = SipExtensions::Support;
    if (tag == QByteArrayView("100rel"))
        return extensions.reliableProvisionals != Support::Unsupported;
    if (tag == QByteArrayView("replaces"))
        return extensions.replaces != Support::Unsupported;
    if (tag == QByteArrayView("join"))
        return extensions.join != Support::Unsupported;
    return true;
}

QList<QByteArray> offeredTags(const SipExtensions &extensions)
{
    QList<QByteArray> tags;
    for (const QByteArrayView tag : supportedTags) {
        if (isOffered(tag, extensions))
            tags.append(tag.toByteArray());
    }
    for (const QByteArray &tag :
        extensions.extraSupported.first(std::min(extensions.extraSupported.size(), mostExtraTags))) {
        if (isToken(tag) && !tags.contains(tag))
            tags.append(tag);
    }
    return tags;
}

bool opensDialog(Method method)
{
    return method == Method::Invite || method == Method::Refer || method == Method::Subscribe;
}

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

QByteArray Capabilities::supported(const SipExtensions &extensions)
{
    return offeredTags(extensions).join(", ");
}

QByteArray Capabilities::allowEvents(const SipExtensions &extensions)
{
    QByteArray value = "refer";
    for (const QByteArray &event :
        extensions.events.first(std::min(extensions.events.size(), mostExtraTags))) {
        if (isToken(event) && event != "refer")
            value += ", " + event;
    }
    return value;
}

bool Capabilities::supports(QByteArrayView tag, const SipExtensions &extensions)
{
    const QList<QByteArray> tags = offeredTags(extensions);
    return std::any_of(tags.begin(), tags.end(),
        [&](const QByteArray &ours) { return ours.compare(tag, Qt::CaseInsensitive) == 0; });
}

QByteArray Capabilities::unsupported(const SipRequest &request, const SipExtensions &extensions)
{
    QByteArray value;
    const QList<QByteArray> required = request.values(HeaderId::Require);
    for (const QByteArray &tag : required) {
        if (!tag.isEmpty() && !supports(tag, extensions))
            value += (value.isEmpty() ? "" : ", ") + tag;
    }
    return value;
}

void Capabilities::complete(SipRequest &request, const Values &values)
{
    addIfMissing(request, HeaderId::MaxForwards, "70");
    const Method method = request.method();
    if (mayOpenOrRefresh(method) || method == Method::Register || method == Method::Options)
        addIfMissing(request, HeaderId::Allow, values.allow);
    if (method != Method::Ack) // RFC 4028 §7.1: in each
        addIfMissing(request, HeaderId::Supported, values.supported);
    if (method == Method::Invite || method == Method::Options)
        addIfMissing(request, HeaderId::Accept, Accept);
    if (opensDialog(method))
        addIfMissing(request, HeaderId::AllowEvents, values.events);
    addIfMissing(request, HeaderId::UserAgent, values.product);
}

void Capabilities::complete(SipResponse &response, Method method, const Values &values)
{
    const int code = response.statusCode();
    const bool isSuccess = code >= 200 && code < 300;
    if (code == 405 || code == 501
        || (code > 100 && code < 300 && (mayOpenOrRefresh(method) || method == Method::Options)))
        addIfMissing(response, HeaderId::Allow, values.allow);
    if (isSuccess && (mayOpenOrRefresh(method) || method == Method::Options))
        addIfMissing(response, HeaderId::Supported, values.supported);
    if (code == 415 || code == 406 || (isSuccess && method == Method::Options))
        addIfMissing(response, HeaderId::Accept, Accept);
    if (code == 489 || (isSuccess && (opensDialog(method) || method == Method::Options)))
        addIfMissing(response, HeaderId::AllowEvents, values.events);
    addIfMissing(response, HeaderId::Server, values.product);
}

} // namespace carillon
