#include "WayRenewal.h"

#include <algorithm>

namespace carillon {

WayRenewal::WayRenewal(Clock &clock, Callbacks callbacks)
    : m_callbacks(std::move(callbacks))
    , m_timer(clock)
{
}

void WayRenewal::lost()
{
    if (m_asked > 0 || m_hasGivenUp || m_timer.isRunning())
        missed();
    else
        due();
}

void WayRenewal::missed()
{
    if (!m_hasGivenUp && !m_timer.isRunning())
        plan();
}

void WayRenewal::plan()
{
    constexpr int mostDoublings = 4;
    const int doublings = std::min(std::max(m_asked - 1, 0), mostDoublings);
    m_timer.start(std::min(LongestWait, FirstWait * (1 << doublings)), [this] { due(); });
}

void WayRenewal::due()
{
    const Callbacks told = m_callbacks; // it may destroy us
    m_hasGivenUp = m_asked >= Attempts;
    if (m_hasGivenUp) {
        told.gaveUp();
        return;
    }
    ++m_asked;
    plan();
    told.ask();
}

void WayRenewal::found()
{
    m_asked = 0;
    m_hasGivenUp = false;
    m_timer.stop();
}

void WayRenewal::beginAnew()
{
    const bool isLookedFor = m_timer.isRunning() || m_hasGivenUp;
    m_asked = 0;
    m_hasGivenUp = false;
    if (isLookedFor)
        plan();
}

void WayRenewal::stop()
{
    m_timer.stop();
}

} // namespace carillon
