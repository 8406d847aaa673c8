#pragma once

#include "TransferPresentation.h"

#include <QObject>
#include <QRect>
#include <functional>
#include <optional>

class QDropEvent;
class QWidget;

namespace carillon {

class DropVerbs;

/// Lets a call be dropped on parts of a widget that are no chips: a row of the recent calls, another call.
/// The verbs appear on the part while the call is held over it.
class CallDropZone final : public QObject
{
    Q_OBJECT
public:
    struct Offer {
        QRect part; ///< of the host
        ChipPresentation shown;
    };
    /// @returns what the host offers to @p callId at a point; nothing: it cannot be dropped there.
    using Offers = std::function<std::optional<Offer>(const QString &callId, const QPoint &at)>;
    CallDropZone(QWidget &host, Offers offers);
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void dropped(const QString &callId, const carillon::TransferRequest &request);

private:
    std::optional<Offer> offerOf(const QDropEvent &event) const;
    void move(QDropEvent &event);
    void drop(QDropEvent &event);

    QWidget &m_host;
    Offers m_offers;
    DropVerbs *m_verbs;
};

} // namespace carillon
