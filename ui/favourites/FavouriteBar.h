#pragma once

#include "LampPresentation.h"

#include <QWidget>

namespace carillon {

class FavouriteButton;
class IconButton;

/// The favourites below the recent calls, with their lamps: a click calls, or picks up what rings. The first
/// ones have a button each, the others stand in the menu behind them. Hidden while there are none.
class FavouriteBar final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostButtons = 8;

    explicit FavouriteBar(QWidget *parent = nullptr);
    /// Buttons that stay are not touched, so that nothing jumps under a pointer.
    void setFavourites(const QList<FavouritePresentation> &favourites);
    bool isEmpty() const { return m_favourites.isEmpty(); }

Q_SIGNALS:
    /// What the button says: to call, or to pick up.
    void clicked(const QString &id);
    /// Of a menu, where the verb was read.
    void callRequested(const QString &id);
    void pickUpRequested(const QString &id);
    void renameRequested(const QString &id, const QString &name); ///< as typed
    void removeRequested(const QString &id);
    void moveRequested(const QString &id, int place); ///< to stand there; from 0

private:
    void rebuild();
    void showMenu(FavouriteButton &button, const QPoint &at);
    void showRest();

    QList<FavouritePresentation> m_favourites;
    bool m_isPickUpPressed = false;
    QList<FavouriteButton *> m_buttons;
    IconButton *m_rest;
};

} // namespace carillon
