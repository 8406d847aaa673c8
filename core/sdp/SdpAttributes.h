#pragma once

#include "SessionDescription.h"

namespace carillon {

/// a=rtpmap, RFC 8866 §6.6.
struct SdpRtpMap {
    quint8 payloadType = 0; ///< 0..127
    QByteArray encoding;    ///< any case
    quint32 clockRateHz = 0;
    quint8 channels = 1;

    static std::optional<SdpRtpMap> parse(QByteArrayView value);
    QByteArray toBytes() const;
    friend bool operator==(const SdpRtpMap &, const SdpRtpMap &) = default;
};

/// a=fmtp, RFC 8866 §6.15.
struct SdpFmtp {
    quint8 payloadType = 0;
    QByteArray parameters; ///< "minptime=10;useinbandfec=1", or what the format defines

    static std::optional<SdpFmtp> parse(QByteArrayView value);
    QByteArray toBytes() const;
    friend bool operator==(const SdpFmtp &, const SdpFmtp &) = default;
};

/// The value of @p name among "name=value;name=value"; names in any case.
std::optional<QByteArray> fmtpParameter(QByteArrayView parameters, QByteArrayView name);

/// A payload type: 0..127, else nullopt (also for numbers that do not fit any integer).
std::optional<quint8> payloadTypeOf(QByteArrayView format);

/// RFC 8866 §6.7; the point of view of whoever wrote the description.
enum class SdpDirection { SendReceive, SendOnly, ReceiveOnly, Inactive };
constexpr bool sends(SdpDirection d)
{
    return d == SdpDirection::SendReceive || d == SdpDirection::SendOnly;
}
constexpr bool receives(SdpDirection d)
{
    return d == SdpDirection::SendReceive || d == SdpDirection::ReceiveOnly;
}
constexpr SdpDirection directionOf(bool sending, bool receiving)
{
    if (sending)
        return receiving ? SdpDirection::SendReceive : SdpDirection::SendOnly;
    return receiving ? SdpDirection::ReceiveOnly : SdpDirection::Inactive;
}
/// "sendrecv", "sendonly", "recvonly", "inactive".
QByteArray attributeName(SdpDirection direction);
/// Of the section, else of the session, else sendrecv.
SdpDirection directionIn(const SessionDescription &description, const SdpMedia &section);

/// a=rtcp, RFC 3605.
struct SdpRtcp {
    quint16 port = 0;
    std::optional<SdpConnection> address;

    static std::optional<SdpRtcp> parse(QByteArrayView value);
    QByteArray toBytes() const;
    friend bool operator==(const SdpRtcp &, const SdpRtcp &) = default;
};

/// a=ptime or a=maxptime in milliseconds, 1..1000; fractions (some peers write "20.0") are cut.
std::optional<int> millisecondsOf(const SdpAttributes &attributes, QByteArrayView name);

} // namespace carillon
