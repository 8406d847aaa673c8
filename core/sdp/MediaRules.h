#pragma once

#include "MediaSection.h"

// The rules of offer and answer, one subject in each .cpp; not for users of the module.
namespace carillon::section {

// ---- MediaEncryptionRules.cpp: RFC 4568, RFC 8643 and what the account demands -------------------------

enum class OfferedKeys { None, Sdes, Dtls };
/// Which keys our offer has. What is in use stays in use, whatever the account says by now.
OfferedKeys keysToOffer(const NegotiationContext &context);
/// The keys in use go on; RFC 3711 would otherwise start a new context for nothing.
QList<SdpCrypto> cryptosToOffer(const NegotiationContext &context);

/// How one section is protected; neither: in the clear.
struct Protection {
    std::optional<SdesAgreement> sdes;
    std::optional<DtlsAgreement> dtls;
    std::optional<DtlsDescription> ours; ///< what our answer says of DTLS
};
/// Of our answer: the account against what the section offers.
Result<Protection, NegotiationError> protectAnswer(
    const SessionDescription &offer, const SdpMedia &offered, const NegotiationContext &context);
/// Of the peer's answer, held against our offer.
Result<Protection, NegotiationError> answeredProtection(const Pair &pair, const NegotiationContext &context);

// ---- DtlsRules.cpp: RFC 8842 ----------------------------------------------------------------------------

DtlsDescription dtlsToOffer(const NegotiationContext &context);
struct DtlsAnswer {
    DtlsDescription ours;
    DtlsAgreement agreement;
};
/// nullopt when the offer has no usable fingerprint or we no certificate.
std::optional<DtlsAnswer> answerDtls(
    const SessionDescription &offer, const SdpMedia &offered, const NegotiationContext &context);
/// nullopt when the answer has no usable fingerprint or role.
std::optional<DtlsAgreement> agreeDtls(const Pair &pair, const NegotiationContext &context);

// ---- IceRules.cpp: RFC 8839 -----------------------------------------------------------------------------

/// Whether components of their own are needed for RTCP.
enum class RtcpComponent { Own, Shared };
/// Ours as it is written; nullopt when we do not do ICE.
std::optional<IceDescription> iceToWrite(const LocalMediaCapabilities &capabilities, RtcpComponent rtcp);
struct RemoteIce {
    std::optional<IceDescription> ice;
    bool isMismatch = false;
};
/// What the peer says, and whether that can work.
RemoteIce remoteIce(const SessionDescription &description, const SdpMedia &section);

// ---- BundleRules.cpp: RFC 5888, RFC 9143 ----------------------------------------------------------------

/// Empty when there is none that we can use.
QByteArray midOf(const SdpMedia &section);
/// That of the agreement, else one that no section has.
QByteArray midToOffer(const NegotiationContext &context);
void appendBundle(SessionDescription &description, const QByteArray &mid);
/// Whether @p offer groups the section with others, so that the answer says the same.
bool isBundled(const SessionDescription &offer, const SdpMedia &section);

// ---- ExtensionRules.cpp: RFC 8285, RFC 4585 -------------------------------------------------------------

QList<SdpExtmap> extensionsToOffer(const NegotiationContext &context);
/// Those of the offer that we know, under its numbers.
QList<SdpExtmap> extensionsToAnswer(const SessionDescription &offer, const SdpMedia &offered);
RtpExtensions agreedExtensions(const Pair &pair);
/// a=rtcp-fb of transport-wide congestion control for the formats of our offer.
void offerFeedback(SdpMedia &section);
/// The same of an answer, where it was offered.
void answerFeedback(SdpMedia &section, const SdpMedia &offered);
/// a=extmap-allow-mixed where the offer has it.
void answerMixedForms(const SessionDescription &offer, const SdpMedia &offered, SessionDescription &answer);

} // namespace carillon::section
