#include "History.h"

#include "HistoryPrivate.h"

#include <QCoreApplication>

namespace carillon {

namespace {

const QString columns
    = QStringLiteral("id, account, direction, outcome, uri, name, started, duration, code, seen, recordings, "
                     "mos_mean, mos_least, quality, via, transferred_to");

QString searchText(const HistoryEntry &entry)
{
    return (entry.remoteName + QLatin1Char('\n') + entry.remoteUri).toCaseFolded();
}

HistoryEntry entryOf(const QVariantList &row)
{
    HistoryEntry entry;
    entry.id = row[0].toLongLong();
    entry.accountId = row[1].toString();
    entry.direction = HistoryEntry::Direction(row[2].toInt());
    entry.outcome = HistoryEntry::Outcome(std::clamp(row[3].toInt(), 0, int(HistoryEntry::Outcome::Failed)));
    entry.remoteUri = row[4].toString();
    entry.remoteName = row[5].toString();
    entry.startedAt = QDateTime::fromMSecsSinceEpoch(row[6].toLongLong(), Qt::UTC);
    entry.durationMs = row[7].toLongLong();
    entry.code = row[8].toInt();
    entry.seen = row[9].toBool();
    entry.recordings = row[10].toString().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    entry.mosMean = row[11].toDouble();
    entry.mosLeast = row[12].toDouble();
    entry.qualitySentence = row[13].toString();
    entry.via = row[14].toString();
    entry.transferredTo = row[15].toString();
    return entry;
}

QList<HistoryEntry> entriesOf(const Result<Database::Rows, DatabaseError> &rows)
{
    QList<HistoryEntry> entries;
    if (rows)
        for (const QVariantList &row : *rows)
            entries.append(entryOf(row));
    return entries;
}

} // namespace

Result<void, DatabaseError> History::Private::store(const HistoryEntry &entry)
{
    return database.transaction(
        [&]() -> Result<void, DatabaseError> {
            const auto added = database.change(
                QStringLiteral("INSERT INTO history (account, direction, outcome, "
                               "uri, name, started, duration, code, seen, search, recordings, "
                               "mos_mean, mos_least, quality, via, transferred_to)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                {entry.accountId, int(entry.direction), int(entry.outcome), entry.remoteUri, entry.remoteName,
                    entry.startedAt.toMSecsSinceEpoch(), entry.durationMs, entry.code, entry.seen ? 1 : 0,
                    searchText(entry), entry.recordings.join(QLatin1Char('\n')), entry.mosMean,
                    entry.mosLeast, entry.qualitySentence, entry.via, entry.transferredTo});
            if (!added)
                return Failure<DatabaseError>(added.error());
            const auto trimmed = database.change(
                QStringLiteral("DELETE FROM history WHERE id <= ?"), {added->insertedId - MaxEntries});
            if (!trimmed)
                return Failure<DatabaseError>(trimmed.error());
            return {};
        },
        Database::Durability::Crash);
}

History::History(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

History::~History() = default;

QList<HistoryEntry> History::entries(const QString &search, int limit) const
{
    const QString folded = search.trimmed().toCaseFolded();
    QList<HistoryEntry> result;
    for (auto entry = d->unsaved.crbegin(); entry != d->unsaved.crend(); ++entry)
        if (searchText(*entry).contains(folded))
            result.append(*entry);
    result += entriesOf(d->database.select(
        QStringLiteral(
            "SELECT %1 FROM history WHERE instr(search, ?) > 0 ORDER BY started DESC, id DESC LIMIT ?")
            .arg(columns),
        {folded, std::max(0, limit)}));
    return result.mid(0, std::max(0, limit));
}

QList<HistoryEntry> History::suggestions(const QString &text, int limit) const
{
    // SQLite's rule for a bare column beside max(): it comes from the row that holds the maximum, so name and
    // account are the newest.
    return entriesOf(d->database.select(
        QStringLiteral(
            "SELECT id, account, direction, outcome, uri, name, max(started), duration, code, seen, "
            "recordings, mos_mean, mos_least, quality, via, transferred_to FROM history"
            " WHERE instr(search, ?) > 0 GROUP BY uri ORDER BY count(*) DESC, max(started) DESC LIMIT ?"),
        {text.trimmed().toCaseFolded(), std::max(0, limit)}));
}

int History::unseenMissed() const
{
    int count = 0;
    for (const HistoryEntry &entry : d->unsaved)
        count += entry.seen ? 0 : 1;
    const auto rows = d->database.select(QStringLiteral("SELECT count(*) FROM history WHERE seen = 0"));
    return count + (rows ? rows->constFirst().constFirst().toInt() : 0);
}

void History::markAllSeen()
{
    if (unseenMissed() == 0)
        return;
    for (HistoryEntry &entry : d->unsaved)
        entry.seen = true;
    if (const auto done = d->database.change(QStringLiteral("UPDATE history SET seen = 1 WHERE seen = 0"));
        !done)
        Q_EMIT failed(sentence(done.error(), QCoreApplication::translate("carillon", "what you have seen")));
    Q_EMIT changed();
}

void History::add(HistoryEntry entry)
{
    d->unsaved.append(std::move(entry));
    while (d->unsaved.size() > MaxUnsaved)
        d->unsaved.removeFirst();
    if (const auto stored = storeUnsaved(); !stored)
        Q_EMIT failed(sentence(stored.error(), QCoreApplication::translate("carillon", "the call")));
    Q_EMIT changed();
}

Result<void, DatabaseError> History::storeUnsaved()
{
    while (!d->unsaved.isEmpty()) {
        if (const auto stored = d->store(d->unsaved.constFirst()); !stored)
            return stored;
        d->unsaved.removeFirst();
    }
    return {};
}

void History::clear()
{
    d->unsaved.clear();
    if (const auto done = d->database.change(QStringLiteral("DELETE FROM history")); !done)
        Q_EMIT failed(
            sentence(done.error(), QCoreApplication::translate("carillon", "the emptied list of calls")));
    Q_EMIT changed();
}

} // namespace carillon
