#include "TrayPresentation.h"

#include "PlainText.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace carillon {
namespace {

constexpr qsizetype longestTarget = 64;

QString text(const char *source)
{
    return QCoreApplication::translate("TrayPresentation", source);
}

TrayState stateOf(const TrayFacts &facts)
{
    using Phase = CallState::Phase;
    bool talks = false;
    bool isHeard = false;
    for (const CallState &call : facts.calls) {
        if (ringsHere(call))
            return TrayState::Ringing;
        if (call.phase == Phase::Terminating || call.phase == Phase::Terminated)
            continue;
        talks = true;
        isHeard |= !call.muted;
    }
    if (talks)
        return isHeard ? TrayState::InCall : TrayState::Muted;
    const bool isReady = std::any_of(
        facts.accounts.begin(), facts.accounts.end(), [](const AccountSummary &one) { return one.ready; });
    if (!isReady || facts.reachability == Reachability::Offline)
        return TrayState::Offline;
    return facts.disturbance == Disturbance::Refused ? TrayState::DoNotDisturb : TrayState::Ready;
}

Tile tileOf(TrayState state)
{
    switch (state) { // no default: a new state must break this build
    case TrayState::Ready: return Tile::Application;
    case TrayState::Offline: return Tile::TrayOffline;
    case TrayState::DoNotDisturb: return Tile::TrayQuiet;
    case TrayState::Ringing: return Tile::TrayRinging;
    case TrayState::InCall: return Tile::TrayInCall;
    case TrayState::Muted: return Tile::TrayMuted;
    }
    Q_UNREACHABLE();
}

QString headline(const TrayFacts &facts, TrayState state)
{
    switch (state) { // no default: a new state must break this build
    case TrayState::Ready: return text("Carillon: ready");
    case TrayState::Offline:
        return facts.accounts.isEmpty() ? text("Carillon: no account yet") : text("Carillon: not connected");
    case TrayState::DoNotDisturb:
        return facts.quietEnd.isEmpty() ? text("Carillon: do not disturb")
                                        : text("Carillon: do not disturb until %1").arg(facts.quietEnd);
    case TrayState::Ringing: return text("Carillon: somebody is calling");
    case TrayState::InCall: return text("Carillon: in a call");
    case TrayState::Muted: return text("Carillon: in a call, your microphone is muted");
    }
    Q_UNREACHABLE();
}

/// In words of our own: why it failed may have come from a server, and some trays read markup.
QString wordOf(const AccountSummary &account)
{
    if (account.ready)
        return text("ready");
    switch (account.state) { // no default: a new state must break this build
    case Account::State::Connecting:
    case Account::State::Registering: return text("signing in");
    case Account::State::Unregistering: return text("signing out");
    case Account::State::Unregistered: return text("not signed in");
    case Account::State::Registered:
    case Account::State::Failed: return text("not connected");
    }
    Q_UNREACHABLE();
}

} // namespace

TrayPresentation trayPresentation(const TrayFacts &facts)
{
    TrayPresentation shown;
    shown.state = stateOf(facts);
    shown.tile = tileOf(shown.state);
    shown.badge = facts.missed;
    shown.isQuiet = facts.disturbance == Disturbance::Refused;
    shown.quietEnd = facts.quietEnd;
    QStringList lines{headline(facts, shown.state)};
    for (const AccountSummary &account : facts.accounts) {
        const AccountPresentation presented = present(account);
        lines.append(text("%1: %2").arg(isolated(presented.title), wordOf(account)));
        shown.accounts.append(text("%1: %2").arg(isolated(presented.title), presented.sentence));
    }
    if (facts.missed > 0)
        lines.append(
            QCoreApplication::translate("TrayPresentation", "%n missed calls", nullptr, facts.missed));
    shown.toolTip = lines.join(QLatin1Char('\n')).remove(QLatin1Char('<'));
    return shown;
}

std::optional<QString> dialableIn(const QString &clipboard)
{
    static const QRegularExpression number(QStringLiteral("^\\+?[(]?[0-9*#][0-9*#()./ \\x{a0}\\-]*$"));
    static const QRegularExpression address(
        QStringLiteral("^(sips?|tel|callto):[^\\s<>\"]+$"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression digit(QStringLiteral("[0-9*#]"));
    const QString candidate = clipboard.left(longestTarget + 1).trimmed();
    if (candidate.size() > longestTarget || clipboard.trimmed().size() > longestTarget)
        return std::nullopt;
    const bool isNumber = number.match(candidate).hasMatch() && candidate.count(digit) >= 3;
    if (!isNumber && !address.match(candidate).hasMatch())
        return std::nullopt;
    return candidate;
}

} // namespace carillon
