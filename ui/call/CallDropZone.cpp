#include "CallDropZone.h"

#include "CallDrag.h"
#include "DropVerbs.h"

#include <QDropEvent>
#include <QWidget>

namespace carillon {

CallDropZone::CallDropZone(QWidget &host, Offers offers)
    : QObject(&host)
    , m_host(host)
    , m_offers(std::move(offers))
    , m_verbs(new DropVerbs(&host))
{
    host.setAcceptDrops(true);
    host.installEventFilter(this);
}

bool CallDropZone::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_host)
        return false;
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: move(*static_cast<QDropEvent *>(event)); return true;
    case QEvent::DragLeave: m_verbs->hide(); return true;
    case QEvent::Drop: drop(*static_cast<QDropEvent *>(event)); return true;
    default: return false;
    }
}

std::optional<CallDropZone::Offer> CallDropZone::offerOf(const QDropEvent &event) const
{
    const QString callId = CallDrag::callIn(event.mimeData());
    std::optional<Offer> offer;
    if (!callId.isEmpty())
        offer = m_offers(callId, event.position().toPoint());
    if (!offer || offer->shown.verbs.isEmpty() || offer->shown.target.target == callId)
        return std::nullopt;
    return offer;
}

void CallDropZone::move(QDropEvent &event)
{
    if (CallDrag::callIn(event.mimeData()).isEmpty())
        return event.ignore();
    const std::optional<Offer> offer = offerOf(event);
    if (offer)
        m_verbs->offer(offer->part, offer->shown.verbs, event.position().toPoint());
    else
        m_verbs->hide();
    // Accepted, so that the next part of the host is asked too.
    event.setDropAction(offer ? Qt::MoveAction : Qt::IgnoreAction);
    event.accept();
}

void CallDropZone::drop(QDropEvent &event)
{
    m_verbs->hide();
    const std::optional<Offer> offer = offerOf(event);
    if (!offer)
        return;
    event.setDropAction(Qt::MoveAction);
    event.accept();
    const int verb = DropVerbs::verbAt(offer->part, int(offer->shown.verbs.size()),
        event.position().toPoint().x(), m_host.layoutDirection());
    Q_EMIT dropped(CallDrag::callIn(event.mimeData()), {offer->shown.verbs[verb].verb, offer->shown.target});
}

} // namespace carillon
