#pragma once

#include "Call.h"

namespace carillon {

/// How a call sounds, in words instead of figures. Pure functions.
namespace QualityWords {

/// The grade of a mean opinion score, 1..4.5 (ITU-T G.107 annex B); Unknown of 0.
CallState::Quality gradeOf(double mos);
/// "good"; empty when unknown.
QString word(CallState::Quality grade);
/// "You hear them well; they hear you with gaps."; empty where neither score is known.
QString bothEnds(double mosHeard, double mosRemote);
/// Of a call that is over: "The sound was good, at its worst poor."; empty when unknown.
QString ofThePast(double mosMean, double mosLeast);

} // namespace QualityWords
} // namespace carillon
