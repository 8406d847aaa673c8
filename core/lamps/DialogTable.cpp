#include "DialogTable.h"

namespace carillon {

namespace {

using State = DialogEntry::State;

/// What one dialog lights. Before the answer it matters who called: somebody who dials is busy, not called.
Lamp lampOf(const DialogEntry &dialog)
{
    switch (dialog.state) { // no default: a new state must break this build
    case State::Confirmed: return Lamp::Busy;
    case State::Terminated: return Lamp::Idle;
    case State::Early:
        return dialog.direction == DialogEntry::Direction::Initiator ? Lamp::Busy : Lamp::Ringing;
    case State::Trying:
    case State::Proceeding:
        return dialog.direction == DialogEntry::Direction::Recipient ? Lamp::Ringing : Lamp::Busy;
    }
    Q_UNREACHABLE();
}

} // namespace

/// Deviation: a full state is taken whatever its version (§4.1.1 would have old ones discarded). NOTIFYs are
/// in order by their CSeq already, and there are exchanges that give every document the same number.
DialogTable::Taken DialogTable::take(const DialogInfo &info)
{
    const bool isPartial = info.scope == DialogInfo::Scope::Partial;
    if (isPartial && m_version && info.version <= *m_version)
        return Taken::Old;
    const bool isNext = m_version && info.version - *m_version == 1;
    if (!isPartial)
        m_dialogs.clear();
    m_version = info.version;
    for (const DialogEntry &dialog : info.dialogs)
        put(dialog);
    return isPartial && !isNext ? Taken::Gap : Taken::Yes;
}

void DialogTable::put(const DialogEntry &dialog)
{
    const auto same = [&](const DialogEntry &one) { return one.id == dialog.id; };
    if (dialog.state == State::Terminated) {
        m_dialogs.removeIf(same);
        return;
    }
    const auto found = std::find_if(m_dialogs.begin(), m_dialogs.end(), same);
    if (found != m_dialogs.end())
        *found = dialog;
    else if (m_dialogs.size() < DialogInfo::Limits::Dialogs)
        m_dialogs.append(dialog);
}

void DialogTable::clear()
{
    m_version.reset();
    m_dialogs.clear();
}

/// Ringing before busy: it is what somebody can do something about.
LampState DialogTable::lamp() const
{
    if (!m_version)
        return {};
    LampState state{Lamp::Idle, {}, {}};
    for (const DialogEntry &dialog : m_dialogs) {
        const Lamp lamp = lampOf(dialog);
        if (lamp == Lamp::Busy && state.lamp == Lamp::Idle)
            state = {lamp, dialog.remoteName, dialog.remoteUri};
        if (lamp != Lamp::Ringing || state.ringing)
            continue;
        auto named = RingingDialog::of(dialog);
        if (named || state.lamp != Lamp::Ringing) // of those that ring one that can be taken
            state = {lamp, dialog.remoteName, dialog.remoteUri, std::move(named)};
    }
    return state;
}

} // namespace carillon
