#include "SpeechQuality.h"

#include <algorithm>

namespace carillon {

double estimateMos(double lossPercent, double delayMs, CodecKind codec)
{
    constexpr double R0 = 93.2; // G.107 with every default
    const double delay = std::max(0.0, delayMs);
    const double delayImpairment = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0.0);
    // Packet loss robustness Bpl: G.711 with concealment 25.1 (G.113 appendix I); Opus with FEC is taken a
    // little better.
    const double robustness = codec == CodecKind::Opus ? 30.0 : 25.1;
    const double loss = std::clamp(lossPercent, 0.0, 100.0);
    const double lossImpairment = 95.0 * loss / (loss + robustness);
    const double r = std::clamp(R0 - delayImpairment - lossImpairment, 0.0, 100.0);
    return std::clamp(1.0 + 0.035 * r + r * (r - 60.0) * (100.0 - r) * 7e-6, 1.0, 4.5);
}

} // namespace carillon
