#pragma once

#include "CallPresentation.h"

namespace carillon {

/// @name Parts of present()
/// What happens in a call that is one of a conference.
QString conferenceSentence(const CallState &call, const CallContext &context);
void presentConference(const CallState &call, const CallContext &context, CallPresentation &shown);
/// Mute and hold are those of the whole conference.
void sayForAll(const CallState &call, CallPresentation &shown);
/// Digits that wait: for the answer, for a pause to end, for a yes.
void presentDigits(const CallState &call, CallPresentation &shown);
/// Unless something worse is to be said.
void presentTalkingWhileMuted(const CallState &call, CallPresentation &shown);

} // namespace carillon
