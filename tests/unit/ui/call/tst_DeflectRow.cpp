#include "DeflectRow.h"

#include "IconButton.h"
#include "IncomingPopup.h"
#include "SampleValues.h"
#include "TransferChip.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_DeflectRow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyPeopleAndAFew()
    {
        DeflectRow row;
        QVERIFY(row.isHidden());
        QList<TransferTarget> targets = sample::targets();
        for (int i = 0; i < 9; ++i)
            targets.append({TransferTarget::Kind::Person, QStringLiteral("P%1").arg(i), QString::number(i)});
        row.setTargets(QStringLiteral("Anna"), targets);
        QCOMPARE(row.chipCount(), int(DeflectRow::mostChips));
        const auto chips = row.findChildren<TransferChip *>();
        for (const TransferChip *chip : chips) {
            QVERIFY(chip->target().kind == TransferTarget::Kind::Person);
            QVERIFY(!chip->half(TransferVerb::Ask)); // nobody is on the line yet who could wait
        }
        QCOMPARE(chips.first()->half(TransferVerb::Send)->accessibleName(),
            QStringLiteral("Send Anna to Bob Miller without answering"));
    }
    void twoClicksSendWhoRings()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        popup.setDeflectTargets(sample::targets());
        popup.show();
        QSignalSpy deflected(&popup, &IncomingPopup::deflectRequested);
        QVERIFY(!popup.findChild<DeflectRow *>()->isVisible()); // not before it is asked for
        for (auto *one : popup.findChildren<IconButton *>()) {
            if (one->accessibleName().startsWith(QStringLiteral("Send the caller")))
                QTest::mouseClick(one, Qt::LeftButton);
        }
        auto *chip = popup.findChild<DeflectRow *>()->findChildren<TransferChip *>().first();
        QVERIFY(chip->isVisible());
        QVERIFY(popup.rect().contains(QRect(chip->mapTo(&popup, QPoint()), chip->size())));
        QTest::mouseClick(chip->half(TransferVerb::Send), Qt::LeftButton);
        QCOMPARE(deflected.size(), 1);
        QCOMPARE(deflected.first().first().toString(), QStringLiteral("sip:bob@example.org"));
    }
};

QTEST_MAIN(tst_DeflectRow)
#include "tst_DeflectRow.moc"
