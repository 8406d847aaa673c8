#pragma once

#include "Favourites.h"
#include "History.h"

#include <functional>

namespace carillon {

/// Answers what fits a text, the best first.
using Suggest = std::function<QList<HistoryEntry>(const QString &text)>;

/// What fits @p text in @p history. Somebody we called or spoke to is told as he was then, so that a later
/// call under a borrowed name changes nothing.
QList<HistoryEntry> suggestionsOf(const History &history, const QString &text);

/// Those whose name, or the beginning of whose number, @p text is in: as if they had been called before.
QList<HistoryEntry> favouritesFor(const QList<FavouriteState> &favourites, const QString &text);
/// Unless the party is there already.
void addSuggestion(QList<HistoryEntry> &suggestions, const HistoryEntry &entry);

/// We called this party, or spoke to it. The name of a mere caller is what he chose to send.
bool isAcquainted(const HistoryEntry &entry);

/// Which suggestion Enter takes in place of the text itself: an acquaintance whose name was begun, never a
/// number or an address. -1: the text.
int suggestionForEnter(const QString &text, const QList<HistoryEntry> &suggestions);

} // namespace carillon
