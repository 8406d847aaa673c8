#pragma once

#include "Clock.h"
#include "Session.h"

#include <QObject>
#include <deque>
#include <functional>

namespace carillon {

/// The digits of a call that wait for their turn: typed before the answer, behind a pause, or for a person's
/// yes. What does not wait goes to the session at once, whose media has a queue of its own. Belongs to the
/// call. Core thread.
class DigitQueue final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr qsizetype Digits = 256; ///< that wait or are being sent: nobody listens to more
    };
    static constexpr Milliseconds Pause{2000};
    static constexpr Milliseconds TimePerDigit{220}; ///< with the pause after it
    enum class State {
        None,
        Unanswered, ///< they wait for the call to be answered
        Pausing,
        Confirming ///< for goOn(), or drop()
    };
    using Outcome = Result<void, Session::Refusal>;
    using Send = std::function<Outcome(QByteArrayView digits, Session::DtmfWay way)>;

    DigitQueue(Clock &clock, Send send, QObject *parent = nullptr);
    /// 0-9 * # A-D, `,` for a pause, `;` for a yes.
    static bool isAllowed(QStringView digits);
    /// @pre isAllowed(). @returns RequestPending when too many wait, else what became of those that need not.
    Outcome add(QStringView digits, Session::DtmfWay way);
    void answered();
    /// The yes. @returns false when nothing waits for one.
    bool goOn();
    /// The no: of all that waits. @returns false when nothing does.
    bool drop();
    State state() const;
    qsizetype waiting() const { return qsizetype(m_steps.size()); } ///< digits and pauses
    QString text() const;                                           ///< of what waits

Q_SIGNALS:
    void changed();
    /// Digits whose turn came could not be sent.
    void failed(carillon::Session::Refusal refusal);

private:
    struct Step {
        char step;
        Session::DtmfWay way;
    };
    Outcome run();
    Outcome sendRun();
    void runLater();

    Clock &m_clock;
    Send m_send;
    std::deque<Step> m_steps;
    Timer m_pause;
    TimePoint m_sentAt{}; ///< about when the last digit handed over is sent
    bool m_isAnswered = false;
    bool m_isConfirming = false;
};

} // namespace carillon
