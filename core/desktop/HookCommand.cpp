#include "HookCommand.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <csignal>
#include <unistd.h>

namespace carillon {

struct HookCommand::Running {
    explicit Running(Clock &clock)
        : end(clock)
    {
    }
    QProcess process;
    Timer end;
    bool isOverdue = false;
};

namespace {

/// Without what a terminal, a script or a C string could take for more than text.
QString plain(const QString &text)
{
    QString kept;
    for (const QChar c : text.left(HookCommand::Limits::TextLength))
        if (c.isPrint() || c.isSurrogate())
            kept.append(c);
    return kept;
}

QProcessEnvironment environmentOf(const HookEvent &event)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &token : {QStringLiteral("XDG_ACTIVATION_TOKEN"), QStringLiteral("DESKTOP_STARTUP_ID")})
        environment.remove(token); // of the click that started us
    const auto tell = [&](const QString &name, const QString &value) {
        environment.insert(QStringLiteral("CARILLON_") + name, plain(value));
    };
    tell(QStringLiteral("EVENT"), event.name);
    tell(QStringLiteral("CALL"), event.callId);
    tell(QStringLiteral("DIRECTION"), event.direction);
    tell(QStringLiteral("REMOTE_URI"), event.remoteUri);
    for (const auto &[name, value] : event.facts)
        tell(name, value);
    return environment;
}

/// What it started is killed with it.
void killGroup(QProcess &process)
{
    if (process.processId() > 0)
        ::kill(-pid_t(process.processId()), SIGKILL);
    process.kill(); // it may not have got as far as a group of its own
}

} // namespace

HookCommand::HookCommand(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

HookCommand::~HookCommand()
{
    // The end of the last call may have been told a moment ago.
    const QDeadlineTimer patience(Limits::LastTime);
    for (const auto &running : m_running) {
        running->process.disconnect(this);
        if (!running->process.waitForFinished(int(patience.remainingTime())))
            killGroup(running->process);
    }
}

void HookCommand::setProgram(const QString &path)
{
    if (path == m_program)
        return;
    m_program = path;
    m_hasComplained = false;
    m_waiting.clear();
}

void HookCommand::run(const HookEvent &event)
{
    if (m_program.isEmpty())
        return;
    if (m_running.size() < Limits::AtOnce)
        return begin(event);
    if (m_waiting.size() < Limits::Waiting)
        m_waiting.append(event);
    else
        complain(tr("The program for call events, %1, is too slow: some events were left out.")
                     .arg(plain(m_program)));
}

void HookCommand::begin(const HookEvent &event)
{
    auto running = std::make_unique<Running>(m_clock);
    QProcess *process = &running->process;
    process->setProgram(m_program);
    process->setArguments(
        {plain(event.name), plain(event.callId), plain(event.direction), plain(event.remoteUri)});
    process->setProcessEnvironment(environmentOf(event));
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    process->setChildProcessModifier([] {
        ::setsid();
        std::signal(SIGPIPE, SIG_DFL); // what we ignore is not for it
        std::signal(SIGXFSZ, SIG_DFL);
    });
    connect(process, &QProcess::finished, this, [this, process] { finished(process); });
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return; // finished() comes
        complain(tr("The program for call events, %1, cannot be started.").arg(plain(m_program)));
        finished(process);
    });
    running->end.start(Limits::Time, [one = running.get()] {
        one->isOverdue = true;
        killGroup(one->process);
    });
    m_running.push_back(std::move(running));
    process->start();
}

void HookCommand::finished(QProcess *process)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(),
        [process](const auto &running) { return &running->process == process; });
    if (found == m_running.end())
        return;
    const bool isStarted = process->error() != QProcess::FailedToStart;
    if ((*found)->isOverdue)
        complain(tr("The program for call events, %1, did not end within %2 seconds and was stopped.")
                     .arg(plain(m_program))
                     .arg(Limits::Time.count()));
    else if (isStarted && (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0))
        complain(tr("The program for call events, %1, failed.").arg(plain(m_program)));
    else if (isStarted)
        m_hasComplained = false;
    // It is its own signal that we are in.
    std::shared_ptr<Running> gone(std::move(*found));
    m_running.erase(found);
    QMetaObject::invokeMethod(
        this, [gone] {}, Qt::QueuedConnection);
    if (!m_waiting.isEmpty())
        begin(m_waiting.takeFirst());
}

void HookCommand::complain(const QString &sentence)
{
    if (!std::exchange(m_hasComplained, true))
        Q_EMIT failed(sentence);
}

} // namespace carillon
