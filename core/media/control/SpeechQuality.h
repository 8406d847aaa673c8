#pragma once

#include "StreamStatistics.h"

namespace carillon {

/// An estimate of how the far end sounds here, 1 (bad) to 4.5 (excellent): the E-model of ITU-T G.107 with
/// the loss and delay measured in the last interval, and the equipment factors of G.113 (Opus is taken as
/// free of impairment at our rates).
/// @param lossPercent concealed share of the sound, 0..100. @param delayMs mouth to ear, as far as it is
/// known.
double estimateMos(double lossPercent, double delayMs, CodecKind codec);

} // namespace carillon
