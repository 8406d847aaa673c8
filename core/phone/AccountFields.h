#pragma once

#include "Account.h"

#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace carillon {

/// The settings of an account as named texts: for `account add --NAME VALUE`, `account set ID NAME VALUE` and
/// the database. The names are the long options of `account add`; `register` (on, off) stands for
/// --no-register. Pure functions.
namespace AccountFields {

QStringList names();
/// on, off.
std::optional<bool> switchOf(const QString &word);
/// The words that may stand in a field of fixed choice; empty for the others.
QStringList choices(const QString &name);
/// @returns empty, or one sentence saying why @p value is refused; @p settings is then as it was. The name
/// exists.
QString set(AccountSettings &settings, const QString &name, const QString &value);
QString value(const AccountSettings &settings, const QString &name);
/// For settings that did not come through set(): each field that is not as in @p before goes through it and
/// is written as it writes it; then what no single field can tell: an address is there, and the server fits
/// it. @returns empty, or one sentence.
QString check(AccountSettings &settings, const AccountSettings &before = {});

/// The password that stands in the URI of the TURN server, which is without it afterwards.
std::optional<QString> takeTurnPassword(AccountSettings &settings);

QJsonObject toJson(const AccountSettings &settings);
/// Unknown names and values which are not allowed are left out.
AccountSettings fromJson(const QJsonObject &json);

/// Whether @p server is ws: or wss:.
bool isWebSocket(const QString &server);

} // namespace AccountFields
} // namespace carillon
