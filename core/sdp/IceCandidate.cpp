#include "IceCandidate.h"

#include "SdpTokens.h"

#include <algorithm>
#include <array>

namespace carillon {

using namespace section;

namespace {

using Kind = IceCandidate::Kind;
using Transport = IceCandidate::Transport;

constexpr qsizetype maximumName = 253; ///< RFC 1035 §2.3.4
constexpr int maximumComponent = 256;  ///< RFC 8839 §5.1

template <typename Value>
struct Named {
    Value value;
    const char *name;
};

constexpr std::array kinds{
    Named<Kind>{Kind::Host, "host"},
    Named<Kind>{Kind::ServerReflexive, "srflx"},
    Named<Kind>{Kind::PeerReflexive, "prflx"},
    Named<Kind>{Kind::Relayed, "relay"},
};

constexpr std::array tcpTypes{
    Named<Transport>{Transport::TcpActive, "active"},
    Named<Transport>{Transport::TcpPassive, "passive"},
    Named<Transport>{Transport::TcpSimultaneousOpen, "so"},
};

template <typename Table, typename Value>
QByteArrayView nameOf(const Table &table, Value value)
{
    for (const auto &row : table) {
        if (row.value == value)
            return row.name;
    }
    return {};
}

template <typename Table>
auto valueOf(const Table &table, QByteArrayView name) -> std::optional<decltype(table[0].value)>
{
    for (const auto &row : table) {
        if (name.compare(row.name, Qt::CaseInsensitive) == 0)
            return row.value;
    }
    return std::nullopt;
}

/// The names behind which browsers hide addresses: <UUID>.local.
bool isLocalName(QByteArrayView text)
{
    constexpr QByteArrayView suffix(".local");
    if (text.size() <= suffix.size() || text.size() > maximumName
        || text.last(suffix.size()).compare(suffix, Qt::CaseInsensitive) != 0)
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '.';
    });
}

/// "UDP" or "TCP"; which kind of TCP is said by an extension.
bool parseHead(QByteArrayView &text, IceCandidate &candidate, bool &isTcp)
{
    constexpr qsizetype maximumFoundation = 32;
    const QByteArrayView foundation = takeWord(text);
    const auto component = toNumber(takeWord(text), maximumComponent);
    const QByteArrayView transport = takeWord(text);
    const auto priority = toNumber(takeWord(text), 0xffffffff);
    const QByteArrayView address = takeWord(text);
    const auto port = toNumber(takeWord(text), 0xffff);
    isTcp = transport.compare("tcp", Qt::CaseInsensitive) == 0;
    const bool isUdp = transport.compare("udp", Qt::CaseInsensitive) == 0;
    if (!isIceText(foundation, 1, maximumFoundation) || !component || *component == 0 || !(isTcp || isUdp)
        || !priority || *priority == 0 || !port || !(isIpLiteral(address) || isLocalName(address)))
        return false;
    candidate.foundation = foundation.toByteArray();
    candidate.component = int(*component);
    candidate.priority = *priority;
    candidate.address = address.toByteArray();
    candidate.port = quint16(*port);
    return true;
}

/// raddr, rport, tcptype and everything that was invented since.
bool parseExtensions(QByteArrayView text, IceCandidate &candidate)
{
    std::optional<quint32> relatedPort;
    for (QByteArrayView name = takeWord(text); !name.isEmpty(); name = takeWord(text)) {
        const QByteArrayView value = takeWord(text);
        if (name == "raddr" && (isIpLiteral(value) || isLocalName(value)))
            candidate.relatedAddress = value.toByteArray();
        else if (name == "rport")
            relatedPort = toNumber(value, 0xffff);
        else if (name == "tcptype" && candidate.transport != Transport::Udp) {
            const auto type = valueOf(tcpTypes, value);
            if (!type)
                return false;
            candidate.transport = *type;
        }
    }
    if (!candidate.relatedAddress.isEmpty())
        candidate.relatedPort = quint16(relatedPort.value_or(0));
    return true;
}

} // namespace

std::optional<IceCandidate> IceCandidate::parse(QByteArrayView value)
{
    constexpr QByteArrayView prefix("candidate:");
    if (value.startsWith(prefix))
        value = value.sliced(prefix.size());
    IceCandidate candidate;
    bool isTcp = false;
    if (!parseHead(value, candidate, isTcp) || takeWord(value) != "typ")
        return std::nullopt;
    const auto kind = valueOf(kinds, takeWord(value));
    if (!kind)
        return std::nullopt;
    candidate.kind = *kind;
    if (isTcp) // a candidate without tcptype is one of before RFC 6544: such listened
        candidate.transport = Transport::TcpPassive;
    if (!parseExtensions(value, candidate))
        return std::nullopt;
    if (candidate.port == 0 && candidate.transport != Transport::TcpActive)
        return std::nullopt;
    return candidate;
}

QByteArray IceCandidate::toBytes() const
{
    const bool isTcp = transport != Transport::Udp;
    QByteArray out = foundation + ' ' + QByteArray::number(component) + (isTcp ? " TCP " : " UDP ")
        + QByteArray::number(priority) + ' ' + address + ' ' + QByteArray::number(port) + " typ ";
    out += nameOf(kinds, kind);
    if (!relatedAddress.isEmpty())
        out += " raddr " + relatedAddress + " rport " + QByteArray::number(relatedPort);
    if (isTcp) {
        out += " tcptype ";
        out += nameOf(tcpTypes, transport);
    }
    return out;
}

} // namespace carillon
