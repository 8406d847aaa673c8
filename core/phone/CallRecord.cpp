#include "CallRecord.h"

namespace carillon {

namespace {

using Outcome = HistoryEntry::Outcome;
using By = CallState::End::By;

Outcome incoming(const CallState::End &end, Decision decision)
{
    if (decision != Decision::Person)
        return decision == Decision::Phone ? Outcome::Missed : Outcome::Answered;
    constexpr int notAnsweredInTime = 480;
    if (end.by != By::Local || end.code == notAnsweredInTime)
        return Outcome::Missed;
    return Outcome::Declined;
}

Outcome outgoing(const CallState::End &end)
{
    if (end.by == By::Local)
        return Outcome::Cancelled;
    switch (end.code) {
    case 486:
    case 600: return Outcome::Busy;
    case 603: return Outcome::Declined;
    case 408:
    case 480:
    case 487: return Outcome::NoAnswer;
    default: return Outcome::Failed;
    }
}

} // namespace

HistoryEntry callRecord(const CallState &ended, Decision decision)
{
    const CallState::End end = ended.end.value_or(CallState::End());
    const bool isIncoming = ended.direction == CallState::Direction::Incoming;
    HistoryEntry entry;
    entry.accountId = ended.accountId;
    entry.direction = isIncoming ? HistoryEntry::Direction::Incoming : HistoryEntry::Direction::Outgoing;
    if (ended.establishedAt)
        entry.outcome = Outcome::Answered;
    else
        entry.outcome = isIncoming ? incoming(end, decision) : outgoing(end);
    entry.remoteUri = ended.remoteUri;
    entry.remoteName = ended.remoteName;
    entry.startedAt = ended.startedAt;
    entry.durationMs = ended.durationMs;
    entry.code = end.code;
    entry.recordings = ended.recording.files;
    entry.mosMean = ended.mosMean;
    entry.mosLeast = ended.mosLeast;
    entry.qualitySentence = ended.qualitySentence;
    entry.via = ended.via.isEmpty() ? ended.divertedBy : ended.via;
    entry.transferredTo = ended.transferredTo;
    entry.seen = entry.outcome != Outcome::Missed;
    return entry;
}

} // namespace carillon
