#pragma once

#include "EchoRoom.h"
#include "VoiceControls.h"
#include "VoiceMeasure.h"

#include <vector>

namespace carillon {

/// Somebody far away who is heard in a room, somebody in it, and a VoiceProcessor at its microphone.
struct VoiceTrial {
    EchoRoomSpec room;
    VoiceParameters parameters{VoiceParameters::When::Always, VoiceParameters::Echo::Moderate,
        VoiceParameters::Noise::Off, VoiceParameters::Gain::Off, VoiceParameters::HighPass::On};
    Sound far;
    Sound near; ///< may be shorter, or empty
    double jumpAtS = 1e9;
    double jumpMs = 40;
    double hintErrorMs = 0; ///< of what the sound system says about its delay; the jump it tells
    bool hasHint = true;    ///< else it says nothing: 0

    struct Result {
        Sound microphone;
        Sound echo; ///< what of it came from the loudspeaker, and the noise of the room
        Sound sent;
        std::vector<bool> speech;   ///< for each frame
        double cpuMicroseconds = 0; ///< for each frame, both directions
        /// How much more echo there would be without, in dB; where nobody near speaks.
        double erleDb(double fromS, double toS) const
        {
            return levelDb(part(echo, fromS, toS)) - levelDb(part(sent, fromS, toS));
        }
    };
    Result run(double seconds) const;
};

/// @p seconds of the project's own speaker, so long after the beginning of what he says.
Sound generatedSpeech(double seconds, double skippedS = 0);
/// The same @p db louder.
Sound louder(const Sound &sound, double db);
/// Silence before it.
Sound delayed(const Sound &sound, double seconds);

} // namespace carillon
