#pragma once

#include "Clock.h"

#include <QHash>
#include <QList>
#include <QString>
#include <algorithm>

namespace carillon {

/// Answers of DNS until their TTL is over (RFC 1035 §7.4), bounded in number and in time. Nothing is kept for
/// longer than LongestLife, so that a server which moved is found again.
template <typename Record>
class DnsCache
{
public:
    struct Limits {
        static constexpr qsizetype Names = 128;
        static constexpr std::chrono::seconds LongestLife{3600};
        static constexpr std::chrono::seconds NothingLife{30}; ///< of "there is no such record"
        /// Of "nobody answers": some routers swallow questions of kinds which they do not know.
        static constexpr std::chrono::seconds UnansweredLife{600};
    };
    explicit DnsCache(Clock &clock)
        : m_clock(clock)
    {
    }
    void add(const QString &name, const QList<Record> &records, std::chrono::seconds life)
    {
        if (life <= std::chrono::seconds(0))
            return;
        makeRoom();
        m_known.insert(name.toLower(), {records, m_clock.now() + std::min(life, Limits::LongestLife)});
    }
    std::optional<QList<Record>> find(const QString &name) const
    {
        const auto known = m_known.constFind(name.toLower());
        if (known == m_known.constEnd() || known->until <= m_clock.now())
            return std::nullopt;
        return known->records;
    }
    void clear() { m_known.clear(); }
    qsizetype size() const { return m_known.size(); }

private:
    struct Known {
        QList<Record> records;
        TimePoint until;
    };
    void makeRoom()
    {
        const TimePoint now = m_clock.now();
        m_known.removeIf([&](const auto &known) { return known.value().until <= now; });
        if (m_known.size() < Limits::Names)
            return;
        m_known.erase(std::min_element(m_known.cbegin(), m_known.cend(),
            [](const Known &a, const Known &b) { return a.until < b.until; }));
    }

    Clock &m_clock;
    QHash<QString, Known> m_known;
};

} // namespace carillon
