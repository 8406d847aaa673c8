#pragma once

#include "Clock.h"
#include "CommandLine.h"
#include "EdgeTimer.h"
#include "Phone.h"

#include <QTemporaryDir>

namespace carillon {

/// `carillon --headless --try-out --demo-call`: registers at the built-in exchange, calls `echo` with bursts
/// of tone in the microphone, and prints what happened and what was measured. The exit code is 0 when the
/// tone came back.
class DemoCall final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Patience{30};
    static constexpr std::chrono::seconds Talking{5};
    /// Longer, until the far end's RTCP told the round trip: its reports come when they like (RFC 3550 §6.2).
    static constexpr std::chrono::seconds MostTalking{15};

    /// Makes a folder for the sound files, which goes with it.
    DemoCall();
    /// Makes the sound files and fills in what the command line left open: sound from and to files of ours, a
    /// profile that is thrown away.
    /// @returns false when there is no room for the sound files.
    bool prepare(CommandLine &line) const;
    /// Calls, as soon as the account is ready. @p phone and @p clock outlive it.
    void start(Phone &phone, Clock &clock);

Q_SIGNALS:
    void finished(int exitCode);

private:
    void accountChanged(Account *account);
    void callChanged(Call *call);
    void look();
    void judge();
    void end(const QString &sentence);

    QTemporaryDir m_directory;
    QString m_recording; ///< where what came back is; ours or the user's
    Phone *m_phone = nullptr;
    Clock *m_clock = nullptr;
    std::unique_ptr<Timer> m_patience;
    std::unique_ptr<Timer> m_looking;
    TimePoint m_start{};
    TimePoint m_talkEnd{};
    TimePoint m_judgeEnd{};
    QString m_callId;
    QString m_lastAccount;
    QString m_lastCall;
    QJsonObject m_statistics;
    EdgeTimer m_edges;
};

} // namespace carillon
