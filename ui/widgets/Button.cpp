#include "Button.h"

#include <QKeyEvent>

namespace carillon {
namespace {

bool isEnter(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

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

} // namespace carillon
