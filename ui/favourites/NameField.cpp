#include "NameField.h"

#include "Button.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace carillon {

NameField::NameField(const QString &name, QWidget *parent)
    : QLineEdit(name, parent)
    , m_before(name)
{
}

// Enter and Escape are ours, whatever shortcut the window has for them.
bool NameField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (isEnter(*key) || key->key() == Qt::Key_Escape)
            event->accept();
    }
    return QLineEdit::event(event);
}

void NameField::keyPressEvent(QKeyEvent *event)
{
    const bool isEscape = event->key() == Qt::Key_Escape;
    if (!isEscape && !isEnter(*event)) {
        QLineEdit::keyPressEvent(event);
        event->accept(); // what it does not want is not for the button that it lies on
        return;
    }
    event->accept();
    if (std::exchange(m_isOver, true))
        return;
    Q_EMIT finished(isEscape ? m_before : text());
}

void NameField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    const bool isComingBack
        = event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason;
    if (isComingBack || std::exchange(m_isOver, true))
        return;
    Q_EMIT left(text().trimmed().isEmpty() ? m_before : text());
}

} // namespace carillon
