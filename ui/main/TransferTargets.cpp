#include "TransferTargets.h"

#include "AccountPresentation.h"
#include "Favourites.h"
#include "History.h"
#include "Phone.h"
#include "RecentModel.h"
#include "TransferRow.h"
#include "TryOutParties.h"

namespace carillon {
namespace {

constexpr int historyForChips = 200;

bool areJoined(const CallState &one, const CallState &other)
{
    return one.conference && other.conference && one.conference->id == other.conference->id;
}

bool isOneOf(const QList<TransferTarget> &targets, const QString &uri)
{
    return std::any_of(targets.begin(), targets.end(),
        [&](const TransferTarget &target) { return shortAddress(target.target) == shortAddress(uri); });
}

/// In their order, with lamps; not who is on one of the lines.
QList<TransferTarget> favourites(const Phone &phone, const QStringList &onTheLine)
{
    QList<TransferTarget> targets;
    for (const FavouriteState &state : phone.favourites().list()) {
        const QString address = shortAddress(state.address);
        if (!address.isEmpty() && !onTheLine.contains(address) && !isOneOf(targets, state.address))
            targets.append(
                {TransferTarget::Kind::Person, state.favourite.name, state.address, state.lamp, state.party});
    }
    return targets;
}

/// Favourites, then those one often talks to, and the try-out's friend; not who is on the line.
/// @param alsoOnTheLine short addresses
QList<TransferTarget> people(const Phone &phone, const CallState &call,
    const QHash<QString, QString> &domains, const QStringList &alsoOnTheLine = {})
{
    QList<TransferTarget> targets
        = favourites(phone, alsoOnTheLine + QStringList{shortAddress(call.remoteUri)});
    const QList<HistoryEntry> entries = phone.history().entries({}, historyForChips);
    for (const FrequentParty &party :
        frequentParties(entries, TransferRow::mostChips, call.remoteUri, domains))
        if (!isOneOf(targets, party.uri))
            targets.append({TransferTarget::Kind::Person, party.name, party.uri});
    if (const auto met = tryOutFriend(phone); met && met->accountId == call.accountId) {
        if (shortAddress(call.remoteUri) != shortAddress(met->remoteUri) && !isOneOf(targets, met->remoteUri))
            targets.append({TransferTarget::Kind::Person, met->remoteName, met->remoteUri});
    }
    return targets;
}

} // namespace

QList<TransferTarget> transferTargets(const Phone &phone, const CallState &call, const QList<CallState> &live,
    const QHash<QString, QString> &domains)
{
    QList<TransferTarget> targets;
    if (call.phase != CallState::Phase::Established)
        return targets;
    QStringList onTheLine; // they have a chip that connects
    for (const CallState &other : live) {
        if (other.id == call.id || other.phase != CallState::Phase::Established || areJoined(call, other))
            continue;
        targets.append({TransferTarget::Kind::LiveCall, nameOf(other), other.id});
        onTheLine.append(shortAddress(other.remoteUri));
    }
    return targets + people(phone, call, domains, onTheLine);
}

QList<TransferTarget> deflectTargets(
    const Phone &phone, const CallState &call, const QHash<QString, QString> &domains)
{
    return people(phone, call, domains);
}

void addConference(CallContext &context, const CallState &call, const QList<CallState> &live)
{
    for (const CallState &other : live) {
        const CallContext::Party party{other.id, nameOf(other), other.speaking};
        if (call.conference && call.conference->members.contains(other.id))
            context.joined.append(party);
        else if (other.id != call.id && other.phase == CallState::Phase::Established)
            context.joinable.append(party);
    }
}

} // namespace carillon
