#include "SrtpContext.h"

#include <algorithm>
#include <mutex>

#include <srtp2/srtp.h>

namespace carillon {

namespace {

constexpr unsigned long ReplayWindow = 1024;
constexpr std::size_t RtpSsrcAt = 8;
constexpr std::size_t RtcpSsrcAt = 4;
constexpr std::size_t RtcpHeaderBytes = 8;
constexpr std::size_t SrtcpIndexBytes = 4;

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

/// A policy of libsrtp and what it points to; libsrtp copies all of it.
class Policy
{
public:
    Policy(const SrtpKey &key, srtp_ssrc_t ssrc)
        : m_key(key)
        , m_isFilled(key.mkiBytes <= SrtpKey::MaxMkiBytes && fillPolicy(m_policy, key.profile))
    {
        m_policy.ssrc = ssrc;
        if (key.mkiBytes == 0) {
            m_policy.key = m_key.keyAndSalt.data();
            return;
        }
        m_master.key = m_key.keyAndSalt.data();
        m_master.mki_id = m_key.mki.data();
        m_master.mki_size = unsigned(m_key.mkiBytes);
        m_policy.keys = &m_masters;
        m_policy.num_master_keys = 1;
    }
    Policy(const Policy &) = delete;
    Policy &operator=(const Policy &) = delete;

    const srtp_policy_t *get() const { return m_isFilled ? &m_policy : nullptr; }

private:
    SrtpKey m_key; ///< libsrtp takes it without const and only reads
    srtp_policy_t m_policy{};
    srtp_master_key_t m_master{};
    srtp_master_key_t *m_masters = &m_master;
    bool m_isFilled;
};

srtp_t createContext(const SrtpKey &key, srtp_ssrc_t ssrc)
{
    if (!initialiseLibrary())
        return nullptr;
    const Policy policy(key, ssrc);
    srtp_t context = nullptr;
    return policy.get() && srtp_create(&context, policy.get()) == srtp_err_status_ok ? context : nullptr;
}

/// The key of SRTCP. libsrtp looks for an MKI where SRTP's tag would begin, and SRTCP keeps the tag of 80
/// bits (RFC 4568 §6.2.2): such a profile needs a context whose two tags are alike. The keys are the same.
SrtpKey reportsKey(const SrtpKey &key)
{
    SrtpKey reports = key;
    if (key.mkiBytes != 0 && key.profile == SrtpProfile::Aes128CmSha1_32)
        reports.profile = SrtpProfile::Aes128CmSha1_80;
    if (key.mkiBytes != 0 && key.profile == SrtpProfile::Aes256CmSha1_32)
        reports.profile = SrtpProfile::Aes256CmSha1_80;
    return reports;
}

/// Of the header with sources and extension (RFC 3550 §5.1, §5.3.1); more than @p packet has when it is cut.
std::size_t rtpHeaderBytes(Bytes packet)
{
    constexpr std::uint8_t extension = 0x10;
    constexpr std::uint8_t sources = 0x0f;
    std::size_t size = 12;
    if (packet.size() < size)
        return size;
    size += 4 * std::size_t(packet[0] & sources);
    if ((packet[0] & extension) == 0)
        return size;
    size += 4;
    return packet.size() < size ? size : size + 4 * std::size_t(readU16(packet, size - 2));
}

struct Contexts {
    srtp_t sound = nullptr;
    srtp_t reports = nullptr; ///< the same where one will do
};

/// Both or none.
Contexts createContexts(const SrtpKey &key, srtp_ssrc_t ssrc)
{
    Contexts made;
    made.sound = createContext(key, ssrc);
    const SrtpKey reports = reportsKey(key);
    made.reports = !made.sound || reports.profile == key.profile ? made.sound : createContext(reports, ssrc);
    if (made.sound && !made.reports) {
        srtp_dealloc(made.sound);
        made.sound = nullptr;
    }
    return made;
}

bool addStream(const Contexts &contexts, const SrtpKey &key, std::uint32_t ssrc)
{
    const srtp_ssrc_t specific{ssrc_specific, ssrc};
    const Policy policy(key, specific);
    if (!policy.get() || srtp_add_stream(contexts.sound, policy.get()) != srtp_err_status_ok)
        return false;
    if (contexts.reports == contexts.sound)
        return true;
    const Policy reports(reportsKey(key), specific);
    return reports.get() && srtp_add_stream(contexts.reports, reports.get()) == srtp_err_status_ok;
}

SrtpContext::Outcome outcomeOf(srtp_err_status_t status)
{
    switch (status) {
    case srtp_err_status_ok: return SrtpContext::Outcome::Ok;
    case srtp_err_status_bad_mki:
    case srtp_err_status_auth_fail: return SrtpContext::Outcome::NotAuthentic;
    case srtp_err_status_replay_fail:
    case srtp_err_status_replay_old: return SrtpContext::Outcome::Replayed;
    default: return SrtpContext::Outcome::Refused;
    }
}

} // namespace

SrtpContext::SrtpContext(srtp_ctx_t_ *context, srtp_ctx_t_ *reports, const SrtpKey &key)
    : m_context(context)
    , m_reports(reports)
    , m_usesMki(unsigned(key.mkiBytes == 0 ? Mki::None : Mki::Used))
    , m_trailer(srtpTrailerBytes(key))
    , m_reportsTrailer(srtpTrailerBytes(reportsKey(key)) + SrtcpIndexBytes)
{
}

SrtpContext::~SrtpContext()
{
    if (m_reports != m_context)
        srtp_dealloc(m_reports);
    srtp_dealloc(m_context);
}

std::unique_ptr<SrtpContext> SrtpContext::createSender(
    const SrtpKey &key, std::uint32_t ssrc, std::optional<std::uint32_t> spare)
{
    const Contexts made = createContexts(key, {ssrc_specific, ssrc});
    if (!made.sound)
        return nullptr;
    std::unique_ptr<SrtpContext> sender(new SrtpContext(made.sound, made.reports, key));
    if (spare && *spare != ssrc && !addStream(made, key, *spare))
        return nullptr;
    return sender;
}

std::unique_ptr<SrtpContext> SrtpContext::createReceiver(
    const SrtpKey &key, std::optional<std::uint32_t> ssrc)
{
    const Contexts made = createContexts(key, {ssrc_any_inbound, 0});
    if (!made.sound)
        return nullptr;
    std::unique_ptr<SrtpContext> receiver(new SrtpContext(made.sound, made.reports, key));
    if (ssrc && addStream(made, key, *ssrc))
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
    return srtp_protect_mki(m_context, buffer.data(), &length, m_usesMki, 0) == srtp_err_status_ok
        ? std::size_t(length)
        : 0;
}

std::size_t SrtpContext::protectRtcp(MutableBytes buffer, std::size_t size) noexcept
{
    if (size > buffer.size() || buffer.size() - size < MaxTrailer)
        return 0;
    int length = int(size);
    return srtp_protect_rtcp_mki(m_reports, buffer.data(), &length, m_usesMki, 0) == srtp_err_status_ok
        ? std::size_t(length)
        : 0;
}

SrtpContext::Outcome SrtpContext::unprotectRtp(MutableBytes buffer, std::size_t &size) noexcept
{
    // With an MKI libsrtp takes it for granted that there is room for it.
    if (size > buffer.size() || size < rtpHeaderBytes(buffer.first(size)) + m_trailer)
        return Outcome::Refused;
    const std::uint32_t ssrc = readU32(buffer, RtpSsrcAt);
    if (m_ssrcCount == MaxStreams && !knows(ssrc))
        return Outcome::Refused;
    int length = int(size);
    const Outcome outcome = outcomeOf(srtp_unprotect_mki(m_context, buffer.data(), &length, m_usesMki));
    if (outcome == Outcome::Ok) {
        size = std::size_t(length);
        remember(ssrc); // only now: a forged SSRC leaves no trace
    }
    return outcome;
}

SrtpContext::Outcome SrtpContext::unprotectRtcp(MutableBytes buffer, std::size_t &size) noexcept
{
    if (size > buffer.size() || size < RtcpHeaderBytes + m_reportsTrailer)
        return Outcome::Refused;
    const std::uint32_t ssrc = readU32(buffer, RtcpSsrcAt);
    if (m_ssrcCount == MaxStreams && !knows(ssrc))
        return Outcome::Refused;
    int length = int(size);
    const Outcome outcome = outcomeOf(srtp_unprotect_rtcp_mki(m_reports, buffer.data(), &length, m_usesMki));
    if (outcome == Outcome::Ok) {
        size = std::size_t(length);
        remember(ssrc);
    }
    return outcome;
}

} // namespace carillon
