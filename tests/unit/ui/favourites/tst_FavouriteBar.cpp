#include "FavouriteBar.h"

#include "FavouriteButton.h"
#include "IconButton.h"
#include "Metrics.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

namespace {

FavouritePresentation favourite(int number, Lamp lamp = Lamp::Idle)
{
    FavouriteState state;
    state.favourite = {QStringLiteral("f%1").arg(number), QStringLiteral("P&%1").arg(number), {}, {}};
    state.lamp = lamp;
    return presentFavourite(state);
}

QList<FavouritePresentation> favourites(int count)
{
    QList<FavouritePresentation> list;
    for (int i = 1; i <= count; ++i)
        list.append(favourite(i));
    return list;
}

QList<FavouriteButton *> buttons(const FavouriteBar &bar)
{
    QList<FavouriteButton *> shown;
    for (auto *button : bar.findChildren<FavouriteButton *>())
        if (!button->isHidden())
            shown.append(button);
    return shown;
}

/// Opens the menu of a button with the keyboard's key and takes what is called so; false where there is none.
bool choose(FavouriteBar &bar, int place, const QString &words)
{
    FavouriteButton *button = buttons(bar)[place];
    Q_EMIT button->customContextMenuRequested(button->rect().center());
    for (auto *menu : bar.findChildren<QMenu *>()) {
        const auto actions = menu->isVisible() ? menu->actions() : QList<QAction *>();
        menu->close();
        for (QAction *action : actions) {
            if (QString(action->text()).remove(QLatin1Char('&')) == words && action->isEnabled()) {
                action->trigger();
                return true;
            }
        }
    }
    return false;
}

} // namespace

class tst_FavouriteBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClickIsTold()
    {
        FavouriteBar bar;
        bar.setFavourites(favourites(3));
        bar.show();
        QSignalSpy called(&bar, &FavouriteBar::clicked);
        QTest::mouseClick(buttons(bar)[1], Qt::LeftButton);
        QTest::keyClick(buttons(bar)[2], Qt::Key_Return);
        QCOMPARE(called.size(), 2);
        QCOMPARE(called[0][0].toString(), QStringLiteral("f2"));
        QCOMPARE(called[1][0].toString(), QStringLiteral("f3"));
    }
    void eachIsNamedAndHighEnough()
    {
        FavouriteBar bar;
        bar.setFavourites({favourite(1, Lamp::Ringing)});
        QCOMPARE(buttons(bar).constFirst()->accessibleName(), QStringLiteral("Pick up the call for P&1"));
        QVERIFY(buttons(bar).constFirst()->sizeHint().height() >= metrics::minTarget);
    }
    void aLampChangesNoButton()
    {
        FavouriteBar bar;
        QList<FavouritePresentation> shown = favourites(3);
        bar.setFavourites(shown);
        const QList<FavouriteButton *> before = buttons(bar);
        shown[1] = favourite(2, Lamp::Busy);
        bar.setFavourites(shown);
        QCOMPARE(buttons(bar), before);
        QCOMPARE(before[1]->accessibleName(), QStringLiteral("Call P&2, busy"));
        shown.removeFirst();
        bar.setFavourites(shown);
        QCOMPARE(buttons(bar).size(), 2);
        QCOMPARE(buttons(bar).constFirst()->shown().id, QStringLiteral("f2"));
        bar.setFavourites({});
        QVERIFY(bar.isEmpty());
        QVERIFY(buttons(bar).isEmpty());
    }
    void whatRingsIsPickedUpInTheMenu()
    {
        FavouriteBar bar;
        bar.setFavourites({favourite(1, Lamp::Ringing), favourite(2)});
        bar.show();
        QSignalSpy pickedUp(&bar, &FavouriteBar::pickUpRequested);
        QSignalSpy called(&bar, &FavouriteBar::callRequested);
        QVERIFY(choose(bar, 0, QStringLiteral("Pick up")));
        QCOMPARE(pickedUp.size(), 1);
        QVERIFY(choose(bar, 0, QStringLiteral("Call"))); // him, who may not take it
        QCOMPARE(called.size(), 1);
        QVERIFY(!choose(bar, 1, QStringLiteral("Pick up")));
        QVERIFY(choose(bar, 1, QStringLiteral("Call")));
        QCOMPARE(called.constLast().constFirst().toString(), QStringLiteral("f2"));
        QCOMPARE(pickedUp.constFirst().constFirst().toString(), QStringLiteral("f1"));
    }
    void theRestPicksUpToo()
    {
        FavouriteBar bar;
        QList<FavouritePresentation> shown = favourites(FavouriteBar::mostButtons + 1);
        shown.last() = favourite(FavouriteBar::mostButtons + 1, Lamp::Ringing);
        bar.setFavourites(shown);
        bar.show();
        QSignalSpy pickedUp(&bar, &FavouriteBar::pickUpRequested);
        bar.findChild<IconButton *>()->click();
        auto *menu = bar.findChild<QMenu *>();
        QVERIFY(menu);
        menu->actions().constLast()->trigger();
        QCOMPARE(pickedUp.size(), 1);
        menu->close();
    }
    void theRestStandsInAMenu()
    {
        FavouriteBar bar;
        bar.resize(320, 200);
        bar.setFavourites(favourites(FavouriteBar::mostButtons + 2));
        bar.show();
        QCOMPARE(buttons(bar).size(), FavouriteBar::mostButtons);
        auto *rest = bar.findChild<IconButton *>();
        QVERIFY(rest && !rest->isHidden());
        QSignalSpy called(&bar, &FavouriteBar::callRequested);
        rest->click();
        auto *menu = bar.findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().constLast()->trigger();
        QCOMPARE(called.constFirst().constFirst().toString(), QStringLiteral("f10"));
        menu->close();
        bar.setFavourites(favourites(2));
        QVERIFY(rest->isHidden());
    }
};

QTEST_MAIN(tst_FavouriteBar)
#include "tst_FavouriteBar.moc"
