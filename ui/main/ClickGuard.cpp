#include "ClickGuard.h"

#include <QApplication>
#include <QLineEdit>
#include <QResizeEvent>

namespace carillon {

ClickGuard::ClickGuard(
    QApplication &application, Clock &clock, QWidget &window, QList<QWidget *> bars, QObject *parent)
    : QObject(parent)
    , m_deaf(clock)
    , m_window(window)
    , m_bars(std::move(bars))
{
    application.installEventFilter(this);
}

bool ClickGuard::isMove(const QObject *watched, QEvent *event) const
{
    const auto is = [&](const QWidget *bar) { return bar == watched; };
    if (std::none_of(m_bars.begin(), m_bars.end(), is))
        return false;
    if (event->type() == QEvent::Resize) {
        const auto *resize = static_cast<QResizeEvent *>(event);
        return resize->size().height() != resize->oldSize().height();
    }
    return event->type() == QEvent::Show || event->type() == QEvent::Hide;
}

bool ClickGuard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::Resize:
        if (isMove(watched, event) && m_window.isVisible())
            m_deaf.start(deafTime, [] {});
        return false;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick: break;
    default: return false;
    }
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (!m_deaf.isRunning() || !widget || !m_window.isAncestorOf(widget)
        || qobject_cast<const QLineEdit *>(widget))
        return false;
    event->accept(); // or it would be offered to what is around
    return true;
}

} // namespace carillon
