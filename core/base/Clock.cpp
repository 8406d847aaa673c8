#include "Clock.h"

namespace carillon {

Clock::TimerId Clock::schedule(Milliseconds delay, std::function<void()> action)
{
    const TimePoint due = now() + std::max(delay, Milliseconds(0));
    const TimerId id = ++m_lastId;
    m_actions.emplace(Key{due, id}, std::move(action));
    m_dueById.emplace(id, due);
    if (m_actions.begin()->first.id == id)
        dueChanged();
    return id;
}

void Clock::cancel(TimerId id)
{
    const auto found = m_dueById.find(id);
    if (found == m_dueById.end())
        return;
    const bool wasFirst = m_actions.begin()->first.id == id;
    m_actions.erase(Key{found->second, id});
    m_dueById.erase(found);
    if (wasFirst)
        dueChanged();
}

std::optional<TimePoint> Clock::nextDue() const
{
    if (m_actions.empty())
        return std::nullopt;
    return m_actions.begin()->first.due;
}

void Clock::runDue(TimePoint until)
{
    while (!m_actions.empty() && m_actions.begin()->first.due <= until) {
        auto node = m_actions.extract(m_actions.begin());
        m_dueById.erase(node.key().id);
        node.mapped()(); // may schedule and cancel
    }
}

void Timer::start(Milliseconds delay, std::function<void()> action)
{
    stop();
    m_id = m_clock.schedule(delay, [this, action = std::move(action)] {
        m_id = Clock::NoTimer;
        const auto run = action; // the action may destroy this timer
        run();
    });
}

void Timer::stop()
{
    if (m_id == Clock::NoTimer)
        return;
    m_clock.cancel(m_id);
    m_id = Clock::NoTimer;
}

} // namespace carillon
