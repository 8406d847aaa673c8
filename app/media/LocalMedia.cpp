#include "LocalMedia.h"

#include "CallSound.h"
#include "DeviceText.h"
#include "PhoneMediaFactory.h"
#include "SelfTest.h"
#include "Sentences.h"
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

DeviceRole deviceRole(PhoneMedia::Role role)
{
    switch (role) {
    case PhoneMedia::Role::Input: return DeviceRole::Input;
    case PhoneMedia::Role::Output: return DeviceRole::Output;
    case PhoneMedia::Role::Ring: return DeviceRole::Ring;
    }
    Q_UNREACHABLE();
}

carillon::Alert alertTone(PhoneMedia::Alert alert)
{
    switch (alert) {
    case PhoneMedia::Alert::None: return carillon::Alert::None;
    case PhoneMedia::Alert::Ringing: return carillon::Alert::Ringing;
    case PhoneMedia::Alert::CallWaiting: return carillon::Alert::CallWaiting;
    case PhoneMedia::Alert::Ringback: return carillon::Alert::Ringback;
    }
    Q_UNREACHABLE();
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

bool isFor(const AudioDevice &device, DeviceRole role)
{
    return (device.role == DeviceRole::Input) == (role == DeviceRole::Input);
}

/// By its id or by its name, as it is found when it is opened.
bool isMeant(const AudioDevice &device, const QString &spec)
{
    const QLatin1StringView id("id:");
    return spec == id + device.id || spec == id + device.name;
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
{
    connect(&controller(), &MediaController::devicesWanted, &m_watch, &SoundWatch::setWanted);
    connect(&m_watch, &SoundWatch::stalled, this, &LocalMedia::deviceStalled);
    connect(&m_watch, &SoundWatch::flows, this, [this](DeviceRole role) {
        if (std::exchange(m_isStalled[std::size_t(role)], false))
            deviceWorks(role);
    });
    connect(m_devices, &AudioDevices::listed, this, [this] { m_isDeviceThreadAsked = false; });
    connect(m_devices, &AudioDevices::devicesChanged, this, &PhoneMedia::devicesChanged);
    connect(m_devices, &AudioDevices::listed, this, &PhoneMedia::devicesListed);
    connect(m_devices, &AudioDevices::failed, this, &LocalMedia::deviceFailed);
    connect(m_devices, &AudioDevices::recovered, this, &LocalMedia::deviceWorks);
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

std::unique_ptr<QObject> LocalMedia::selfTest(std::function<void(const QJsonObject &)> done)
{
    if (controller().streamCount() > 0)
        return nullptr; // the rings are the media thread's
    return std::make_unique<SelfTest>(m_audio, m_environment.clock, std::move(done));
}

/// The system's mute is for AudioDevices to say.
void LocalMedia::tellDeviceFacts()
{
    DeviceFacts facts;
    facts.isMicrophoneMeantSilent = m_devices->selected(DeviceRole::Input) == QLatin1String("null");
    controller().setDeviceFacts(facts);
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

void LocalMedia::setAlert(Alert alert)
{
    m_devices->setAlert(alertTone(alert));
}

QString LocalMedia::setDevice(Role role, const QString &spec)
{
    if (const QString missing = whyMissing(deviceRole(role), spec); !missing.isEmpty())
        return missing;
    const auto selected = m_devices->select(deviceRole(role), spec);
    if (!selected)
        return selected.error().message;
    tellDeviceFacts();
    deviceWorks(deviceRole(role)); // until it says otherwise
    return {};
}

void LocalMedia::standInFor(Role role, const QString &why)
{
    (void)m_devices->select(deviceRole(role), QStringLiteral("null"));
    tellDeviceFacts();
    setDeviceProblem(deviceRole(role), why);
}

QString LocalMedia::whyMissing(DeviceRole role, const QString &spec) const
{
    const QLatin1StringView id("id:");
    const bool isDefault = spec == QLatin1String("default");
    if (!m_devices->isListed() || !(isDefault || spec.startsWith(id)))
        return {};
    for (const AudioDevice &device : m_devices->devices())
        if (isFor(device, role) && (isDefault || isMeant(device, spec)))
            return {};
    const bool isInput = role == DeviceRole::Input;
    if (isDefault)
        return isInput ? device::text("This computer has no microphone.")
                       : device::text("This computer has no loudspeaker.");
    return (isInput ? device::text("The microphone “%1” is not connected.")
                    : device::text("The loudspeaker “%1” is not connected."))
        .arg(spec.mid(id.size()));
}

QJsonArray LocalMedia::devices() const
{
    m_devices->refresh(); // the answer comes with devicesChanged()
    struct Listed {
        DeviceRole role;
        QString name;
    };
    const std::array roles{Listed{DeviceRole::Input, QStringLiteral("input")},
        Listed{DeviceRole::Output, QStringLiteral("output")},
        Listed{DeviceRole::Ring, QStringLiteral("ring")}};
    QJsonArray result;
    for (const Listed &listed : roles) {
        const QString selected = m_devices->selected(listed.role);
        const bool works = m_deviceProblems[std::size_t(listed.role)].isEmpty();
        bool isListed = false;
        for (const AudioDevice &device : m_devices->devices()) {
            if (!isFor(device, listed.role))
                continue;
            const bool isSelected = isMeant(device, selected);
            isListed |= isSelected;
            result.append(QJsonObject{{QStringLiteral("id"), device.id},
                {QStringLiteral("name"), device.name}, {QStringLiteral("role"), listed.name},
                {QStringLiteral("selected"), isSelected}, {QStringLiteral("available"), !isSelected || works},
                {QStringLiteral("default"), device.isDefault}});
        }
        if (!isListed) { // default, a virtual one, or one that is not plugged in
            const bool isAvailable = works && whyMissing(listed.role, selected).isEmpty();
            result.append(QJsonObject{{QStringLiteral("id"), selected}, {QStringLiteral("name"), selected},
                {QStringLiteral("role"), listed.name}, {QStringLiteral("selected"), true},
                {QStringLiteral("available"), isAvailable}});
        }
    }
    return result;
}

void LocalMedia::deviceStalled(DeviceRole role)
{
    m_isDeviceThreadAsked = true;
    m_devices->refresh(); // answered, unless its thread hangs
    if (!m_deviceProblems[std::size_t(role)].isEmpty())
        return; // why is known
    m_isStalled[std::size_t(role)] = true;
    deviceFailed(role,
        {DeviceError::Code::CannotOpen,
            role == DeviceRole::Input
                ? Sentences::text("The microphone gives no sound; perhaps another program uses it.")
                : Sentences::text("The loudspeaker takes no sound; perhaps another program uses it.")});
}

/// It is tried again every second: said once.
void LocalMedia::deviceFailed(DeviceRole role, const DeviceError &error)
{
    if (setDeviceProblem(role, error.message) != error.message)
        Q_EMIT noticed(error.codeName(), error.message);
}

void LocalMedia::deviceWorks(DeviceRole role)
{
    if (const QString before = setDeviceProblem(role, {}); !before.isEmpty())
        Q_EMIT recovered(before);
}

QString LocalMedia::setDeviceProblem(DeviceRole role, const QString &sentence)
{
    QString before = std::exchange(m_deviceProblems[std::size_t(role)], sentence);
    if (before != sentence && role != DeviceRole::Ring)
        Q_EMIT deviceProblemChanged();
    return before;
}

} // namespace carillon
