#pragma once

#include "Call.h"

namespace carillon {

class Phone;

/// What a person means who presses one key without seeing the calls: the one that rings, the one that is
/// talked in. Core thread.
class CallActions final
{
public:
    explicit CallActions(Phone &phone)
        : m_phone(phone)
    {
    }
    /// The first that waits for an answer; null: none.
    Call *ringing() const;
    /// The one that is heard, else the one that is being dialled, else one that is held; the newest of them.
    Call *current() const;
    bool isAnyLive() const;

    PhoneResult<> answer();
    PhoneResult<> hangUp(); ///< one that only rings is declined
    PhoneResult<> toggleMute();
    PhoneResult<> setMuted(bool isMuted);

private:
    Phone &m_phone;
};

} // namespace carillon
