#pragma once

#include "CallPresentation.h"

namespace carillon {

/// @name Parts of present()
/// How it sounds: a dot, a word, and what stands behind them.
void presentQuality(const CallState &call, CallPresentation &shown);
/// Why one direction is silent, and what would help.
void presentDiagnosis(const CallState &call, CallPresentation &shown);

} // namespace carillon
