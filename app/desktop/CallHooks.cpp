#include "CallHooks.h"

#include "Phone.h"
#include "SettingsStore.h"

namespace carillon {

CallHooks::CallHooks(Phone &phone, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_hook(phone.clock())
{
    connect(&m_hook, &HookCommand::failed, this,
        [this](const QString &sentence) { m_phone.notice(QStringLiteral("hook-failed"), sentence); });
    connect(&m_phone, &Phone::callAdded, this, &CallHooks::added);
    connect(&m_phone, &Phone::callChanged, this, &CallHooks::changed);
    connect(&m_phone, &Phone::callRemoved, this, [this](const QString &id) { m_stages.remove(id); });
    connect(&m_phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == QLatin1String("hookCommand"))
            applySetting();
    });
    applySetting();
}

void CallHooks::applySetting()
{
    m_hook.setProgram(m_phone.settings().value(QStringLiteral("hookCommand")));
}

void CallHooks::added(const Call *call)
{
    const CallState state = call->state();
    m_stages.insert(state.id, Stage::Ringing);
    run(state.direction == CallState::Direction::Incoming ? "incoming" : "outgoing", state);
    changed(call);
}

void CallHooks::changed(const Call *call)
{
    const CallState state = call->state();
    const Stage before = m_stages.value(state.id, Stage::Ended);
    if (before == Stage::Ended)
        return;
    const Stage now = state.end                        ? Stage::Ended
        : state.phase != CallState::Phase::Established ? before
        : state.heldLocal                              ? Stage::Held
                                                       : Stage::Talking;
    if (now == before)
        return;
    m_stages.insert(state.id, now);
    if (before == Stage::Ringing && now != Stage::Ended)
        run("answered", state);
    if (now == Stage::Ended)
        run("ended", state);
    else if (now == Stage::Held)
        run("held", state);
    else if (before == Stage::Held)
        run("resumed", state);
}

void CallHooks::run(const char *event, const CallState &state)
{
    HookEvent told;
    told.name = QLatin1String(event);
    told.callId = state.id;
    told.direction
        = state.direction == CallState::Direction::Incoming ? QStringLiteral("in") : QStringLiteral("out");
    told.remoteUri = state.remoteUri;
    told.facts = {{QStringLiteral("REMOTE_NAME"), state.remoteName},
        {QStringLiteral("LOCAL_URI"), state.localUri}, {QStringLiteral("ACCOUNT"), state.accountId}};
    if (state.end)
        told.facts += {{QStringLiteral("DURATION_MS"), QString::number(state.durationMs)},
            {QStringLiteral("END_CODE"), QString::number(state.end->code)},
            {QStringLiteral("END_PHRASE"), state.end->phrase}};
    m_hook.run(told);
}

} // namespace carillon
