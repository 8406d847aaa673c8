#pragma once

#include <QObject>
#include <QPoint>
#include <functional>

class QMimeData;
class QWidget;

namespace carillon {

/// A call that is dragged by the pointer to somebody who shall have it. Only within this program.
namespace CallDrag {

/// Which call is dragged; empty: something else is.
QString callIn(const QMimeData *data);
/// For what is dropped; the caller owns it.
QMimeData *mimeData(const QString &callId);
/// A drag is under way: whoever began it must not be deleted.
bool isRunning();

} // namespace CallDrag

/// Makes a widget, and what of it takes no clicks, a handle by which a call is dragged.
class CallDragHandle final : public QObject
{
    Q_OBJECT
public:
    struct Dragged {
        QString callId; ///< empty: there is nothing to drag now
        QString name;
    };
    CallDragHandle(QWidget &handle, std::function<Dragged()> dragged);
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drag();

    QWidget &m_handle;
    std::function<Dragged()> m_dragged;
    QPoint m_pressedAt;
    bool m_isPressed = false;
};

} // namespace carillon
