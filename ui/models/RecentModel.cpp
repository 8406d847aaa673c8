#include "RecentModel.h"

#include "AccountPresentation.h"
#include "PlainText.h"
#include "Sentences.h"

#include <QCoreApplication>
#include <QGuiApplication>

namespace carillon {
namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("RecentModel", source);
}

/// The sentence the call window said when it ended.
QString endOf(const HistoryEntry &entry)
{
    Sentences::CallEnd end;
    end.direction = entry.direction == HistoryEntry::Direction::Incoming ? CallState::Direction::Incoming
                                                                         : CallState::Direction::Outgoing;
    end.by = CallState::End::By::Remote;
    end.code = entry.code;
    end.name = isolated(entry.remoteName.isEmpty() ? shortAddress(entry.remoteUri) : entry.remoteName);
    return Sentences::callEnd(end);
}

QString outcomeText(const HistoryEntry &entry)
{
    switch (entry.outcome) { // no default: a new outcome must break this build
    case HistoryEntry::Outcome::Answered: return durationText(entry.durationMs);
    case HistoryEntry::Outcome::Missed: return text("missed");
    case HistoryEntry::Outcome::Declined: return text("declined");
    case HistoryEntry::Outcome::Busy: return text("busy");
    case HistoryEntry::Outcome::NoAnswer: return text("no answer");
    case HistoryEntry::Outcome::Cancelled: return text("cancelled");
    case HistoryEntry::Outcome::Failed: return entry.code ? endOf(entry) : text("failed");
    }
    Q_UNREACHABLE();
}

QString addressOf(const HistoryEntry &entry, const QHash<QString, QString> &domains)
{
    return friendlyAddress(entry.remoteUri, domains.value(entry.accountId));
}

/// Whether two entries are the same call; what a full disk refused has no id yet.
bool isSame(const HistoryEntry &a, const HistoryEntry &b)
{
    return a.id == b.id && (a.id != 0 || (a.startedAt == b.startedAt && a.remoteUri == b.remoteUri));
}

} // namespace

QString nameOf(const HistoryEntry &entry, const QHash<QString, QString> &domains)
{
    return entry.remoteName.isEmpty() ? addressOf(entry, domains) : entry.remoteName;
}

QString outcomeSentence(const HistoryEntry &entry, const QString &who)
{
    const QString name = isolated(who);
    const bool in = entry.direction == HistoryEntry::Direction::Incoming;
    switch (entry.outcome) { // no default: a new outcome must break this build
    case HistoryEntry::Outcome::Answered:
        return (in ? text("%1 called you and you spoke.") : text("You called %1 and spoke.")).arg(name);
    case HistoryEntry::Outcome::Missed: return text("You missed a call from %1.").arg(name);
    case HistoryEntry::Outcome::Declined:
        return (in ? text("You declined a call from %1.") : text("%1 declined your call.")).arg(name);
    case HistoryEntry::Outcome::Busy:
        return (in ? text("%1 called while you were busy.") : text("You called %1, who was busy.")).arg(name);
    case HistoryEntry::Outcome::NoAnswer:
        return (in ? text("You did not answer %1.") : text("You called %1, who did not answer.")).arg(name);
    case HistoryEntry::Outcome::Cancelled:
        return (in ? text("%1 gave up calling you.") : text("You gave up calling %1.")).arg(name);
    case HistoryEntry::Outcome::Failed:
        return entry.code ? endOf(entry) : text("A call with %1 failed.").arg(name);
    }
    Q_UNREACHABLE();
}

QString durationText(qint64 durationMs)
{
    const qint64 seconds = durationMs / 1000;
    if (seconds < 60)
        return text("%1 s").arg(seconds);
    if (seconds < 3600)
        return text("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return text("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString whenText(const QDateTime &startedAt, const Moment &moment)
{
    const QDateTime local = startedAt.toLocalTime();
    const qint64 days = local.date().daysTo(moment.now.toLocalTime().date());
    if (days <= 0) { // the C locale's short form has seconds
        return moment.locale.language() == QLocale::C
            ? local.time().toString(QStringLiteral("HH:mm"))
            : moment.locale.toString(local.time(), QLocale::ShortFormat);
    }
    if (days == 1)
        return text("yesterday");
    if (days < 7)
        return moment.locale.dayName(local.date().dayOfWeek(), QLocale::LongFormat);
    return moment.locale.toString(local.date(), QLocale::ShortFormat);
}

ListRow presentRecent(const HistoryEntry &entry, const Moment &moment)
{
    const bool missed = entry.outcome == HistoryEntry::Outcome::Missed;
    ListRow row;
    row.icon = missed                                          ? Icon::Missed
        : entry.direction == HistoryEntry::Direction::Incoming ? Icon::Incoming
                                                               : Icon::Outgoing;
    row.iconTone = missed ? Tone::Danger : Tone::Second;
    row.title = nameOf(entry, moment.domains);
    const QString address = addressOf(entry, moment.domains);
    const QString outcome = outcomeText(entry);
    row.subtitle = address.isEmpty() || address == row.title
        ? outcome
        : text("%1 · %2").arg(isolated(address), outcome);
    if (!entry.recordings.isEmpty())
        row.subtitle = text("%1 · recorded").arg(row.subtitle);
    row.trailing = whenText(entry.startedAt, moment);
    row.bold = missed;
    const bool rightToLeft = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    row.sentence = (rightToLeft ? text("%1 %2. Enter calls back, the left arrow tells more.")
                                : text("%1 %2. Enter calls back, the right arrow tells more."))
                       .arg(outcomeSentence(entry, row.title), row.trailing);
    return row;
}

ListRow presentSuggestion(const HistoryEntry &entry, const Moment &moment)
{
    ListRow row;
    row.icon = Icon::Phone;
    row.title = nameOf(entry, moment.domains);
    const QString address = addressOf(entry, moment.domains);
    row.subtitle = address == row.title ? QString() : address;
    row.sentence = text("Call %1.").arg(isolated(row.title));
    return row;
}

QList<FrequentParty> frequentParties(const QList<HistoryEntry> &entries, int limit, const QString &except,
    const QHash<QString, QString> &domains)
{
    struct Counted {
        FrequentParty party;
        int calls = 0;
        bool answered = false; ///< once at least: what never was may not exist
    };
    const QString excluded = shortAddress(except);
    QList<Counted> all; // in order of the newest call
    for (const HistoryEntry &entry : entries) {
        const QString address = shortAddress(entry.remoteUri);
        if (address.isEmpty() || address == excluded)
            continue;
        auto found = std::find_if(
            all.begin(), all.end(), [&](const Counted &c) { return shortAddress(c.party.uri) == address; });
        if (found == all.end())
            found = all.insert(all.end(), {{nameOf(entry, domains), entry.remoteUri}});
        ++found->calls;
        found->answered |= entry.outcome == HistoryEntry::Outcome::Answered;
    }
    all.removeIf([](const Counted &counted) { return !counted.answered; });
    std::stable_sort(
        all.begin(), all.end(), [](const Counted &a, const Counted &b) { return a.calls > b.calls; });
    QList<FrequentParty> parties;
    for (const Counted &counted : all.mid(0, limit))
        parties.append(counted.party);
    return parties;
}

RecentModel::RecentModel(Shows shows, QObject *parent)
    : QAbstractListModel(parent)
    , m_shows(shows)
{
}

void RecentModel::setEntries(const QList<HistoryEntry> &entries, const Moment &moment)
{
    const bool retold = moment.now.date() != m_moment.now.date() || moment.domains != m_moment.domains
        || moment.locale != m_moment.locale;
    m_moment = moment;
    removeGone(entries);
    for (int row = 0; row < int(entries.size()); ++row) {
        if (row < int(m_entries.size()) && isSame(m_entries.at(row), entries.at(row))) {
            if (m_entries.at(row) == entries.at(row))
                continue;
            m_entries[row] = entries.at(row);
            Q_EMIT dataChanged(index(row), index(row));
            continue;
        }
        beginInsertRows({}, row, row);
        m_entries.insert(row, entries.at(row));
        endInsertRows();
    }
    if (int(m_entries.size()) > int(entries.size()))
        removeFrom(int(entries.size())); // what changed its place was inserted anew
    if (retold && !m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_entries.size()) - 1));
}

void RecentModel::removeGone(const QList<HistoryEntry> &entries)
{
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        const auto same = [&](const HistoryEntry &entry) { return isSame(entry, m_entries.at(row)); };
        if (std::any_of(entries.begin(), entries.end(), same))
            continue;
        beginRemoveRows({}, row, row);
        m_entries.removeAt(row);
        endRemoveRows();
    }
}

void RecentModel::removeFrom(int row)
{
    beginRemoveRows({}, row, int(m_entries.size()) - 1);
    m_entries.remove(row, m_entries.size() - row);
    endRemoveRows();
}

HistoryEntry RecentModel::entry(const QModelIndex &index) const
{
    return m_entries.value(index.row());
}

QModelIndex RecentModel::indexOf(qint64 id) const
{
    for (int row = 0; row < int(m_entries.size()); ++row) {
        if (m_entries.at(row).id == id)
            return index(row);
    }
    return {};
}

int RecentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant RecentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size())
        return {};
    const HistoryEntry &entry = m_entries.at(index.row());
    const ListRow row
        = m_shows == Shows::Recent ? presentRecent(entry, m_moment) : presentSuggestion(entry, m_moment);
    switch (role) {
    case TwoLineDelegate::RowRole: return QVariant::fromValue(row);
    case Qt::AccessibleTextRole: return row.sentence;
    case Qt::DisplayRole: return row.title;
    case Qt::ToolTipRole: return plainToolTip(shortAddress(entry.remoteUri));
    default: return {};
    }
}

} // namespace carillon
