#pragma once

#include "HidReportDescriptor.h"

#include <optional>

namespace carillon {

/// Where a headset has what a phone needs: switches of the telephony page, lights of the LED page (HID Usage
/// Tables 1.4, pages 0x0B and 0x08). A plain value.
struct HeadsetLayout {
    /// The switches as one report shows them; nothing: not in that report.
    struct Switches {
        std::optional<bool> isOffHook;
        std::optional<bool> isMuted;
        friend bool operator==(const Switches &, const Switches &) = default;
    };
    /// What the wearer should see, or hear.
    struct Lights {
        bool offHook = false;
        bool ringing = false;
        bool muted = false;
        bool held = false;
        friend bool operator==(const Lights &, const Lights &) = default;
    };
    enum class MuteKind {
        Button, ///< pressed: the other way round
        Switch  ///< what it shows is what is wanted
    };

    /// @returns nothing when it is no telephone.
    static std::optional<HeadsetLayout> of(const HidReportDescriptor &descriptor);
    /// @p report as hidraw gives it: with the id in front where there are ids.
    Switches read(QByteArrayView report) const;
    /// The reports that show @p lights, as hidraw takes them: with the id, or 0, in front.
    QList<QByteArray> write(const Lights &lights) const;
    MuteKind muteKind() const;
    bool isMuteRelative() const { return m_mute && m_mute->isRelative; }

private:
    HidReportDescriptor m_descriptor;
    std::optional<HidField> m_hook;
    std::optional<HidField> m_mute;
    QList<HidField> m_lights;
};

} // namespace carillon
