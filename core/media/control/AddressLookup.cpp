#include "AddressLookup.h"

#include <QHostInfo>
#include <algorithm>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace carillon {

namespace {

/// `.invalid` is the hold of RFC 6157 §5, `.local` is for ICE and would ask everybody on the network.
bool mayBeLookedUp(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return !name.isEmpty() && !lower.endsWith(".invalid") && !lower.endsWith(".local");
}

/// The first of @p addresses that is of @p family.
QHostAddress firstOf(const QList<QHostAddress> &addresses, int family)
{
    if (family == AF_UNSPEC) {
        const QHostAddress ipv4 = firstOf(addresses, AF_INET);
        return ipv4.isNull() ? firstOf(addresses, AF_INET6) : ipv4;
    }
    const auto isOfFamily = [family](const QHostAddress &address) {
        return address.protocol()
            == (family == AF_INET6 ? QHostAddress::IPv6Protocol : QHostAddress::IPv4Protocol);
    };
    const auto found = std::find_if(addresses.begin(), addresses.end(), isOfFamily);
    return found == addresses.end() ? QHostAddress() : *found;
}

} // namespace

void AddressLookup::start(const QByteArray &host, int family, QObject *context, Done done)
{
    cancel();
    const QHostAddress literal(QString::fromLatin1(host));
    if (!literal.isNull() || !mayBeLookedUp(host)) {
        done(firstOf({literal}, family));
        return;
    }
    m_pending = std::make_shared<Done>(std::move(done));
    QHostInfo::lookupHost(QString::fromUtf8(host), context,
        [this, family, pending = std::weak_ptr<Done>(m_pending)](const QHostInfo &info) {
            const auto wanted = pending.lock();
            if (!wanted)
                return;
            m_pending.reset();
            (*wanted)(firstOf(info.addresses(), family));
        });
}

int familyOf(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
}

QHostAddress localAddressTowards(const QHostAddress &remote)
{
    constexpr quint16 anyPort = 9; // connecting a UDP socket only asks the routing table
    sockaddr_storage to{};
    socklen_t size = 0;
    if (remote.protocol() == QHostAddress::IPv4Protocol) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(anyPort);
        in.sin_addr.s_addr = htonl(remote.toIPv4Address());
        std::memcpy(&to, &in, size = sizeof in);
    } else if (remote.protocol() == QHostAddress::IPv6Protocol) {
        sockaddr_in6 in6{};
        in6.sin6_family = AF_INET6;
        in6.sin6_port = htons(anyPort);
        const Q_IPV6ADDR bytes = remote.toIPv6Address();
        std::memcpy(&in6.sin6_addr, &bytes, sizeof bytes);
        std::memcpy(&to, &in6, size = sizeof in6);
    } else {
        return {};
    }
    const int fd = socket(to.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return {};
    QHostAddress local;
    sockaddr_storage from{};
    socklen_t fromSize = sizeof from;
    if (connect(fd, reinterpret_cast<const sockaddr *>(&to), size) == 0
        && getsockname(fd, reinterpret_cast<sockaddr *>(&from), &fromSize) == 0)
        local.setAddress(reinterpret_cast<const sockaddr *>(&from));
    close(fd);
    return local;
}

} // namespace carillon
