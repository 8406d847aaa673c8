#pragma once

#include "Account.h"
#include "Call.h"
#include "Favourites.h"
#include "History.h"

#include <QJsonObject>

namespace carillon {

/// The phone's things as scripts see them (`carillon ctl`, D-Bus).
namespace PhoneJson {

QJsonObject account(const Account &account);
QJsonObject call(const CallState &state);
QJsonObject favourite(const FavouriteState &state);
QJsonObject historyEntry(const HistoryEntry &entry);
QString lampName(Lamp lamp);
QString stateName(Account::State state);
QString phaseName(CallState::Phase phase);
QString transferName(CallState::Transfer transfer);

} // namespace PhoneJson
} // namespace carillon
