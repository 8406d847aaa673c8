#include "CandidateRules.h"

#include <QHostAddress>
#include <algorithm>

namespace carillon {

namespace {

constexpr qsizetype MaxFoundation = 32; // RFC 8839 §5.1
constexpr qsizetype MaxName = 253;

bool isIceText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+'
            || c == '/';
    });
}

bool hasUsablePort(const IceCandidate &candidate)
{
    return candidate.port != 0 || candidate.transport == IceCandidate::Transport::TcpActive;
}

bool isWellFormed(const IceCandidate &candidate, const CandidateRules &rules)
{
    const bool isTcp = candidate.transport != IceCandidate::Transport::Udp;
    return candidate.component >= 1 && candidate.component <= rules.components
        && (rules.tcp || !isTcp)
        // Both sides would have to open at once; nobody does it and libnice cannot.
        && candidate.transport != IceCandidate::Transport::TcpSimultaneousOpen && candidate.priority != 0
        && !candidate.foundation.isEmpty() && candidate.foundation.size() <= MaxFoundation
        && isIceText(candidate.foundation) && hasUsablePort(candidate);
}

bool isUsableIpv4(quint32 address, const CandidateRules &rules)
{
    const quint32 network = address >> 24;
    if (network == 0 || network >= 224) // "this" network; multicast, reserved, broadcast
        return false;
    return network != 127 || rules.loopback;
}

bool isUsableIpv6(const QHostAddress &address, const CandidateRules &rules)
{
    if (!rules.ipv6 || address.isNull() || address.isMulticast() || address.isLinkLocal()
        || address == QHostAddress(QHostAddress::AnyIPv6))
        return false;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const bool startsWithZeros = std::all_of(bytes.c, bytes.c + 10, [](quint8 byte) { return byte == 0; });
    if (startsWithZeros && address != QHostAddress(QHostAddress::LocalHostIPv6))
        return false; // IPv4 inside, mapped or compatible
    return address != QHostAddress(QHostAddress::LocalHostIPv6) || rules.loopback;
}

} // namespace

bool isUsableCandidate(const IceCandidate &candidate, const CandidateRules &rules)
{
    if (!isWellFormed(candidate, rules) || candidate.address.contains('%'))
        return false;
    QHostAddress address;
    if (!address.setAddress(QString::fromLatin1(candidate.address)))
        return false;
    if (address.protocol() == QHostAddress::IPv4Protocol)
        return isUsableIpv4(address.toIPv4Address(), rules);
    return isUsableIpv6(address, rules);
}

bool isHiddenCandidate(const IceCandidate &candidate, const CandidateRules &rules)
{
    const QByteArray &name = candidate.address;
    const bool isName = name.size() <= MaxName && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '.';
    });
    return isName && name.size() > 6 && name.toLower().endsWith(".local") && isWellFormed(candidate, rules);
}

bool areUsableCredentials(QByteArrayView ufrag, QByteArrayView password)
{
    return ufrag.size() >= 4 && ufrag.size() <= 256 && isIceText(ufrag) && password.size() >= 22
        && password.size() <= 256 && isIceText(password);
}

} // namespace carillon
