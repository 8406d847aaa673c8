#include "FavouriteBar.h"

#include "FavouriteButton.h"
#include "FlowLayout.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"
#include "TabOrder.h"

#include <QMenu>

namespace carillon {

FavouriteBar::FavouriteBar(QWidget *parent)
    : QWidget(parent)
    , m_rest(new IconButton(Icon::More, tr("More favourites"), IconButton::Shape::Flat, this))
{
    auto *buttons = new FlowLayout(metrics::gapTiny, this);
    Q_UNUSED(buttons)
    setAccessibleName(tr("Favourites"));
    m_rest->hide();
    connect(m_rest, &IconButton::clicked, this, &FavouriteBar::showRest);
}

void FavouriteBar::setFavourites(const QList<FavouritePresentation> &favourites)
{
    const auto isSame = [](const FavouritePresentation &one, const FavouritePresentation &other) {
        return one.id == other.id;
    };
    const bool areTheSame
        = std::equal(favourites.begin(), favourites.end(), m_favourites.begin(), m_favourites.end(), isSame);
    m_favourites = favourites;
    if (!areTheSame)
        rebuild();
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setFavourite(m_favourites[i]);
}

void FavouriteBar::rebuild()
{
    QList<FavouriteButton *> before = std::exchange(m_buttons, {});
    for (FavouriteButton *button : std::as_const(before))
        layout()->removeWidget(button);
    layout()->removeWidget(m_rest);
    for (const FavouritePresentation &favourite : m_favourites.mid(0, mostButtons)) {
        const auto same = std::find_if(before.begin(), before.end(),
            [&](const FavouriteButton *one) { return one->shown().id == favourite.id; });
        if (same != before.end()) { // it keeps the focus, and a name that is being typed
            layout()->addWidget(*same);
            m_buttons.append(*same);
            before.erase(same);
            continue;
        }
        auto *button = new FavouriteButton(this);
        button->setFavourite(favourite);
        button->setContextMenuPolicy(Qt::CustomContextMenu);
        layout()->addWidget(button);
        button->show();
        m_buttons.append(button);
        connect(button, &FavouriteButton::pressed, this,
            [this, button] { m_isPickUpPressed = button->shown().isPickUp(); });
        connect(button, &FavouriteButton::clicked, this, [this, button] {
            if (m_isPickUpPressed
                == button->shown().isPickUp()) // it still does what it did when it was pressed
                Q_EMIT clicked(button->shown().id);
        });
        connect(button, &FavouriteButton::renamed, this, [this, button](const QString &name) {
            if (name != button->shown().name)
                Q_EMIT renameRequested(button->shown().id, name);
        });
        connect(button, &QWidget::customContextMenuRequested, this,
            [this, button](const QPoint &at) { showMenu(*button, button->mapToGlobal(at)); });
    }
    for (FavouriteButton *button : std::as_const(before)) {
        button->disconnect(this); // a name that is being typed ends with it
        button->hide();
        button->deleteLater(); // its click may be what brought us here
    }
    layout()->addWidget(m_rest);
    m_rest->setVisible(m_favourites.size() > mostButtons);
    updateGeometry();
    tabInLayoutOrder(*window());
}

void FavouriteBar::showMenu(FavouriteButton &button, const QPoint &at)
{
    const QString id = button.shown().id;
    const int place = int(m_buttons.indexOf(&button));
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (button.shown().isPickUp())
        menu->addAction(tr("Pick &up"), this, [this, id] { Q_EMIT pickUpRequested(id); });
    menu->addAction(themedIcon(Icon::Phone), tr("&Call"), this, [this, id] { Q_EMIT callRequested(id); });
    auto *rename = menu->addAction(tr("Re&name"), &button, &FavouriteButton::rename);
    rename->setShortcut(Qt::Key_F2);
    rename->setShortcutContext(Qt::WidgetShortcut); // the button has it: here it is only told
    rename->setShortcutVisibleInContextMenu(true);
    QAction *forward
        = menu->addAction(tr("Move &forward"), this, [=, this] { Q_EMIT moveRequested(id, place - 1); });
    forward->setEnabled(place > 0);
    QAction *back
        = menu->addAction(tr("Move &back"), this, [=, this] { Q_EMIT moveRequested(id, place + 1); });
    back->setEnabled(place + 1 < m_favourites.size());
    menu->addAction(themedIcon(Icon::Remove), tr("&Remove from the favourites"), this,
        [this, id] { Q_EMIT removeRequested(id); });
    menu->popup(at);
}

void FavouriteBar::showRest()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const FavouritePresentation &favourite : m_favourites.mid(mostButtons))
        menu->addAction(withoutMnemonic(favourite.sentence), this,
            [this, id = favourite.id, isPickUp = favourite.isPickUp()] {
                if (isPickUp)
                    Q_EMIT pickUpRequested(id);
                else
                    Q_EMIT callRequested(id);
            });
    menu->popup(m_rest->mapToGlobal(QPoint(0, m_rest->height())));
}

} // namespace carillon
