#pragma once

#include "Account.h"

#include <QJsonObject>

namespace carillon {

/// In which profile a call of the account came about after the first offer was refused: how the next ones
/// begin. Nobody sets it.
enum class LearnedProfile { None, Rtp, WebRtc };

/// An account as the database keeps it: the settings, and what stands beside them. Of passwords only that
/// there are some.
struct AccountRecord {
    AccountSettings settings;
    bool hasPassword = false;
    bool hasTurnPassword = false;
    LearnedProfile learned = LearnedProfile::None;
    QJsonObject toJson() const;
    static AccountRecord fromJson(const QJsonObject &json);
    friend bool operator==(const AccountRecord &, const AccountRecord &) = default;
};

} // namespace carillon
