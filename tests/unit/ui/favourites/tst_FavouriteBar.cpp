#include "FavouriteBar.h"

#include "AccessWalk.h"
#include "FavouriteButton.h"
#include "IconButton.h"
#include "Metrics.h"
#include "NameField.h"
#include "OnScreen.h"

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

/// The one that is shown; null where nothing is renamed.
NameField *fieldOf(const FavouriteButton &button)
{
    for (auto *field : button.findChildren<NameField *>())
        if (!field->isHidden())
            return field;
    return nullptr;
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
    void f2RenamesInPlace()
    {
        FavouriteBar bar;
        bar.setFavourites(favourites(2));
        openWithKeyboard(bar);
        QSignalSpy renamed(&bar, &FavouriteBar::renameRequested);
        QSignalSpy clicked(&bar, &FavouriteBar::clicked);
        FavouriteButton *first = buttons(bar)[0];
        first->setFocus();
        QTest::keyClick(first, Qt::Key_F2);
        NameField *field = fieldOf(*first);
        QVERIFY(field && field->isVisible());
        QCOMPARE(bar.focusWidget(), field);
        QCOMPARE(field->accessibleName(), QStringLiteral("New name for P&1"));
        QCOMPARE(field->selectedText(), QStringLiteral("P&1"));
        QVERIFY(first->rect().contains(field->geometry()));
        // What a field has no use for is not for the button beneath; nor is a click beside it.
        QTest::keyClick(field, Qt::Key_Space, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::mouseClick(first, Qt::LeftButton, {}, QPoint(2, first->height() / 2));
        QVERIFY(clicked.isEmpty());
        QCOMPARE(fieldOf(*first), field);
        // Nor do others that come and go end it.
        bar.setFavourites(favourites(3));
        QCOMPARE(buttons(bar)[0], first);
        QCOMPARE(bar.focusWidget(), field);
        QTest::keyClicks(field, QStringLiteral("Bobby"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(renamed.size(), 1);
        QCOMPARE(renamed[0], (QVariantList{QStringLiteral("f1"), QStringLiteral("Bobby")}));
        QVERIFY(!fieldOf(*first));
        QCOMPARE(bar.focusWidget(), first); // where one was
        QVERIFY(clicked.isEmpty());         // Enter was the field's
    }
    void theFieldSaysWhoseItIs()
    {
        FavouriteBar bar;
        bar.setFavourites({{QStringLiteral("f1"), QStringLiteral("Bob"), Lamp::Ringing,
            QStringLiteral("Pick up the call for Bob")}});
        openWithKeyboard(bar);
        buttons(bar)[0]->rename();
        QCOMPARE(spokenName(*bar.focusWidget()), QStringLiteral("New name for Bob"));
        QCOMPARE(badlyNamed(bar).join(QLatin1Char('\n')), QString());
    }
    void escapeLeavesTheName()
    {
        FavouriteBar bar;
        bar.setFavourites(favourites(1));
        openWithKeyboard(bar);
        QSignalSpy renamed(&bar, &FavouriteBar::renameRequested);
        QVERIFY(choose(bar, 0, QStringLiteral("Rename")));
        NameField *field = fieldOf(*buttons(bar)[0]);
        QVERIFY(field);
        QTest::keyClicks(field, QStringLiteral("Bobby"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(renamed.isEmpty());
        QVERIFY(!fieldOf(*buttons(bar)[0]));
        QCOMPARE(bar.focusWidget(), buttons(bar)[0]);
    }
    void goingElsewhereKeepsWhatWasTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("told");
        QTest::newRow("a name") << QStringLiteral("Bobby") << 1;
        QTest::newRow("nothing") << QStringLiteral(" ") << 0;
    }
    void goingElsewhereKeepsWhatWasTyped()
    {
        QFETCH(QString, typed);
        QFETCH(int, told);
        FavouriteBar bar;
        bar.setFavourites(favourites(2));
        openWithKeyboard(bar);
        QSignalSpy renamed(&bar, &FavouriteBar::renameRequested);
        buttons(bar)[0]->rename();
        QTest::keyClicks(fieldOf(*buttons(bar)[0]), typed);
        buttons(bar)[1]->setFocus(Qt::TabFocusReason);
        QCOMPARE(renamed.size(), told);
        QCOMPARE(bar.focusWidget(), buttons(bar)[1]);
        QVERIFY(!fieldOf(*buttons(bar)[0]));
    }
    void aLampGoesOnWhileANameIsTyped()
    {
        FavouriteBar bar;
        QList<FavouritePresentation> shown = favourites(2);
        bar.setFavourites(shown);
        openWithKeyboard(bar);
        QSignalSpy renamed(&bar, &FavouriteBar::renameRequested);
        buttons(bar)[0]->rename();
        QTest::keyClicks(fieldOf(*buttons(bar)[0]), QStringLiteral("Bo"));
        shown[0] = favourite(1, Lamp::Busy);
        bar.setFavourites(shown);
        QVERIFY(fieldOf(*buttons(bar)[0]));
        QCOMPARE(fieldOf(*buttons(bar)[0])->text(), QStringLiteral("Bo"));
        bar.setFavourites({favourite(2)}); // removed elsewhere, and his field with him
        QVERIFY(renamed.isEmpty());
        QCOMPARE(buttons(bar).size(), 1);
    }
    void theMenuMovesAndRemoves()
    {
        FavouriteBar bar;
        bar.setFavourites(favourites(3));
        bar.show();
        QSignalSpy moved(&bar, &FavouriteBar::moveRequested);
        QSignalSpy removed(&bar, &FavouriteBar::removeRequested);
        QVERIFY(choose(bar, 1, QStringLiteral("Move forward")));
        QVERIFY(choose(bar, 1, QStringLiteral("Move back")));
        QVERIFY(!choose(bar, 0, QStringLiteral("Move forward")));
        QVERIFY(!choose(bar, 2, QStringLiteral("Move back")));
        QVERIFY(choose(bar, 2, QStringLiteral("Remove from the favourites")));
        QCOMPARE(moved.size(), 2);
        QCOMPARE(moved[0], (QVariantList{QStringLiteral("f2"), 0}));
        QCOMPARE(moved[1], (QVariantList{QStringLiteral("f2"), 2}));
        QCOMPARE(removed[0][0].toString(), QStringLiteral("f3"));
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
