#include "InboundChecks.h"

#include "Capabilities.h"
#include "Multipart.h"
#include "TokenHeader.h"

namespace carillon {

namespace {

bool hasForeignScheme(QByteArrayView uri)
{
    const qsizetype colon = uri.indexOf(':');
    if (colon <= 0)
        return false;
    const QByteArray scheme = uri.first(colon).toByteArray().toLower();
    return scheme != "sip" && scheme != "sips";
}

/// RFC 5621 §3.1: of several parts one is the description; the others may be left alone, unless their sender
/// insists on them.
bool hasUnreadablePart(const SipRequest &request)
{
    const auto parts = bodyParts(request);
    if (!parts)
        return true;
    return std::any_of(parts->begin(), parts->end(), [&](const BodyPart &part) {
        const auto disposition = part.disposition();
        const auto handling = disposition ? disposition->parameters.value("handling") : std::nullopt;
        return part.type() != "application/sdp" && handling
            && handling->compare("required", Qt::CaseInsensitive) == 0;
    });
}

/// A description is all that we read in these; whatever else was optional for the sender is not looked at
/// (RFC 3204).
bool hasUnreadableContent(const SipRequest &request)
{
    const Method method = request.method();
    if (method != Method::Invite && method != Method::Update && method != Method::Prack)
        return false;
    if (request.body().isEmpty() || request.contentType() == "application/sdp")
        return false;
    if (request.contentType().startsWith("multipart/"))
        return hasUnreadablePart(request);
    const QByteArray disposition = request.value(HeaderId::ContentDisposition).toByteArray().toLower();
    return !disposition.contains("handling=optional") && !disposition.startsWith("render");
}

/// §8.2.3 and §21.4.7: an INVITE whose sender cannot read what we would answer with.
bool refusesDescriptions(const SipRequest &request)
{
    if (request.method() != Method::Invite || !request.contains(HeaderId::Accept))
        return false;
    const QList<QByteArray> accepted = request.values(HeaderId::Accept);
    return std::none_of(accepted.begin(), accepted.end(), [](const QByteArray &range) {
        const auto type = TokenHeader::parse(range);
        return type
            && (type->is("application/sdp") || type->is("application/*") || type->is("*/*")
                || type->is("multipart/mixed"));
    });
}

} // namespace

std::optional<Objection> objectionTo(
    const SipRequest &request, Method alsoTaken, const SipExtensions &extensions)
{
    if (request.method() == Method::Other)
        return Objection{501, {}};
    if (!Capabilities::isAllowed(request.method()) && request.method() != alsoTaken)
        return Objection{405, {}};
    if (!request.requestUri())
        return Objection{hasForeignScheme(request.requestUriText()) ? 416 : 400, {}};
    if (const QByteArray unsupported = Capabilities::unsupported(request, extensions); !unsupported.isEmpty())
        return Objection{420, std::pair(HeaderId::Unsupported, unsupported)};
    const QByteArray encoding = request.value(HeaderId::ContentEncoding).toByteArray().toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        return Objection{415, std::pair(HeaderId::AcceptEncoding, QByteArray("identity"))};
    if (request.contains(HeaderId::Replaces) && request.method() != Method::Invite)
        return Objection{400, {}}; // RFC 3891 §3
    if (hasUnreadableContent(request))
        return Objection{415, {}};
    if (refusesDescriptions(request))
        return Objection{406, {}};
    return std::nullopt;
}

} // namespace carillon
