#pragma once

#include "Clock.h"
#include "Session.h"

#include <QPointer>
#include <optional>

namespace carillon {

/// What is wanted of a call's hold against what is: asks again while the session is busy with something else,
/// follows the last wish when it changes on the way, gives up when the other side refuses. Core thread.
class HoldKeeper final : public QObject
{
    Q_OBJECT
public:
    static constexpr Milliseconds BusyDelay{250};

    HoldKeeper(Clock &clock, Session &session, QObject *parent = nullptr);
    /// @returns why it cannot be: only an established call can be held.
    Result<void, Session::Refusal> want(bool held);
    bool isSettled() const { return !m_wanted; }

Q_SIGNALS:
    /// What was wanted is so, or was refused.
    void settled();

private:
    void follow();
    void settle();

    QPointer<Session> m_session;
    std::optional<bool> m_wanted;
    bool m_isAsking = false; ///< our re-INVITE is on its way
    Timer m_again;
};

} // namespace carillon
