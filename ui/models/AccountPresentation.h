#pragma once

#include "Account.h"
#include "Icons.h"

namespace carillon {

/// What a view needs to know of an account at one moment; a plain value.
struct AccountSummary {
    QString id;
    AccountSettings settings;
    Account::State state = Account::State::Unregistered;
    bool ready = false;
    bool tryOut = false; ///< of the embedded exchange
    QString contact;
    QString reason; ///< one sentence: why it is not registered
    QString detail; ///< code and the system's words, behind "Details"
    friend bool operator==(const AccountSummary &, const AccountSummary &) = default;
};
AccountSummary summarise(const Account &account);

/// "1001@example.org" of "sip:1001@example.org;transport=tls".
QString shortAddress(const QString &uri);
/// "example.org" of "sip:1001@example.org:5070": where somebody is at home.
QString domainOf(const QString &uri);
/// How a person of @p ownDomain writes it: without the domain when it is the own one, never without a strange
/// one.
QString friendlyAddress(const QString &uri, const QString &ownDomain);

struct AccountPresentation {
    QString title;
    QString sentence; ///< "ready", "signing in", the reason of a failure
    Icon icon = Icon::Pending;
    Tone tone = Tone::Second;
};
AccountPresentation present(const AccountSummary &account);

/// The line at the top of the main window and of the tray's menu.
struct StatusPresentation {
    QString sentence; ///< "1001@example.org · ready"
    QString spoken;   ///< the same as a whole sentence
    Icon icon = Icon::Pending;
    Tone tone = Tone::Second;
};
enum class Reachability { Online, Offline };
enum class Disturbance { Allowed, Refused }; ///< Refused: "do not disturb"
/// @p quietEnd: when "do not disturb" ends, in words; empty: somebody ends it.
StatusPresentation presentStatus(const QList<AccountSummary> &accounts, Reachability reachability,
    Disturbance disturbance = Disturbance::Allowed, const QString &quietEnd = {});

/// What has happened since Continue was pressed, one line each.
struct Step {
    enum class Mark { Working, Done, Failed };
    Mark mark = Mark::Working;
    QString sentence;
    QString detail; ///< empty, or what stands behind "Details"
    friend bool operator==(const Step &, const Step &) = default;
};
QList<Step> presentSteps(const AccountSummary &account);

} // namespace carillon
