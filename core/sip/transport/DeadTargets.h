#pragma once

#include "Clock.h"
#include "Transport.h"

#include <QHash>

namespace carillon {

/// The memory of RFC 3263 §4.3: who did not answer or asked to be left alone is tried after all others for a
/// while, never not at all. Bounded in number and time; an answer clears it.
class DeadTargets
{
public:
    struct Limits {
        static constexpr qsizetype Targets = 64;
        static constexpr Milliseconds RefusedLife{30'000}; ///< finding out again costs little
        static constexpr Milliseconds SilentLife{300'000}; ///< finding out again costs somebody's patience
        static constexpr std::chrono::seconds MostRetryAfter{3600};
    };
    explicit DeadTargets(Clock &clock)
        : m_clock(clock)
    {
    }
    /// What went wrong on the way to @p hop; of what is not its fault nothing is kept.
    void failed(const Hop &hop, WireFailure why);
    void silent(const Hop &hop);
    /// 503 with Retry-After (RFC 3261 §21.5.4); 0: it did not say for how long.
    void busy(const Hop &hop, std::chrono::seconds retryAfter);
    void alive(const Hop &hop);
    /// Another network may have a way to all of them.
    void clear() { m_until.clear(); }
    bool isDead(const Hop &hop) const;
    /// Those that are dead go last; else the order stays.
    QList<Hop> deadLast(QList<Hop> hops) const;
    qsizetype size() const { return m_until.size(); }

private:
    struct Key {
        TransportProtocol protocol;
        QHostAddress address;
        quint16 port;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, int(key.protocol), key.address, key.port);
        }
    };
    static Key keyOf(const Hop &hop) { return {hop.protocol, hop.address, hop.port}; }
    void avoid(const Hop &hop, Milliseconds life);
    void makeRoom();

    Clock &m_clock;
    QHash<Key, TimePoint> m_until;
};

} // namespace carillon
