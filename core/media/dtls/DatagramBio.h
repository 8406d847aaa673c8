#pragma once

#include <QByteArray>
#include <functional>
#include <optional>

#include <openssl/bio.h>

namespace carillon {

/// What OpenSSL reads and writes datagrams through: one in, many out, none glued to another as a memory BIO
/// would.
struct DatagramBio {
    static constexpr long Mtu = 1200;

    std::optional<QByteArray> arrived;
    std::function<void(const QByteArray &)> send;

    /// Owned by the SSL it is given to; @p this outlives it.
    BIO *makeHandle();
};

} // namespace carillon
