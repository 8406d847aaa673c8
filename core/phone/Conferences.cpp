#include "Conferences.h"

#include "CallPrivate.h"
#include "Sentences.h"

namespace carillon {

Conferences::Conferences(Clock &clock, PhoneMedia &media)
    : m_media(media)
    , m_looking(clock)
{
}

void Conferences::clear()
{
    m_rooms.clear();
    m_looking.stop();
}

const Conferences::Room *Conferences::roomOf(const Call &call) const
{
    for (const Room &room : m_rooms)
        if (std::find(room.members.begin(), room.members.end(), &call) != room.members.end())
            return &room;
    return nullptr;
}

QList<Call *> Conferences::membersWith(const Call &call) const
{
    const Room *room = roomOf(call);
    return room ? room->members : QList<Call *>{call.d->q};
}

PhoneResult<> Conferences::merge(Call &call, Call &other)
{
    QList<Call *> members = membersWith(call);
    if (members.contains(&other))
        return {};
    const QList<Call *> joining = membersWith(other);
    if (members.size() + joining.size() > Limits::Members)
        return Failure<PhoneError>({QStringLiteral("too-many-members"),
            Sentences::text("A conference has no more than %1 members.").arg(Limits::Members)});
    const Room *before = roomOf(call);
    const int group = before ? before->group : ++m_lastGroup;
    members += joining;
    std::erase_if(m_rooms, [&](const Room &room) { return members.contains(room.members.constFirst()); });
    m_rooms.push_back({group, members});
    for (Call *member : std::as_const(members))
        enter(*member, group);
    if (!m_looking.isRunning())
        m_looking.start(LookPeriod, [this] { look(); });
    tell(members);
    return {};
}

void Conferences::leave(Call &call)
{
    const auto room = std::find_if(
        m_rooms.begin(), m_rooms.end(), [&](const Room &one) { return one.members.contains(&call); });
    if (room == m_rooms.end())
        return;
    QList<Call *> changed = room->members;
    room->members.removeOne(&call);
    enter(call, 0);
    if (room->members.size() == 1) {
        enter(*room->members.constFirst(), 0);
        m_rooms.erase(room);
    }
    if (m_rooms.empty())
        m_looking.stop();
    tell(changed);
}

void Conferences::enter(Call &call, int group)
{
    call.d->conference = group;
    call.d->speech = {};
    if (call.d->handler)
        m_media.setConference(*call.d->handler, group);
}

/// A slot may end calls.
void Conferences::tell(const QList<Call *> &calls)
{
    QList<QPointer<Call>> told;
    for (Call *call : calls)
        told.append(call);
    for (const auto &call : std::as_const(told))
        if (call)
            Q_EMIT call->changed();
}

/// Who is held is out of it, whatever its music.
void Conferences::look()
{
    m_looking.start(LookPeriod, [this] { look(); });
    QList<Call *> changed;
    for (const Room &room : m_rooms) {
        for (Call *member : room.members) {
            Call::Private &data = *member->d;
            const Session *session = data.live();
            const bool isHeard
                = session && data.handler && !session->isLocalHold() && !session->isRemoteHold();
            if (data.speech.look(isHeard ? m_media.state(*data.handler).outputLevel : 0))
                changed.append(member);
        }
    }
    tell(changed);
}

} // namespace carillon
