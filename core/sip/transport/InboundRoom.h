#pragma once

#include <QHostAddress>
#include <QList>
#include <optional>

namespace carillon {

/// Who makes room for one more inbound connection. Pure.
///
/// When there is no room, whoever has the most makes it, so that nobody can keep the others out; and of his,
/// those that never brought a message first.
namespace InboundRoom {

struct Occupant {
    QHostAddress source;
    bool isProven = false; ///< it brought a whole message
};
struct Decision {
    bool isAdmitted = true;
    std::optional<qsizetype> leaving = {}; ///< which of the occupants goes for it
    friend bool operator==(const Decision &, const Decision &) = default;
};

/// A place for one more from @p source among @p occupants, of whom @p limit have room.
Decision decide(const QList<Occupant> &occupants, const QHostAddress &source, int limit);

} // namespace InboundRoom

} // namespace carillon
