#pragma once

#include "CertificateFingerprint.h"
#include "DtlsCertificate.h"

#include <memory>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace carillon {

template <auto Free>
struct OpenSslDeleter {
    template <typename T>
    void operator()(T *handle) const
    {
        Free(handle);
    }
};
using SslContext = std::unique_ptr<SSL_CTX, OpenSslDeleter<&SSL_CTX_free>>;
using Ssl = std::unique_ptr<SSL, OpenSslDeleter<&SSL_free>>;
using SslCertificate = std::unique_ptr<X509, OpenSslDeleter<&X509_free>>;
using SslKey = std::unique_ptr<EVP_PKEY, OpenSslDeleter<&EVP_PKEY_free>>;

struct DtlsCertificate::Private {
    SslKey key;
    SslCertificate certificate;
};

/// Empty digest when OpenSSL refuses.
CertificateFingerprint fingerprintOf(const X509 &certificate, CertificateFingerprint::Hash hash);

} // namespace carillon
