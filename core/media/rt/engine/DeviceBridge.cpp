#include "DeviceBridge.h"

#include <algorithm>
#include <utility>

namespace carillon {

namespace {
/// A backlog is dropped when it lasted this long: then it is delay, not irregularity.
constexpr int BacklogWindowTicks = 50;
}

std::size_t DeviceBridge::Backlog::excess(std::size_t waiting, std::size_t target) noexcept
{
    least = ticks == 0 ? waiting : std::min(least, waiting);
    if (++ticks < BacklogWindowTicks)
        return 0;
    ticks = 0;
    return least > target ? least - target : 0;
}

void DeviceBridge::Way::restart() noexcept
{
    resampler.clear(DriftControl::SpareSamples);
    drift.reset();
    backlog = {};
    isFlowing = false;
    hasSide = false;
    waiting = 0;
}

void DeviceBridge::Way::push(const StereoFrame &frame) noexcept
{
    static constexpr AudioFrame silence{};
    if (frame.isStereo && !std::exchange(hasSide, true))
        side.follow(resampler);
    resampler.push(frame);
    if (hasSide)
        side.push(frame.isStereo ? frame.side : silence);
}

void DeviceBridge::Way::pull(StereoFrame &frame, double step) noexcept
{
    resampler.pull(frame, step);
    frame.isStereo = hasSide;
    if (hasSide)
        side.pull(frame.side, step);
}

void DeviceBridge::Way::become(bool real) noexcept
{
    if (std::exchange(isReal, real) != real)
        restart();
}

DeviceBridge::DeviceBridge(AudioPort &port)
    : m_port(port)
{
}

void DeviceBridge::restart() noexcept
{
    m_port.capture.drop(m_port.capture.size()); // from before the call
    m_capture.restart();
    m_playback.restart();
    m_playbackExcess = 0;
}

StereoFrame DeviceBridge::take() noexcept
{
    StereoFrame frame{};
    m_capture.become(m_port.captureIsReal.load(std::memory_order_relaxed));
    const bool isThere = m_capture.isReal ? takeReal(frame) : popCaptured(frame);
    if (!isThere) {
        frame.fill(0);
        frame.isStereo = false;
        m_port.captureUnderruns.fetch_add(1, std::memory_order_relaxed);
        m_capture.drift.disturbed();
    }
    const std::size_t frames = m_port.capture.size();
    const double held = m_capture.isReal ? m_capture.resampler.waiting() : 0;
    m_capture.waiting = double(frames * FrameSamples) + held;
    std::size_t excess = m_capture.isReal ? m_capture.drift.observe(m_capture.waiting)
                                          : m_capture.backlog.excess(frames, AudioPort::CaptureTargetFrames);
    if (frames > CaptureLimit)
        excess = frames - AudioPort::CaptureTargetFrames;
    if (excess > 0) {
        m_port.captureDropped.fetch_add(m_port.capture.drop(excess), std::memory_order_relaxed);
        m_capture.drift.disturbed();
    }
    return frame;
}

bool DeviceBridge::popCaptured(StereoFrame &frame) noexcept
{
    const bool isThere = m_port.capture.pop(frame);
    if (isThere)
        noteCaptured(frame, m_port);
    return isThere;
}

/// The first sound of a call waits until there is one frame to spare: it will be wanted, and now nobody hears
/// that it is put in.
bool DeviceBridge::takeReal(StereoFrame &frame) noexcept
{
    if (!m_capture.isFlowing && m_port.capture.size() <= AudioPort::CaptureTargetFrames)
        return false;
    m_capture.isFlowing = true;
    const double step = m_capture.drift.step();
    StereoFrame one;
    while (!m_capture.resampler.isReady(step)) {
        if (!popCaptured(one))
            return false;
        m_capture.push(one);
    }
    m_capture.pull(frame, step);
    return true;
}

DeviceBridge::Played DeviceBridge::play(const StereoFrame &frame) noexcept
{
    m_playback.become(m_port.playbackIsReal.load(std::memory_order_relaxed));
    const std::size_t frames = m_port.playback.size();
    const double held = m_playback.isReal ? m_playback.resampler.waiting() : 0;
    const double waiting = double(frames * FrameSamples) + held;
    const std::size_t excess = m_playback.isReal
        ? m_playback.drift.observe(waiting)
        : m_playback.backlog.excess(frames, AudioPort::PlaybackTargetFrames);
    m_playbackExcess = std::max(m_playbackExcess, excess);
    if (frames <= AudioPort::PlaybackTargetFrames)
        m_playbackExcess = 0; // the device took them after all
    const bool isExcess = m_playbackExcess > 0 || frames >= AudioPort::PlaybackMaxFrames;
    m_playbackExcess -= m_playbackExcess > 0 ? 1 : 0;
    if (isExcess) {
        m_port.playbackDropped.fetch_add(1, std::memory_order_relaxed);
        m_playback.drift.disturbed();
        return Played::LeftOut;
    }
    m_playback.waiting = waiting;
    pushPlayed(frame);
    return Played::Yes;
}

/// There is room: at most two frames come of one, and fewer than PlaybackMaxFrames are in the ring.
void DeviceBridge::pushPlayed(const StereoFrame &frame) noexcept
{
    static_assert(AudioPort::PlaybackMaxFrames + 2 <= AudioPort::RingFrames);
    if (!m_playback.isReal) {
        m_port.playback.push(frame);
        return;
    }
    if (!std::exchange(m_playback.isFlowing, true) && m_port.playback.isEmpty())
        m_port.playback.push(StereoFrame{}); // the one to spare
    const double step = m_playback.drift.step();
    m_playback.push(frame);
    StereoFrame one;
    while (m_playback.resampler.isReady(step)) {
        m_playback.pull(one, step);
        m_port.playback.push(one);
    }
}

std::chrono::microseconds DeviceBridge::delay() const noexcept
{
    double samples = m_playback.waiting + m_capture.waiting;
    for (const Way *way : {&m_playback, &m_capture})
        samples += way->isReal ? double(VariableResampler::Delay) : 0;
    return std::chrono::microseconds(std::int64_t(samples * 1e6 / SampleRateHz));
}

} // namespace carillon
