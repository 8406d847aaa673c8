#include "DeviceWorker.h"

#include <algorithm>

namespace carillon {

using namespace std::chrono_literals;

namespace {

constexpr auto Second = 1000ms;

std::unique_ptr<AudioInput> makeFor(AudioSystem &system, const DeviceSpec &spec, AudioInput *)
{
    return spec.isReal() ? system.makeInput(spec.argument) : makeVirtualInput(spec);
}

std::unique_ptr<AudioOutput> makeFor(AudioSystem &system, const DeviceSpec &spec, AudioOutput *)
{
    return spec.isReal() ? system.makeOutput(spec.argument) : makeVirtualOutput(spec);
}

} // namespace

DeviceWorker::DeviceWorker(AudioPort &port, MakeTools makeTools)
    : m_port(port)
    , m_makeTools(std::move(makeTools))
    , m_events{[this](DeviceRole role, const DeviceError &error) { Q_EMIT failed(role, error); },
          [this](DeviceRole role) { Q_EMIT recovered(role); },
          [this](DeviceRole role, const QString &sentence) { Q_EMIT switched(role, sentence); },
          [this] { m_tools.system->refresh(); }}
    , m_input(DeviceRole::Input, m_events, *this)
    , m_output(DeviceRole::Output, m_events, *this)
    , m_inputChoice(*this, [this] { update(Why::List); })
    , m_outputChoice(*this, [this] { update(Why::List); })
    , m_rings{Ring{{DeviceRole::Ring, m_events, *this}, {}, {}},
          Ring{{DeviceRole::Ring, m_events, *this}, {}, {}},
          Ring{{DeviceRole::Ring, m_events, *this}, {}, {}},
          Ring{{DeviceRole::Ring, m_events, *this}, {}, {}}}
{
    m_orders.fill({DeviceSpec{}});
}

DeviceWorker::~DeviceWorker() = default;

void DeviceWorker::start()
{
    m_tools = m_makeTools();
    m_second.emplace(*m_tools.clock);
    // Later: it may be in the middle of its own work, or of a device's.
    for (const auto signal : {&AudioSystem::changed, &AudioSystem::refreshed})
        connect(m_tools.system.get(), signal, this, &DeviceWorker::systemTold, Qt::QueuedConnection);
}

void DeviceWorker::systemTold()
{
    if (!m_tools.system)
        return; // news that came late
    Q_EMIT listed(m_tools.system->devices());
    update(Why::List);
}

void DeviceWorker::setOrder(DeviceRole role, const DeviceOrder &order)
{
    const bool isSame = std::exchange(m_orders[std::size_t(role)], order) == order;
    const auto tryAnew = [isSame](auto &slot) {
        if (isSame && slot.isFailed())
            slot.forget(); // somebody believes that it works now
    };
    switch (role) {
    case DeviceRole::Input:
        tryAnew(m_input);
        m_inputChoice.forget();
        break;
    case DeviceRole::Output:
        tryAnew(m_output);
        m_outputChoice.forget();
        break;
    case DeviceRole::Ring:
        std::for_each(m_rings.begin(), m_rings.end(), [&](Ring &ring) { tryAnew(ring.slot); });
    }
    update(Why::Wish);
}

void DeviceWorker::setVolume(DeviceRole role, float linear)
{
    switch (role) {
    case DeviceRole::Input: m_inputGain.setGain(linear); return;
    case DeviceRole::Output:
        m_outputGain.setGain(linear);
        m_port.playbackGain.store(linear, std::memory_order_relaxed);
        return;
    case DeviceRole::Ring:
        for (Ring &ring : m_rings)
            ring.gain.setGain(linear);
        return;
    }
}

void DeviceWorker::setCallActive(bool active)
{
    m_callActive = active;
    update(Why::Wish);
}

void DeviceWorker::setAlert(Alert alert)
{
    if (m_alert.alert() == alert && !m_alert.isOver())
        return;
    m_alert.start(alert, m_sounds);
    for (Ring &ring : m_rings)
        ring.tone.start(alert, m_sounds);
    update(Why::Wish);
}

void DeviceWorker::play(std::shared_ptr<PlaybackFeed> feed)
{
    m_feed = std::move(feed);
    update(Why::Wish);
}

void DeviceWorker::listDevices()
{
    if (m_tools.system->state() != AudioSystem::State::Unknown)
        Q_EMIT listed(m_tools.system->devices());
    m_tools.system->refresh();
}

void DeviceWorker::closeAll()
{
    m_callActive = false;
    m_feed.reset();
    m_alert.start(Alert::None);
    update(Why::Wish);
    m_input.forget();
    m_output.forget();
    m_inputChoice.forget();
    m_outputChoice.forget();
    for (Ring &ring : m_rings)
        ring.slot.forget();
    m_second.reset();
    m_tools.system.reset();
    m_tools.clock.reset();
}

void DeviceWorker::update(Why why)
{
    if (!m_tools.system)
        return;
    const bool wantsOutput = this->wantsOutput();
    const bool wantsReal = (m_callActive && isReal(DeviceRole::Input))
        || (wantsOutput && isReal(DeviceRole::Output)) || wantsRing();
    const auto want = wantsReal ? AudioSystem::Want::Sound : AudioSystem::Want::Nothing;
    if (std::exchange(m_want, want) != want)
        m_tools.system->setWanted(want);
    updateInput(why);
    updateOutput(why);
    updateRings(why);
    tellInUse();
    if (!wantsOutput && !wantsRing())
        m_second->stop();
    else if (!m_second->isRunning())
        m_second->start(Second, [this] { look(); });
}

void DeviceWorker::look()
{
    m_second->start(Second, [this] { look(); });
    m_input.look();
    m_output.look();
    m_inputChoice.look(present(DeviceRole::Input), m_input, [this](const DeviceSpec &spec) {
        return makeFor(*m_tools.system, spec, static_cast<AudioInput *>(nullptr));
    });
    m_outputChoice.look(present(DeviceRole::Output), m_output, [this](const DeviceSpec &spec) {
        return makeFor(*m_tools.system, spec, static_cast<AudioOutput *>(nullptr));
    });
    for (Ring &ring : m_rings)
        ring.slot.look();
    const bool isWaiting = m_input.isWaiting() || m_output.isWaiting()
        || std::any_of(
            m_rings.begin(), m_rings.end(), [](const Ring &ring) { return ring.slot.isWaiting(); });
    if (isWaiting && m_want == AudioSystem::Want::Sound)
        m_tools.system->refresh();
    update(Why::Second);
}

/// Until the sound system has answered, nothing is missing.
template <typename Slot>
void DeviceWorker::miss(Slot &slot, DeviceRole role)
{
    if (slot.isOpen() || m_tools.system->state() != AudioSystem::State::Unknown)
        slot.miss(missingOf(order(role), role));
}

void DeviceWorker::updateInput(Why why)
{
    const auto target = m_inputChoice.choose(m_input, present(DeviceRole::Input), why);
    const bool isOpen = m_input.isOpen();
    if (isOpen && (!m_callActive || target != m_input.target()))
        endCapture();
    if (!m_callActive) {
        m_input.close();
        m_inputChoice.forget();
    } else if (!target)
        miss(m_input, DeviceRole::Input);
    else if (m_input.wants(*target, why)) {
        m_port.captureIsReal.store(target->isReal(), std::memory_order_relaxed);
        use(m_input, *target, [this](AudioInput &input) {
            input.setChannels(m_channels);
            return input.open([this](const StereoFrame &frame) { captured(frame); });
        });
        if (m_inputChoice.hasNext(m_input, present(DeviceRole::Input)))
            updateInput(why);
    }
}

void DeviceWorker::updateOutput(Why why)
{
    const auto target = m_outputChoice.choose(m_output, present(DeviceRole::Output), why);
    if (!wantsOutput()) {
        m_output.close();
        m_outputChoice.forget();
        m_port.playbackDelayUs.store(0, std::memory_order_relaxed);
    } else if (!target)
        miss(m_output, DeviceRole::Output);
    else if (m_output.wants(*target, why)) {
        m_port.playbackIsReal.store(target->isReal(), std::memory_order_relaxed);
        m_port.playback.drop(AudioPort::RingFrames); // left over from before: it would only add delay
        use(m_output, *target, [this](AudioOutput &output) {
            output.setChannels(m_channels);
            return output.open([this](StereoFrame &frame) {
                if (m_output.worked())
                    m_port.playbackDelayUs.store(
                        microseconds(m_output.device()->delay()), std::memory_order_relaxed);
                const bool isThere = nextOutputFrame(frame);
                if (isThere)
                    m_output.fade().process(frame);
                return isThere;
            });
        });
        if (m_outputChoice.hasNext(m_output, present(DeviceRole::Output)))
            updateOutput(why);
    }
}

/// All that are there; where none of them is, what plays the calls: a call may not be missed for a plug.
QList<DeviceSpec> DeviceWorker::ringTargets() const
{
    QList<DeviceSpec> targets;
    if (!wantsRing())
        return targets;
    const QList<AudioDevice> devices = m_tools.system->devices();
    targets = presentOf(order(DeviceRole::Ring), DeviceRole::Ring, devices);
    targets.removeIf([](const DeviceSpec &spec) { return !spec.isReal(); });
    if (targets.isEmpty())
        if (const auto output = bestOf(order(DeviceRole::Output), DeviceRole::Output, devices);
            output && output->isReal())
            targets.append(*output);
    return targets.mid(0, MaxRings);
}

void DeviceWorker::updateRings(Why why)
{
    QList<DeviceSpec> left = ringTargets();
    const bool isMissing = left.isEmpty() && wantsRing();
    std::array<std::optional<DeviceSpec>, MaxRings> targets;
    for (std::size_t i = 0; i < MaxRings; ++i) // each keeps what it plays
        if (const auto &now = m_rings[i].slot.target(); now && left.removeOne(*now))
            targets[i] = now;
    for (std::size_t i = 0; i < MaxRings; ++i) {
        Ring &ring = m_rings[i];
        if (!targets[i] && !left.isEmpty())
            targets[i] = left.takeFirst();
        if (!targets[i] && isMissing && i == 0)
            miss(ring.slot, DeviceRole::Ring);
        else if (!targets[i])
            ring.slot.close();
        else if (ring.slot.wants(*targets[i], why))
            use(ring.slot, *targets[i], [&ring](AudioOutput &output) {
                return output.open([&ring](StereoFrame &frame) {
                    (void)ring.slot.worked();
                    ring.tone.generate(frame);
                    ring.gain.process(frame);
                    ring.slot.fade().process(frame);
                    return true;
                });
            });
    }
}

QList<DeviceSpec> DeviceWorker::present(DeviceRole role) const
{
    return presentOf(order(role), role, m_tools.system->devices());
}

template <typename Slot, typename Open>
void DeviceWorker::use(Slot &slot, const DeviceSpec &target, Open open)
{
    const DeviceRole role = std::is_same_v<Slot, InputSlot> ? DeviceRole::Input : DeviceRole::Output;
    using Device = std::remove_pointer_t<decltype(slot.device())>;
    const QList<AudioDevice> devices = m_tools.system->devices();
    const AudioDevice *named = findDevice(target, role, devices);
    const bool isSame = slot.target() == target && slot.device();
    const bool isGone
        = slot.target() && slot.target()->isReal() && !findDevice(*slot.target(), role, devices);
    slot.use(named ? *named : AudioDevice{}, target,
        isSame ? nullptr : makeFor(*m_tools.system, target, static_cast<Device *>(nullptr)),
        isGone                                                   ? Slot::Before::Gone
            : slot.target() && slot.isFailed() && !slot.isOpen() ? Slot::Before::Refused
                                                                 : Slot::Before::There);
    slot.open(open);
}

bool DeviceWorker::isReal(DeviceRole role) const
{
    return std::any_of(
        order(role).begin(), order(role).end(), [](const DeviceSpec &spec) { return spec.isReal(); });
}

void DeviceWorker::tellInUse()
{
    const auto tell = [this](DeviceRole role, const auto &slot) {
        const auto &target = slot.target();
        const QString id = slot.isOpen() && target && target->isReal() ? target->argument : QString();
        if (std::exchange(m_inUse[std::size_t(role)], id) != id)
            Q_EMIT inUse(role, id);
    };
    tell(DeviceRole::Input, m_input);
    tell(DeviceRole::Output, m_output);
    tell(DeviceRole::Ring, m_rings[0].slot);
}

} // namespace carillon
