#include "InboundRoom.h"

namespace carillon {

InboundRoom::Decision InboundRoom::decide(
    const QList<Occupant> &occupants, const QHostAddress &source, int limit)
{
    if (occupants.size() < limit)
        return {};
    QHash<QHostAddress, int> shares;
    for (const Occupant &occupant : occupants)
        ++shares[occupant.source];
    const int most = *std::max_element(shares.cbegin(), shares.cend());
    std::optional<qsizetype> leaving;
    for (qsizetype i = 0; i < occupants.size(); ++i) {
        if (shares.value(occupants[i].source) < most)
            continue;
        if (!leaving || (occupants[*leaving].isProven && !occupants[i].isProven))
            leaving = i;
    }
    // Who has as much as anybody gets no more at the cost of a connection in use.
    if (occupants[*leaving].isProven && shares.value(source) + 1 >= most)
        return {false, {}};
    return {true, leaving};
}

} // namespace carillon
