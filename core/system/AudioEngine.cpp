#include "AudioEngine.h"

#include "AudioDevices.h"
#include "MediaController.h"

namespace carillon {

AudioEngine::AudioEngine(const MediaEnvironment &environment)
    : m_port(std::make_unique<AudioPort>())
    , m_devices(std::make_unique<AudioDevices>(*m_port))
    , m_controller(std::make_unique<MediaController>(*m_port, environment))
{
    QObject::connect(
        m_controller.get(), &MediaController::devicesWanted, m_devices.get(), &AudioDevices::setCallActive);
}

AudioEngine::~AudioEngine() = default;

void AudioEngine::abandonDevices()
{
    m_controller->disconnect(m_devices.get());
    (void)m_devices.release();
    (void)m_port.release(); // which that thread refers to
}

} // namespace carillon
