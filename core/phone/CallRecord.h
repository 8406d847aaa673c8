#pragma once

#include "Call.h"
#include "History.h"

namespace carillon {

/// The history's entry for a call that ended. @p answeredElsewhere: the peer cancelled because another phone took it. Pure.
HistoryEntry callRecord(const CallState &ended, bool answeredElsewhere);

} // namespace carillon
