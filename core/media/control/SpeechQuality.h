#pragma once

#include "CodecKind.h"

#include <cstdint>

namespace carillon {

/// What one direction of a call suffered over a while. Shares are of the sound, 0..100.
struct SpeechImpairments {
    CodecKind codec = CodecKind::Pcmu;
    enum class Recovery : std::uint8_t {
        Concealment, ///< what is missing is invented
        InbandFec,   ///< Opus: single losses come with the packet after them; they are counted as lost here
    } recovery = Recovery::Concealment;
    double lostPercent = 0;    ///< by the network
    double latePercent = 0;    ///< came after its turn: the jitter buffer discarded it
    double missedPercent = 0;  ///< a device did not give or take it in time
    double burstRatio = 1;     ///< G.107 §3.5: 1 is loss at random; see burstRatio()
    double networkDelayMs = 0; ///< one way
    double endDelayMs = 0;     ///< packet, jitter buffer and devices
};

/// How it sounds, by the E-model of ITU-T G.107 (03/2005 and later), and for codecs of more than telephone
/// band by its wide-band version G.107.1.
///
/// Simplifications, all on the safe side of what we can know: every value of the model that we do not measure
/// is its default (so R is 93.2 without impairment, 129 in wide band); echo is taken as cancelled, so that of
/// the delay only Idd counts; Opus, which G.113 does not list, has no impairment of its own at our rates and
/// a robustness of our own choice; what we estimate for G.711 is on the scale of the telephone, and for the
/// others on that of wide band, each from 1 to 4.5: the two are not to be compared with each other.
struct SpeechScore {
    double rating = 0; ///< R, 0..100: of wide band divided by 1.29 (G.107.1 annex A)
    double mos = 1;    ///< 1 (bad) to 4.5 (excellent)
    enum class Cause : std::uint8_t { None, Loss, Jitter, Delay, Device } cause = Cause::None; ///< the worst
};
SpeechScore score(const SpeechImpairments &impairments);

/// @name The parts of the model
double mosOf(double rating);            ///< G.107 annex B
double delayImpairment(double delayMs); ///< Idd, G.107 §3.4
struct EquipmentImpairment {
    double atNoLoss = 0;     ///< Ie, G.113
    double robustness = 4.3; ///< Bpl, G.113
};
/// Ie-eff, G.107 §3.5. @param lossPercent Ppl, 0..100.
double effectiveImpairment(const EquipmentImpairment &codec, double lossPercent, double burstRatio);
/// From runs of lost packets: their mean length by that of loss at random. Within 1..8, where the model
/// holds.
double burstRatio(double lostPackets, double runs, double expectedPackets);

} // namespace carillon
