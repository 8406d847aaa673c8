#include "SessionTimerTerms.h"

#include "SipMessage.h"

#include <array>

namespace carillon::SessionTimerTerms {

namespace {

using Role = SessionExpires::Refresher;
enum class Knows { No, Yes };

/// RFC 4028 §9, table 2; where it leaves the choice, who asked does the work.
struct Row {
    Knows uac;
    Role asked;
    Role answered;
    bool isRequired;
};
constexpr std::array table{
    Row{Knows::No, Role::Unsaid, Role::Uas, false},
    Row{Knows::No, Role::Uac, Role::Uas, false}, // not possible; he would not do it
    Row{Knows::No, Role::Uas, Role::Uas, false},
    Row{Knows::Yes, Role::Unsaid, Role::Uac, true},
    Row{Knows::Yes, Role::Uac, Role::Uac, true},
    Row{Knows::Yes, Role::Uas, Role::Uas, true},
};

const Row &rowOf(Knows uac, Role asked)
{
    const auto row = std::find_if(
        table.begin(), table.end(), [&](const Row &one) { return one.uac == uac && one.asked == asked; });
    return *row; // every pair is listed
}

} // namespace

Asked Asked::by(const SipMessage &request)
{
    Asked asked;
    asked.smallest = minSessionExpires(request).value_or(SessionExpires::Smallest);
    asked.knowsTimer
        = request.hasToken(HeaderId::Supported, "timer") || request.hasToken(HeaderId::Require, "timer");
    asked.expires = SessionExpires::of(request);
    // One who cannot be told 422 and says what may not be said.
    if (!asked.knowsTimer && asked.expires && asked.expires->interval < SessionExpires::Smallest)
        asked.expires.reset();
    return asked;
}

bool isTooBrief(const Asked &asked, const SessionTimerPolicy &ours)
{
    return asked.knowsTimer && asked.expires && asked.expires->interval < ours.smallest;
}

std::optional<Granted> grant(
    const Asked &asked, const SessionTimerPolicy &ours, const std::optional<Agreed> &inForce)
{
    const Knows uac = asked.knowsTimer ? Knows::Yes : Knows::No;
    Role wanted = asked.expires ? asked.expires->refresher : Role::Unsaid;
    if (wanted == Role::Unsaid && inForce)
        wanted = inForce->refresher == Refresher::Us ? Role::Uas : Role::Uac;
    if (!asked.expires) {
        if (ours.wanted.count() == 0)
            return std::nullopt;
        const auto interval = inForce ? inForce->interval : std::min(ours.wanted, Limits::Longest);
        if (!inForce)
            wanted = Role::Uas; // it is we who want it
        const Row &row = rowOf(uac, wanted);
        return Granted{{std::max(interval, asked.smallest), row.answered}, row.isRequired};
    }
    const Row &row = rowOf(uac, wanted);
    const auto most = std::max(Limits::Longest, asked.smallest);
    return Granted{{std::min(asked.expires->interval, most), row.answered}, row.isRequired};
}

Agreed agreedByUs(const Granted &granted)
{
    const bool isOurs = granted.expires.refresher == Role::Uas;
    return {granted.expires.interval, isOurs ? Refresher::Us : Refresher::Peer};
}

std::optional<Agreed> agreedByPeer(const std::optional<SessionExpires> &asked, const SipMessage &success)
{
    if (const auto granted = SessionExpires::of(success);
        granted && granted->interval >= SessionExpires::Smallest) {
        const bool isPeers = granted->refresher == Role::Uas;
        return Agreed{granted->interval, isPeers ? Refresher::Peer : Refresher::Us};
    }
    // One who knows timers and names none has switched it off; for one who does not we refresh alone.
    const bool knowsTimer = success.hasToken(HeaderId::Supported, "timer");
    if (!asked || knowsTimer)
        return std::nullopt;
    return Agreed{asked->interval, Refresher::Us};
}

std::chrono::milliseconds untilRefresh(const Agreed &agreed)
{
    return std::chrono::milliseconds(std::min(agreed.interval, Limits::Longest)) / 2;
}

std::chrono::milliseconds untilEnd(const Agreed &agreed)
{
    if (agreed.refresher == Refresher::Us)
        return agreed.interval;
    return agreed.interval - std::min(Limits::Notice, agreed.interval / 3);
}

} // namespace carillon::SessionTimerTerms
