#include "SpeechQuality.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

constexpr double TelephoneRating = 93.2; ///< G.107 with every default
constexpr double WideBandRating = 129;   ///< G.107.1 with every default
constexpr double ToTelephoneScale = 1.29;
/// What is heard of an impairment smaller than this, nobody asks the cause of.
constexpr double NotWorthACause = 3;

struct Codec {
    double best = TelephoneRating;
    EquipmentImpairment equipment;
    double robustnessWithFec = 4.3;
};

Codec codecOf(CodecKind kind)
{
    switch (kind) {
    case CodecKind::Pcmu:
    case CodecKind::Pcma: return {TelephoneRating, {0, 25.1}, 25.1}; // with concealment, G.113 appendix I
    case CodecKind::G722: return {WideBandRating, {13, 10}, 10};     // 64 kbit/s, G.113 appendix IV; Bpl ours
    case CodecKind::Opus: return {WideBandRating, {0, 12}, 30};      // ours: see SpeechScore
    default: return {TelephoneRating, {0, 25.1}, 25.1};
    }
}

double share(double percent)
{
    return std::isfinite(percent) ? std::clamp(percent, 0.0, 100.0) : 0.0;
}

} // namespace

double mosOf(double rating)
{
    if (rating <= 0)
        return 1;
    if (rating >= 100)
        return 4.5;
    return std::max(1.0, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

double delayImpairment(double delayMs)
{
    if (!(delayMs > 100))
        return 0;
    const double x = std::log2(std::min(delayMs, 10'000.0) / 100);
    return 25 * (std::pow(1 + std::pow(x, 6), 1. / 6) - 3 * std::pow(1 + std::pow(x / 3, 6), 1. / 6) + 2);
}

double effectiveImpairment(const EquipmentImpairment &codec, double lossPercent, double burstRatio)
{
    const double loss = share(lossPercent);
    return codec.atNoLoss
        + (95 - codec.atNoLoss) * loss / (loss / std::max(1.0, burstRatio) + codec.robustness);
}

double burstRatio(double lostPackets, double runs, double expectedPackets)
{
    if (!(runs > 0) || !(expectedPackets > 0))
        return 1;
    const double probability = std::clamp(lostPackets / expectedPackets, 0.0, 0.99);
    const double meanAtRandom = 1 / (1 - probability);
    return std::clamp(lostPackets / runs / meanAtRandom, 1.0, 8.0);
}

SpeechScore score(const SpeechImpairments &impairments)
{
    using Cause = SpeechScore::Cause;
    Codec codec = codecOf(impairments.codec);
    if (impairments.recovery == SpeechImpairments::Recovery::InbandFec)
        codec.equipment.robustness = codec.robustnessWithFec;
    const double lost = share(impairments.lostPercent);
    const double late = share(impairments.latePercent);
    const double missed = share(impairments.missedPercent);
    const double delay
        = delayImpairment(std::max(0.0, impairments.networkDelayMs) + std::max(0.0, impairments.endDelayMs));
    const double equipment
        = effectiveImpairment(codec.equipment, lost + late + missed, impairments.burstRatio);
    double rating = codec.best - delay - equipment;
    if (codec.best == WideBandRating)
        rating /= ToTelephoneScale;
    SpeechScore result;
    result.rating = std::clamp(rating, 0.0, 100.0);
    result.mos = mosOf(result.rating);
    const double gaps = equipment - codec.equipment.atNoLoss;
    if (std::max(delay, gaps) < NotWorthACause)
        return result;
    if (delay > gaps)
        result.cause = Cause::Delay;
    else if (missed > std::max(lost, late))
        result.cause = Cause::Device;
    else
        result.cause = late > lost ? Cause::Jitter : Cause::Loss;
    return result;
}

} // namespace carillon
