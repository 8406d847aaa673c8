#include "MutedTalk.h"

#include <algorithm>

namespace carillon {

bool MutedTalk::heard(TimePoint now, Milliseconds spoken, Microphone microphone)
{
    const auto elapsed = std::chrono::duration_cast<Milliseconds>(now - std::exchange(m_last, now));
    if (microphone == Microphone::Heard) {
        m_level = Milliseconds::zero();
        return m_isTalking = false;
    }
    // Falls between words, but not from one sentence to the next.
    m_level = std::clamp(m_level + spoken - elapsed / 3, Milliseconds::zero(), Enough * 2);
    if (m_level >= Enough)
        m_enough = now;
    if (m_isTalking) {
        m_isTalking = now - m_enough < Shown;
    } else if (m_level >= Enough && (m_started == TimePoint() || now - m_started >= Again)) {
        m_started = now;
        m_isTalking = true;
    }
    return m_isTalking;
}

} // namespace carillon
