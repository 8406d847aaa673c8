#pragma once

#include <QString>

namespace carillon {

class Clock;
class SettingsStore;

/// When "do not disturb" ends, in words; empty: it does not hold, or until somebody ends it.
QString quietEndOf(const SettingsStore &settings, Clock &clock);

} // namespace carillon
