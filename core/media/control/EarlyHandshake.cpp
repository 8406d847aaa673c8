#include "EarlyHandshake.h"

#include "DtlsRecords.h"

namespace carillon {

/// Of two hellos the later one counts: two forks may say one each.
void EarlyHandshake::keep(const MediaWay *from, const QByteArray &datagram)
{
    const QByteArray hello = DtlsRecords::helloRandom(datagram);
    const bool isOther = !hello.isEmpty() && hello != m_hello;
    if (from != m_from || isOther)
        m_datagrams.clear();
    if (isOther)
        m_hello = hello;
    m_from = from;
    if (m_datagrams.size() < MaxDatagrams)
        m_datagrams.append(datagram);
}

QList<QByteArray> EarlyHandshake::takeOf(const MediaWay *way)
{
    m_hello.clear();
    const QList<QByteArray> kept = std::exchange(m_datagrams, {});
    return std::exchange(m_from, nullptr) == way ? kept : QList<QByteArray>();
}

} // namespace carillon
