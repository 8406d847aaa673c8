#include "MediaController.h"

#include "AudioSession.h"
#include "Logging.h"

namespace carillon {

MediaController::MediaController(AudioPort &port, Random &random, QObject *parent)
    : QObject(parent)
    , m_random(random)
    , m_thread(port)
{
    m_timer.setInterval(EventPeriod);
    connect(&m_timer, &QTimer::timeout, this, &MediaController::takeEvents);
    m_thread.start();
}

MediaController::~MediaController()
{
    m_thread.stop();
}

StreamControls *MediaController::add(AudioSession &session, std::unique_ptr<StreamSetup> setup, std::shared_ptr<RtpSockets> sockets)
{
    const StreamId id = setup->parameters().id;
    // By the endpoint of the call, not of the moment: resuming from hold shall not wait for a microphone.
    const bool usesDevices = session.m_options.endpoint.kind == EndpointKind::Device;
    auto stream = std::make_unique<MediaStream>(std::move(setup));
    StreamControls *controls = &stream->controls();
    controls->setMuted(session.isMuted()); // from the first packet on
    if (!m_thread.addStream(std::move(stream))) {
        qCWarning(lcMedia, "The media thread takes no more streams");
        return nullptr;
    }
    m_streams.emplace(id, Stream {&session, std::move(sockets), usesDevices});
    m_timer.start();
    if (usesDevices)
        countDevices(1);
    return controls;
}

bool MediaController::update(StreamId id, std::unique_ptr<StreamSetup> setup)
{
    if (m_thread.updateStream(id, std::move(setup)))
        return true;
    qCWarning(lcMedia, "The media thread takes no more commands");
    return false;
}

void MediaController::remove(StreamId id)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    found->second.session = nullptr;
    if (found->second.usesDevices)
        countDevices(-1);
    if (!m_thread.removeStream(id))
        qCWarning(lcMedia, "The media thread takes no more commands");
}

void MediaController::countDevices(int change)
{
    const bool before = usesDevices();
    m_deviceStreams += change;
    if (usesDevices() != before)
        Q_EMIT devicesWanted(usesDevices());
}

AudioSession *MediaController::sessionOf(StreamId id) const
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() ? nullptr : found->second.session;
}

void MediaController::takeEvents()
{
    for (MediaEvent event = m_thread.takeEvent(); !std::holds_alternative<std::monostate>(event); event = m_thread.takeEvent())
        handle(event);
    if (m_streams.empty()) {
        m_timer.stop();
        return;
    }
    if (++m_periods % PeriodsPerSample != 0)
        return;
    QList<StreamId> ids; // a session's slots may end another session
    for (const auto &[id, stream] : m_streams)
        ids.append(id);
    for (const StreamId id : ids) {
        if (AudioSession *session = sessionOf(id))
            session->sample();
    }
}

void MediaController::handle(MediaEvent &event)
{
    if (const auto *removed = std::get_if<StreamRemoved>(&event)) {
        m_streams.erase(removed->id); // its sockets close here, the stream with the event
    } else if (const auto *digit = std::get_if<DtmfReceived>(&event)) {
        if (AudioSession *session = sessionOf(digit->id))
            session->digitReceived(digit->event);
    }
    // StreamStarted, SourceLatched, RemoteBye: in the figures; SIP says when a call ends. SetupRetired goes with the event.
}

} // namespace carillon
