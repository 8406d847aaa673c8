#include "StunBinding.h"

#include <QtEndian>
#include <cstring>

namespace carillon {

namespace {

constexpr qsizetype headerBytes = 20;
constexpr quint32 magicCookie = 0x2112a442;
constexpr quint16 mappedAddress = 0x0001;
constexpr quint16 xorMappedAddress = 0x0020;
constexpr quint8 familyV4 = 1;
constexpr quint8 familyV6 = 2;

template <typename T>
T numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.constData() + at);
}

template <typename T>
void append(QByteArray &bytes, T number)
{
    const T big = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

/// RFC 8489 §14.2: cookie and transaction make the mask of the address.
QByteArray masked(QByteArray address, const QByteArray &transaction)
{
    QByteArray mask;
    append(mask, magicCookie);
    mask += transaction;
    for (qsizetype i = 0; i < address.size(); ++i)
        address[i] = char(address[i] ^ mask[i]);
    return address;
}

QHostAddress addressFrom(const QByteArray &bytes)
{
    if (bytes.size() == 4)
        return QHostAddress(numberAt<quint32>(bytes, 0));
    return QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData()));
}

enum class Masking { Plain, Xor };

std::optional<Endpoint> endpointFrom(const QByteArray &value, const QByteArray &transaction, Masking masking)
{
    if (value.size() < 8)
        return std::nullopt;
    const auto family = quint8(value[1]);
    const qsizetype size = family == familyV4 ? 4 : family == familyV6 ? 16 : 0;
    if (size == 0 || value.size() != 4 + size)
        return std::nullopt;
    auto port = numberAt<quint16>(value, 2);
    QByteArray address = value.mid(4);
    if (masking == Masking::Xor) {
        port = quint16(port ^ quint16(magicCookie >> 16));
        address = masked(address, transaction);
    }
    return Endpoint{addressFrom(address), port};
}

QByteArray maskedValue(const Endpoint &mapped, const QByteArray &transaction)
{
    bool isV4 = false;
    const quint32 v4 = mapped.address.toIPv4Address(&isV4);
    QByteArray address;
    if (isV4 && mapped.address.protocol() == QAbstractSocket::IPv4Protocol) {
        append(address, v4);
    } else {
        const Q_IPV6ADDR v6 = mapped.address.toIPv6Address();
        address.append(reinterpret_cast<const char *>(v6.c), sizeof v6.c);
    }
    QByteArray value(1, '\0');
    value.append(char(address.size() == 4 ? familyV4 : familyV6));
    append(value, quint16(mapped.port ^ quint16(magicCookie >> 16)));
    return value + masked(address, transaction);
}

std::optional<StunBinding::Kind> kindFrom(quint16 type)
{
    switch (type) {
    case 0x0001: return StunBinding::Kind::Request;
    case 0x0101: return StunBinding::Kind::Success;
    case 0x0111: return StunBinding::Kind::Error;
    default: return std::nullopt;
    }
}

} // namespace

bool StunBinding::isStun(const QByteArray &datagram)
{
    return datagram.size() >= headerBytes && (quint8(datagram[0]) & 0xc0) == 0
        && numberAt<quint32>(datagram, 4) == magicCookie;
}

std::optional<StunBinding> StunBinding::parse(const QByteArray &datagram)
{
    if (!isStun(datagram) || datagram.size() > Limits::MessageBytes)
        return std::nullopt;
    const auto kind = kindFrom(numberAt<quint16>(datagram, 0));
    const qsizetype length = numberAt<quint16>(datagram, 2);
    if (!kind || length % 4 != 0 || headerBytes + length != datagram.size())
        return std::nullopt;
    StunBinding message{*kind, datagram.mid(8, TransactionBytes), {}};
    std::optional<Endpoint> plain;
    qsizetype at = headerBytes;
    for (int attributes = 0; at < datagram.size(); ++attributes) {
        if (attributes >= Limits::Attributes || at + 4 > datagram.size())
            return std::nullopt;
        const auto type = numberAt<quint16>(datagram, at);
        const qsizetype size = numberAt<quint16>(datagram, at + 2);
        at += 4;
        if (at + size > datagram.size())
            return std::nullopt;
        const QByteArray value = datagram.mid(at, size);
        if (type == xorMappedAddress && !message.mapped)
            message.mapped = endpointFrom(value, message.transaction, Masking::Xor);
        else if (type == mappedAddress && !plain)
            plain = endpointFrom(value, message.transaction, Masking::Plain);
        at += (size + 3) / 4 * 4;
    }
    if (!message.mapped)
        message.mapped = plain;
    return message;
}

QByteArray StunBinding::toBytes() const
{
    Q_ASSERT(transaction.size() == TransactionBytes);
    QByteArray attributes;
    if (mapped) {
        const QByteArray value = maskedValue(*mapped, transaction);
        append(attributes, xorMappedAddress);
        append(attributes, quint16(value.size()));
        attributes += value;
    }
    QByteArray bytes;
    append(bytes, quint16(kind == Kind::Request ? 0x0001 : kind == Kind::Success ? 0x0101 : 0x0111));
    append(bytes, quint16(attributes.size()));
    append(bytes, magicCookie);
    return bytes + transaction + attributes;
}

} // namespace carillon
