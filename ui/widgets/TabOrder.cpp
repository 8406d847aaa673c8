#include "TabOrder.h"

#include <QLayout>
#include <QScrollArea>

namespace carillon {
namespace {

void collect(QWidget &widget, QList<QWidget *> &found);

void collect(QLayout &layout, QList<QWidget *> &found)
{
    for (int i = 0; i < layout.count(); ++i) {
        if (QWidget *widget = layout.itemAt(i)->widget())
            collect(*widget, found);
        else if (QLayout *inner = layout.itemAt(i)->layout())
            collect(*inner, found);
    }
}

void collect(QWidget &widget, QList<QWidget *> &found)
{
    if (widget.focusPolicy() & Qt::TabFocus)
        found.append(&widget);
    if (widget.layout())
        collect(*widget.layout(), found);
    else if (auto *scroll = qobject_cast<QScrollArea *>(&widget); scroll && scroll->widget())
        collect(*scroll->widget(), found);
}

} // namespace

QList<QWidget *> tabbable(QWidget &root)
{
    QList<QWidget *> found;
    collect(root, found);
    return found;
}

void tabInLayoutOrder(QWidget &root)
{
    const QList<QWidget *> found = tabbable(root);
    for (qsizetype i = 1; i < found.size(); ++i)
        QWidget::setTabOrder(found.at(i - 1), found.at(i));
}

} // namespace carillon
