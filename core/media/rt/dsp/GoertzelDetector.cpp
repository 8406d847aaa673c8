#include "GoertzelDetector.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace carillon {

GoertzelDetector::GoertzelDetector(double hz, int sampleRateHz)
    : m_coefficient(2 * std::cos(2 * std::numbers::pi * hz / sampleRateHz))
{
}

void GoertzelDetector::add(std::span<const std::int16_t> samples) noexcept
{
    for (const auto sample : samples) {
        const double x = double(sample) / 32768.;
        const double q0 = m_coefficient * m_q1 - m_q2 + x;
        m_q2 = m_q1;
        m_q1 = q0;
        m_energy += x * x;
    }
    m_count += std::int64_t(samples.size());
}

void GoertzelDetector::reset() noexcept
{
    m_q1 = m_q2 = m_energy = 0;
    m_count = 0;
}

double GoertzelDetector::power() const noexcept
{
    return std::max(0., m_q1 * m_q1 + m_q2 * m_q2 - m_coefficient * m_q1 * m_q2);
}

double GoertzelDetector::amplitude() const noexcept
{
    return m_count == 0 ? 0 : 2 * std::sqrt(power()) / double(m_count);
}

double GoertzelDetector::share() const noexcept
{
    // A sine of amplitude a has the energy n·a²/2.
    if (m_energy <= 0)
        return 0;
    return std::min(1., 2 * power() / (double(m_count) * m_energy));
}

} // namespace carillon
