#pragma once

#include <QByteArray>

namespace carillon {

/// Report descriptors as headsets have them, written from the HID Usage Tables.
namespace HidSamples {

/// One report of buttons and one of lights, both with the id 2; mute is a button (as Jabra does it).
inline QByteArray headset()
{
    return QByteArray::fromHex("050b0905a101" // Telephony, Headset, Application
                               "8502150025017501"
                               "9501"
                               "09208122" // hook switch: absolute, stays
                               "09978122" // line busy tone
                               "092f8106" // phone mute: relative
                               "09218106" // flash
                               "09248106" // redial
                               "09508106" // speed dial
                               "95028101" // padding
                               "0508"     // LED
                               "9501"
                               "09179122"     // off-hook
                               "091e9122"     // speaker
                               "09099122"     // mute
                               "09189122"     // ring
                               "09209122"     // hold
                               "09219122"     // microphone
                               "050b099e9122" // ringer
                               "95099101"     // padding
                               "c0");
}

/// Volume keys first, then telephony without report ids being 0: hook in report 8, mute as a switch in report
/// 9, each light in a report of its own (as Plantronics does it).
inline QByteArray scattered()
{
    return QByteArray::fromHex("050c0901a1018501"         // Consumer Control
                               "1500250109e909ea75019502" // volume
                               "810695068101c0"
                               "050b0905a101"
                               "8508a4150025017501950109208122" // hook; with what was pushed
                               "95078101b4"
                               "8509150025017501950109 2f8122" // mute: absolute, stays
                               "95078101"
                               "850a05089501" // LED
                               "09099122 95079101"
                               "850b 9501 09189122 95079101"
                               "850c 9501 09179122 95079101"
                               "c0");
}

/// A keyboard, which is no telephone: modifiers as a range of usages, keys as an array, lights.
inline QByteArray keyboard()
{
    return QByteArray::fromHex("05010906a101050719e029e71500250175019508810295017508810395057501050819012905"
                               "91029501750391039506750815002565050719002965 8100c0");
}

/// A headset without report ids.
inline QByteArray plain()
{
    return QByteArray::fromHex("050b0905a101150025017501950109208122092f810695068101"
                               "0508950109179122091891220909912295059101c0");
}

} // namespace HidSamples
} // namespace carillon
