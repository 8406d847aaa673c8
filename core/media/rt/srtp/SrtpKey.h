#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <string.h>

namespace carillon {

/// The protection profiles which SDES (RFC 4568, RFC 7714) and DTLS-SRTP (RFC 5764) can name.
enum class SrtpProfile : std::uint8_t {
    Aes128CmSha1_80,
    Aes128CmSha1_32, ///< SRTCP keeps the 80-bit tag, RFC 4568 §6.2.2
    Aes256CmSha1_80, ///< RFC 6188
    Aes256CmSha1_32,
    AeadAes128Gcm, ///< RFC 7714
    AeadAes256Gcm,
};

constexpr std::size_t srtpMasterKeyBytes(SrtpProfile profile)
{
    switch (profile) {
    case SrtpProfile::Aes128CmSha1_80:
    case SrtpProfile::Aes128CmSha1_32:
    case SrtpProfile::AeadAes128Gcm: return 16;
    case SrtpProfile::Aes256CmSha1_80:
    case SrtpProfile::Aes256CmSha1_32:
    case SrtpProfile::AeadAes256Gcm: return 32;
    }
    return 0;
}

constexpr std::size_t srtpMasterSaltBytes(SrtpProfile profile)
{
    const bool aead = profile == SrtpProfile::AeadAes128Gcm || profile == SrtpProfile::AeadAes256Gcm;
    return aead ? 12 : 14;
}

/// Behind each SRTP packet.
constexpr std::size_t srtpTagBytes(SrtpProfile profile)
{
    switch (profile) {
    case SrtpProfile::Aes128CmSha1_80:
    case SrtpProfile::Aes256CmSha1_80: return 10;
    case SrtpProfile::Aes128CmSha1_32:
    case SrtpProfile::Aes256CmSha1_32: return 4;
    case SrtpProfile::AeadAes128Gcm:
    case SrtpProfile::AeadAes256Gcm: return 16;
    }
    return 0;
}

/// The keying material of one direction: the master key followed by the master salt, as SDES and the DTLS
/// exporter give it. Exactly srtpMasterKeyBytes() + srtpMasterSaltBytes() bytes count. Each copy wipes itself
/// at its end. With an MKI each packet names its key (RFC 3711 §3.1); unused bytes are 0.
struct SrtpKey {
    static constexpr std::size_t MaxBytes = 46;
    static constexpr std::size_t MaxMkiBytes = 128; ///< RFC 4568 §6.1, and libsrtp

    ~SrtpKey() { explicit_bzero(keyAndSalt.data(), keyAndSalt.size()); }

    SrtpProfile profile = SrtpProfile::Aes128CmSha1_80;
    std::array<std::uint8_t, MaxBytes> keyAndSalt{};
    std::array<std::uint8_t, MaxMkiBytes> mki{};
    std::size_t mkiBytes = 0; ///< 0: packets carry none

    std::size_t bytes() const { return srtpMasterKeyBytes(profile) + srtpMasterSaltBytes(profile); }
    friend bool operator==(const SrtpKey &, const SrtpKey &) = default;
};

/// MKI and tag, by which an SRTP packet is longer than the RTP packet in it.
constexpr std::size_t srtpTrailerBytes(const SrtpKey &key)
{
    return key.mkiBytes + srtpTagBytes(key.profile);
}

} // namespace carillon
