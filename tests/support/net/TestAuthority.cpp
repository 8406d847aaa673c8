#include "TestAuthority.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace carillon {

namespace {

template <typename T, void (*free)(T *)>
struct Freed {
    void operator()(T *object) const { free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;

Key newKey()
{
    return Key(EVP_EC_gen("P-256"));
}

template <typename Write>
QByteArray pem(Write write)
{
    BIO *memory = BIO_new(BIO_s_mem());
    write(memory);
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    const QByteArray result(data, size);
    BIO_free(memory);
    return result;
}

QByteArray pemOf(X509 *certificate)
{
    return pem([&](BIO *memory) { PEM_write_bio_X509(memory, certificate); });
}

QByteArray pemOf(EVP_PKEY *key)
{
    return pem(
        [&](BIO *memory) { PEM_write_bio_PrivateKey(memory, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

void extend(X509 *certificate, X509 *issuer, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    Q_ASSERT(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate unsignedCertificate(EVP_PKEY *key, const TestAuthority::Subject &subject)
{
    static int serial = 1;
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    constexpr long day = 24 * 3600;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), subject.validFromDays * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), subject.validToDays * day);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char *>(subject.commonName.constData()), -1, -1, 0);
    return certificate;
}

} // namespace

struct TestAuthority::Private {
    Key key;
    Certificate certificate;
};

TestAuthority::TestAuthority(const QByteArray &name)
    : d(std::make_unique<Private>())
{
    d->key = newKey();
    d->certificate = unsignedCertificate(d->key.get(), {name, {}, -1, 30});
    X509_set_issuer_name(d->certificate.get(), X509_get_subject_name(d->certificate.get()));
    extend(d->certificate.get(), d->certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(d->certificate.get(), d->certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(d->certificate.get(), d->key.get(), EVP_sha256());
    QFile file(caFile());
    const bool isOpen = file.open(QIODevice::WriteOnly);
    Q_ASSERT(isOpen);
    if (isOpen)
        file.write(pemOf(d->certificate.get()));
}

TestAuthority::~TestAuthority() = default;

QSslConfiguration TestAuthority::server(const Subject &subject) const
{
    const Key key = newKey();
    const Certificate certificate = unsignedCertificate(key.get(), subject);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(d->certificate.get()));
    if (!subject.alternatives.isEmpty())
        extend(certificate.get(), d->certificate.get(), NID_subject_alt_name, subject.alternatives);
    X509_sign(certificate.get(), d->key.get(), EVP_sha256());
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(pemOf(certificate.get())));
    configuration.setPrivateKey(QSslKey(pemOf(key.get()), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace carillon
