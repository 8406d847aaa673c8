#include "SrtpContext.h"

#include <algorithm>
#include <mutex>

#include <srtp2/srtp.h>

namespace carillon {

namespace {

constexpr unsigned long ReplayWindow = 1024;
constexpr std::size_t RtpSsrcAt = 8;
constexpr std::size_t RtcpSsrcAt = 4;

srtp_profile_t libraryProfile(SrtpProfile profile)
{
    switch (profile) {
    case SrtpProfile::Aes128CmSha1_80:
    case SrtpProfile::Aes256CmSha1_80: return srtp_profile_aes128_cm_sha1_80;
    case SrtpProfile::Aes128CmSha1_32:
    case SrtpProfile::Aes256CmSha1_32: return srtp_profile_aes128_cm_sha1_32;
    case SrtpProfile::AeadAes128Gcm: return srtp_profile_aead_aes_128_gcm;
    case SrtpProfile::AeadAes256Gcm: return srtp_profile_aead_aes_256_gcm;
    }
    return srtp_profile_reserved;
}

bool fillPolicy(srtp_policy_t &policy, SrtpProfile profile)
{
    policy.window_size = ReplayWindow;
    if (profile == SrtpProfile::Aes256CmSha1_80 || profile == SrtpProfile::Aes256CmSha1_32) {
        // These two have no number in DTLS-SRTP's registry, so libsrtp has no profile for them.
        profile == SrtpProfile::Aes256CmSha1_80 ? srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy.rtp)
                                                : srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32(&policy.rtp);
        srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy.rtcp);
        return true;
    }
    return srtp_crypto_policy_set_from_profile_for_rtp(&policy.rtp, libraryProfile(profile))
        == srtp_err_status_ok
        && srtp_crypto_policy_set_from_profile_for_rtcp(&policy.rtcp, libraryProfile(profile))
        == srtp_err_status_ok;
}

bool initialiseLibrary()
{
    static const bool ok = srtp_init() == srtp_err_status_ok;
    return ok;
}

srtp_t createContext(const SrtpKey &key, srtp_ssrc_t ssrc)
{
    if (!initialiseLibrary())
        return nullptr;
    srtp_policy_t policy{};
    if (!fillPolicy(policy, key.profile))
        return nullptr;
    SrtpKey copy = key; // libsrtp takes it without const and only reads
    policy.key = copy.keyAndSalt.data();
    policy.ssrc = ssrc;
    srtp_t context = nullptr;
    return srtp_create(&context, &policy) == srtp_err_status_ok ? context : nullptr;
}

bool addStream(srtp_t context, const SrtpKey &key, std::uint32_t ssrc)
{
    srtp_policy_t policy{};
    SrtpKey copy = key;
    policy.key = copy.keyAndSalt.data();
    policy.ssrc = {ssrc_specific, ssrc};
    return fillPolicy(policy, key.profile) && srtp_add_stream(context, &policy) == srtp_err_status_ok;
}

SrtpContext::Outcome outcomeOf(srtp_err_status_t status)
{
    switch (status) {
    case srtp_err_status_ok: return SrtpContext::Outcome::Ok;
    case srtp_err_status_auth_fail: return SrtpContext::Outcome::NotAuthentic;
    case srtp_err_status_replay_fail:
    case srtp_err_status_replay_old: return SrtpContext::Outcome::Replayed;
    default: return SrtpContext::Outcome::Refused;
    }
}

} // namespace

SrtpContext::SrtpContext(srtp_ctx_t_ *context)
    : m_context(context)
{
}

SrtpContext::~SrtpContext()
{
    srtp_dealloc(m_context);
}

std::unique_ptr<SrtpContext> SrtpContext::createSender(
    const SrtpKey &key, std::uint32_t ssrc, std::optional<std::uint32_t> spare)
{
    const srtp_t context = createContext(key, {ssrc_specific, ssrc});
    if (!context)
        return nullptr;
    std::unique_ptr<SrtpContext> sender(new SrtpContext(context));
    if (spare && *spare != ssrc && !addStream(context, key, *spare))
        return nullptr;
    return sender;
}

std::unique_ptr<SrtpContext> SrtpContext::createReceiver(
    const SrtpKey &key, std::optional<std::uint32_t> ssrc)
{
    const srtp_t context = createContext(key, {ssrc_any_inbound, 0});
    if (!context)
        return nullptr;
    std::unique_ptr<SrtpContext> receiver(new SrtpContext(context));
    if (ssrc && addStream(context, key, *ssrc))
        receiver->remember(*ssrc);
    return receiver;
}

bool SrtpContext::knows(std::uint32_t ssrc) const noexcept
{
    const auto end = m_ssrcs.begin() + std::ptrdiff_t(m_ssrcCount);
    return std::find(m_ssrcs.begin(), end, ssrc) != end;
}

void SrtpContext::remember(std::uint32_t ssrc) noexcept
{
    if (m_ssrcCount < MaxStreams && !knows(ssrc))
        m_ssrcs[m_ssrcCount++] = ssrc;
}

std::size_t SrtpContext::protectRtp(MutableBytes buffer, std::size_t size) noexcept
{
    if (size > buffer.size() || buffer.size() - size < MaxTrailer)
        return 0;
    int length = int(size);
    return srtp_protect(m_context, buffer.data(), &length) == srtp_err_status_ok ? std::size_t(length) : 0;
}

std::size_t SrtpContext::protectRtcp(MutableBytes buffer, std::size_t size) noexcept
{
    if (size > buffer.size() || buffer.size() - size < MaxTrailer)
        return 0;
    int length = int(size);
    return srtp_protect_rtcp(m_context, buffer.data(), &length) == srtp_err_status_ok ? std::size_t(length)
                                                                                      : 0;
}

SrtpContext::Outcome SrtpContext::unprotectRtp(MutableBytes buffer, std::size_t &size) noexcept
{
    if (size > buffer.size() || size < RtpSsrcAt + 4)
        return Outcome::Refused;
    const std::uint32_t ssrc = readU32(buffer, RtpSsrcAt);
    if (m_ssrcCount == MaxStreams && !knows(ssrc))
        return Outcome::Refused;
    int length = int(size);
    const Outcome outcome = outcomeOf(srtp_unprotect(m_context, buffer.data(), &length));
    if (outcome == Outcome::Ok) {
        size = std::size_t(length);
        remember(ssrc); // only now: a forged SSRC leaves no trace
    }
    return outcome;
}

SrtpContext::Outcome SrtpContext::unprotectRtcp(MutableBytes buffer, std::size_t &size) noexcept
{
    if (size > buffer.size() || size < RtcpSsrcAt + 4)
        return Outcome::Refused;
    const std::uint32_t ssrc = readU32(buffer, RtcpSsrcAt);
    if (m_ssrcCount == MaxStreams && !knows(ssrc))
        return Outcome::Refused;
    int length = int(size);
    const Outcome outcome = outcomeOf(srtp_unprotect_rtcp(m_context, buffer.data(), &length));
    if (outcome == Outcome::Ok) {
        size = std::size_t(length);
        remember(ssrc);
    }
    return outcome;
}

} // namespace carillon
