#pragma once

#include "SettingsAccess.h"

namespace carillon {

class Phone;

/// The settings of @p phone, which outlives it.
SettingsAccess settingsAccessOf(Phone &phone);

} // namespace carillon
