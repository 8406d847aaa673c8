#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

namespace carillon {

class IncomingPopup;

/// Puts the popups of ringing calls below each other, the one that rings longest on top. While the pointer is
/// over one of them none moves; only as many are shown as the screen has room for.
class PopupStack final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// In order of arrival. Shows those that fit.
    void setPopups(const QList<IncomingPopup *> &popups);

private:
    void arrange();
    bool isPointedAt() const;

    QList<QPointer<IncomingPopup>> m_popups;
    bool m_isArranging = false; ///< what it resizes itself is no news
};

} // namespace carillon
