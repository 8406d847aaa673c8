#pragma once

namespace carillon {

/// Whether somebody speaks, by the level of what is heard of them, looked at ten times a second: two loud
/// looks in a row begin it, eight quiet ones end it, so that words do not flicker. A plain value.
class SpeechWatch
{
public:
    static constexpr float Loud = 0.03f;   ///< peak; about -30 dB of full scale
    static constexpr float Quiet = 0.015f; ///< between the two: as before
    static constexpr int LooksToBegin = 2;
    static constexpr int LooksToEnd = 8;

    /// @returns whether isSpeaking() changed.
    bool look(float level)
    {
        const bool isAgainst = m_isSpeaking ? level < Quiet : level >= Loud;
        m_against = isAgainst ? m_against + 1 : 0;
        if (m_against < (m_isSpeaking ? LooksToEnd : LooksToBegin))
            return false;
        m_isSpeaking = !m_isSpeaking;
        m_against = 0;
        return true;
    }
    bool isSpeaking() const { return m_isSpeaking; }

private:
    bool m_isSpeaking = false;
    int m_against = 0; ///< looks in a row that speak against it
};

} // namespace carillon
