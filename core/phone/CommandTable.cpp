#include "CommandTable.h"

#include "CommandVerbs.h"
#include "EventStream.h"
#include "LateAnswer.h"
#include "Phone.h"
#include "PhoneJson.h"
#include "PhoneMedia.h"
#include "Sentences.h"

namespace carillon {

namespace {

constexpr int MaxSeconds = 7 * 24 * 3600;
constexpr int MaxEvents = 1'000'000;

/// Its answer depends on which devices there are: shows them, or chooses one by its id.
bool needsDevices(const Command &command)
{
    return command.verb == QLatin1String("devices") || command.verb == QLatin1String("device set")
        || (command.verb == QLatin1String("set")
            && command.arguments.value(1).startsWith(QLatin1String("id:")));
}

/// A password, which is on its way to the keychain: one may stand in the URI of the TURN server.
bool bringsSecret(const Command &command)
{
    return command.secret || command.turnSecret || command.has(QLatin1String("turn"))
        || (command.verb == QLatin1String("account set")
            && command.arguments.value(1) == QLatin1String("turn"));
}

/// Its file is being made, or completed: the answer says how that went.
bool waitsForFile(const Call *call)
{
    using State = CallState::Recording::State;
    const State state = call ? call->state().recording.state : State::Off;
    return state == State::Starting || state == State::Stopping;
}

CommandResult recordingOutcome(const Phone &phone, const QString &id)
{
    const Call *call = phone.call(id);
    if (!call)
        return CommandVerbs::failed(QStringLiteral("wrong-state"), Sentences::text("The call is over."));
    const CallState state = call->state();
    if (!state.recording.problem.isEmpty())
        return CommandVerbs::failed(QStringLiteral("recording-failed"), state.recording.problem);
    return PhoneJson::call(state);
}

} // namespace

CommandTable::CommandTable(Phone &phone)
    : m_phone(phone)
{
    for (const auto &rows :
        {CommandVerbs::accounts(), CommandVerbs::calls(), CommandVerbs::favourites(), CommandVerbs::rest()})
        for (const CommandVerbs::Row &row : rows)
            m_verbs.insert(QLatin1String(row.verb),
                [this, run = row.run](const Command &command) { return run(m_phone, command); });
    QObject::connect(
        &phone, &Phone::warned, &m_context, [this](const QString &code, const QString &sentence) {
            m_warning = PhoneError{code, sentence};
        });
}

CommandTable::~CommandTable() = default;

void CommandTable::add(const QString &verb, std::function<CommandResult(const Command &)> run)
{
    m_verbs.insert(verb, std::move(run));
}

std::unique_ptr<QObject> CommandTable::run(const Command &command, CommandListener listener)
{
    if (command.verb == QLatin1String("events"))
        return events(command, std::move(listener));
    if (command.verb == QLatin1String("selftest"))
        return selfTest(command, std::move(listener));
    if (command.verb == QLatin1String("quit")) {
        listener.done(QJsonObject{{QStringLiteral("quitting"), true}});
        if (quitRequested)
            quitRequested();
        return nullptr;
    }
    const auto verb = m_verbs.constFind(command.verb);
    m_warning.reset();
    const bool waitsForDevices = needsDevices(command) && !m_phone.media().areDevicesListed();
    if (waitsForDevices)
        (void)m_phone.media().devices(); // asks for them
    const CommandResult result = verb == m_verbs.constEnd() ? CommandVerbs::notAvailable(command.verb)
        : waitsForDevices                                   ? CommandResult(QJsonValue())
                                                            : (*verb)(command);
    const auto warning = std::exchange(m_warning, std::nullopt);
    const bool waitsForKeychain = result && bringsSecret(command) && m_phone.isKeychainBusy();
    if (result && command.verb == QLatin1String("record") && waitsForFile(m_phone.call(command.arguments[0])))
        return recorded(command.arguments[0], std::move(listener));
    if (!waitsForKeychain && !waitsForDevices) {
        if (warning && listener.warned)
            listener.warned(*warning);
        listener.done(result);
        return nullptr;
    }
    // A password is given once; what needs the list is done when it is there.
    auto answer = std::make_unique<LateAnswer>(
        m_phone, std::move(listener), [=, run = *verb] { return waitsForDevices ? run(command) : result; });
    answer->warning = warning;
    if (waitsForKeychain)
        QObject::connect(&m_phone, &Phone::keychainSettled, answer.get(), &LateAnswer::finish);
    else
        QObject::connect(&m_phone.media(), &PhoneMedia::devicesListed, answer.get(), &LateAnswer::finish);
    return answer;
}

std::unique_ptr<QObject> CommandTable::recorded(const QString &id, CommandListener listener)
{
    listener.warned = {}; // what went wrong is the answer
    auto answer = std::make_unique<LateAnswer>(
        m_phone, std::move(listener), [this, id] { return recordingOutcome(m_phone, id); });
    QObject::connect(
        &m_phone, &Phone::callChanged, answer.get(), [id, waiting = answer.get()](const Call *call) {
            if (call->id() == id && !waitsForFile(call))
                waiting->finish();
        });
    return answer;
}

std::unique_ptr<QObject> CommandTable::selfTest(const Command &command, CommandListener listener)
{
    const QList<Call *> calls = m_phone.liveCalls();
    if (std::any_of(calls.begin(), calls.end(), [](const Call *call) { return !call->standing().isOver; })) {
        listener.done(CommandVerbs::failed(
            QStringLiteral("busy"), Sentences::text("The self-test needs the sound that a call has now.")));
        return nullptr;
    }
    if (m_selfTest) {
        listener.done(CommandVerbs::failed(
            QStringLiteral("busy"), Sentences::text("A self-test is already under way.")));
        return nullptr;
    }
    SelfTestListener heard;
    heard.done = [done = listener.done](const QJsonObject &card) { done(card); };
    if (command.has(QLatin1String("follow")))
        heard.step = [line = listener.line](const QJsonObject &step) { line(step); };
    auto running = m_phone.media().selfTest(std::move(heard));
    if (!running)
        listener.done(CommandVerbs::notAvailable(Sentences::text("The self-test")));
    m_selfTest = running.get();
    return running;
}

std::unique_ptr<QObject> CommandTable::events(const Command &command, CommandListener listener)
{
    const auto timeout = CommandVerbs::seconds(command, QLatin1String("timeout"), MaxSeconds);
    const auto count = CommandVerbs::number(command, QLatin1String("count"), 1, MaxEvents, 0);
    if (!timeout || !count) {
        listener.done(CommandVerbs::misused(Sentences::text("--timeout and --count are numbers.")));
        return nullptr;
    }
    EventStream::Bounds bounds;
    if (command.has(QLatin1String("timeout")))
        bounds.timeout = *timeout;
    if (command.has(QLatin1String("count")))
        bounds.count = *count;
    bounds.isReadySaid = command.has(QLatin1String("ready"));
    return std::make_unique<EventStream>(m_phone, m_phone.clock(), bounds, std::move(listener));
}

} // namespace carillon
