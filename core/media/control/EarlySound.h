#pragma once

#include "Clock.h"

#include <utility>

namespace carillon {

/// Whether the other side is heard: while it is called, a phone makes a ringback of its own where nothing
/// comes (RFC 3960 §3.2), also where early media was agreed and then is silent. A plain class; looked at once
/// a second.
class EarlySound final
{
public:
    /// The first packet may need a round trip: until then nobody starts a tone that would end at once.
    static constexpr Milliseconds Grace{1000};
    static constexpr Milliseconds PacketPatience{2000};
    /// The pauses of a ringback are up to five seconds.
    static constexpr Milliseconds SilencePatience{8000};
    static constexpr float LeastPeak = 0.001f; ///< -60 dB: less is the noise of a codec

    /// A stream begins.
    void begin(TimePoint now)
    {
        m_packetsUntil = now + Grace;
        m_soundUntil = now + SilencePatience;
        m_packets = 0;
    }
    /// The first packet is there.
    void came(TimePoint now) { m_packetsUntil = now + PacketPatience; }
    /// @param packets received so far. @param peak of the last moment, 1 at full scale.
    void look(TimePoint now, quint64 packets, float peak)
    {
        if (std::exchange(m_packets, packets) != packets)
            m_packetsUntil = now + PacketPatience;
        if (peak >= LeastPeak)
            m_soundUntil = now + SilencePatience;
    }
    bool isHeard(TimePoint now) const { return now < m_packetsUntil && now < m_soundUntil; }

private:
    TimePoint m_packetsUntil;
    TimePoint m_soundUntil;
    quint64 m_packets = 0;
};

} // namespace carillon
