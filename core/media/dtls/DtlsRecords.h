#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace carillon {

/// What a datagram of DTLS holds, as far as it can be seen before there are keys. Pure functions.
namespace DtlsRecords {

/// Whole records, whose handshake messages have at most @p mostBytes and contain their fragments. OpenSSL
/// keeps what may become a message (RFC 6347 §4.2.2); what never can must not fill that place.
bool arePlausible(QByteArrayView datagram, quint32 mostBytes);
/// The first fragment of a ClientHello, or a whole one.
bool beginClientHello(QByteArrayView datagram);
/// What tells such a hello from others; empty when the fragment is too short for it.
QByteArray helloRandom(QByteArrayView datagram);
/// @p datagram, whose records are whole, without alerts that nobody vouches for: before there are keys
/// anybody can write one.
QByteArray withoutPlainAlerts(QByteArrayView datagram);

} // namespace DtlsRecords
} // namespace carillon
