#pragma once

#include "Clock.h"
#include "CommandTable.h"

namespace carillon {

class Account;
class Call;

/// The verbs by what they are about; CommandTable puts them together. A verb that answers at once is a
/// function of phone and command.
namespace CommandVerbs {

using Immediate = CommandResult (*)(Phone &phone, const Command &command);
struct Row {
    const char *verb;
    Immediate run;
};
QList<Row> accounts();
QList<Row> calls();
QList<Row> favourites();
QList<Row> rest();

/// @name What the verbs share
CommandResult failed(const PhoneError &error);
CommandResult failed(const QString &code, const QString &sentence);
CommandResult misused(const QString &sentence);  ///< exit code 2
CommandResult notAvailable(const QString &what); ///< "Video": "Video is not available yet."
PhoneResult<Account *> account(Phone &phone, const QString &id);
PhoneResult<Call *> call(Phone &phone, const QString &id);
/// A number from @p least to @p most; @p otherwise when the option is absent; nothing when it is none.
std::optional<int> number(
    const Command &command, QLatin1StringView option, int least, int most, int otherwise);

/// Seconds with a fraction, from 0 to @p most; 0 when the option is absent; nothing when it is none.
std::optional<Milliseconds> seconds(const Command &command, QLatin1StringView option, int most);

} // namespace CommandVerbs
} // namespace carillon
