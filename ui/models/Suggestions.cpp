#include "Suggestions.h"

#include "AccountPresentation.h"

namespace carillon {
namespace {

constexpr int callsOfOneParty = 50;
constexpr int mostFavourites = 8;

} // namespace

QList<HistoryEntry> favouritesFor(const QList<FavouriteState> &favourites, const QString &text)
{
    QList<HistoryEntry> found;
    for (const FavouriteState &state : favourites) {
        const bool fits = state.favourite.name.contains(text, Qt::CaseInsensitive)
            || shortAddress(state.address).startsWith(text, Qt::CaseInsensitive);
        if (state.address.isEmpty() || !fits || found.size() >= mostFavourites)
            continue;
        HistoryEntry entry;
        entry.accountId = state.favourite.accountId;
        entry.remoteName = state.favourite.name;
        entry.remoteUri = state.address;
        addSuggestion(found, entry);
    }
    return found;
}

void addSuggestion(QList<HistoryEntry> &suggestions, const HistoryEntry &entry)
{
    const auto same = [&](const HistoryEntry &one) {
        return shortAddress(one.remoteUri) == shortAddress(entry.remoteUri);
    };
    if (std::none_of(suggestions.begin(), suggestions.end(), same))
        suggestions.append(entry);
}

bool isAcquainted(const HistoryEntry &entry)
{
    return entry.direction == HistoryEntry::Direction::Outgoing
        || entry.outcome == HistoryEntry::Outcome::Answered;
}

QList<HistoryEntry> suggestionsOf(const History &history, const QString &text)
{
    QList<HistoryEntry> found = history.suggestions(text);
    for (HistoryEntry &suggestion : found) {
        if (isAcquainted(suggestion))
            continue;
        for (const HistoryEntry &earlier : history.entries(suggestion.remoteUri, callsOfOneParty)) {
            if (earlier.remoteUri == suggestion.remoteUri && isAcquainted(earlier)) {
                suggestion = earlier;
                break;
            }
        }
    }
    return found;
}

int suggestionForEnter(const QString &text, const QList<HistoryEntry> &suggestions)
{
    const bool address = text.contains(QLatin1Char('@')) || text.contains(QLatin1Char(':'));
    const bool letters = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
    if (text.isEmpty() || address || !letters)
        return -1;
    for (const HistoryEntry &entry : suggestions) {
        if (shortAddress(entry.remoteUri).section(QLatin1Char('@'), 0, 0).compare(text, Qt::CaseInsensitive)
            == 0)
            return -1; // an extension of that name is what was typed
    }
    for (int row = 0; row < int(suggestions.size()); ++row) {
        if (!isAcquainted(suggestions.at(row)))
            continue;
        const QStringList words = suggestions.at(row).remoteName.simplified().split(QLatin1Char(' '));
        if (suggestions.at(row).remoteName.startsWith(text, Qt::CaseInsensitive))
            return row;
        for (const QString &word : words) {
            if (word.startsWith(text, Qt::CaseInsensitive))
                return row;
        }
    }
    return -1;
}

} // namespace carillon
