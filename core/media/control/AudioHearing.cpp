// AudioSession: who hears whom.
#include "AudioSession.h"

namespace carillon {

bool AudioSession::setMuted(bool muted)
{
    Q_ASSERT(isOnItsThread());
    m_muted = muted;
    applyMute();
    return true;
}

/// Who asks for a hold means now, not when the answer comes; who resumes is heard again when that was agreed.
void AudioSession::applyMute()
{
    if (m_controls)
        m_controls->setMuted(m_muted || m_hold || m_agreedHold || m_isPeerGone);
    applyConference();
}

void AudioSession::setConference(int group)
{
    Q_ASSERT(isOnItsThread());
    m_conference = group;
    applyConference();
}

/// The music that a peer plays to whom it holds is for us alone, and not even that while others talk to us.
void AudioSession::applyConference()
{
    if (!m_controls)
        return;
    const bool isOut = m_hold || m_agreedHold || m_isPeerGone || m_remoteHold;
    m_controls->setConferenceGroup(isOut ? 0 : m_conference);
    m_controls->setReceiveGain(m_conference != 0 && m_remoteHold ? 0.f : 1.f);
}

} // namespace carillon
