#include "CommandTable.h"

#include "CommandVerbs.h"
#include "EventStream.h"
#include "Phone.h"
#include "Sentences.h"

namespace carillon {

namespace {

constexpr int MaxSeconds = 7 * 24 * 3600;
constexpr int MaxEvents = 1'000'000;

} // namespace

CommandTable::CommandTable(Phone &phone)
    : m_phone(phone)
{
    for (const auto &rows : {CommandVerbs::accounts(), CommandVerbs::calls(), CommandVerbs::rest()})
        for (const CommandVerbs::Row &row : rows)
            m_verbs.insert(QLatin1String(row.verb),
                [this, run = row.run](const Command &command, const CommandListener &listener) {
                    listener.done(run(m_phone, command));
                });
    m_verbs.insert(QStringLiteral("quit"), [this](const Command &, const CommandListener &listener) {
        listener.done(QJsonObject{{QStringLiteral("quitting"), true}});
        if (quitRequested)
            quitRequested();
    });
}

CommandTable::~CommandTable() = default;

std::unique_ptr<QObject> CommandTable::run(const Command &command, CommandListener listener)
{
    if (command.verb == QLatin1String("events"))
        return events(command, std::move(listener));
    const auto verb = m_verbs.constFind(command.verb);
    if (verb == m_verbs.constEnd())
        listener.done(CommandVerbs::notAvailable(command.verb));
    else
        (*verb)(command, listener);
    return nullptr;
}

std::unique_ptr<QObject> CommandTable::events(const Command &command, CommandListener listener)
{
    const auto timeout = CommandVerbs::number(command, QLatin1String("timeout"), 0, MaxSeconds, 0);
    const auto count = CommandVerbs::number(command, QLatin1String("count"), 1, MaxEvents, 0);
    if (!timeout || !count) {
        listener.done(CommandVerbs::misused(Sentences::text("--timeout and --count are numbers.")));
        return nullptr;
    }
    EventStream::Bounds bounds;
    if (command.has(QLatin1String("timeout")))
        bounds.timeout = std::chrono::seconds(*timeout);
    if (command.has(QLatin1String("count")))
        bounds.count = *count;
    return std::make_unique<EventStream>(m_phone, m_phone.clock(), bounds, std::move(listener));
}

} // namespace carillon
