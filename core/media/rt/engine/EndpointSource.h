#pragma once

#include "MusicGenerator.h"
#include "SpeechGenerator.h"
#include "StereoFrame.h"
#include "StreamParameters.h"
#include "ToneGenerator.h"

namespace carillon {

/// What a stream sends before its gain: the microphone's frame, the peer's own, or a generator's. Adds no
/// latency: an echo leaves with the tick in which it was decoded.
class EndpointSource final
{
public:
    void configure(const StreamEndpoint &endpoint) noexcept;
    /// Media thread, each tick.
    StereoFrame frame(const StereoFrame &captured, const StereoFrame &received) noexcept;

private:
    StreamEndpoint m_endpoint;
    bool m_configured = false;
    ToneGenerator m_tone;
    MusicGenerator m_music;
    SpeechGenerator m_speech;
};

} // namespace carillon
