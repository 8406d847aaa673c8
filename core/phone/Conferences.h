#pragma once

#include "Call.h"
#include "Clock.h"

#include <vector>

namespace carillon {

class PhoneMedia;

/// Which calls of the phone are joined to a conference that we mix, and who speaks in it. What a conference
/// does as one (hold, mute) is the business of the calls, which ask membersWith(). Core thread.
class Conferences final
{
public:
    struct Limits {
        static constexpr qsizetype Members = 32; ///< of one conference
    };
    static constexpr Milliseconds LookPeriod{100}; ///< at who speaks

    Conferences(Clock &clock, PhoneMedia &media);
    /// Puts the two, and whoever is with them, into one. @returns too-many-members.
    PhoneResult<> merge(Call &call, Call &other);
    /// The call is alone again; the conference goes on while it has two members.
    void leave(Call &call);
    /// Nobody is told.
    void clear();
    /// Those of its conference with itself, in the order in which they came; only the call where it is in
    /// none.
    QList<Call *> membersWith(const Call &call) const;
    bool isMember(const Call &call) const { return roomOf(call) != nullptr; }

private:
    struct Room {
        int group = 0; ///< PhoneMedia::setConference()
        QList<Call *> members;
    };
    const Room *roomOf(const Call &call) const;
    void enter(Call &call, int group);
    void look();
    static void tell(const QList<Call *> &calls);

    PhoneMedia &m_media;
    std::vector<Room> m_rooms;
    int m_lastGroup = 0;
    Timer m_looking;
};

} // namespace carillon
