#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

namespace carillon {

class IncomingPopup;

/// Puts the popups of ringing calls below each other, the one that rings longest on top. While the pointer is
/// over one of them none moves; only as many are shown as can be told apart, and as the screen has room for.
class PopupStack final : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostShown = 3;
    using QObject::QObject;
    enum class Show { All, Withheld }; ///< Withheld: a notification of the desktop stands in their place
    void setShow(Show show);
    /// In order of arrival. Shows those that fit.
    void setPopups(const QList<IncomingPopup *> &popups);

    /// Once more, on top and on the screen with the pointer: somebody has come back to it.
    void showAgain();

private:
    void arrange();
    void hideAll();
    bool isPointedAt() const;

    QList<QPointer<IncomingPopup>> m_popups;
    Show m_show = Show::All;
    bool m_isArranging = false; ///< what it resizes itself is no news
};

} // namespace carillon
