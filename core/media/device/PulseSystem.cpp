#include "PulseSystem.h"

#include "DeviceId.h"
#include "Logging.h"
#include "PulseInput.h"
#include "PulseOutput.h"
#include "PulseStream.h"

#include <QCoreApplication>
#include <algorithm>
#include <pulse/context.h>
#include <pulse/error.h>
#include <pulse/introspect.h>
#include <pulse/operation.h>
#include <pulse/proplist.h>
#include <pulse/stream.h>
#include <pulse/subscribe.h>

namespace carillon {

namespace {

PulseSystem &self(void *userdata)
{
    return *static_cast<PulseSystem *>(userdata);
}

/// @returns whether it was asked at all.
bool isAsked(pa_operation *operation)
{
    if (operation)
        pa_operation_unref(operation);
    return operation != nullptr;
}

template <typename Info>
AudioDevice deviceOf(const Info &info, DeviceRole role)
{
    const QString id = DeviceId::fromSystem(QString::fromUtf8(info.name));
    const QString name = QString::fromUtf8(info.description ? info.description : info.name);
    return {id, name, role, false, info.mute != 0 || pa_cvolume_is_muted(&info.volume) != 0};
}

/// A slider at the very bottom is a mute as well: it goes to @p volume.
template <typename Info, typename SetMute, typename SetVolume>
void makeAudible(pa_context *context, const Info &info, std::pair<SetMute, SetVolume> set, pa_volume_t volume)
{
    if (info.mute)
        (void)isAsked(set.first(context, info.index, 0, nullptr, nullptr));
    if (!pa_cvolume_is_muted(&info.volume))
        return;
    pa_cvolume channels = info.volume;
    pa_cvolume_set(&channels, info.volume.channels, volume);
    (void)isAsked(set.second(context, info.index, &channels, nullptr, nullptr));
}

} // namespace

PulseSystem::PulseSystem(Clock &clock)
    : m_clock(clock)
    , m_listAgain(clock)
    , m_retry(clock)
    , m_drained(clock)
{
}

PulseSystem::~PulseSystem()
{
    disconnectNow();
}

void PulseSystem::refresh()
{
    if (m_state == State::Ready)
        list();
    else if (!m_context)
        connectNow();
}

void PulseSystem::setWanted(Want want)
{
    m_want = want;
    m_retries = 0;
    if (want == Want::Nothing)
        m_retry.stop();
    else if (!m_context)
        connectNow();
}

void PulseSystem::connectNow()
{
    m_retry.stop();
    pa_proplist *properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_APPLICATION_ICON_NAME, "carillon");
    const QByteArray name = QCoreApplication::applicationName().toUtf8();
    m_context = pa_context_new_with_proplist(m_mainloop.api(), name.constData(), properties);
    pa_proplist_free(properties);
    if (!m_context)
        return lost();
    pa_context_set_state_callback(
        m_context, [](pa_context *, void *userdata) { self(userdata).contextChanged(); }, this);
    pa_context_set_subscribe_callback(
        m_context,
        [](pa_context *, pa_subscription_event_type_t, uint32_t, void *userdata) { self(userdata).list(); },
        this);
    // Starting a server, where the desktop wants that, waits for it: at the first attempt only.
    const auto flags = m_retries == 0 ? PA_CONTEXT_NOFLAGS : PA_CONTEXT_NOAUTOSPAWN;
    if (pa_context_connect(m_context, nullptr, flags, nullptr) < 0 && m_context)
        lost();
}

void PulseSystem::disconnectNow()
{
    m_listing.reset();
    m_listAgain.stop();
    m_brokenListings = 0;
    dropDraining();
    if (!m_context)
        return;
    pa_context *context = std::exchange(m_context, nullptr);
    pa_context_set_state_callback(context, nullptr, nullptr);
    pa_context_set_subscribe_callback(context, nullptr, nullptr);
    pa_context_disconnect(context);
    pa_context_unref(context);
}

void PulseSystem::contextChanged()
{
    switch (pa_context_get_state(m_context)) {
    case PA_CONTEXT_READY: {
        m_retries = 0;
        const auto what = pa_subscription_mask_t(
            PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER);
        (void)isAsked(pa_context_subscribe(m_context, what, nullptr, nullptr));
        list();
        return;
    }
    case PA_CONTEXT_FAILED:
    case PA_CONTEXT_TERMINATED: lost(); return;
    default: return;
    }
}

void PulseSystem::lost()
{
    if (m_context)
        qCInfo(lcDevice) << "No sound server:" << pa_strerror(pa_context_errno(m_context));
    disconnectNow();
    if (m_want == Want::Sound)
        m_retry.start(m_retries++ < SoonRetries ? RetrySoon : RetryLate, [this] { connectNow(); });
    setKnown(State::Absent, {});
    Q_EMIT refreshed();
}

/// Changes come in bursts: one question for all that came while the one before was answered.
void PulseSystem::list()
{
    if (m_listing) {
        m_isListingOld = true;
        return;
    }
    m_isListingOld = false;
    m_listAgain.stop();
    m_listing.emplace();
    const std::array asked{
        isAsked(pa_context_get_server_info(
            m_context,
            [](pa_context *, const pa_server_info *info, void *userdata) { self(userdata).tellServer(info); },
            this)),
        isAsked(pa_context_get_source_info_list(
            m_context,
            [](pa_context *, const pa_source_info *info, int end, void *userdata) {
                self(userdata).tellSource(info, end);
            },
            this)),
        isAsked(pa_context_get_sink_info_list(
            m_context,
            [](pa_context *, const pa_sink_info *info, int end, void *userdata) {
                self(userdata).tellSink(info, end);
            },
            this))};
    m_listing->unanswered = int(std::count(asked.begin(), asked.end(), true));
    m_listing->isBroken = m_listing->unanswered < int(asked.size());
    if (m_listing->unanswered == 0)
        m_listing.reset(); // the connection is about to fail
}

void PulseSystem::tellServer(const pa_server_info *info)
{
    if (!info)
        return refused(std::nullopt);
    m_listing->defaultSource = DeviceId::fromSystem(QString::fromUtf8(info->default_source_name));
    m_listing->defaultSink = DeviceId::fromSystem(QString::fromUtf8(info->default_sink_name));
    answered();
}

void PulseSystem::tellSource(const pa_source_info *info, int end)
{
    if (end < 0)
        refused(DeviceRole::Input);
    else if (end > 0)
        answered();
    else if (info->monitor_of_sink == PA_INVALID_INDEX)
        m_listing->devices.append(deviceOf(*info, DeviceRole::Input));
}

void PulseSystem::tellSink(const pa_sink_info *info, int end)
{
    if (end < 0)
        refused(DeviceRole::Output);
    else if (end > 0)
        answered();
    else
        m_listing->devices.append(deviceOf(*info, DeviceRole::Output));
}

/// The server was busy, or what it was about to tell went away: that is not "there is none".
void PulseSystem::refused(std::optional<DeviceRole> role)
{
    m_listing->isBroken = true;
    if (role)
        m_listing->untoldRoles.append(*role);
    answered();
}

void PulseSystem::answered()
{
    if (--m_listing->unanswered == 0)
        listed();
}

void PulseSystem::listed()
{
    Listing listing = *std::exchange(m_listing, std::nullopt);
    if (listing.isBroken && ++m_brokenListings <= MostBrokenListings) {
        m_listAgain.start(AskAgain, [this] { list(); });
        return;
    }
    if (listing.isBroken)
        qCWarning(lcDevice) << "The sound server does not tell all of its devices:"
                            << pa_strerror(pa_context_errno(m_context));
    m_brokenListings = 0;
    for (AudioDevice &device : listing.devices) {
        const bool isInput = device.role == DeviceRole::Input;
        device.isDefault = device.id == (isInput ? listing.defaultSource : listing.defaultSink);
    }
    listing.devices.removeIf(
        [&](const AudioDevice &device) { return listing.untoldRoles.contains(device.role); });
    std::copy_if(m_devices.begin(), m_devices.end(), std::back_inserter(listing.devices),
        [&](const AudioDevice &device) { return listing.untoldRoles.contains(device.role); });
    if (m_isListingOld)
        list();
    setKnown(State::Ready, listing.devices);
    Q_EMIT refreshed();
}

void PulseSystem::setKnown(State state, const QList<AudioDevice> &devices)
{
    if (m_state == state && m_devices == devices)
        return;
    m_state = state;
    m_devices = devices;
    Q_EMIT changed();
}

pa_context *PulseSystem::context() const
{
    return m_context && pa_context_get_state(m_context) == PA_CONTEXT_READY ? m_context : nullptr;
}

QString PulseSystem::nameOf(const QString &id) const
{
    const auto device = std::find_if(
        m_devices.begin(), m_devices.end(), [&](const AudioDevice &one) { return one.id == id; });
    return device != m_devices.end() ? device->name : id;
}

void PulseSystem::drain(pa_stream *stream)
{
    const auto drained = [](pa_stream *one, int, void *userdata) {
        pa_operation *operation = self(userdata).m_draining.take(one);
        if (!operation)
            return; // DrainTime was over: the stream is dropped, although its server answers all the same
        pa_operation_unref(operation);
        PulseStream::drop(one);
    };
    pa_operation *operation = pa_stream_drain(stream, drained, this);
    if (!operation) {
        PulseStream::drop(stream);
        return;
    }
    m_draining.insert(stream, operation);
    m_drained.start(DrainTime, [this] { dropDraining(); });
}

void PulseSystem::dropDraining()
{
    m_drained.stop();
    const auto draining = std::exchange(m_draining, {});
    for (auto [stream, operation] : draining.asKeyValueRange()) {
        pa_operation_cancel(operation);
        pa_operation_unref(operation);
        PulseStream::drop(stream);
    }
}

void PulseSystem::unmute(DeviceRole role, const QString &id)
{
    if (!context())
        return;
    const QByteArray name = DeviceId::toSystem(id);
    if (role == DeviceRole::Input)
        (void)isAsked(pa_context_get_source_info_by_name(
            m_context, name.constData(),
            [](pa_context *context, const pa_source_info *info, int end, void *) {
                if (end == 0)
                    makeAudible(context, *info,
                        std::pair(
                            &pa_context_set_source_mute_by_index, &pa_context_set_source_volume_by_index),
                        PA_VOLUME_NORM);
            },
            nullptr));
    else
        (void)isAsked(pa_context_get_sink_info_by_name(
            m_context, name.constData(),
            [](pa_context *context, const pa_sink_info *info, int end, void *) {
                if (end == 0)
                    makeAudible(context, *info,
                        std::pair(&pa_context_set_sink_mute_by_index, &pa_context_set_sink_volume_by_index),
                        PA_VOLUME_NORM / 2);
            },
            nullptr));
}

std::unique_ptr<AudioInput> PulseSystem::makeInput(const QString &id)
{
    return std::make_unique<PulseInput>(*this, id);
}

std::unique_ptr<AudioOutput> PulseSystem::makeOutput(const QString &id)
{
    return std::make_unique<PulseOutput>(*this, id);
}

} // namespace carillon
