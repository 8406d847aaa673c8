#pragma once

#include "CertificateFingerprint.h"

#include <memory>

namespace carillon {

/// Our certificate for DTLS-SRTP, RFC 5763 §5: nobody signed it, its fingerprint in the SDP is what vouches
/// for it. ECDSA on P-256, one for each start of the program, and nothing in it tells who we are. Any thread.
class DtlsCertificate final
{
public:
    /// Null when OpenSSL refuses.
    static std::unique_ptr<DtlsCertificate> make();
    ~DtlsCertificate();
    DtlsCertificate(const DtlsCertificate &) = delete;
    DtlsCertificate &operator=(const DtlsCertificate &) = delete;

    CertificateFingerprint fingerprint(
        CertificateFingerprint::Hash hash = CertificateFingerprint::Hash::Sha256) const;

private:
    friend class DtlsAttempt;
    struct Private;
    explicit DtlsCertificate(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace carillon
