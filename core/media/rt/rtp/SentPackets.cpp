#include "SentPackets.h"

#include <algorithm>

namespace carillon {

using std::chrono::microseconds;

namespace {
constexpr std::int64_t AgeingPerSecond = 200; // µs
constexpr microseconds ReferenceTick{64000};
/// The reference time of 24 bits begins anew; what differs by more was measured before that.
constexpr microseconds MostQueueing{60000000};
}

void SentPackets::sent(std::uint16_t sequence, MediaTime at) noexcept
{
    m_slots[sequence % MaxPackets] = {at, sequence, true};
}

microseconds SentPackets::queueing(microseconds onTheWay, MediaTime sentAt) noexcept
{
    const auto age = std::chrono::duration_cast<microseconds>(sentAt - m_shortestAt).count();
    const microseconds known = m_shortest + microseconds(age * AgeingPerSecond / 1000000);
    if (!m_hasShortest || onTheWay < known || onTheWay - known > MostQueueing) {
        m_hasShortest = true;
        m_shortest = onTheWay;
        m_shortestAt = sentAt;
        return microseconds(0);
    }
    return onTheWay - known;
}

TransportOutcome SentPackets::match(const TransportFeedback &feedback) noexcept
{
    TransportOutcome outcome;
    microseconds sum{};
    int run = 0;
    for (std::size_t i = 0; i < feedback.count; ++i) {
        const auto sequence = std::uint16_t(feedback.baseSequence + i);
        Slot &slot = m_slots[sequence % MaxPackets];
        if (!slot.isWaiting || slot.sequence != sequence)
            continue;
        slot.isWaiting = false;
        if (feedback.arrivals[i] == TransportFeedback::NotReceived) {
            ++outcome.lost;
            outcome.longestLoss = std::max(outcome.longestLoss, ++run);
            continue;
        }
        run = 0;
        ++outcome.received;
        const microseconds arrived
            = feedback.referenceTime * ReferenceTick + feedback.arrivals[i] * TransportFeedback::Tick;
        const auto left = sinceEpoch(slot.at);
        sum += queueing(arrived - left, slot.at);
    }
    if (outcome.received > 0)
        outcome.queueing = sum / outcome.received;
    return outcome;
}

} // namespace carillon
