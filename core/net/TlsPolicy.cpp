#include "TlsPolicy.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QStringList>
#include <QUrl>

namespace carillon {

namespace {

bool matches(const QString &pattern, const QString &name)
{
    if (!pattern.startsWith(QLatin1String("*.")))
        return pattern.compare(name, Qt::CaseInsensitive) == 0;
    const QString parent = pattern.mid(2);
    const qsizetype dot = name.indexOf(u'.');
    // One whole label, and never one directly below a top-level domain.
    return dot > 0 && parent.contains(u'.') && !parent.contains(u'*')
        && QStringView(name).mid(dot + 1).compare(parent, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<QSslConfiguration, NetworkError> tlsConfiguration(const TlsOptions &options)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (options.caFile.isEmpty())
        return configuration;
    const auto authorities
        = QSslCertificate::fromPath(options.caFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (authorities.isEmpty()) {
        return Failure<NetworkError>(
            {NetworkError::Kind::TlsFailed, QStringLiteral("no certificate in %1").arg(options.caFile)});
    }
    configuration.setCaCertificates(authorities);
    return configuration;
}

bool certificateSpeaksFor(const QSslCertificate &certificate, const QString &name)
{
    const auto alternatives = certificate.subjectAlternativeNames();
    QHostAddress address;
    if (address.setAddress(name)) {
        for (const QString &entry : alternatives.values(QSsl::IpAddressEntry)) {
            if (QHostAddress(entry) == address)
                return true;
        }
        return alternatives.isEmpty()
            && certificate.subjectInfo(QSslCertificate::CommonName).contains(name, Qt::CaseInsensitive);
    }
    const QString asked = QString::fromLatin1(QUrl::toAce(name));
    const QStringList patterns = alternatives.isEmpty() ? certificate.subjectInfo(QSslCertificate::CommonName)
                                                        : QStringList(alternatives.values(QSsl::DnsEntry));
    return !asked.isEmpty() && std::any_of(patterns.begin(), patterns.end(), [&](const QString &pattern) {
        return matches(pattern, asked);
    });
}

NetworkError untrusted(const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const QSslError &error : errors)
        reasons.append(error.errorString());
    reasons.removeDuplicates();
    return {NetworkError::Kind::TlsUntrusted, reasons.join(QLatin1String("; "))};
}

QString bareName(const QString &host)
{
    return host.startsWith(u'[') && host.endsWith(u']') ? host.mid(1, host.size() - 2) : host;
}

} // namespace carillon
