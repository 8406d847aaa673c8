#include "Button.h"

#include <QKeyEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace carillon {

bool isEnter(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

bool clickForEnter(QAbstractButton &button, const QKeyEvent &event)
{
    if (!isEnter(event))
        return false;
    if (!event.isAutoRepeat())
        button.click();
    return true;
}

Button::Button(const QString &text, QWidget *parent, Obeys obeys)
    : QPushButton(text, parent)
    , m_obeys(obeys)
{
    setAutoDefault(false);
}

Button::Button(QWidget *parent)
    : Button(QString(), parent)
{
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (m_obeys == Obeys::OnlySpace && isEnter(*event))
        return;
    if (!clickForEnter(*this, *event))
        QPushButton::keyPressEvent(event);
}

// Laid out from the right, Qt 6.4 moves the text away from its icon in a button that is wider than both.
void Button::paintEvent(QPaintEvent *event)
{
    if (icon().isNull() || !isRightToLeft()) {
        QPushButton::paintEvent(event);
        return;
    }
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    option.rect
        = QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, sizeHint().boundedTo(size()), rect());
    painter.drawControl(QStyle::CE_PushButtonLabel, option);
}

} // namespace carillon
