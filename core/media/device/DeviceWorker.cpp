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
    const auto change = [&spec](auto &slot) {
        if (slot.device)
            slot.device->close();
        slot = {};
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
    updateOutput(m_output, DeviceRole::Output, wantsOutput, [this](AudioFrame &frame) { return nextOutputFrame(frame); });
    const bool wantsRing = m_alert.alert() == Alert::Ringing && m_ring.spec.isReal();
    updateOutput(m_ring, DeviceRole::Ring, wantsRing, [this](AudioFrame &frame) { return nextRingFrame(frame); });
    const bool isWaiting = m_input.isFailed || m_output.isFailed || m_ring.isFailed;
    if (!isWaiting)
        m_retry.stop();
    else if (!m_retry.isActive())
        m_retry.start();
}

void DeviceWorker::updateInput()
{
    if (!m_callActive) {
        if (m_input.device)
            m_input.device->close();
        m_input.isOpen = m_input.isFailed = false;
        return;
    }
    if (m_input.isOpen)
        return;
    if (!m_input.device) {
        m_input.device = makeAudioInput(m_input.spec);
        connect(m_input.device.get(), &AudioInput::failed, this, [this](const DeviceError &error) {
            failedNow(m_input, DeviceRole::Input, error);
        }, Qt::QueuedConnection); // the device is in the middle of its own work
    }
    const auto opened = m_input.device->open([this](const AudioFrame &frame) {
        if (!m_port.capture.push(frame))
            m_port.captureDropped.fetch_add(1, std::memory_order_relaxed);
    });
    if (opened)
        openedNow(m_input, DeviceRole::Input);
    else
        failedNow(m_input, DeviceRole::Input, opened.error());
}

void DeviceWorker::updateOutput(
    Slot<AudioOutput> &slot, DeviceRole role, bool isWanted, AudioOutput::FrameSource source)
{
    if (!isWanted) {
        if (slot.device)
            slot.device->close();
        slot.isOpen = slot.isFailed = false;
        return;
    }
    if (slot.isOpen)
        return;
    if (!slot.device) {
        slot.device = makeAudioOutput(slot.spec);
        connect(slot.device.get(), &AudioOutput::failed, this, [this, &slot, role](const DeviceError &error) {
            failedNow(slot, role, error);
        }, Qt::QueuedConnection);
    }
    if (role == DeviceRole::Output)
        m_port.playback.drop(AudioPort::RingFrames); // left over from before: it would only add delay
    const auto opened = slot.device->open(std::move(source));
    if (opened)
        openedNow(slot, role);
    else
        failedNow(slot, role, opened.error());
}

template <typename Device>
void DeviceWorker::failedNow(Slot<Device> &slot, DeviceRole role, const DeviceError &error)
{
    slot.isOpen = false;
    if (slot.device)
        slot.device->close();
    if (!m_retry.isActive())
        m_retry.start();
    if (std::exchange(slot.isFailed, true))
        return;
    qCWarning(lcDevice).noquote() << error.message;
    Q_EMIT failed(role, error);
}

template <typename Device>
void DeviceWorker::openedNow(Slot<Device> &slot, DeviceRole role)
{
    slot.isOpen = true;
    if (std::exchange(slot.isFailed, false))
        Q_EMIT recovered(role);
}

bool DeviceWorker::playsAlertOnOutput() const
{
    const Alert alert = m_alert.alert();
    return alert != Alert::None && alert != Alert::Ringing && !m_alert.isOver() && m_output.spec.isReal();
}

bool DeviceWorker::nextOutputFrame(AudioFrame &frame)
{
    const bool isCall = m_callActive && m_port.playback.pop(frame);
    if (m_callActive && !isCall)
        return false; // the alert keeps the pace of the call
    if (!playsAlertOnOutput())
        return isCall;
    AudioFrame tone {};
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
