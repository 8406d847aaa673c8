#include "DtlsCertificate.h"

#include "OpenSslHandles.h"

#include <openssl/ec.h>
#include <openssl/rand.h>

namespace carillon {

namespace {

constexpr long ValidBefore = 24 * 3600; ///< clocks differ
constexpr long ValidAfter
    = 30 * 24 * 3600; ///< a program that runs longer makes new calls all the same: nobody checks

const EVP_MD *digestOf(CertificateFingerprint::Hash hash)
{
    switch (hash) {
    case CertificateFingerprint::Hash::Sha256: return EVP_sha256();
    case CertificateFingerprint::Hash::Sha384: return EVP_sha384();
    case CertificateFingerprint::Hash::Sha512: return EVP_sha512();
    }
    return nullptr;
}

SslCertificate selfSigned(EVP_PKEY *key)
{
    SslCertificate made(X509_new());
    if (!made)
        return {};
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return {};
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made.get()), serial >> 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -ValidBefore);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), ValidAfter);
    X509_NAME *name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("-"), -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    const bool isSigned
        = X509_set_pubkey(made.get(), key) == 1 && X509_sign(made.get(), key, EVP_sha256()) != 0;
    return isSigned ? std::move(made) : SslCertificate();
}

} // namespace

CertificateFingerprint fingerprintOf(const X509 &certificate, CertificateFingerprint::Hash hash)
{
    CertificateFingerprint result{hash, QByteArray(EVP_MAX_MD_SIZE, '\0')};
    unsigned int size = 0;
    if (X509_digest(
            &certificate, digestOf(hash), reinterpret_cast<unsigned char *>(result.digest.data()), &size)
        != 1)
        size = 0;
    result.digest.truncate(qsizetype(size));
    return result;
}

std::unique_ptr<DtlsCertificate> DtlsCertificate::make()
{
    auto data = std::make_unique<Private>();
    data->key.reset(EVP_EC_gen("P-256"));
    if (data->key)
        data->certificate = selfSigned(data->key.get());
    if (!data->certificate)
        return nullptr;
    return std::unique_ptr<DtlsCertificate>(new DtlsCertificate(std::move(data)));
}

DtlsCertificate::DtlsCertificate(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

DtlsCertificate::~DtlsCertificate() = default;

CertificateFingerprint DtlsCertificate::fingerprint(CertificateFingerprint::Hash hash) const
{
    return fingerprintOf(*d->certificate, hash);
}

} // namespace carillon
