#include "SdpAttributes.h"

namespace carillon {

namespace {

std::optional<quint32> toNumber(QByteArrayView text, quint32 maximum)
{
    if (text.isEmpty() || text.size() > 10)
        return std::nullopt;
    quint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + quint64(c - '0');
    }
    if (number > maximum)
        return std::nullopt;
    return quint32(number);
}

/// "97 rest of it" -> 97 and the rest.
struct Numbered {
    quint8 payloadType;
    QByteArrayView rest;
};

std::optional<Numbered> splitPayloadType(QByteArrayView value)
{
    value = value.trimmed();
    qsizetype end = 0;
    while (end < value.size() && value[end] != ' ' && value[end] != '\t')
        ++end;
    const auto number = toNumber(value.first(end), 127);
    const QByteArrayView rest = value.sliced(end).trimmed();
    if (!number || rest.isEmpty())
        return std::nullopt;
    return Numbered{quint8(*number), rest};
}

} // namespace

std::optional<SdpRtpMap> SdpRtpMap::parse(QByteArrayView value)
{
    const auto split = splitPayloadType(value);
    if (!split)
        return std::nullopt;
    const qsizetype slash = split->rest.indexOf('/');
    if (slash <= 0)
        return std::nullopt;
    QByteArrayView rate = split->rest.sliced(slash + 1);
    std::optional<quint32> channels = 1;
    const qsizetype second = rate.indexOf('/');
    if (second >= 0) {
        channels = toNumber(rate.sliced(second + 1), 255);
        rate = rate.first(second);
    }
    const auto clockRate = toNumber(rate, 10'000'000);
    if (!clockRate || *clockRate == 0 || !channels || *channels == 0)
        return std::nullopt;
    return SdpRtpMap{
        split->payloadType, split->rest.first(slash).toByteArray(), *clockRate, quint8(*channels)};
}

QByteArray SdpRtpMap::toBytes() const
{
    QByteArray out = QByteArray::number(payloadType) + ' ' + encoding + '/' + QByteArray::number(clockRateHz);
    if (channels != 1)
        out += '/' + QByteArray::number(channels);
    return out;
}

std::optional<SdpFmtp> SdpFmtp::parse(QByteArrayView value)
{
    const auto split = splitPayloadType(value);
    if (!split)
        return std::nullopt;
    return SdpFmtp{split->payloadType, split->rest.toByteArray()};
}

QByteArray SdpFmtp::toBytes() const
{
    return QByteArray::number(payloadType) + ' ' + parameters;
}

std::optional<QByteArray> fmtpParameter(QByteArrayView parameters, QByteArrayView name)
{
    while (!parameters.isEmpty()) {
        const qsizetype semicolon = parameters.indexOf(';');
        const QByteArrayView one = (semicolon < 0 ? parameters : parameters.first(semicolon)).trimmed();
        const qsizetype equals = one.indexOf('=');
        const QByteArrayView key = equals < 0 ? one : one.first(equals).trimmed();
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return equals < 0 ? QByteArray() : one.sliced(equals + 1).trimmed().toByteArray();
        if (semicolon < 0)
            break;
        parameters = parameters.sliced(semicolon + 1);
    }
    return std::nullopt;
}

std::optional<quint8> payloadTypeOf(QByteArrayView format)
{
    const auto number = toNumber(format, 127);
    if (!number)
        return std::nullopt;
    return quint8(*number);
}

QByteArray attributeName(SdpDirection direction)
{
    switch (direction) {
    case SdpDirection::SendReceive: return QByteArrayLiteral("sendrecv");
    case SdpDirection::SendOnly: return QByteArrayLiteral("sendonly");
    case SdpDirection::ReceiveOnly: return QByteArrayLiteral("recvonly");
    case SdpDirection::Inactive: return QByteArrayLiteral("inactive");
    }
    Q_UNREACHABLE();
}

SdpDirection directionIn(const SessionDescription &description, const SdpMedia &section)
{
    for (const SdpAttributes *attributes : {&section.attributes, &description.attributes}) {
        for (const SdpAttribute &attribute : attributes->list) {
            for (const auto direction : {SdpDirection::SendReceive, SdpDirection::SendOnly,
                     SdpDirection::ReceiveOnly, SdpDirection::Inactive}) {
                if (!attribute.value && attribute.name == attributeName(direction))
                    return direction;
            }
        }
    }
    return SdpDirection::SendReceive;
}

std::optional<SdpRtcp> SdpRtcp::parse(QByteArrayView value)
{
    value = value.trimmed();
    const qsizetype space = value.indexOf(' ');
    const auto port = toNumber(space < 0 ? value : value.first(space), 0xffff);
    if (!port)
        return std::nullopt;
    SdpRtcp result;
    result.port = quint16(*port);
    if (space >= 0) {
        result.address = SdpConnection::parse(value.sliced(space + 1));
        if (!result.address)
            return std::nullopt;
    }
    return result;
}

QByteArray SdpRtcp::toBytes() const
{
    return address ? QByteArray::number(port) + ' ' + address->toBytes() : QByteArray::number(port);
}

std::optional<int> millisecondsOf(const SdpAttributes &attributes, QByteArrayView name)
{
    const auto text = attributes.value(name);
    if (!text)
        return std::nullopt;
    QByteArrayView view = QByteArrayView(*text).trimmed();
    const qsizetype point = view.indexOf('.');
    const auto number = toNumber(point < 0 ? view : view.first(point), 1000);
    if (!number || *number == 0)
        return std::nullopt;
    return int(*number);
}

} // namespace carillon
