#include "MediaRules.h"

#include <algorithm>

namespace carillon::section {

namespace {

using Kind = NegotiationError::Kind;

Failure<NegotiationError> failure(Kind kind)
{
    return Failure<NegotiationError>(NegotiationError{kind});
}

/// The keys in use; null when there are none of this kind.
const SdesAgreement *keysInUse(const NegotiationContext &context)
{
    return context.agreed && context.agreed->audio.sdes ? &*context.agreed->audio.sdes : nullptr;
}

bool isDtlsInUse(const NegotiationContext &context)
{
    return context.agreed && context.agreed->audio.dtls;
}

/// The peer's line that we take: the first that we can do. An MKI is of no use to a single key: where the
/// same suite is offered without one, that line.
std::optional<SdpCrypto> firstUsable(const SdpMedia &section)
{
    const QList<SdpCrypto> usable = cryptosOf(section);
    if (usable.isEmpty())
        return std::nullopt;
    const auto plain = std::find_if(usable.begin(), usable.end(),
        [&usable](const SdpCrypto &one) { return one.suite == usable.first().suite && one.mki.isEmpty(); });
    return plain == usable.end() ? usable.first() : *plain;
}

/// The key which we answer to @p remote with: the one in use while the peer keeps its own, else a new one. To
/// an MKI (§6.1) with one that looks the same: peers look for the same length in both directions.
SdpCrypto answeringKey(const SdpCrypto &remote, const NegotiationContext &context)
{
    const SdesAgreement *before = keysInUse(context);
    if (before && before->remote.keyAndSalt == remote.keyAndSalt && before->remote.suite == remote.suite
        && before->remote.mki == remote.mki) {
        SdpCrypto same = before->local;
        same.tag = remote.tag;
        return same;
    }
    SdpCrypto fresh = SdpCrypto::generate(remote.tag, remote.suite, context.random);
    fresh.mki = remote.mki;
    return fresh;
}

bool mayUseDtls(const NegotiationContext &context)
{
    const MediaEncryption wanted = context.capabilities.encryption;
    return wanted == MediaEncryption::Optional || wanted == MediaEncryption::Dtls || isDtlsInUse(context);
}

bool mayUseSdes(const NegotiationContext &context)
{
    const MediaEncryption wanted = context.capabilities.encryption;
    return !isDtlsInUse(context)
        && (wanted == MediaEncryption::Optional || wanted == MediaEncryption::Sdes || keysInUse(context));
}

bool isDemanded(const NegotiationContext &context)
{
    const MediaEncryption wanted = context.capabilities.encryption;
    return wanted == MediaEncryption::Sdes || wanted == MediaEncryption::Dtls;
}

/// Why an offered section that has no keys for us cannot be; nullopt: it goes in the clear.
std::optional<Kind> whyNot(const Profile &profile, const SdpMedia &offered, const NegotiationContext &context)
{
    const MediaEncryption wanted = context.capabilities.encryption;
    if (keysInUse(context) || isDtlsInUse(context))
        return Kind::EncryptionDropped;
    if (wanted == MediaEncryption::None)
        return profile.isSecure ? std::optional(Kind::EncryptionRefused) : std::nullopt;
    if (profile.isDtls && wanted == MediaEncryption::Sdes)
        return Kind::EncryptionRequired;
    if (profile.isDtls)
        return context.capabilities.dtls ? Kind::EncryptionRefused : Kind::UnsupportedProtocol;
    // Keys of the other kind than the account demands are not unusable, they are not those.
    if (wanted == MediaEncryption::Dtls && !offered.attributes.contains("fingerprint"))
        return Kind::EncryptionRequired;
    if (profile.isSecure)
        return Kind::EncryptionRefused;
    return isDemanded(context) ? std::optional(Kind::EncryptionRequired) : std::nullopt;
}

/// What our audio section last said, if it was ever sent.
const SdpMedia *lastAudioSection(const NegotiationContext &context)
{
    const qsizetype index = context.agreed ? context.agreed->audioIndex : 0;
    if (!context.lastSent || index >= context.lastSent->media.size()
        || !isAudio(context.lastSent->media[index]))
        return nullptr;
    return &context.lastSent->media[index];
}

/// The answered line and ours of the same tag and suite. Each says of its own packets whether they have an
/// MKI.
std::optional<SdesAgreement> answeredKeys(const Pair &pair)
{
    const QList<SdpCrypto> ours = cryptosOf(pair.local);
    for (const SdpCrypto &remote : cryptosOf(pair.remote)) {
        for (const SdpCrypto &local : ours) {
            if (local.tag == remote.tag && local.suite == remote.suite)
                return SdesAgreement{local, remote};
        }
    }
    return std::nullopt;
}

} // namespace

OfferedKeys keysToOffer(const NegotiationContext &context)
{
    const LocalMediaCapabilities &ours = context.capabilities;
    if (isDtlsInUse(context))
        return OfferedKeys::Dtls;
    if (keysInUse(context))
        return OfferedKeys::Sdes;
    switch (ours.encryption) {
    case MediaEncryption::None: return OfferedKeys::None;
    case MediaEncryption::Sdes: return OfferedKeys::Sdes;
    case MediaEncryption::Dtls: return OfferedKeys::Dtls;
    case MediaEncryption::Optional: break;
    }
    // What goes in the clear under RTP/AVP stays with that profile.
    const bool isClear = context.agreed && !context.agreed->audio.rejected;
    if (ours.profile == MediaProfile::WebRtc && ours.dtls && !isClear)
        return OfferedKeys::Dtls;
    return ours.sdesAllowed ? OfferedKeys::Sdes : OfferedKeys::None;
}

QList<SdpCrypto> cryptosToOffer(const NegotiationContext &context)
{
    if (const SdesAgreement *before = keysInUse(context))
        return {before->local};
    if (const SdpMedia *last = lastAudioSection(context)) {
        if (const QList<SdpCrypto> before = cryptosOf(*last); !before.isEmpty())
            return before;
    }
    QList<SdpCrypto> fresh;
    for (const SrtpSuite suite : context.capabilities.suites)
        fresh.append(SdpCrypto::generate(quint32(fresh.size() + 1), suite, context.random));
    return fresh;
}

Result<Protection, NegotiationError> protectAnswer(
    const SessionDescription &offer, const SdpMedia &offered, const NegotiationContext &context)
{
    const auto profile = profileOf(offered);
    if (!profile)
        return failure(Kind::UnsupportedProtocol);
    const auto remote = mayUseSdes(context) && !profile->isDtls ? firstUsable(offered) : std::nullopt;
    // DTLS is better, since nobody on the way learns the keys; but what is in use goes on.
    if (mayUseDtls(context) && !(keysInUse(context) && remote)) {
        if (auto dtls = answerDtls(offer, offered, context))
            return Protection{std::nullopt, dtls->agreement, dtls->ours};
    }
    if (remote)
        return Protection{SdesAgreement{answeringKey(*remote, context), *remote}, std::nullopt, std::nullopt};
    if (const auto reason = whyNot(*profile, offered, context))
        return failure(*reason);
    return Protection{};
}

Result<Protection, NegotiationError> answeredProtection(const Pair &pair, const NegotiationContext &context)
{
    const auto profile = profileOf(pair.remote);
    if (!profile)
        return failure(Kind::UnsupportedProtocol);
    if (auto dtls = agreeDtls(pair, context))
        return Protection{std::nullopt, std::move(dtls), std::nullopt};
    if (!isDtlsInUse(context)) {
        if (auto keys = answeredKeys(pair))
            return Protection{std::move(keys), std::nullopt, std::nullopt};
    }
    if (keysInUse(context) || isDtlsInUse(context))
        return failure(Kind::EncryptionDropped);
    if (profileOf(pair.local).value_or(Profile{}).isSecure || isDemanded(context))
        return failure(Kind::EncryptionRequired);
    // Keys to which we have no counterpart, or a profile that promises some: the peer would encrypt, we could
    // not read.
    if (profile->isSecure || pair.remote.attributes.contains("crypto"))
        return failure(Kind::EncryptionRefused);
    return Protection{};
}

} // namespace carillon::section
