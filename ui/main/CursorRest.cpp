#include "CursorRest.h"

#include <QApplication>

namespace carillon {

CursorRest::CursorRest(QApplication &application, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_timer(clock)
    , m_flashTime(QApplication::cursorFlashTime())
{
    application.installEventFilter(this);
    wake();
}

CursorRest::~CursorRest()
{
    QApplication::setCursorFlashTime(m_flashTime);
}

bool CursorRest::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress
        || event->type() == QEvent::WindowActivate)
        wake();
    return QObject::eventFilter(watched, event);
}

void CursorRest::wake()
{
    if (QApplication::cursorFlashTime() != m_flashTime)
        QApplication::setCursorFlashTime(m_flashTime);
    m_timer.start(restAfter, [] { QApplication::setCursorFlashTime(0); });
}

} // namespace carillon
