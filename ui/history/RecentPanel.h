#pragma once

#include "RecentModel.h"

#include <QWidget>
#include <functional>

namespace carillon {

class Button;
class ElidedLabel;
class RowList;
class TextLabel;

/// The recent calls: missed ones in bold, Enter or a double click calls back.
class RecentPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit RecentPanel(QWidget *parent = nullptr);
    void setEntries(const QList<HistoryEntry> &entries, const Moment &moment);
    void setUnseenMissed(int count);
    /// What stands in place of an empty list; empty: the usual sentence.
    void setEmptyHint(const QString &sentence);
    /// Asked when a menu opens: whether the other side of a call is one. Without it there are no stars.
    void setIsFavourite(std::function<bool(const HistoryEntry &)> isFavourite);
    void focusList();
    int rowCount() const;
    RowList &list() const { return *m_list; }
    HistoryEntry entryAt(const QModelIndex &row) const;

Q_SIGNALS:
    void callRequested(const QString &uri, const QString &accountId);
    void detailsRequested(const carillon::HistoryEntry &entry);
    void favouriteToggled(const carillon::HistoryEntry &entry, bool on);
    void takeRequested(const QString &uri); ///< into the field, to be changed before calling

private:
    void askDetails(const QModelIndex &index);
    void showMenu(const QPoint &at);
    QModelIndex pointedRow() const;

    ElidedLabel *m_heading;
    ElidedLabel *m_missed;
    Button *m_details; ///< of the row in hand
    TextLabel *m_empty;
    RowList *m_list;
    RecentModel *m_model;
    QHash<QString, QString> m_domains;
    std::function<bool(const HistoryEntry &)> m_isFavourite;
};

} // namespace carillon
