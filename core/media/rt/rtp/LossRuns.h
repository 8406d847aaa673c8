#pragma once

#include <cstdint>

namespace carillon {

/// How the packets that did not come lie together: the burst ratio of ITU-T G.107 §3.5 is reckoned from it.
/// One that comes out of order is taken for lost, as it most often is for who has to play it.
class LossRuns final
{
public:
    static constexpr int MostInARow = 3000; ///< more is another stream (RFC 3550 appendix A.1)

    void received(std::uint16_t sequenceNumber) noexcept
    {
        const int step = m_any ? std::int16_t(sequenceNumber - m_highest) : 1;
        const bool isAhead = step > 0;
        if (m_any && step > 1 && step - 1 <= MostInARow) {
            ++m_runs;
            m_packets += std::uint64_t(step - 1);
        }
        if (isAhead || step < -MostInARow)
            m_highest = sequenceNumber;
        m_any = true;
    }
    std::uint64_t runs() const noexcept { return m_runs; }
    std::uint64_t packets() const noexcept { return m_packets; } ///< in all of them

private:
    std::uint64_t m_runs = 0;
    std::uint64_t m_packets = 0;
    std::uint16_t m_highest = 0;
    bool m_any = false;
};

} // namespace carillon
