#pragma once

#include "History.h"
#include "TwoLineDelegate.h"

#include <QAbstractListModel>
#include <QLocale>

namespace carillon {

/// What a list is told against: "yesterday" needs a today, and an address is only short at home.
struct Moment {
    QDateTime now; ///< local time
    QLocale locale;
    QHash<QString, QString> domains; ///< that of each account, by its id
};

QString nameOf(const HistoryEntry &entry, const QHash<QString, QString> &domains);

/// "You called Bob and spoke."
QString outcomeSentence(const HistoryEntry &entry, const QString &name);
/// "3 min 15 s": in words, because "03:15" beside "10:42" would read as a time of day.
QString durationText(qint64 durationMs);
/// One finished call as a row of the list of recent calls.
ListRow presentRecent(const HistoryEntry &entry, const Moment &moment);
/// One party as a row of the suggestions.
ListRow presentSuggestion(const HistoryEntry &entry, const Moment &moment);
/// "10:42" today, then "yesterday", the weekday, the date.
QString whenText(const QDateTime &startedAt, const Moment &moment);

/// Somebody who was spoken to often.
struct FrequentParty {
    QString name;
    QString uri;
    friend bool operator==(const FrequentParty &, const FrequentParty &) = default;
};
/// The parties of @p entries (newest first) that were spoken to, by number of calls, then the newest; without
/// @p except.
QList<FrequentParty> frequentParties(const QList<HistoryEntry> &entries, int limit, const QString &except,
    const QHash<QString, QString> &domains);

/// Recent calls or suggestions, newest first.
class RecentModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Shows { Recent, Suggestions };
    explicit RecentModel(Shows shows, QObject *parent = nullptr);
    /// Rows that stay are not touched, so that nothing jumps under a pointer.
    void setEntries(const QList<HistoryEntry> &entries, const Moment &moment);
    /// The entry of a row; a default one for an index that is none.
    HistoryEntry entry(const QModelIndex &index) const;
    QModelIndex indexOf(qint64 id) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void removeGone(const QList<HistoryEntry> &entries);
    void removeFrom(int row);

    Shows m_shows;
    QList<HistoryEntry> m_entries;
    Moment m_moment;
};

} // namespace carillon
