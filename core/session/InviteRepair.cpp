#include "InviteRepair.h"

#include "Capabilities.h"

#include <algorithm>

namespace carillon {

namespace {

bool containsTag(const QList<QByteArray> &tags, QByteArrayView tag)
{
    return std::any_of(tags.begin(), tags.end(),
        [&](const QByteArray &one) { return one.compare(tag, Qt::CaseInsensitive) == 0; });
}

QList<QByteArray> tagsIn(const SipMessage &message, HeaderId id)
{
    QList<QByteArray> tags = message.values(id);
    tags.removeIf([](const QByteArray &tag) { return tag.isEmpty(); });
    return tags.first(std::min(tags.size(), InviteRepair::Limits::Tags));
}

/// Without these it is another call; or the user said that it must not be without.
bool isEssential(QByteArrayView tag, const SipExtensions &extensions)
{
    return tag.compare("replaces", Qt::CaseInsensitive) == 0 || tag.compare("join", Qt::CaseInsensitive) == 0
        || (tag.compare("100rel", Qt::CaseInsensitive) == 0
            && extensions.reliableProvisionals == SipExtensions::Support::Required);
}

std::optional<InviteRepair> withExtensions(
    InviteRepair repair, const SipResponse &refusal, const SipExtensions &extensions)
{
    const QList<QByteArray> wanted = tagsIn(refusal, HeaderId::Require);
    const bool areKnown = std::all_of(wanted.begin(), wanted.end(),
        [&](const QByteArray &tag) { return Capabilities::supports(tag, extensions); });
    if (wanted.isEmpty() || !areKnown)
        return std::nullopt;
    repair.required = wanted;
    return repair;
}

std::optional<InviteRepair> withoutExtensions(
    InviteRepair repair, const SipResponse &refusal, const SipRequest &sent, const SipExtensions &extensions)
{
    const QList<QByteArray> unknown = tagsIn(refusal, HeaderId::Unsupported);
    const bool isAnyDemanded = std::any_of(unknown.begin(), unknown.end(), [&](const QByteArray &tag) {
        return sent.hasToken(HeaderId::Require, tag) || sent.hasToken(HeaderId::ProxyRequire, tag);
    });
    const bool isAnyEssential = std::any_of(unknown.begin(), unknown.end(), [&](const QByteArray &tag) {
        return isEssential(tag, extensions) && sent.hasToken(HeaderId::Require, tag);
    });
    if (!isAnyDemanded || isAnyEssential)
        return std::nullopt;
    repair.withheld = unknown;
    return repair;
}

void keepOnly(SipRequest &invite, HeaderId id, const QList<QByteArray> &tags)
{
    if (tags.isEmpty() && id == HeaderId::Supported)
        invite.set(id, ""); // else all that we know would be added again
    else if (tags.isEmpty())
        invite.remove(id);
    else
        invite.set(id, tags.join(", "));
}

} // namespace

std::optional<InviteRepair> InviteRepair::after(
    const SipResponse &refusal, const SipRequest &sent, const SipExtensions &extensions) const
{
    InviteRepair repair = *this;
    switch (refusal.statusCode()) {
    case 406: // only what we said to accept is refused by it
        if (accepted == Accepted::Anything)
            return std::nullopt;
        repair.accepted = Accepted::Anything;
        return repair;
    case 415: // §21.4.13: with what his Accept names, if that helps
        if (bodies == Bodies::DescriptionOnly || sent.contentType() == "application/sdp"
            || sent.body().isEmpty())
            return std::nullopt;
        repair.bodies = Bodies::DescriptionOnly;
        return repair;
    case 420: return withoutExtensions(repair, refusal, sent, extensions);
    case 421: return withExtensions(repair, refusal, extensions);
    default: return std::nullopt;
    }
}

void InviteRepair::applyTo(SipRequest &invite) const
{
    if (!withheld.isEmpty()) {
        for (const HeaderId id : {HeaderId::Require, HeaderId::ProxyRequire, HeaderId::Supported}) {
            QList<QByteArray> tags = invite.values(id);
            tags.removeIf([this](const QByteArray &tag) { return containsTag(withheld, tag); });
            keepOnly(invite, id, tags);
        }
    }
    if (!required.isEmpty()) {
        QList<QByteArray> tags = invite.values(HeaderId::Require);
        for (const QByteArray &tag : required) {
            if (!containsTag(tags, tag))
                tags.append(tag);
        }
        keepOnly(invite, HeaderId::Require, tags);
    }
    if (accepted == Accepted::Anything)
        invite.set(HeaderId::Accept, "*/*");
}

} // namespace carillon
