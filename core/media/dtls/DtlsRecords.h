#pragma once

#include <QByteArrayView>

namespace carillon {

/// What a datagram of DTLS holds, as far as it can be seen before there are keys. Pure functions.
namespace DtlsRecords {

/// Whole records, whose handshake messages have at most @p mostBytes and contain their fragments. OpenSSL
/// keeps what may become a message (RFC 6347 §4.2.2); what never can must not fill that place.
bool arePlausible(QByteArrayView datagram, quint32 mostBytes);
/// The first fragment of a ClientHello, or a whole one.
bool beginClientHello(QByteArrayView datagram);
/// The random of the ClientHello that begins here, which tells one handshake from another (RFC 5246
/// §7.4.1.2); empty: none begins.
QByteArrayView clientRandom(QByteArrayView datagram);

} // namespace DtlsRecords
} // namespace carillon
