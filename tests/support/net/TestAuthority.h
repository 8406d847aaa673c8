#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

#include <memory>

namespace carillon {

/// A certificate authority that lives as long as a test, by OpenSSL's API.
class TestAuthority
{
public:
    struct Subject {
        QByteArray commonName;
        QByteArray alternatives; ///< as openssl.cnf writes them: "DNS:localhost,IP:127.0.0.1"; empty: no such
                                 ///< extension
        int validFromDays = -1;  ///< counted from today
        int validToDays = 30;
    };
    explicit TestAuthority(const QByteArray &name = "Test authority");
    ~TestAuthority();
    /// PEM, for --ca and TransportOptions::caFile.
    QString caFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /// What a server needs to speak for @p subject.
    QSslConfiguration server(const Subject &subject) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
    QTemporaryDir m_folder;
};

} // namespace carillon
