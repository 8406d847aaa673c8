#include "LocalMedia.h"

#include "CallSound.h"
#include "PhoneMediaFactory.h"
#include "SelfTest.h"
#include "StatisticsJson.h"

#include <cstdio>
#include <cstdlib>

namespace carillon {

namespace {

MediaEncryption encryptionOf(AccountSettings::MediaEncryption encryption)
{
    switch (encryption) {
    case AccountSettings::MediaEncryption::None: return MediaEncryption::None;
    case AccountSettings::MediaEncryption::Optional: return MediaEncryption::Optional;
    case AccountSettings::MediaEncryption::Sdes: return MediaEncryption::Sdes;
    case AccountSettings::MediaEncryption::Dtls: return MediaEncryption::Dtls;
    }
    Q_UNREACHABLE();
}

AudioSessionOptions::Ice iceOf(AccountSettings::Ice ice)
{
    switch (ice) {
    case AccountSettings::Ice::Off: return AudioSessionOptions::Ice::Off;
    case AccountSettings::Ice::Auto: return AudioSessionOptions::Ice::WithWebRtc;
    case AccountSettings::Ice::On: return AudioSessionOptions::Ice::Always;
    }
    Q_UNREACHABLE();
}

IceServer serverOf(const MediaPolicy::Server &server)
{
    return {IceServer::Kind(server.kind), server.host, server.port, server.user, server.password};
}

CallState::Encryption callEncryption(AudioSession::Encryption encryption)
{
    switch (encryption) {
    case AudioSession::Encryption::None: return CallState::Encryption::None;
    case AudioSession::Encryption::Sdes: return CallState::Encryption::Sdes;
    case AudioSession::Encryption::Dtls: return CallState::Encryption::Dtls;
    }
    Q_UNREACHABLE();
}

/// Without ICE and DTLS there is nothing to tell of the way.
CallState::Way callWay(const MediaTransport &transport)
{
    if (!transport.hasIce() && !transport.isDtls())
        return CallState::Way::None;
    switch (transport.state()) {
    case MediaTransport::State::New: return CallState::Way::None;
    case MediaTransport::State::Connecting: return CallState::Way::Connecting;
    case MediaTransport::State::Securing: return CallState::Way::Securing;
    case MediaTransport::State::Connected: return CallState::Way::Connected;
    case MediaTransport::State::Interrupted: return CallState::Way::Interrupted;
    case MediaTransport::State::Failed: return CallState::Way::Failed;
    }
    Q_UNREACHABLE();
}

VoiceParameters voiceParameters(const VoiceSettings &settings)
{
    // The same enumerators in the same order: core/phone knows no engine.
    using Settings = VoiceSettings;
    using Parameters = VoiceParameters;
    static_assert(int(Settings::When::Never) == int(Parameters::When::Never)
        && int(Settings::Echo::Moderate) == int(Parameters::Echo::Moderate)
        && int(Settings::Noise::VeryHigh) == int(Parameters::Noise::VeryHigh)
        && int(Settings::Gain::Adaptive) == int(Parameters::Gain::Adaptive));
    return {Parameters::When(settings.when), Parameters::Echo(settings.echo),
        Parameters::Noise(settings.noise), Parameters::Gain(settings.gain), Parameters::HighPass::On};
}

CallState::Quality callQuality(AudioSession::Quality quality)
{
    switch (quality) {
    case AudioSession::Quality::Unknown: return CallState::Quality::Unknown;
    case AudioSession::Quality::Good: return CallState::Quality::Good;
    case AudioSession::Quality::Fair: return CallState::Quality::Fair;
    case AudioSession::Quality::Poor: return CallState::Quality::Poor;
    }
    Q_UNREACHABLE();
}

AudioSessionOptions optionsOf(const MediaPolicy &policy)
{
    AudioSessionOptions options;
    options.encryption = encryptionOf(policy.encryption);
    options.profile = policy.prefersWebRtc ? MediaProfile::WebRtc : MediaProfile::Rtp;
    options.ice = iceOf(policy.ice);
    for (const MediaPolicy::Server &server : policy.iceServers)
        options.iceServers.append(serverOf(server));
    options.caFile = policy.caFile;
    options.opusBitrate = policy.opusBitrate;
    options.silenceSuppression = policy.silenceSuppression;
    options.stereo = policy.stereo;
    QList<AudioFormat> codecs;
    for (const QString &name : policy.codecs) {
        if (const auto codec = AudioFormat::named(name.toLatin1()))
            codecs.append(*codec);
    }
    if (!codecs.isEmpty())
        options.codecs = codecs;
    return options;
}

/// Nothing of the libraries is destroyed at the end of the program: the thread that hangs may hold a lock of
/// theirs, and PulseAudio's aborts when it is destroyed so.
void endWithoutGlobals()
{
#ifdef __GLIBC__
    ::on_exit(
        [](int status, void *) {
            std::fflush(nullptr);
            std::_Exit(status);
        },
        nullptr);
#endif
}

} // namespace

std::unique_ptr<PhoneMedia> makePhoneMedia(const MediaEnvironment &environment)
{
    return std::make_unique<LocalMedia>(environment);
}

LocalMedia::LocalMedia(const MediaEnvironment &environment)
    : m_environment(environment)
    , m_audio(environment)
    , m_devices(&m_audio.devices())
    , m_watch(m_audio.port(), environment.clock)
    , m_files(*m_devices)
{
    connect(&controller(), &MediaController::devicesWanted, &m_watch, &SoundWatch::setWanted);
    connect(&controller(), &MediaController::devicesWanted, this, &LocalMedia::updateYielding);
    connect(&m_watch, &SoundWatch::stalled, this, &LocalMedia::deviceStalled);
    connect(&m_watch, &SoundWatch::flows, this, [this](DeviceRole role) {
        if (std::exchange(m_isStalled[std::size_t(role)], false))
            deviceWorks(role);
    });
    connect(m_devices, &AudioDevices::listed, this, [this] { m_isDeviceThreadAsked = false; });
    connect(m_devices, &AudioDevices::devicesChanged, this, &LocalMedia::tellDeviceFacts);
    connect(m_devices, &AudioDevices::devicesChanged, this, &PhoneMedia::devicesChanged);
    connect(m_devices, &AudioDevices::listed, this, &PhoneMedia::devicesListed);
    connect(m_devices, &AudioDevices::failed, this, &LocalMedia::deviceFailed);
    connect(m_devices, &AudioDevices::recovered, this, &LocalMedia::deviceWorks);
    connect(&m_files, &SoundFiles::began, this, &PhoneMedia::recordingBegan);
    connect(&m_files, &SoundFiles::ended, this, &PhoneMedia::recordingEnded);
    connect(&m_files, &SoundFiles::playingChanged, this, &PhoneMedia::playingChanged);
    connect(&m_files, &SoundFiles::found, this, &PhoneMedia::filesFound);
    connect(&m_files, &SoundFiles::playFailed, this,
        [this](const QString &sentence) { Q_EMIT noticed(QStringLiteral("cannot-play"), sentence); });
    connect(&m_files, &SoundFiles::ringFailed, this,
        [this](const QString &sentence) { Q_EMIT noticed(QStringLiteral("ring-file"), sentence); });
    connect(m_devices, &AudioDevices::switched, this, [this](DeviceRole, const QString &sentence) {
        Q_EMIT noticed(QStringLiteral("device-changed"), sentence);
    });
}

LocalMedia::~LocalMedia()
{
    // Where the sound system holds its thread for ever, waiting for that would hold the program too.
    if (m_isDeviceThreadAsked) {
        m_devices->disconnect(this);
        m_audio.abandonDevices();
        endWithoutGlobals();
    }
}

std::unique_ptr<SessionDescriptionHandler> LocalMedia::makeHandler(Session &, const MediaPolicy &policy)
{
    auto session = std::make_unique<AudioSession>(controller(), optionsOf(policy));
    const auto tell = [this, handler = session.get()] { Q_EMIT stateChanged(handler); };
    connect(session.get(), &AudioSession::changed, this, tell);
    connect(this, &LocalMedia::deviceProblemChanged, session.get(), tell);
    return session;
}

void LocalMedia::setMuted(SessionDescriptionHandler &handler, bool muted)
{
    static_cast<AudioSession &>(handler).setMuted(muted);
}

bool LocalMedia::renewWay(SessionDescriptionHandler &handler)
{
    return static_cast<AudioSession &>(handler).renewWay();
}

bool LocalMedia::useRelay(SessionDescriptionHandler &handler)
{
    return static_cast<AudioSession &>(handler).useRelay();
}

std::unique_ptr<QObject> LocalMedia::selfTest(SelfTestListener listener)
{
    if (controller().streamCount() > 0)
        return nullptr; // the rings are the media thread's
    return std::make_unique<SelfTest>(m_audio, m_environment.clock, std::move(listener));
}

void LocalMedia::setConference(SessionDescriptionHandler &handler, int group)
{
    static_cast<AudioSession &>(handler).setConference(group);
}

MediaState LocalMedia::state(const SessionDescriptionHandler &handler) const
{
    const auto &session = static_cast<const AudioSession &>(handler);
    MediaState state;
    state.codec = QString::fromLatin1(session.codec());
    state.encryption = callEncryption(session.encryption());
    state.way = callWay(session.transport());
    state.isWebRtc = session.isWebRtc();
    state.quality = callQuality(session.quality());
    state.inputLevel = session.inputLevel();
    state.outputLevel = session.outputLevel();
    state.isSilent = session.isSilent();
    state.talkingWhileMuted = session.isTalkingWhileMuted();
    state.problem = session.problem();
    describeSound(session, state);
    // Why a device gives nothing is known better than that it does.
    const bool isSymptom = session.diagnosis().isOfDevice() && state.problem == state.diagnosis.sentence;
    const auto knowsWhy = [](const QString &problem) { return !problem.isEmpty(); };
    if (isSymptom && std::any_of(m_deviceProblems.begin(), m_deviceProblems.begin() + 2, knowsWhy))
        state.problem.clear();
    for (const DeviceRole role : {DeviceRole::Input, DeviceRole::Output}) {
        const QString &problem = m_deviceProblems[std::size_t(role)];
        if (state.problem.isEmpty())
            state.problem = problem;
    }
    return state;
}

QJsonObject LocalMedia::statistics(const SessionDescriptionHandler &handler) const
{
    return statisticsJson(static_cast<const AudioSession &>(handler), m_audio.port());
}

/// Who is left hears the end tone, and may listen to something else meanwhile.
void LocalMedia::updateYielding()
{
    const bool isAboutCall
        = m_alert == Alert::Ringing || m_alert == Alert::CallWaiting || m_alert == Alert::Ringback;
    m_files.setYielding(isAboutCall || controller().usesDevices());
}

void LocalMedia::setVoice(const VoiceSettings &settings)
{
    m_audio.port().voice.set(voiceParameters(settings));
}

} // namespace carillon
