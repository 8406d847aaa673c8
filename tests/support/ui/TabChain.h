#pragma once

#include <QWidget>

namespace carillon {

/// What Tab visits in @p window, from the first on.
inline QList<QWidget *> tabOrder(QWidget &window)
{
    QList<QWidget *> found;
    for (QWidget *next = window.nextInFocusChain(); next != &window; next = next->nextInFocusChain()) {
        if ((next->focusPolicy() & Qt::TabFocus) && next->isVisibleTo(&window) && next->isEnabled())
            found.append(next);
    }
    return found;
}

/// Whether each stands below the one before, or on its line and further right.
inline bool seenInOrder(const QList<QWidget *> &order, const QWidget &window)
{
    for (qsizetype i = 1; i < order.size(); ++i) {
        const QRect before(order.at(i - 1)->mapTo(&window, QPoint()), order.at(i - 1)->size());
        const QRect after(order.at(i)->mapTo(&window, QPoint()), order.at(i)->size());
        const bool isBelow = after.top() >= before.bottom() - before.height() / 2;
        const bool isInside = before.contains(after); // a button within a field
        if (!isBelow && !isInside && after.left() < before.left()) {
            qWarning() << "out of order:" << order.at(i - 1) << before << order.at(i) << after;
            return false;
        }
    }
    return true;
}

} // namespace carillon
