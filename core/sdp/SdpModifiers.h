#pragma once

#include "SessionDescription.h"

#include <functional>

namespace carillon {

/// Changes of a description on its way, as SIP.js' modifiers of the same names: what a program does to a peer
/// or to media that it cannot teach better. Pure functions. Attributes that nobody knows stay where they are.
///
/// Sections may be taken away from our own offers only: who answers owes one section for each that was
/// offered (RFC 3264 §6).
namespace SdpModifiers {

using Modifier = std::function<void(SessionDescription &)>;

/// Only candidates over UDP are left (RFC 6544).
void stripTcpCandidates(SessionDescription &description);
void stripTelephoneEvent(SessionDescription &description);
void stripG722(SessionDescription &description);
/// Takes the payload types of @p encoding (any case) out of every RTP section, with what is said about them
/// and the retransmission of them (RFC 4588). A section that would have none left is disabled: port 0 (RFC
/// 3264 §6).
Modifier stripRtpPayload(const QByteArray &encoding);
/// Takes the video sections away, and their mid out of the groups (RFC 5888).
void stripVideo(SessionDescription &description);
/// Gives each section a mid, "0" and on, where none has one.
void addMidLines(SessionDescription &description);
/// `x=[0-` and `y=[0-` in imageattr become `[1-`: zero is no size (RFC 6236 §3.2).
void cleanJitsiSdpImageattr(SessionDescription &description);
/// Puts the peer on hold: sendrecv becomes sendonly, recvonly becomes inactive, and an RTP section without a
/// direction sendonly. Deviation: each section for itself, where SIP.js looks at the first direction only.
void holdModifier(SessionDescription &description);

/// @p text as @p modify changes it; untouched when it is no SDP or nothing changes.
QByteArray modified(const QByteArray &text, const Modifier &modify);
/// The same as something that can be passed on: a DescriptionModifier.
std::function<QByteArray(const QByteArray &)> onText(Modifier modify);

} // namespace SdpModifiers

} // namespace carillon
