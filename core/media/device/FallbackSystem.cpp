#include "FallbackSystem.h"

namespace carillon {

FallbackSystem::FallbackSystem(std::unique_ptr<AudioSystem> first, Make makeSecond)
    : m_first(std::move(first))
    , m_makeSecond(std::move(makeSecond))
{
    connect(m_first.get(), &AudioSystem::changed, this, &FallbackSystem::firstChanged);
    connect(m_first.get(), &AudioSystem::refreshed, this, [this] {
        if (&current() == m_first.get())
            Q_EMIT refreshed();
    });
}

AudioSystem &FallbackSystem::current() const
{
    const bool isSecond = m_second && m_first->state() != State::Ready && !m_second->devices().isEmpty();
    return isSecond ? *m_second : *m_first;
}

/// A first that has worked once comes back; the second would only be in the way until then.
void FallbackSystem::firstChanged()
{
    if (m_first->state() == State::Ready)
        m_makeSecond = nullptr;
    if (m_first->state() == State::Absent && m_makeSecond) {
        m_second = std::exchange(m_makeSecond, nullptr)();
        connect(m_second.get(), &AudioSystem::changed, this, &AudioSystem::changed);
        connect(m_second.get(), &AudioSystem::refreshed, this, &AudioSystem::refreshed);
        m_second->setWanted(m_want);
        m_second->refresh();
    }
    Q_EMIT changed();
}

AudioSystem::State FallbackSystem::state() const
{
    return current().state();
}

QList<AudioDevice> FallbackSystem::devices() const
{
    return current().devices();
}

void FallbackSystem::refresh()
{
    if (&current() != m_first.get())
        m_second->refresh();
    m_first->refresh();
}

void FallbackSystem::setWanted(Want want)
{
    m_want = want;
    m_first->setWanted(want);
    if (m_second)
        m_second->setWanted(want);
}

std::unique_ptr<AudioInput> FallbackSystem::makeInput(const QString &id)
{
    return current().makeInput(id);
}

std::unique_ptr<AudioOutput> FallbackSystem::makeOutput(const QString &id)
{
    return current().makeOutput(id);
}

} // namespace carillon
