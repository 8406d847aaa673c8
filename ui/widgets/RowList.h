#pragma once

#include <QListView>

namespace carillon {

/// A list of ListRows: one line of keys for all of them. Enter and a double click choose, typing goes on to
/// the parent.
class RowList final : public QListView
{
    Q_OBJECT
public:
    /// @p sentence: what is listed, for screen readers.
    explicit RowList(const QString &sentence, QWidget *parent = nullptr);
    /// Scrolls until the upper edge of @p index is at @p y, as far as the list reaches.
    void keepAt(const QModelIndex &index, int y);
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    void detailsAsked(const QModelIndex &index); ///< by the arrow that points to the end of the line

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace carillon
