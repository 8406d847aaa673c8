#include "TransferTargets.h"

#include "AccountPresentation.h"
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

/// Those one often talks to, and the try-out's friend; not who is on the line.
QList<TransferTarget> people(
    const Phone &phone, const CallState &call, const QHash<QString, QString> &domains)
{
    QList<TransferTarget> targets;
    const QList<HistoryEntry> entries = phone.history().entries({}, historyForChips);
    for (const FrequentParty &party :
        frequentParties(entries, TransferRow::mostChips, call.remoteUri, domains))
        targets.append({TransferTarget::Kind::Person, party.name, party.uri});
    if (const auto met = tryOutFriend(phone); met && met->accountId == call.accountId) {
        const auto isFriend = [&](const TransferTarget &target) {
            return shortAddress(target.target) == shortAddress(met->remoteUri);
        };
        if (shortAddress(call.remoteUri) != shortAddress(met->remoteUri)
            && std::none_of(targets.begin(), targets.end(), isFriend))
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
    for (const CallState &other : live) {
        if (other.id != call.id && other.phase == CallState::Phase::Established && !areJoined(call, other))
            targets.append({TransferTarget::Kind::LiveCall, nameOf(other), other.id});
    }
    return targets + people(phone, call, domains);
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
