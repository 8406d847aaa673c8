#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

// Small readers of attribute values; not for users of the module.
namespace carillon::section {

/// Cuts the first word off @p text.
QByteArrayView takeWord(QByteArrayView &text);
/// Digits only, at most @p maximum.
std::optional<quint32> toNumber(QByteArrayView text, quint32 maximum);
/// Letters, digits, "+" and "/" (RFC 8839 §5.1), and "=" and "-", which some write too.
bool isIceText(QByteArrayView text, qsizetype minimum, qsizetype maximum);
/// A token of RFC 8866 §9 of at most @p maximum bytes.
bool isSdpToken(QByteArrayView text, qsizetype maximum);
/// An IPv4 or IPv6 address without a zone.
bool isIpLiteral(QByteArrayView text);

} // namespace carillon::section
