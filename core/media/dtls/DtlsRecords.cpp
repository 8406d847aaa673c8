#include "DtlsRecords.h"

#include <optional>

namespace carillon {

namespace {
/// A record and the handshake header at its beginning, RFC 6347 §4.1 and §4.2.2.
struct Record {
    qsizetype bytes = 0; ///< with its header
    bool isHandshake = false;
    bool isAlert = false;
    quint32 epoch = 0;
    quint32 type = 0;
    quint32 messageBytes = 0;
    quint32 fragmentAt = 0;
    quint32 fragmentBytes = 0;
};

quint32 number(QByteArrayView bytes, qsizetype at, qsizetype count)
{
    quint32 value = 0;
    for (qsizetype i = at; i < at + count; ++i)
        value = value << 8 | quint8(bytes[i]);
    return value;
}

constexpr qsizetype Header = 13;
constexpr qsizetype HandshakeHeader = 12;

/// At the beginning of @p bytes; nothing when there is no whole one.
std::optional<Record> recordAt(QByteArrayView bytes)
{
    constexpr quint32 alert = 21;
    constexpr quint32 handshake = 22;
    if (bytes.size() < Header)
        return std::nullopt;
    Record record;
    record.bytes = Header + qsizetype(number(bytes, 11, 2));
    record.epoch = number(bytes, 3, 2);
    if (record.bytes > bytes.size())
        return std::nullopt;
    record.isHandshake = number(bytes, 0, 1) == handshake && record.bytes >= Header + HandshakeHeader;
    record.isAlert = number(bytes, 0, 1) == alert;
    if (record.isHandshake) {
        record.type = number(bytes, 13, 1);
        record.messageBytes = number(bytes, 14, 3);
        record.fragmentAt = number(bytes, 19, 3);
        record.fragmentBytes = number(bytes, 22, 3);
    }
    return record;
}
} // namespace

bool DtlsRecords::arePlausible(QByteArrayView datagram, quint32 mostBytes)
{
    while (!datagram.isEmpty()) {
        const auto record = recordAt(datagram);
        if (!record)
            return false;
        if (record->isHandshake && record->epoch == 0
            && (record->messageBytes > mostBytes
                || record->fragmentAt + record->fragmentBytes > record->messageBytes))
            return false;
        datagram = datagram.sliced(record->bytes);
    }
    return true;
}

bool DtlsRecords::beginClientHello(QByteArrayView datagram)
{
    constexpr quint32 clientHello = 1;
    const auto record = recordAt(datagram);
    return record && record->isHandshake && record->epoch == 0 && record->type == clientHello
        && record->fragmentAt == 0;
}

QByteArray DtlsRecords::helloRandom(QByteArrayView datagram)
{
    constexpr qsizetype version = 2;
    constexpr qsizetype size = 32;
    constexpr qsizetype at = Header + HandshakeHeader + version;
    const auto record = beginClientHello(datagram) ? recordAt(datagram) : std::nullopt;
    return record && record->bytes >= at + size ? datagram.sliced(at, size).toByteArray() : QByteArray();
}

QByteArray DtlsRecords::withoutPlainAlerts(QByteArrayView datagram)
{
    QByteArray kept;
    while (const auto record = recordAt(datagram)) {
        if (!record->isAlert || record->epoch != 0)
            kept.append(datagram.first(record->bytes));
        datagram = datagram.sliced(record->bytes);
    }
    return kept;
}

} // namespace carillon
