#pragma once

#include "Suggestions.h"

namespace carillon {

class Phone;

/// What the embedded exchange answers, as if it had been called before; empty while there is no try-out.
QList<HistoryEntry> tryOutParties(const Phone &phone);
/// Whom a call of the try-out can be handed to; none while there is no try-out.
std::optional<HistoryEntry> tryOutFriend(const Phone &phone);
/// The favourites that fit, the history's suggestions, and in the try-out what can be called there.
Suggest suggestionsFor(const Phone &phone);

} // namespace carillon
