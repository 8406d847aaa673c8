#pragma once

#include <QDateTime>
#include <QString>

namespace carillon {

/// What a recording is called, before its suffix.
namespace RecordingName {

enum class Direction { Incoming, Outgoing };
/// The longest part of a name that the other side chooses, in bytes of UTF-8.
constexpr qsizetype MaxPartyBytes = 100;

/// "2026-11-27_14-05-09_in_+4930123456": sorts by time. @p when as the clock on the wall shows it. @p party:
/// the number, or the user of an address; whatever stands in it, nothing but letters, digits and `+-_.@` gets
/// into the name, and no dot at its beginning.
QString of(const QDateTime &when, Direction direction, const QString &party);
/// Of several calls in one: "conference" in the place of a party.
QString ofConference(const QDateTime &when, Direction direction);
/// The user of a sip: or tel: URI, else its host, else all of it.
QString partyOf(const QString &uri);

} // namespace RecordingName
} // namespace carillon
