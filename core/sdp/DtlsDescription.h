#pragma once

#include "SessionDescription.h"

namespace carillon {

/// a=setup, RFC 4145 §4: who opens the association.
enum class DtlsSetup { ActPass, Active, Passive, HoldConn };
QByteArrayView setupName(DtlsSetup setup);
std::optional<DtlsSetup> setupNamed(QByteArrayView name);

/// What a description says of DTLS for one stream, RFC 8842 §5.
struct DtlsDescription {
    static constexpr qsizetype MaxFingerprints = 16; ///< what comes after them is not read

    DtlsSetup setup = DtlsSetup::ActPass;
    QList<QByteArray> fingerprints; ///< values of a=fingerprint as written: "sha-256 4A:AD:..."
    QByteArray tlsId;               ///< RFC 8842 §4; empty when absent

    /// Of @p section, else of the session. Lines that are no fingerprint are left out; nullopt when none is
    /// left. @param unsaid the meaning of a missing a=setup.
    static std::optional<DtlsDescription> of(
        const SessionDescription &description, const SdpMedia &section, DtlsSetup unsaid);
    void appendTo(SdpAttributes &attributes) const;
    friend bool operator==(const DtlsDescription &, const DtlsDescription &) = default;
};

} // namespace carillon
