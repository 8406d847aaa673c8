#include "MediaRules.h"

#include <algorithm>

namespace carillon::section {

namespace {

/// Upper and lower case, and the order, mean nothing.
QList<QByteArray> inOrder(QList<QByteArray> fingerprints)
{
    for (QByteArray &fingerprint : fingerprints)
        fingerprint = fingerprint.toUpper();
    std::sort(fingerprints.begin(), fingerprints.end());
    return fingerprints;
}

/// A peer that never told one and begins to changes nothing by that.
bool isSameId(const QByteArray &before, const QByteArray &now)
{
    return before.isEmpty() || now.isEmpty() || before == now;
}

/// The association in use; null when there is none, or when the sound was paused with port 0.
const DtlsAgreement *associationInUse(const NegotiationContext &context)
{
    if (!context.agreed || context.agreed->audio.rejected || !context.agreed->audio.dtls)
        return nullptr;
    return &*context.agreed->audio.dtls;
}

/// Neither side says anything for which §3.1 wants a new association; the roles are looked at by the caller.
/// An ICE restart alone is no reason (§6).
bool goesOn(const DtlsDescription &ours, const DtlsDescription &theirs, const NegotiationContext &context)
{
    const DtlsAgreement *before = associationInUse(context);
    if (!before || inOrder(before->fingerprints) != inOrder(theirs.fingerprints)
        || !isSameId(before->tlsId, theirs.tlsId))
        return false;
    const MediaAgreement &agreed = *context.agreed;
    const auto said
        = DtlsDescription::of(agreed.local, agreed.local.media[agreed.audioIndex], DtlsSetup::ActPass);
    return said && inOrder(said->fingerprints) == inOrder(ours.fingerprints)
        && isSameId(said->tlsId, ours.tlsId);
}

/// The role of a peer that does not say it: the one it has, else @p byDefault.
DtlsSetup unsaid(const NegotiationContext &context, DtlsSetup byDefault)
{
    const DtlsAgreement *before = associationInUse(context);
    if (!before)
        return byDefault;
    return before->isClient ? DtlsSetup::Passive : DtlsSetup::Active;
}

DtlsAgreement agreement(bool isClient, const DtlsDescription &theirs, bool isSame)
{
    return {isClient, theirs.fingerprints, theirs.tlsId, !isSame};
}

} // namespace

DtlsDescription dtlsToOffer(const NegotiationContext &context)
{
    DtlsDescription ours = context.capabilities.dtls.value_or(DtlsDescription{});
    ours.setup = DtlsSetup::ActPass;
    return ours;
}

/// RFC 8842 §5.3: active unless the offer is, so that the handshake begins without waiting for the answer;
/// the roles of an association that goes on stay. An offer without a=setup is active (RFC 4145 §4.1).
std::optional<DtlsAnswer> answerDtls(
    const SessionDescription &offer, const SdpMedia &offered, const NegotiationContext &context)
{
    if (!context.capabilities.dtls)
        return std::nullopt;
    const auto theirs = DtlsDescription::of(offer, offered, unsaid(context, DtlsSetup::Active));
    if (!theirs || theirs->setup == DtlsSetup::HoldConn)
        return std::nullopt;
    DtlsDescription ours = *context.capabilities.dtls;
    if (theirs->tlsId.isEmpty())
        ours.tlsId.clear();
    const DtlsAgreement *before = associationInUse(context);
    const bool mayGoOn = goesOn(ours, *theirs, context);
    bool isClient = theirs->setup != DtlsSetup::Active;
    if (theirs->setup == DtlsSetup::ActPass && mayGoOn)
        isClient = before->isClient;
    ours.setup = isClient ? DtlsSetup::Active : DtlsSetup::Passive;
    const bool isSame = mayGoOn && before->isClient == isClient;
    return DtlsAnswer{ours, agreement(isClient, *theirs, isSame)};
}

/// An answer without a=setup is passive (RFC 4145 §4.1); one with actpass, against §5.3, means what it should
/// have chosen: active.
std::optional<DtlsAgreement> agreeDtls(const Pair &pair, const NegotiationContext &context)
{
    const auto ours = DtlsDescription::of(pair.localDescription, pair.local, DtlsSetup::ActPass);
    const auto theirs
        = DtlsDescription::of(pair.remoteDescription, pair.remote, unsaid(context, DtlsSetup::Passive));
    if (!ours || !theirs || theirs->setup == DtlsSetup::HoldConn)
        return std::nullopt;
    const DtlsSetup role
        = theirs->setup == DtlsSetup::ActPass ? unsaid(context, DtlsSetup::Active) : theirs->setup;
    const bool isClient = role == DtlsSetup::Passive;
    const DtlsAgreement *before = associationInUse(context);
    const bool isSame = goesOn(*ours, *theirs, context) && before->isClient == isClient;
    return agreement(isClient, *theirs, isSame);
}

} // namespace carillon::section
