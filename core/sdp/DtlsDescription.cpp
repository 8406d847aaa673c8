#include "DtlsDescription.h"

#include "SdpTokens.h"

#include <algorithm>
#include <array>

namespace carillon {

using namespace section;

namespace {

struct SetupRow {
    DtlsSetup setup;
    const char *name;
};

constexpr std::array setups{
    SetupRow{DtlsSetup::ActPass, "actpass"},
    SetupRow{DtlsSetup::Active, "active"},
    SetupRow{DtlsSetup::Passive, "passive"},
    SetupRow{DtlsSetup::HoldConn, "holdconn"},
};

/// Of the hashes that RFC 8122 §5 knows; 0 for others.
qsizetype digestBytes(QByteArrayView hash)
{
    struct Row {
        const char *name;
        qsizetype bytes;
    };
    constexpr std::array rows{
        Row{"sha-1", 20}, Row{"sha-224", 28}, Row{"sha-256", 32}, Row{"sha-384", 48}, Row{"sha-512", 64}};
    for (const Row &row : rows) {
        if (hash.compare(row.name, Qt::CaseInsensitive) == 0)
            return row.bytes;
    }
    return 0;
}

/// A hash of ours and as many pairs of hexadecimal digits as it has bytes.
bool isFingerprint(QByteArrayView value)
{
    const qsizetype bytes = digestBytes(takeWord(value));
    const QByteArrayView digest = takeWord(value);
    if (bytes == 0 || digest.size() != bytes * 3 - 1 || !takeWord(value).isEmpty())
        return false;
    for (qsizetype i = 0; i < digest.size(); ++i) {
        const char c = digest[i];
        const bool isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (i % 3 == 2 ? c != ':' : !isHex)
            return false;
    }
    return true;
}

QList<QByteArray> fingerprintsIn(const SdpAttributes &attributes)
{
    QList<QByteArray> found;
    for (const SdpAttribute &attribute : attributes.list) {
        if (attribute.name == "fingerprint" && attribute.value && isFingerprint(*attribute.value)
            && found.size() < DtlsDescription::MaxFingerprints)
            found.append(attribute.value->trimmed());
    }
    return found;
}

} // namespace

QByteArrayView setupName(DtlsSetup setup)
{
    for (const SetupRow &row : setups) {
        if (row.setup == setup)
            return row.name;
    }
    Q_UNREACHABLE();
}

std::optional<DtlsSetup> setupNamed(QByteArrayView name)
{
    for (const SetupRow &row : setups) {
        if (name.trimmed().compare(row.name, Qt::CaseInsensitive) == 0)
            return row.setup;
    }
    return std::nullopt;
}

std::optional<DtlsDescription> DtlsDescription::of(
    const SessionDescription &description, const SdpMedia &section, DtlsSetup unsaid)
{
    constexpr qsizetype maximumTlsId = 255; // RFC 8842 §4
    DtlsDescription dtls;
    // A section with lines of its own does not inherit, not even when ours cannot use them (RFC 8122 §5).
    const bool isOwn = section.attributes.contains("fingerprint");
    dtls.fingerprints = fingerprintsIn(isOwn ? section.attributes : description.attributes);
    if (dtls.fingerprints.isEmpty())
        return std::nullopt;
    auto setup = section.attributes.value("setup");
    if (!setup)
        setup = description.attributes.value("setup");
    dtls.setup = setup ? setupNamed(*setup).value_or(unsaid) : unsaid;
    const QByteArray tlsId = section.attributes.value("tls-id").value_or(QByteArray()).trimmed();
    if (isIceText(tlsId, 1, maximumTlsId))
        dtls.tlsId = tlsId;
    return dtls;
}

void DtlsDescription::appendTo(SdpAttributes &attributes) const
{
    for (const QByteArray &fingerprint : fingerprints)
        attributes.append("fingerprint", fingerprint);
    attributes.append("setup", setupName(setup).toByteArray());
    if (!tlsId.isEmpty())
        attributes.append("tls-id", tlsId);
}

} // namespace carillon
