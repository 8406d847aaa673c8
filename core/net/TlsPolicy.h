#pragma once

#include "NetworkError.h"
#include "Result.h"
#include "TlsOptions.h"

#include <QSslConfiguration>
#include <QSslError>

namespace carillon {

/// What every TLS connection of ours is made with: TLS 1.2 at least, the peer is verified. Fails when the CA
/// file has no certificate. Deviation from RFC 5280: revocation is not looked up; Qt has no asynchronous way
/// to do it.
Result<QSslConfiguration, NetworkError> tlsConfiguration(const TlsOptions &options);

/// Whether @p certificate speaks for @p name (a host name or an address), RFC 5922 §7.1: by its
/// subjectAltName, and only without one by its common name. Stricter than Qt, which takes either. Deviation:
/// `*.example.com` counts for one label, as in RFC 6125; hosted exchanges use it for SIP.
bool certificateSpeaksFor(const QSslCertificate &certificate, const QString &name);

/// The reasons in one line.
NetworkError untrusted(const QList<QSslError> &errors);

/// Without the brackets of an IPv6 reference: what certificates and SNI know.
QString bareName(const QString &host);

} // namespace carillon
