#pragma once

#include "Call.h"
#include "Clock.h"
#include "HandoverMachine.h"
#include "Session.h"

#include <QPointer>

namespace carillon {

/// One call being handed over, blind or attended: runs HandoverMachine over a session. Belongs to the call.
/// Core thread.
class Handover final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds HoldPatience{5};
    static constexpr std::chrono::seconds Answering{
        40};                                            ///< REFER itself; its transaction is shorter: Timer F
    static constexpr std::chrono::seconds FirstNews{8}; ///< REFER accepted, and not a word since
    static constexpr std::chrono::seconds LaterNews{180}; ///< as long as an outgoing call may ring

    Handover(Clock &clock, Session &session, QObject *parent = nullptr);

    /// What becomes of the hold when it fails.
    enum class Hold { AsBefore, Ends };
    /// To @p target, whom a person knows as @p name.
    void start(const NameAddr &target, const QString &name, Hold hold = Hold::AsBefore);
    /// To the other end of @p other, by Replaces (RFC 3891).
    void start(Session &other, const QString &name);
    bool isRunning() const;
    /// @param otherName the other side of the call, for the sentence.
    CallState::TransferProgress progress(const QString &otherName) const;
    /// The call goes on with something else: why it failed is no news any more.
    void forgetOutcome();

    /// From the call, whose hold is kept elsewhere.
    void holdEnded(); ///< held, or refused
    void callEnded();

Q_SIGNALS:
    void changed();
    /// The call is to be held, or given back.
    void holdWanted(bool held);
    /// Done: the call is not ours any more, and neither is the other one.
    void succeeded();

private:
    void begin(const QString &name, Hold hold);
    void handle(HandoverMachine::Event event);
    void refer();
    void news(Session::TransferState state);

    QPointer<Session> m_session;
    QPointer<Session> m_other;
    NameAddr m_target;
    QString m_name;
    int m_code = 0;
    bool m_hasRung = false;
    bool m_tellsFailure = false;
    bool m_staysHeld = false; ///< when it fails
    HandoverMachine::State m_state = HandoverMachine::State::Idle;
    Timer m_patience;
};

} // namespace carillon
