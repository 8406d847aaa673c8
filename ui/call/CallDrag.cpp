#include "CallDrag.h"

#include "AvatarLabel.h"
#include "Theme.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>
#include <QPointer>

namespace carillon {
namespace {

const auto mimeType = QStringLiteral("application/x-carillon-call");
constexpr int longestId = 64;
constexpr int avatarSide = 36;
bool running = false;

QPixmap pictureOf(const QString &name, const QWidget &handle)
{
    AvatarLabel avatar(avatarSide);
    avatar.setPalette(handle.palette());
    avatar.setName(name);
    avatar.resize(avatar.sizeHint());
    QPixmap picture(avatar.size() * handle.devicePixelRatioF());
    picture.setDevicePixelRatio(handle.devicePixelRatioF());
    picture.fill(Qt::transparent);
    avatar.render(&picture, {}, {}, QWidget::DrawChildren);
    return picture;
}

} // namespace

// The process is part of it: ids of another Carillon mean other calls.
QString CallDrag::callIn(const QMimeData *data)
{
    if (!data || !data->hasFormat(mimeType))
        return {};
    const QByteArray own = QByteArray::number(QCoreApplication::applicationPid()) + ' ';
    const QByteArray text = data->data(mimeType);
    return text.startsWith(own) && text.size() - own.size() <= longestId
        ? QString::fromLatin1(text.mid(own.size()))
        : QString();
}

QMimeData *CallDrag::mimeData(const QString &callId)
{
    auto *data = new QMimeData;
    data->setData(mimeType, QByteArray::number(QCoreApplication::applicationPid()) + ' ' + callId.toLatin1());
    return data;
}

bool CallDrag::isRunning()
{
    return running;
}

CallDragHandle::CallDragHandle(QWidget &handle, std::function<Dragged()> dragged)
    : QObject(&handle)
    , m_handle(handle)
    , m_dragged(std::move(dragged))
{
    handle.installEventFilter(this);
}

bool CallDragHandle::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_handle)
        return false;
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto *press = static_cast<QMouseEvent *>(event);
        m_isPressed = press->button() == Qt::LeftButton;
        m_pressedAt = press->globalPosition().toPoint();
        return false;
    }
    case QEvent::MouseButtonRelease: m_isPressed = false; return false;
    case QEvent::MouseMove: {
        const auto *move = static_cast<QMouseEvent *>(event);
        const QPoint way = move->globalPosition().toPoint() - m_pressedAt;
        if (!m_isPressed || way.manhattanLength() < QApplication::startDragDistance())
            return false;
        m_isPressed = false;
        drag();
        return true; // nothing of ours is touched behind this: the call may have ended meanwhile
    }
    default: return false;
    }
}

// The application is the source, because the window of the call may go while it is dragged.
void CallDragHandle::drag()
{
    const Dragged dragged = m_dragged();
    if (dragged.callId.isEmpty() || running)
        return;
    auto *drag = new QDrag(qApp);
    drag->setMimeData(CallDrag::mimeData(dragged.callId));
    drag->setPixmap(pictureOf(dragged.name, m_handle));
    drag->setHotSpot({avatarSide / 2, avatarSide / 2});
    running = true;
    drag->exec(Qt::MoveAction);
    running = false;
}

} // namespace carillon
