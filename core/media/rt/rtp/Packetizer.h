#pragma once

#include "RtpPacket.h"

namespace carillon {

/// Numbers and stamps what one source sends, RFC 3550 §5.1 and RFC 3551 §4.1.
///
/// The timestamp is the clock of the sound, whether or not anything is sent: after a pause the next packet
/// carries the time that passed, and the marker bit.
class Packetizer final
{
public:
    Packetizer(std::uint32_t ssrc, std::uint16_t firstSequenceNumber, std::uint32_t firstTimestamp)
        : m_ssrc(ssrc)
        , m_sequenceNumber(firstSequenceNumber)
        , m_timestamp(firstTimestamp)
    {
    }

    std::uint32_t ssrc() const noexcept { return m_ssrc; }
    /// Another collided with it, RFC 3550 §8.2. The numbers go on.
    void setSsrc(std::uint32_t ssrc) noexcept { m_ssrc = ssrc; }
    /// Of the sample which comes next.
    std::uint32_t timestamp() const noexcept { return m_timestamp; }
    void advance(std::uint32_t ticks) noexcept { m_timestamp += ticks; }
    /// The next sound packet begins a talkspurt.
    void paused() noexcept { m_talkspurtBegins = true; }

    /// The header of a sound packet which begins at timestamp().
    RtpHeader sound(std::uint8_t payloadType) noexcept
    {
        const bool marker = m_talkspurtBegins;
        m_talkspurtBegins = false;
        return {marker, payloadType, m_sequenceNumber++, m_timestamp, m_ssrc};
    }
    /// The header of a packet with a timestamp and marker of its own: telephone events (RFC 4733 §2.1).
    RtpHeader other(std::uint8_t payloadType, std::uint32_t timestamp, bool marker) noexcept
    {
        return {marker, payloadType, m_sequenceNumber++, timestamp, m_ssrc};
    }

private:
    std::uint32_t m_ssrc;
    std::uint16_t m_sequenceNumber;
    std::uint32_t m_timestamp;
    bool m_talkspurtBegins = true;
};

} // namespace carillon
