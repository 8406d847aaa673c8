#pragma once

#include "Call.h"
#include "History.h"

namespace carillon {

/// Who an incoming call was decided by, where it was not answered here.
enum class Decision {
    Person,
    Phone,      ///< do not disturb: nobody was asked, so it is missed
    OtherPhone, ///< the peer cancelled because another phone took it
};
/// The history's entry for a call that ended. Pure.
HistoryEntry callRecord(const CallState &ended, Decision decision = Decision::Person);

} // namespace carillon
