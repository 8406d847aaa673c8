#pragma once

#include "Call.h"

#include <functional>

namespace carillon {

class CallWindow;

/// What CallDesk does with a wish of a window: on its call, with the refusal told there.
using ActOnCall = std::function<void(const std::function<PhoneResult<>(Call &)> &action)>;

/// Carries out what @p window wishes for the sound of its call: recording, and what the diagnosis offers.
/// @p chooseDevice: where a person has to.
void wireSound(CallWindow &window, const ActOnCall &act, const std::function<void()> &chooseDevice);

} // namespace carillon
