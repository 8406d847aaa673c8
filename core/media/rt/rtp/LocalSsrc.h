#pragma once

#include <cstdint>
#include <utility>

namespace carillon {

/// The SSRC we send with, and what happens when the peer sends with it too, RFC 3550 §8.2.
///
/// A call has one peer address, so the list of conflicting addresses has room for it alone: the first time
/// is a collision, and we take our spare SSRC (the keys for it are there already); when the next one comes
/// from there as well, it is our own packets which somebody sends back: a loop, dropped.
class LocalSsrc final
{
public:
    enum class Verdict : std::uint8_t {
        Other,     ///< not ours
        Collision, ///< it was ours; now it is the peer's, and value() is another
        Loop,      ///< ours, sent back to us
    };

    LocalSsrc(std::uint32_t ssrc, std::uint32_t spare) noexcept
        : m_value(ssrc)
        , m_spare(spare)
    {
    }

    std::uint32_t value() const noexcept { return m_value; }
    /// What the last collision took away.
    std::uint32_t former() const noexcept { return m_former; }

    /// For each authentic packet of the peer.
    Verdict heard(std::uint32_t ssrc) noexcept
    {
        if (ssrc != m_value)
            return Verdict::Other;
        if (m_hasCollided) {
            ++m_loops;
            return Verdict::Loop;
        }
        m_hasCollided = m_isChanged = true;
        m_former = std::exchange(m_value, m_spare);
        return Verdict::Collision;
    }
    /// Once after each collision.
    bool takeChange() noexcept { return std::exchange(m_isChanged, false); }
    bool hasCollided() const noexcept { return m_hasCollided; }
    std::uint64_t loops() const noexcept { return m_loops; }

private:
    std::uint32_t m_value;
    std::uint32_t m_spare;
    std::uint32_t m_former = 0;
    bool m_hasCollided = false;
    bool m_isChanged = false;
    std::uint64_t m_loops = 0;
};

} // namespace carillon
