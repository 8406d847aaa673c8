#include "EndpointSource.h"

namespace carillon {

void EndpointSource::configure(const StreamEndpoint &endpoint) noexcept
{
    if (m_configured && endpoint == m_endpoint)
        return; // a re-INVITE does not begin the music anew
    m_configured = true;
    m_endpoint = endpoint;
    if (endpoint.kind == EndpointKind::Tone)
        m_tone.start(endpoint.toneHz);
    m_music = MusicGenerator();
    m_speech = SpeechGenerator();
}

StereoFrame EndpointSource::frame(const StereoFrame &captured, const StereoFrame &received) noexcept
{
    StereoFrame frame{};
    switch (m_endpoint.kind) {
    case EndpointKind::Device: return captured;
    case EndpointKind::Echo: return received;
    case EndpointKind::Tone: m_tone.generate(frame); break;
    case EndpointKind::Music: m_music.generate(frame); break;
    case EndpointKind::Speech: m_speech.generate(frame); break;
    case EndpointKind::Silence: break;
    }
    return frame;
}

} // namespace carillon
