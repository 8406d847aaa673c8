#pragma once

#include "DatagramBio.h"
#include "OpenSslHandles.h"

#include <QList>
#include <optional>

namespace carillon {

struct DtlsKeys;

/// One attempt at a handshake, by OpenSSL. Made anew for each, so that nothing stays of what strangers said.
/// What it has to send waits until OpenSSL is not on the stack any more: whoever sends it may destroy us.
class DtlsAttempt final
{
public:
    enum class Role { Client, Server };
    enum class Progress {
        Waiting, ///< for the peer
        Done,    ///< whose certificate nobody looked at yet
        Broken,  ///< what came cannot be gone on with
    };
    enum class Hello { Unproven, Proven };

    /// Null when OpenSSL refuses. @p own outlives it.
    static std::unique_ptr<DtlsAttempt> make(Role role, const DtlsCertificate &own);
    DtlsAttempt(const DtlsAttempt &) = delete;
    DtlsAttempt &operator=(const DtlsAttempt &) = delete;

    /// RFC 6347 §4.2.1, before anything else at a server: a hello without @p cookie gets it, and leaves
    /// nothing behind. Proven: whoever said it hears what is sent to him; go on with advance().
    Hello listen(const QByteArray &hello, const QByteArray &cookie);
    /// @param datagram what came; empty: nothing new.
    Progress advance(const QByteArray &datagram);
    /// A server that answered a hello, and heard nothing of the client since.
    bool awaitsClient() const;
    /// The peer's and ours, RFC 5764 §4.2, when done; nullopt when no profile was agreed.
    std::optional<DtlsKeys> exportKeys() const;
    bool hasSpoken() const { return m_hasSpoken; }
    /// What waits to be sent.
    QList<QByteArray> takeOutgoing();
    SSL *handle() const { return m_ssl.get(); }
    void setArrived(const QByteArray &datagram) { m_bio.arrived = datagram; }
    void forgetArrived() { m_bio.arrived.reset(); }

private:
    explicit DtlsAttempt(Role role);
    bool prepare(const DtlsCertificate::Private &own);
    static int makeCookie(SSL *ssl, unsigned char *cookie, unsigned int *size);
    static int checkCookie(SSL *ssl, const unsigned char *cookie, unsigned int size);

    const Role m_role;
    QByteArray m_cookie;
    QList<QByteArray> m_outgoing;
    bool m_hasSpoken = false;
    DatagramBio m_bio; // before ssl, which refers to it
    SslContext m_context;
    Ssl m_ssl;
};

} // namespace carillon
