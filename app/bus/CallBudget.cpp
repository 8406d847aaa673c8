#include "CallBudget.h"

namespace carillon {

bool CallBudget::Bucket::take(double burst, double rate, TimePoint now)
{
    const std::chrono::duration<double> passed = now - at;
    left = std::min(burst, left + passed.count() * rate);
    at = now;
    if (left < 1)
        return false;
    left -= 1;
    return true;
}

bool CallBudget::take(const QString &caller, TimePoint now)
{
    auto known = m_callers.find(caller);
    if (known == m_callers.end()) {
        if (m_callers.size() >= Limits::Callers)
            makeRoom();
        known = m_callers.insert(caller, {Limits::Burst, now});
    }
    // The caller first: who has used up his own does not use up that of the others.
    return known->take(Limits::Burst, Limits::Rate, now)
        && m_all.take(Limits::AllBurst, Limits::AllRate, now);
}

void CallBudget::makeRoom()
{
    const auto quietest = std::min_element(m_callers.begin(), m_callers.end(),
        [](const Bucket &one, const Bucket &other) { return one.at < other.at; });
    if (quietest != m_callers.end())
        m_callers.erase(quietest);
}

} // namespace carillon
