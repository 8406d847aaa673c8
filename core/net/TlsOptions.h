#pragma once

#include <QString>

namespace carillon {

/// What a TLS peer has to prove. There is no switch that turns verification off; TLS 1.2 is the least.
struct TlsOptions {
    QString caFile;     ///< PEM; when given, only what it holds is trusted, else the system's authorities
    QString verifyName; ///< the name or address that the certificate must carry (RFC 5922 §7); default: what
                        ///< is connected to
    friend bool operator==(const TlsOptions &, const TlsOptions &) = default;
};

} // namespace carillon
