#include "CallerHeaders.h"

#include "TokenHeader.h"

namespace carillon {

namespace {

using Limits = CallerHeaders::Limits;

QList<QByteArray> bounded(QList<QByteArray> values)
{
    values.removeIf(
        [](const QByteArray &value) { return value.size() > Limits::ValueBytes || value.isEmpty(); });
    return values.first(std::min(values.size(), Limits::Values));
}

QList<NameAddr> addresses(const SipMessage &message, HeaderId id)
{
    QList<NameAddr> result;
    const QList<QByteArray> values = bounded(message.values(id));
    for (const QByteArray &value : values) {
        if (const auto address = NameAddr::parse(value))
            result.append(*address);
    }
    return result;
}

std::optional<NameAddr> firstAddress(const SipMessage &message, HeaderId id)
{
    const QList<NameAddr> all = addresses(message, id);
    return all.isEmpty() ? std::nullopt : std::optional(all.first());
}

/// `<uri>;parameters`, whatever the scheme.
QList<CallerHeaders::Link> links(const SipMessage &message, HeaderId id)
{
    QList<CallerHeaders::Link> result;
    const QList<QByteArray> values = bounded(message.values(id));
    for (const QByteArray &value : values) {
        const qsizetype open = value.indexOf('<');
        const qsizetype close = value.indexOf('>', open);
        if (open < 0 || close <= open + 1)
            continue;
        CallerHeaders::Link link{value.mid(open + 1, close - open - 1), {}};
        if (const auto rest = TokenHeader::parse("x" + value.mid(close + 1).trimmed()))
            link.parameters = rest->parameters;
        result.append(link);
    }
    return result;
}

QByteArray text(const SipMessage &message, QByteArrayView name)
{
    const QByteArray value = message.value(name).toByteArray();
    return value.size() > Limits::ValueBytes ? QByteArray() : value;
}

QList<CallerHeaders::Station> stations(const SipMessage &message, HeaderId id)
{
    QList<CallerHeaders::Station> result;
    const QList<NameAddr> all = addresses(message, id);
    for (const NameAddr &address : all) {
        CallerHeaders::Station station{address, address.parameters.value("index").value_or(QByteArray()),
            address.parameters.value("reason").value_or(QByteArray())};
        for (const auto &[name, value] : address.uri.headers) {
            if (name.compare("Reason", Qt::CaseInsensitive) == 0)
                station.reason = value;
        }
        station.address.uri.headers.clear(); // nothing that could get into a request of ours
        station.address.parameters.list.clear();
        result.append(station);
    }
    return result;
}

} // namespace

CallerHeaders CallerHeaders::of(const SipMessage &message)
{
    CallerHeaders headers;
    headers.assertedIdentities = addresses(message, HeaderId::PAssertedIdentity);
    headers.remotePartyId = firstAddress(message, HeaderId::RemotePartyId);
    headers.alertInfo = links(message, HeaderId::AlertInfo);
    headers.callInfo = links(message, HeaderId::CallInfo);
    headers.history = stations(message, HeaderId::HistoryInfo);
    headers.diversions = stations(message, HeaderId::Diversion);
    headers.identities = bounded(message.values(HeaderId::Identity));
    const QList<QByteArray> privacy = text(message, "Privacy").toLower().split(';');
    for (const QByteArray &value : privacy.first(std::min(privacy.size(), Limits::Values))) {
        if (!value.trimmed().isEmpty())
            headers.privacy.append(value.trimmed());
    }
    headers.earlyMedia = text(message, "P-Early-Media").toLower();
    headers.subject = text(message, "Subject");
    headers.priority = text(message, "Priority").toLower();
    headers.organization = text(message, "Organization");
    headers.referredBy = firstAddress(message, HeaderId::ReferredBy);
    return headers;
}

} // namespace carillon
