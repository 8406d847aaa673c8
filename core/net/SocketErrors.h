#pragma once

#include "NetworkError.h"

#include <QAbstractSocket>

namespace carillon {

/// Qt's word for what went wrong, in ours.
NetworkError networkError(QAbstractSocket::SocketError error, const QString &detail);

} // namespace carillon
