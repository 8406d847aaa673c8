// DeviceWorker: what sounds, frame by frame.
#include "DeviceWorker.h"

#include "PlaybackFeed.h"

#include <algorithm>

namespace carillon {

/// As the media thread reads them.
std::int32_t DeviceWorker::microseconds(std::chrono::microseconds delay)
{
    return std::int32_t(std::clamp<std::int64_t>(delay.count(), 0, 10'000'000));
}

void DeviceWorker::captured(const StereoFrame &captured)
{
    if (m_input.worked())
        m_port.captureDelayUs.store(microseconds(m_input.device()->delay()), std::memory_order_relaxed);
    if (!m_port.active.load(std::memory_order_acquire))
        return; // while the call is on hold nobody fetches them
    StereoFrame frame = captured;
    m_inputGain.process(frame);
    m_input.fade().process(frame);
    if (!m_port.capture.push(frame))
        m_port.captureDropped.fetch_add(1, std::memory_order_relaxed);
}

void DeviceWorker::endCapture()
{
    m_port.captureDelayUs.store(0, std::memory_order_relaxed);
    if (m_port.active.load(std::memory_order_acquire))
        m_port.capture.push(m_input.fade().end());
}

bool DeviceWorker::playsAlertOnOutput() const
{
    const Alert alert = m_alert.alert();
    return alert != Alert::None && alert != Alert::Ringing && !m_alert.isOver() && isReal(DeviceRole::Output);
}

bool DeviceWorker::wantsRing() const
{
    return m_alert.alert() == Alert::Ringing && isReal(DeviceRole::Ring);
}

bool DeviceWorker::nextOutputFrame(StereoFrame &frame)
{
    // The alert keeps the pace of the call, but not of one on hold, for which nothing comes.
    const bool isPacedByCall = m_callActive && m_port.active.load(std::memory_order_acquire);
    if (!m_callActive)
        m_port.playback.drop(AudioPort::RingFrames); // nobody hears in the next call what is left of this one
    const bool isCall = m_callActive && m_port.playback.pop(frame);
    if (isPacedByCall && !isCall)
        return false;
    if (isCall)
        m_outputGain.process(frame);
    addPlayed(frame);
    if (!playsAlertOnOutput())
        return isCall || m_feed;
    AudioFrame tone{};
    m_alert.generate(tone);
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame[i] = std::int16_t(std::clamp(int(frame[i]) + int(tone[i]), -32768, 32767));
    alertMayBeOver();
    return true;
}

void DeviceWorker::addPlayed(AudioFrame &frame)
{
    AudioFrame sound;
    if (!m_feed)
        return;
    const bool isComplete = m_feed->isComplete.load(std::memory_order_acquire);
    if (m_feed->frames.pop(sound)) {
        m_feed->played.fetch_add(1, std::memory_order_relaxed);
        for (std::size_t i = 0; i < frame.size(); ++i)
            frame[i] = std::int16_t(std::clamp(int(frame[i]) + int(sound[i]), -32768, 32767));
        return;
    }
    if (!isComplete)
        return; // the disk is slow: silence
    m_feed.reset();
    Q_EMIT played();
    QMetaObject::invokeMethod(
        this, [this] { update(Why::Wish); }, Qt::QueuedConnection);
}

void DeviceWorker::alertMayBeOver()
{
    if (m_alert.isOver())
        QMetaObject::invokeMethod(
            this, [this] { update(Why::Wish); }, Qt::QueuedConnection);
}

} // namespace carillon
