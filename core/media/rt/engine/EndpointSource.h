#pragma once

#include "AudioFrame.h"
#include "MusicGenerator.h"
#include "SpeechGenerator.h"
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
    AudioFrame frame(const AudioFrame &captured, const AudioFrame &received) noexcept;

private:
    StreamEndpoint m_endpoint;
    bool m_configured = false;
    ToneGenerator m_tone;
    MusicGenerator m_music;
    SpeechGenerator m_speech;
};

} // namespace carillon
