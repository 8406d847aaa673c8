#pragma once

#include "DeviceOrder.h"
#include "DeviceText.h"
#include "EdgeFade.h"
#include "Logging.h"

namespace carillon {

/// Why a slot is looked at again.
enum class SlotReason {
    Wish,   ///< somebody wants something else than before
    List,   ///< the sound system told its devices
    Second, ///< one is over
};

/// What is told of a slot; set once by its owner.
struct SlotEvents {
    std::function<void(DeviceRole, const DeviceError &)> failed;
    std::function<void(DeviceRole)> recovered;
    /// Another device than before is used while it was in use: one sentence.
    std::function<void(DeviceRole, const QString &)> switched;
    /// Whether the device is still there must be asked.
    std::function<void()> lost;
};

/// One place where a device can be plugged in: microphone, loudspeaker, or one that rings. Device thread.
///
/// A device that is open and moves no sound is opened anew: a stream of a busy sound system may stay stalled
/// after what stalled it is over. It gets ShortPatience at first, then LongPatience each time: a wireless
/// headset needs some seconds until its first sound.
template <typename Device>
class DeviceSlot final
{
public:
    using Why = SlotReason;
    using Open = std::function<Result<void, DeviceError>(Device &)>;

    DeviceSlot(DeviceRole role, const SlotEvents &events, QObject &context)
        : m_role(role)
        , m_events(events)
        , m_context(context)
    {
    }

    bool isOpen() const { return m_isOpen; }
    bool isWaiting() const { return !m_isOpen && (m_isFailed || m_lost); }
    bool isFailed() const { return m_isFailed; }
    const std::optional<DeviceSpec> &target() const { return m_target; }
    Device *device() const { return m_device.get(); }
    EdgeFade &fade() { return m_fade; }

    /// Whether @p target has to be opened now.
    bool wants(const DeviceSpec &target, Why why)
    {
        const bool isSame = m_target == target;
        if ((m_isOpen && isSame) || (m_lost && why == Why::Wish))
            return false;
        if (!isSame || why == Why::Second)
            return true;
        if (m_lost) // it is still there: this is more than a plug that was pulled
            fail(*std::exchange(m_lost, std::nullopt));
        return !m_isFailed;
    }
    /// Whether the target is there and cannot be had; then that is said, once.
    bool isRefused(Why why)
    {
        if (m_isOpen || !m_target)
            return false;
        if (m_lost && why == Why::List)
            fail(*std::exchange(m_lost, std::nullopt));
        return m_isFailed;
    }
    enum class Before { There, Gone, Refused };
    /// @param device of another target than before; null: it is the same.
    /// @param old the device that was used until now.
    void use(const AudioDevice &target, const DeviceSpec &spec, std::unique_ptr<Device> device, Before old)
    {
        const bool isOther = m_named && *m_named != spec;
        const QString before = (m_isInUse || old == Before::Refused) && isOther ? m_name : QString();
        const bool isGone = old == Before::Gone || (m_isFailed && old == Before::There);
        stop();
        m_lost.reset();
        if (device) {
            m_device = std::move(device);
            listen();
        }
        m_target = m_named = spec;
        m_name = target.name;
        m_saidLater.clear();
        if (before.isEmpty() || m_name.isEmpty())
            return;
        if (old == Before::Refused)
            m_saidLater = sentence(before, false);
        else
            m_events.switched(m_role, sentence(before, isGone));
    }
    void open(const Open &action)
    {
        if (m_isInUse)
            m_fade.begin(); // the first sound of a call is played as it comes
        if (const auto opened = action(*m_device); !opened) {
            fail(opened.error());
            return;
        }
        m_isOpen = true;
        m_isInUse = true;
        ++m_opened;
        m_framesAtOpen = m_framesAtLook = m_device->frames();
        m_reports = 0;
    }
    /// None of those which are wished for is there.
    void miss(const DeviceError &error)
    {
        stop();
        const DeviceError why = m_lost ? *std::exchange(m_lost, std::nullopt) : m_isInUse ? gone() : error;
        m_target.reset();
        m_device.reset();
        fail(why);
    }
    /// Nobody wants it now.
    void close()
    {
        stop();
        m_lost.reset();
        m_isInUse = false;
        m_saidLater.clear();
        m_silentSeconds = 0;
        m_patience = ShortPatience;
        recover();
    }
    /// As if it had never been used.
    void forget()
    {
        const bool isInUse = m_isInUse;
        close();
        m_isInUse = isInUse; // to say what took its place
        m_device.reset();
        m_target.reset();
    }
    /// Each time the open device brings a frame or asks for one: what counts is how many really went through.
    /// @returns true several times a second.
    bool worked()
    {
        const std::uint64_t moved = m_device->frames() - m_framesAtOpen;
        if (m_isFailed && moved >= FramesToTrust)
            recover();
        const std::uint64_t reports = moved / FramesPerReport;
        return std::exchange(m_reports, reports) != reports;
    }
    /// Each second.
    void look()
    {
        const bool isReal = m_target && m_target->isReal();
        const std::uint64_t frames = m_device ? m_device->frames() : 0;
        const std::uint64_t moved = frames - std::exchange(m_framesAtLook, frames);
        const bool isSilent = m_isOpen && isReal && moved < SilentFrames;
        m_silentSeconds = isSilent ? m_silentSeconds + 1 : 0;
        if (m_isOpen && !isSilent)
            m_patience = ShortPatience;
        if (m_silentSeconds < m_patience)
            return;
        m_silentSeconds = 0;
        m_patience = LongPatience;
        stop(); // it is still wanted, and opened
    }

private:
    static constexpr std::uint64_t FramesToTrust = 100;
    static constexpr std::uint64_t FramesPerReport = 20;
    static constexpr int ShortPatience = 2; ///< seconds
    static constexpr int LongPatience = 4;
    static constexpr std::uint64_t SilentFrames = 10; ///< of the 100 of a second; opening alone moves some

    void stop()
    {
        if (m_device)
            m_device->close();
        m_isOpen = false;
    }
    void fail(const DeviceError &error)
    {
        stop();
        if (std::exchange(m_isFailed, true))
            return;
        qCWarning(lcDevice).noquote() << error.message;
        m_events.failed(m_role, error);
    }
    void recover()
    {
        if (std::exchange(m_isFailed, false))
            m_events.recovered(m_role);
        if (!m_saidLater.isEmpty())
            m_events.switched(m_role, std::exchange(m_saidLater, QString()));
    }
    /// What it says is heard later, as the device is in the middle of its own work, and only if it is still
    /// about this time.
    void listen()
    {
        QObject::connect(m_device.get(), &Device::failed, &m_context, [this](const DeviceError &error) {
            const auto tell = [this, error, opened = m_opened] {
                if (!m_isOpen || m_opened != opened)
                    return;
                stop();
                m_lost = error;
                m_events.lost();
            };
            QMetaObject::invokeMethod(&m_context, tell, Qt::QueuedConnection);
        });
    }
    DeviceError gone() const
    {
        return {DeviceError::Code::Lost,
            (m_role == DeviceRole::Input
                    ? device::text("The microphone “%1” went away; the call goes on without it.")
                    : device::text("The loudspeaker “%1” went away; the call goes on without it."))
                .arg(m_name)};
    }
    QString sentence(const QString &before, bool isGone) const
    {
        const bool isInput = m_role == DeviceRole::Input;
        if (isGone)
            return (isInput ? device::text("The microphone “%1” went away; “%2” is used instead.")
                            : device::text("The loudspeaker “%1” went away; “%2” is used instead."))
                .arg(before, m_name);
        return (isInput ? device::text("The microphone “%1” is used now.")
                        : device::text("The loudspeaker “%1” is used now."))
            .arg(m_name);
    }

    DeviceRole m_role;
    const SlotEvents &m_events;
    QObject &m_context;
    std::optional<DeviceSpec> m_target; ///< whose m_device is
    std::optional<DeviceSpec> m_named;  ///< whose m_name is
    QString m_saidLater;                ///< when what took the place of one that refused has proven to work
    QString m_name;                     ///< of the target, for people; empty where it is virtual
    std::unique_ptr<Device> m_device;
    std::optional<DeviceError> m_lost; ///< said when the list brings no other
    bool m_isOpen = false;
    bool m_isInUse = false;           ///< has been open since it is wanted
    bool m_isFailed = false;          ///< and was reported
    quint64 m_opened = 0;             ///< counts: news of an earlier time says nothing
    std::uint64_t m_framesAtOpen = 0; ///< of m_device, which counts them
    std::uint64_t m_framesAtLook = 0; ///< a second ago
    std::uint64_t m_reports = 0;
    int m_silentSeconds = 0; ///< in a row
    int m_patience = ShortPatience;
    EdgeFade m_fade;
};

} // namespace carillon
