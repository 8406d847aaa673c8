#pragma once

#include "MediaTime.h"

#include <algorithm>
#include <array>

namespace carillon {

/// Finds delay that leaps now and then (a radio that looks for other stations, a neighbour's upload): too
/// rare for a histogram to care about, too regular to stumble over each time.
///
/// Chosen: three leaps of 60 ms and more over what is allowed for, at most 4 s from one to the next. Then the
/// highest of them is allowed for until none has come for twice the longest distance. 3 x 24 bytes; adds the
/// height of the leaps to the delay, up to 8 s longer than they last.
class DelayPeaks final
{
public:
    using Microseconds = std::chrono::microseconds;

    void reset() noexcept { *this = {}; }
    /// For each packet. @param allowedFor what the buffer waits for without us.
    void packet(Microseconds delay, Microseconds allowedFor, MediaTime arrival) noexcept
    {
        if (delay > allowedFor + Height) {
            m_height = m_inPeak ? std::max(m_height, delay) : delay;
            m_inPeak = true;
        } else if (m_inPeak) {
            m_inPeak = false;
            m_peaks[2] = m_peaks[1];
            m_peaks[1] = m_peaks[0];
            m_peaks[0] = {m_height, arrival};
            m_found += m_found < int(m_peaks.size()) ? 1 : 0;
        }
    }
    /// What must be allowed for because of leaps; 0 when there are none.
    Microseconds height(MediaTime now) const noexcept
    {
        if (m_found < int(m_peaks.size()))
            return {};
        const auto longest = std::max(m_peaks[0].end - m_peaks[1].end, m_peaks[1].end - m_peaks[2].end);
        if (longest > MaxDistance || now - m_peaks[0].end > 2 * longest)
            return {};
        return std::max({m_peaks[0].height, m_peaks[1].height, m_peaks[2].height});
    }

private:
    static constexpr Microseconds Height = std::chrono::milliseconds(60);
    static constexpr std::chrono::nanoseconds MaxDistance = std::chrono::seconds(4);
    struct Peak {
        Microseconds height{};
        MediaTime end{};
    };
    std::array<Peak, 3> m_peaks{}; ///< newest first
    int m_found = 0;
    bool m_inPeak = false;
    Microseconds m_height{};
};

} // namespace carillon
