// What a click on a favourite does: it calls, or picks up what rings there, and never the one for the other.
#include "LampTeller.h"
#include "Office.h"

#include "FavouriteBar.h"
#include "FavouriteButton.h"
#include "FavouriteDesk.h"
#include "NameField.h"

using namespace carillon;
using namespace carillon::office;

namespace {

/// Anna watches Dora's telephone, which tells what the test makes it tell.
struct Watched {
    Office office;
    LampTeller dora{office.world};
    FavouriteButton *button = nullptr;

    Watched()
    {
        office.main().resize(420, 900);
        (void)office.anna->favourites().add(
            {{}, QStringLiteral("Dora"), QStringLiteral("sip:user7@10.0.0.7"), {}});
        office.world.run(1s);
        button = office.main().favourites().findChild<FavouriteButton *>();
    }
    /// Bob calls Carol, whose telephone rings as if it were Dora's.
    void ring()
    {
        (void)office.bob->dial(office.carol.uri());
        office.world.run(100ms);
        tell(LampTeller::ringingOf(office.bob, office.carol));
    }
    void tell(const QByteArray &dialogs)
    {
        dora.tell(dialogs);
        office.world.run(100ms);
    }
    void click()
    {
        QTest::mouseClick(button, Qt::LeftButton);
        office.world.run(500ms);
    }
    void rename(const QString &name)
    {
        button->rename();
        NameField *field = nullptr;
        for (auto *one : button->findChildren<NameField *>())
            field = one->isHidden() ? field : one;
        QVERIFY(field);
        field->clear();
        QTest::keyClicks(field, name);
        QTest::keyClick(field, Qt::Key_Return);
        office.world.run(100ms); // the field goes
    }
    QStringList notices() const
    {
        QStringList texts;
        for (const auto *label : office.main().notices().findChildren<QLabel *>())
            texts.append(label->text());
        return texts;
    }
};

} // namespace

class tst_FavouriteDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClickPicksUpWhatRings()
    {
        Watched watched;
        QVERIFY(watched.button && watched.button->isVisible());
        watched.ring();
        QCOMPARE(
            watched.button->accessibleName(), QStringLiteral("Pick up the call for Dora, called by bob"));
        watched.office.world.run(FavouriteDesk::deafTime);
        watched.click();
        const QList<Call *> calls = watched.office.anna->liveCalls();
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.constFirst()->state().phase, Phase::Established);
        QCOMPARE(shown<CallWindow>().size(), 1);
        QCOMPARE(watched.office.bob->liveCalls().size(), 1); // he talks to Anna
        QVERIFY(watched.office.carol->liveCalls().isEmpty());
    }
    void aClickThatWasMeantForTheOtherVerbDoesNothing()
    {
        Watched watched;
        watched.ring();
        watched.click(); // to call her, as the button said a moment ago
        QVERIFY(watched.office.anna->calls().isEmpty());
        watched.office.world.run(FavouriteDesk::deafTime);
        watched.tell("<dialog id=\"1\"><state>confirmed</state></dialog>");
        QCOMPARE(watched.button->accessibleName(), QStringLiteral("Call Dora, busy"));
        watched.click(); // to pick up
        QVERIFY(watched.office.anna->calls().isEmpty());
        watched.tell({}); // another lamp, and the same verb
        watched.click();
        QCOMPARE(watched.office.anna->liveCalls().size(), 1); // now it is what was aimed at
    }
    void itIsSaidWhyNot()
    {
        Watched watched;
        watched.tell("<dialog id=\"1\" direction=\"recipient\"><state>early</state></dialog>");
        QCOMPARE(watched.button->accessibleName(), QStringLiteral("Pick up the call for Dora"));
        watched.office.world.run(FavouriteDesk::deafTime);
        watched.click();
        QVERIFY(watched.office.anna->calls().isEmpty());
        QVERIFY2(
            watched.notices().join(u'\n').contains(QStringLiteral("The call for Dora cannot be picked up")),
            qPrintable(watched.notices().join(u'\n')));
    }
    void aNameIsChangedInPlace()
    {
        Watched watched;
        watched.rename(QStringLiteral("Dora B."));
        QCOMPARE(watched.button->accessibleName(), QStringLiteral("Call Dora B., free"));
        QCOMPARE(
            watched.office.anna->favourites().list().constFirst().favourite.name, QStringLiteral("Dora B."));
        watched.rename(QStringLiteral("  "));
        QCOMPARE(watched.button->accessibleName(), QStringLiteral("Call Dora B., free"));
        QVERIFY2(watched.notices().contains(QStringLiteral("A favourite needs a name that can be read.")),
            qPrintable(watched.notices().join(u'\n')));
    }
};

QTEST_MAIN(tst_FavouriteDesk)
#include "tst_FavouriteDesk.moc"
