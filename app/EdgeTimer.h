#pragma once

#include <QList>
#include <algorithm>
#include <optional>

namespace carillon {

/// How long sound takes from one place to another, by the moments at which two level meters rise. The meters
/// jump up at once and fall slowly, so the edges are as exact as the frames are short: 10 ms. A plain value.
class EdgeTimer final
{
public:
    /// Linear levels now; as often as the result is to be exact.
    void look(double nowMs, float in, float out)
    {
        if (m_in.rises(in))
            m_began = nowMs;
        if (m_out.rises(out) && m_began) {
            m_delays.append(nowMs - *m_began);
            m_began.reset();
        }
    }
    /// The median of what was seen; nothing when no edge came back.
    std::optional<double> delayMs() const
    {
        if (m_delays.isEmpty())
            return std::nullopt;
        QList<double> sorted = m_delays;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
    int count() const { return int(m_delays.size()); }

private:
    struct Meter {
        bool isHigh = false;
        bool rises(float level)
        {
            constexpr float up = 0.1f;
            constexpr float down = 0.03f;
            const bool wasHigh = isHigh;
            isHigh = wasHigh ? level > down : level > up;
            return isHigh && !wasHigh;
        }
    };
    Meter m_in;
    Meter m_out;
    std::optional<double> m_began;
    QList<double> m_delays;
};

} // namespace carillon
