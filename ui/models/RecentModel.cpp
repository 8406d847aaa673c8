#include "RecentModel.h"

#include "AccountPresentation.h"
#include "PlainText.h"

#include <QCoreApplication>

namespace carillon {
namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("RecentModel", source);
}

// In words: "03:15" beside "10:42" would read as a time of day.
QString durationText(qint64 durationMs)
{
    const qint64 seconds = durationMs / 1000;
    if (seconds < 60)
        return text("%1 s").arg(seconds);
    if (seconds < 3600)
        return text("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return text("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
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
    case HistoryEntry::Outcome::Failed: return text("failed");
    }
    Q_UNREACHABLE();
}

QString spokenOutcome(const HistoryEntry &entry, const QString &name)
{
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
    case HistoryEntry::Outcome::Failed: return text("A call with %1 failed.").arg(name);
    }
    Q_UNREACHABLE();
}

QString nameOf(const HistoryEntry &entry)
{
    return entry.remoteName.isEmpty() ? friendlyAddress(entry.remoteUri) : entry.remoteName;
}

} // namespace

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
    row.title = nameOf(entry);
    const QString address = friendlyAddress(entry.remoteUri);
    const QString outcome = outcomeText(entry);
    row.subtitle
        = address.isEmpty() || address == row.title ? outcome : text("%1 · %2").arg(address, outcome);
    row.trailing = whenText(entry.startedAt, moment);
    row.bold = missed;
    row.sentence = text("%1 %2. Enter calls back.").arg(spokenOutcome(entry, row.title), row.trailing);
    return row;
}

ListRow presentSuggestion(const HistoryEntry &entry)
{
    ListRow row;
    row.icon = Icon::Phone;
    row.title = nameOf(entry);
    const QString address = friendlyAddress(entry.remoteUri);
    row.subtitle = address == row.title ? QString() : address;
    row.sentence = text("Call %1.").arg(row.title);
    return row;
}

QList<FrequentParty> frequentParties(const QList<HistoryEntry> &entries, int limit, const QString &except)
{
    struct Counted {
        FrequentParty party;
        int calls = 0;
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
            found = all.insert(all.end(), {{nameOf(entry), entry.remoteUri}, 0});
        ++found->calls;
    }
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
    beginResetModel();
    m_entries = entries;
    m_moment = moment;
    endResetModel();
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
    const ListRow row = m_shows == Shows::Recent ? presentRecent(entry, m_moment) : presentSuggestion(entry);
    switch (role) {
    case TwoLineDelegate::RowRole: return QVariant::fromValue(row);
    case Qt::AccessibleTextRole: return row.sentence;
    case Qt::DisplayRole: return row.title;
    case Qt::ToolTipRole: return plainToolTip(shortAddress(entry.remoteUri));
    default: return {};
    }
}

} // namespace carillon
