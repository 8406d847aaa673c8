#pragma once

#include "CallPresentation.h"

namespace carillon {

/// @name Parts of present()
/// The button, the sign that it records, and why it does not. In every phase: what was not kept is told to
/// the end.
void presentRecording(const CallState &call, CallPresentation &shown);
/// A file grows now.
bool isRecording(const CallState &call);

} // namespace carillon
