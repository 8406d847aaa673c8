#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace carillon {

/// Bodies of type application/trickle-ice-sdpfrag (RFC 8840 §9), as far as a session must know them: which
/// lines belong to which media section. What they say is for the media.
namespace TrickleFragment {

inline constexpr QByteArrayView ContentType = "application/trickle-ice-sdpfrag";

/// One body that says what both say, each line once in its section, in the order in which it was said.
/// Other credentials are another generation of candidates (§4.4): then @p later alone.
QByteArray merged(const QByteArray &earlier, const QByteArray &later);

} // namespace TrickleFragment

} // namespace carillon
