#include "SocketErrors.h"

namespace carillon {

NetworkError networkError(QAbstractSocket::SocketError error, const QString &detail)
{
    using Kind = NetworkError::Kind;
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError: return {Kind::Refused, detail};
    case QAbstractSocket::HostNotFoundError: return {Kind::HostNotFound, detail};
    case QAbstractSocket::SocketTimeoutError: return {Kind::TimedOut, detail};
    case QAbstractSocket::NetworkError: return {Kind::Unreachable, detail};
    case QAbstractSocket::DatagramTooLargeError: return {Kind::TooLarge, detail};
    case QAbstractSocket::AddressInUseError:
    case QAbstractSocket::SocketAddressNotAvailableError:
    case QAbstractSocket::SocketAccessError: return {Kind::BindFailed, detail};
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError: return {Kind::TlsFailed, detail};
    default: return {Kind::Closed, detail};
    }
}

} // namespace carillon
