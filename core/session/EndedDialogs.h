#pragma once

#include "Clock.h"
#include "Dialog.h"

#include <QList>

namespace carillon {

/// Dialogs of calls that are over: an INVITE that wants to replace or join one of them comes too late, which
/// is something else than never having been (RFC 3891 §3, RFC 3911 §4).
class EndedDialogs
{
public:
    struct Limits {
        static constexpr qsizetype Dialogs = 64;      ///< the youngest ones
        static constexpr std::chrono::minutes Age{3}; ///< a person may take that long to take a call over
    };
    explicit EndedDialogs(Clock &clock)
        : m_clock(clock)
    {
    }
    void note(const DialogId &id)
    {
        forgetOld();
        if (m_dialogs.size() >= Limits::Dialogs)
            m_dialogs.removeFirst();
        m_dialogs.append({id, m_clock.now()});
    }
    bool contains(const DialogId &id)
    {
        forgetOld();
        return std::any_of(
            m_dialogs.begin(), m_dialogs.end(), [&](const Ended &ended) { return ended.id == id; });
    }

private:
    struct Ended {
        DialogId id;
        TimePoint at;
    };
    void forgetOld()
    {
        m_dialogs.removeIf(
            [now = m_clock.now()](const Ended &ended) { return now - ended.at > Limits::Age; });
    }

    Clock &m_clock;
    QList<Ended> m_dialogs;
};

} // namespace carillon
