#include "PopupStack.h"

#include "IncomingPopup.h"
#include "Metrics.h"

#include <QCursor>
#include <QGuiApplication>
#include <QHash>
#include <QScopedValueRollback>
#include <QScreen>

namespace carillon {

void PopupStack::setPopups(const QList<IncomingPopup *> &popups)
{
    QList<QPointer<IncomingPopup>> next;
    for (IncomingPopup *popup : popups) {
        if (!m_popups.contains(popup)) {
            connect(popup, &IncomingPopup::sizeChanged, this, &PopupStack::arrange);
            connect(popup, &IncomingPopup::pointerLeft, this, &PopupStack::arrange);
        }
        next.append(popup);
    }
    m_popups = next;
    arrange();
}

void PopupStack::setShow(Show show)
{
    if (std::exchange(m_show, show) != show)
        arrange();
}

void PopupStack::showAgain()
{
    hideAll();
    arrange();
    for (const QPointer<IncomingPopup> &popup : std::as_const(m_popups)) {
        if (popup && popup->isVisible())
            popup->raise();
    }
}

void PopupStack::hideAll()
{
    for (const QPointer<IncomingPopup> &popup : std::as_const(m_popups)) {
        if (popup && !popup->isDeflecting()) // somebody types there
            popup->hide();
    }
}

bool PopupStack::isPointedAt() const
{
    return std::any_of(m_popups.begin(), m_popups.end(),
        [](const auto &popup) { return popup && popup->isVisible() && popup->underMouse(); });
}

namespace {

int cornerX(const QRect &room, int width)
{
    return QGuiApplication::layoutDirection() == Qt::RightToLeft ? room.left() + metrics::gapLarge
                                                                 : room.right() - width - metrics::gapLarge;
}

} // namespace

void PopupStack::arrange()
{
    if (m_show == Show::Withheld)
        return hideAll();
    const QScreen *screen = QGuiApplication::screenAt(QCursor::pos());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    if (!screen || m_isArranging)
        return;
    const QScopedValueRollback arranging(m_isArranging, true);
    const bool stays = isPointedAt();
    QHash<const QScreen *, int> heights; // of the popups on each screen
    IncomingPopup *last = nullptr;
    int shown = 0;
    int hidden = 0;
    for (const QPointer<IncomingPopup> &popup : std::as_const(m_popups)) {
        if (!popup)
            continue;
        popup->setMoreBehind(0);
        // A popup that stands keeps its screen: only its place in the stack changes.
        const QScreen *its = popup->isVisible() ? popup->screen() : screen;
        const QRect room = its->availableGeometry();
        const int y = room.top() + metrics::gapLarge + heights.value(its);
        if (stays && popup->isVisible()) {
            heights[its] = std::max(y, popup->y() + popup->height() + metrics::gapSmall) - room.top()
                - metrics::gapLarge;
            last = popup;
            ++shown;
            continue;
        }
        if (last && (hidden > 0 || shown == mostShown || y + popup->height() > room.bottom())) {
            popup->hide();
            ++hidden;
            continue;
        }
        popup->move(cornerX(room, popup->width()), y);
        popup->show();
        heights[its] += popup->height() + metrics::gapSmall;
        last = popup;
        ++shown;
    }
    if (last)
        last->setMoreBehind(hidden);
}

} // namespace carillon
