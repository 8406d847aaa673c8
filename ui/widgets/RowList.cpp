#include "RowList.h"

#include "Metrics.h"
#include "TwoLineDelegate.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace carillon {

RowList::RowList(const QString &sentence, QWidget *parent)
    : QListView(parent)
{
    setAccessibleName(sentence);
    setItemDelegate(new TwoLineDelegate(this));
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QListView::doubleClicked, this, &RowList::chosen);
}

void RowList::keepAt(const QModelIndex &index, int y)
{
    doItemsLayout();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(index).top() - y);
}

QSize RowList::minimumSizeHint() const
{
    return {metrics::narrowest / 2, metrics::minTarget};
}

void RowList::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex());
        return;
    }
    if (event->key() == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right) && currentIndex().isValid()) {
        Q_EMIT detailsAsked(currentIndex());
        return;
    }
    // A letter is for the field above, not for a jump within the list.
    if (!event->text().isEmpty() && event->text().front().isPrint()) {
        event->ignore();
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace carillon
