#pragma once

#include "CallQuality.h"
#include "SoundDoctor.h"

#include <QString>

namespace carillon::SoundSentences {

/// One sentence with the cause and what helps; empty for None.
QString diagnosis(const Diagnosis &diagnosis);
/// "not-reported": the cause, for scripts; empty for None.
QString word(Diagnosis::Cause cause);
/// How the call sounds and why; empty while nothing is known.
QString quality(const CallQuality &quality);
/// Likewise of the call so far: what it suffered most often.
QString call(const CallQuality &quality);

} // namespace carillon::SoundSentences
