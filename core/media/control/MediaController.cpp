#include "MediaController.h"

#include "AudioSession.h"
#include "DtlsCertificate.h"
#include "IceThread.h"
#include "Logging.h"

namespace carillon {

MediaController::MediaController(AudioPort &port, const MediaEnvironment &environment, QObject *parent)
    : QObject(parent)
    , m_port(port)
    , m_environment(environment)
    , m_thread(port)
{
    m_timer.setInterval(EventPeriod);
    connect(&m_timer, &QTimer::timeout, this, &MediaController::takeEvents);
    m_thread.start();
}

MediaController::~MediaController()
{
    postWaiting();
    m_thread.stop();
}

const DtlsCertificate &MediaController::certificate()
{
    if (!m_certificate)
        m_certificate = DtlsCertificate::make();
    return *m_certificate;
}

MediaTransportServices MediaController::transportServices()
{
    return {m_environment.clock, m_environment.random, m_environment.network,
        [this]() -> const DtlsCertificate & { return certificate(); },
        [this]() -> IceThread & {
            if (!m_iceThread)
                m_iceThread = std::make_unique<IceThread>();
            return *m_iceThread;
        }};
}

DtlsDescription MediaController::dtlsDescription()
{
    return {DtlsSetup::ActPass, {certificate().fingerprint().toBytes()}, {}};
}

StreamControls *MediaController::add(
    AudioSession &session, std::unique_ptr<StreamSetup> setup, std::shared_ptr<RtpSockets> sockets)
{
    const StreamId id = setup->parameters().id;
    // By the endpoint of the call, not of the moment: resuming from hold shall not wait for a microphone.
    const bool usesDevices = session.m_options.endpoint.kind == EndpointKind::Device;
    auto stream = std::make_unique<MediaStream>(std::move(setup));
    StreamControls *controls = &stream->controls();
    controls->setMuted(session.isMuted()); // from the first packet on
    post(AddStream{std::move(stream)});
    m_streams.emplace(id, Stream{&session, std::move(sockets), {}, usesDevices});
    m_timer.start();
    if (usesDevices)
        countDevices(1);
    return controls;
}

void MediaController::update(
    StreamId id, std::unique_ptr<StreamSetup> setup, std::shared_ptr<RtpSockets> sockets)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    found->second.retiring.push_back(std::exchange(found->second.sockets, std::move(sockets)));
    post(UpdateStream{id, std::move(setup)});
}

void MediaController::remove(StreamId id)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    found->second.session = nullptr;
    if (found->second.usesDevices)
        countDevices(-1);
    post(RemoveStream{id});
}

void MediaController::post(MediaCommand command)
{
    const bool wasBehind = !m_waiting.empty();
    m_waiting.push_back(std::move(command));
    postWaiting();
    if (!wasBehind && !m_waiting.empty())
        qCWarning(lcMedia, "The media thread is behind with its commands");
}

void MediaController::postWaiting()
{
    while (!m_waiting.empty() && m_thread.post(std::move(m_waiting.front())))
        m_waiting.pop_front();
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
    for (MediaEvent event = m_thread.takeEvent(); !std::holds_alternative<std::monostate>(event);
         event = m_thread.takeEvent())
        handle(event);
    postWaiting();
    if (m_streams.empty()) {
        m_timer.stop();
        return;
    }
    const Milliseconds spoken = takeSpoken();
    const bool isSecond = ++m_periods % PeriodsPerSample == 0;
    QList<StreamId> ids; // a session's slots may end another session
    for (const auto &[id, stream] : m_streams)
        ids.append(id);
    for (const StreamId id : ids) {
        if (AudioSession *session = sessionOf(id))
            session->postDigits();
        if (AudioSession *session = sessionOf(id))
            session->listen(spoken);
        if (AudioSession *session = isSecond ? sessionOf(id) : nullptr)
            session->sample();
    }
}

Milliseconds MediaController::takeSpoken()
{
    const quint32 frames = m_port.voice.speechFrames();
    return TickPeriod * (frames - std::exchange(m_speechFrames, frames));
}

void MediaController::handle(MediaEvent &event)
{
    if (const auto *removed = std::get_if<StreamRemoved>(&event)) {
        this->removed(removed->id);
    } else if (const auto *retired = std::get_if<SetupRetired>(&event)) {
        const auto found = m_streams.find(retired->id);
        if (found != m_streams.end() && !found->second.retiring.empty())
            found->second.retiring.pop_front();
    } else if (const auto *digit = std::get_if<DtmfReceived>(&event)) {
        if (AudioSession *session = sessionOf(digit->id))
            session->digitReceived(digit->event);
    } else if (const auto *started = std::get_if<StreamStarted>(&event)) {
        AudioSession *session = sessionOf(started->id);
        if (session && started->direction == StreamStarted::Direction::Received)
            session->streamStarted();
    }
    // SourceLatched, RemoteBye: in the figures; SIP says when a call ends. A setup goes with
    // its event.
}

/// Its sockets close here, the stream with the event.
void MediaController::removed(StreamId id)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end())
        return;
    AudioSession *session = found->second.session;
    const bool usedDevices = found->second.usesDevices;
    m_streams.erase(found);
    if (!session)
        return;
    session->streamRefused(); // nobody asked for its end: there are more streams than the engine takes
    if (usedDevices)
        countDevices(-1);
}

} // namespace carillon
