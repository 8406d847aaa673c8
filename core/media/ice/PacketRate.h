#pragma once

#include <chrono>

namespace carillon {

/// At most so many in each second; the rest is dropped.
class PacketRate final
{
public:
    explicit PacketRate(int perSecond)
        : m_perSecond(perSecond)
    {
    }
    bool allows(std::chrono::steady_clock::time_point now)
    {
        if (now - m_began >= std::chrono::seconds(1)) {
            m_began = now;
            m_count = 0;
        }
        return m_count++ < m_perSecond;
    }

private:
    int m_perSecond;
    int m_count = 0;
    std::chrono::steady_clock::time_point m_began{};
};

} // namespace carillon
