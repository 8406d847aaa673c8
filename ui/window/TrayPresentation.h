#pragma once

#include "AccountPresentation.h"
#include "CallPresentation.h"
#include "Icons.h"

#include <optional>

namespace carillon {

/// What the icon in the tray tells at a glance: the most urgent of what is going on.
enum class TrayState { Ready, Offline, DoNotDisturb, Ringing, InCall, Muted };

/// What the icon is made of.
struct TrayFacts {
    QList<CallState> calls = {}; ///< not ended
    QList<AccountSummary> accounts = {};
    Reachability reachability = Reachability::Online;
    Disturbance disturbance = Disturbance::Allowed;
    QString quietEnd = {}; ///< of "do not disturb", in words; empty: somebody ends it
    int missed = 0;        ///< calls that nobody has looked at
};

struct TrayPresentation {
    TrayState state = TrayState::Ready;
    Tile tile = Tile::Application;
    int badge = 0;
    QString toolTip = {}; ///< lines; words of our own and addresses of the accounts, nothing from the network
    QStringList accounts = {}; ///< one line each, for the menu
    bool isQuiet = false;      ///< "do not disturb"
    QString quietEnd = {};
    friend bool operator==(const TrayPresentation &, const TrayPresentation &) = default;
};
TrayPresentation trayPresentation(const TrayFacts &facts);

/// What of a text in the clipboard could be called: one line that is a number as people write them, or a
/// sip:, sips:, tel: or callto: address.
std::optional<QString> dialableIn(const QString &clipboard);

} // namespace carillon
