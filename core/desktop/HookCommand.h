#pragma once

#include "Clock.h"

#include <QList>
#include <QObject>
#include <QString>
#include <memory>
#include <vector>

class QProcess;

namespace carillon {

/// What a hook is told. All of it may come from a stranger: it is made plain and short before it is passed
/// on.
struct HookEvent {
    QString name;                             ///< "incoming", "answered"...: a word of ours
    QString callId;                           ///< "c1"
    QString direction;                        ///< "in" or "out"
    QString remoteUri;                        ///< never begins with a dash: it begins with a scheme
    QList<std::pair<QString, QString>> facts; ///< "REMOTE_NAME", value: only in the environment
};

/// The program of the user that is run when something happens to a call. Never through a shell: event, call,
/// direction and address are four arguments, and CARILLON_EVENT and so on in the environment. What it prints
/// is dropped. Core thread, which never waits for it.
class HookCommand final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr std::size_t AtOnce = 4;
        static constexpr qsizetype Waiting = 32;        ///< more are dropped
        static constexpr std::chrono::seconds Time{10}; ///< then it is killed, with what it started
        static constexpr Milliseconds LastTime{500};    ///< for all of them, when the phone ends
        static constexpr qsizetype TextLength = 512;    ///< of one argument
    };
    explicit HookCommand(Clock &clock, QObject *parent = nullptr);
    ~HookCommand() override; ///< kills those that run, after a moment
    /// An absolute path; empty: none. Those that run go on.
    void setProgram(const QString &path);
    void run(const HookEvent &event);
    std::size_t runningCount() const { return m_running.size(); }

Q_SIGNALS:
    /// With one sentence; not again until it went well once, or another program was chosen.
    void failed(const QString &sentence);

private:
    struct Running;
    void begin(const HookEvent &event);
    void finished(QProcess *process);
    void complain(const QString &sentence);

    Clock &m_clock;
    QString m_program;
    QList<HookEvent> m_waiting;
    std::vector<std::unique_ptr<Running>> m_running;
    bool m_hasComplained = false;
};

} // namespace carillon
