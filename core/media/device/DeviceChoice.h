#pragma once

#include "DeviceSlot.h"

#include <algorithm>
#include <optional>

namespace carillon {

/// Which of the devices that are there is used, where some of them cannot be opened: the first that can.
/// Device thread.
///
/// One that refused is tried each second, beside the one which is used meanwhile and is not disturbed by it:
/// it is opened, says nothing, and has moved sound for a fifth of a second before it is believed.
template <typename Device>
class DeviceChoice final
{
public:
    using Make = std::function<std::unique_ptr<Device>(const DeviceSpec &)>;

    /// @param works called when one that refused can be opened after all
    DeviceChoice(QObject &context, std::function<void()> works)
        : m_context(context)
        , m_works(std::move(works))
    {
    }

    /// What @p slot is to use of those which are @p present, the preferred one first.
    template <typename Slot>
    std::optional<DeviceSpec> choose(Slot &slot, const QList<DeviceSpec> &present, SlotReason why)
    {
        if (slot.target() && present.contains(*slot.target()) && slot.isRefused(why))
            refuse(*slot.target());
        m_refused.removeIf([&](const DeviceSpec &spec) { return !present.contains(spec); });
        const bool isHopeless = !present.isEmpty() && m_refused.size() == present.size();
        if (isHopeless && why == SlotReason::Second)
            forget(); // from the first anew
        else if (isHopeless && slot.target() && present.contains(*slot.target()))
            return slot.target(); // until the second is over
        return best(present);
    }
    /// After @p slot was to be opened: whether it was not, and another may be.
    template <typename Slot>
    bool hasNext(const Slot &slot, const QList<DeviceSpec> &present)
    {
        if (slot.isOpen() || !slot.target())
            return false;
        refuse(*slot.target());
        const auto next = best(present);
        return next && !m_refused.contains(*next);
    }
    /// All are as good as new.
    void forget()
    {
        m_refused.clear();
        stop();
    }
    /// Each second: tries the preferred one, where it is a device of the system's. Something of ours is not
    /// tried beside another: a file would be begun anew.
    template <typename Slot>
    void look(const QList<DeviceSpec> &present, const Slot &slot, const Make &make)
    {
        const bool isMissed = slot.isOpen() && !present.isEmpty() && present.first().isReal()
            && present.first() != slot.target() && m_refused.contains(present.first());
        if (!isMissed) {
            stop();
            return;
        }
        if (m_device && m_tried == present.first() && ++m_seconds < Patience)
            return; // a wireless headset takes its time
        stop();
        m_tried = present.first();
        m_device = make(m_tried);
        const auto isOpen = open(*m_device);
        if (!isOpen) {
            stop();
            return;
        }
        const auto failed = [this, attempt = m_attempt] { afterwards(attempt, [this] { stop(); }); };
        QObject::connect(m_device.get(), &Device::failed, &m_context, failed);
    }

private:
    static constexpr std::uint64_t FramesToBelieve = 20; ///< opening alone moves some
    static constexpr int Patience = 4;                   ///< seconds

    std::optional<DeviceSpec> best(const QList<DeviceSpec> &present) const
    {
        const auto one = std::find_if(present.begin(), present.end(),
            [this](const DeviceSpec &spec) { return !m_refused.contains(spec); });
        if (one != present.end())
            return *one;
        return present.isEmpty() ? std::nullopt : std::optional(present.first());
    }
    void refuse(const DeviceSpec &spec)
    {
        if (!m_refused.contains(spec))
            m_refused.append(spec);
    }
    Result<void, DeviceError> open(AudioInput &input)
    {
        return input.open([this](const AudioFrame &) { moved(); });
    }
    Result<void, DeviceError> open(AudioOutput &output)
    {
        return output.open([this](AudioFrame &frame) {
            frame.fill(0);
            moved();
            return true;
        });
    }
    void moved()
    {
        if (m_isBelieved || m_device->frames() < FramesToBelieve)
            return;
        m_isBelieved = true;
        afterwards(m_attempt, [this] {
            m_refused.removeOne(m_tried);
            stop();
            m_works();
        });
    }
    /// Not while the device is in the middle of its own work, and only if it is still about this attempt.
    template <typename Action>
    void afterwards(quint64 attempt, Action action)
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this, attempt, action] {
                if (attempt == m_attempt)
                    action();
            },
            Qt::QueuedConnection);
    }
    void stop()
    {
        ++m_attempt;
        m_isBelieved = false;
        m_seconds = 0;
        if (m_device)
            m_device->close();
        m_device.reset();
    }

    QObject &m_context;
    std::function<void()> m_works;
    QList<DeviceSpec> m_refused;
    DeviceSpec m_tried;
    std::unique_ptr<Device> m_device; ///< while it is tried
    quint64 m_attempt = 0;
    bool m_isBelieved = false;
    int m_seconds = 0;
};

} // namespace carillon
