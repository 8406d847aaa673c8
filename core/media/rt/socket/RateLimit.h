#pragma once

#include "MediaTime.h"

namespace carillon {

/// So many in a second, and no more: what a stranger can make us do has an end.
class RateLimit final
{
public:
    explicit constexpr RateLimit(int perSecond) noexcept
        : m_perSecond(perSecond)
    {
    }

    /// For each one that arrives. @returns false when it is one too many of its second.
    bool take(MediaTime now) noexcept
    {
        if (now - m_began >= std::chrono::seconds(1)) {
            m_began = now;
            m_count = 0;
        }
        if (m_count == m_perSecond)
            return false;
        ++m_count;
        return true;
    }

private:
    int m_perSecond;
    int m_count = 0;
    MediaTime m_began{};
};

} // namespace carillon
