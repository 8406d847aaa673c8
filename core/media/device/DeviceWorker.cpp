#include "DeviceWorker.h"

#include "Logging.h"

#include <algorithm>

namespace carillon {

using namespace std::chrono_literals;

DeviceWorker::DeviceWorker(AudioPort &port)
    : m_port(port)
    , m_retry(this)
{
    m_retry.setInterval(1s);
    connect(&m_retry, &QTimer::timeout, this, &DeviceWorker::update);
}

DeviceWorker::~DeviceWorker() = default;

void DeviceWorker::select(DeviceRole role, const DeviceSpec &spec)
{
    const auto change = [this, &spec](auto &slot) {
        if (slot.spec == spec && slot.device && !slot.isFailed)
            return; // nothing would become better, and a recording would begin anew
        closeSlot(slot);
        slot.device.reset();
        slot.spec = spec;
    };
    switch (role) {
    case DeviceRole::Input: change(m_input); break;
    case DeviceRole::Output: change(m_output); break;
    case DeviceRole::Ring: change(m_ring); break;
    }
    update();
}

void DeviceWorker::setCallActive(bool active)
{
    m_callActive = active;
    update();
}

void DeviceWorker::setAlert(Alert alert)
{
    if (m_alert.alert() == alert && !m_alert.isOver())
        return;
    m_alert.start(alert);
    update();
}

void DeviceWorker::listDevices()
{
    Q_EMIT listed(QtDeviceList::all());
}

void DeviceWorker::closeAll()
{
    m_callActive = false;
    m_alert.start(Alert::None);
    update();
    m_input.device.reset();
    m_output.device.reset();
    m_ring.device.reset();
}

void DeviceWorker::update()
{
    updateInput();
    const bool wantsOutput = m_callActive || playsAlertOnOutput();
    updateOutput(m_output, wantsOutput, [this](AudioFrame &frame) { return nextOutputFrame(frame); });
    const bool wantsRing = m_alert.alert() == Alert::Ringing && m_ring.spec.isReal();
    updateOutput(m_ring, wantsRing, [this](AudioFrame &frame) { return nextRingFrame(frame); });
    const auto isWaiting = [](const auto &slot) { return slot.isFailed && !slot.isOpen; };
    if (!isWaiting(m_input) && !isWaiting(m_output) && !isWaiting(m_ring))
        m_retry.stop();
    else if (!m_retry.isActive())
        m_retry.start();
}

void DeviceWorker::updateInput()
{
    if (!m_callActive) {
        closeSlot(m_input);
        return;
    }
    if (m_input.isOpen)
        return;
    if (!m_input.device) {
        m_input.device = makeAudioInput(m_input.spec);
        listenTo(m_input);
    }
    m_port.captureIsReal.store(m_input.spec.isReal(), std::memory_order_relaxed);
    tried(m_input, m_input.device->open([this](const AudioFrame &frame) {
        worked(m_input);
        // While the call is on hold nobody fetches them.
        if (m_port.active.load(std::memory_order_acquire) && !m_port.capture.push(frame))
            m_port.captureDropped.fetch_add(1, std::memory_order_relaxed);
    }));
}

void DeviceWorker::updateOutput(Slot<AudioOutput> &slot, bool isWanted, AudioOutput::FrameSource source)
{
    if (!isWanted) {
        closeSlot(slot);
        return;
    }
    if (slot.isOpen)
        return;
    if (!slot.device) {
        slot.device = makeAudioOutput(slot.spec);
        listenTo(slot);
    }
    if (slot.role == DeviceRole::Output)
        m_port.playback.drop(AudioPort::RingFrames); // left over from before: it would only add delay
    tried(slot, slot.device->open([this, &slot, source = std::move(source)](AudioFrame &frame) {
        worked(slot);
        return source(frame);
    }));
}

/// What it says is heard later, as the device is in the middle of its own work, and only if it is still about
/// this time.
template <typename Device>
void DeviceWorker::listenTo(Slot<Device> &slot)
{
    connect(slot.device.get(), &Device::failed, this, [this, &slot](const DeviceError &error) {
        const auto tell = [this, &slot, error, opened = slot.opened] {
            if (slot.isOpen && slot.opened == opened)
                failedNow(slot, error);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    });
}

template <typename Device>
void DeviceWorker::tried(Slot<Device> &slot, const Result<void, DeviceError> &opened)
{
    if (!opened) {
        failedNow(slot, opened.error());
        return;
    }
    slot.isOpen = true;
    ++slot.opened;
    slot.framesToTrust = FramesToTrust;
}

template <typename Device>
void DeviceWorker::failedNow(Slot<Device> &slot, const DeviceError &error)
{
    slot.isOpen = false;
    slot.device->close();
    if (!m_retry.isActive())
        m_retry.start();
    if (std::exchange(slot.isFailed, true))
        return;
    qCWarning(lcDevice).noquote() << error.message;
    Q_EMIT failed(slot.role, error);
}

template <typename Device>
void DeviceWorker::closeSlot(Slot<Device> &slot)
{
    if (slot.device)
        slot.device->close();
    slot.isOpen = false;
    recoveredNow(slot);
}

template <typename Device>
void DeviceWorker::recoveredNow(Slot<Device> &slot)
{
    if (std::exchange(slot.isFailed, false))
        Q_EMIT recovered(slot.role);
}

template <typename Device>
void DeviceWorker::worked(Slot<Device> &slot)
{
    if (slot.isFailed && --slot.framesToTrust <= 0)
        recoveredNow(slot);
}

bool DeviceWorker::playsAlertOnOutput() const
{
    const Alert alert = m_alert.alert();
    return alert != Alert::None && alert != Alert::Ringing && !m_alert.isOver() && m_output.spec.isReal();
}

bool DeviceWorker::nextOutputFrame(AudioFrame &frame)
{
    // The alert keeps the pace of the call, but not of one on hold, for which nothing comes.
    const bool isPacedByCall = m_callActive && m_port.active.load(std::memory_order_acquire);
    const bool isCall = m_callActive && m_port.playback.pop(frame);
    if (isPacedByCall && !isCall)
        return false;
    if (!playsAlertOnOutput())
        return isCall;
    AudioFrame tone{};
    m_alert.generate(tone);
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame[i] = std::int16_t(std::clamp(int(frame[i]) + int(tone[i]), -32768, 32767));
    alertMayBeOver();
    return true;
}

bool DeviceWorker::nextRingFrame(AudioFrame &frame)
{
    m_alert.generate(frame);
    return true;
}

void DeviceWorker::alertMayBeOver()
{
    if (m_alert.isOver())
        QMetaObject::invokeMethod(this, &DeviceWorker::update, Qt::QueuedConnection);
}

} // namespace carillon
