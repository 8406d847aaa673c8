#include "StatelessAnswerLimit.h"

namespace carillon {

namespace {

QHostAddress network(const QHostAddress &source)
{
    if (source.protocol() != QAbstractSocket::IPv6Protocol)
        return source;
    Q_IPV6ADDR bytes = source.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0)); // a host may use all of its /64
    return QHostAddress(bytes);
}

} // namespace

bool StatelessAnswerLimit::take(const QHostAddress &source)
{
    const TimePoint now = m_clock.now();
    if (now - m_windowStart >= Window) {
        m_windowStart = now;
        m_taken.clear();
    }
    const QHostAddress key = network(source);
    const auto known = m_taken.find(key);
    if (known == m_taken.end()) {
        if (m_taken.size() >= Sources)
            return false;
        m_taken.insert(key, 1);
        return true;
    }
    if (*known >= AnswersPerSource)
        return false;
    ++*known;
    return true;
}

} // namespace carillon
