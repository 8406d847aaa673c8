#pragma once

#include <QByteArray>
#include <QList>

namespace carillon {

class MediaWay;

/// Datagrams of a handshake that come before it can begin. A browser says hello as soon as its own checks got
/// through: before its answer is here (RFC 5763 §5), and before a pair is nominated (RFC 8445 §12). Lost, it
/// would be said again after 50 ms, then 100, then 200.
class EarlyHandshake final
{
public:
    static constexpr qsizetype MaxDatagrams = 8; ///< a hello in pieces, twice

    void keep(const MediaWay *from, const QByteArray &datagram);
    /// What came over @p way; all else is forgotten.
    QList<QByteArray> takeOf(const MediaWay *way);

private:
    const MediaWay *m_from = nullptr; ///< only compared
    QByteArray m_hello;
    QList<QByteArray> m_datagrams;
};

} // namespace carillon
