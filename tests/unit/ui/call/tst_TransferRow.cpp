#include "TransferRow.h"

#include "FakeClock.h"
#include "SampleValues.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_TransferRow : public QObject
{
    Q_OBJECT
private:
    struct Row {
        FakeClock clock;
        TransferRow row{clock, [](const QString &text) {
                            QList<HistoryEntry> found;
                            for (const HistoryEntry &entry : sample::history()) {
                                if (entry.remoteName.contains(text, Qt::CaseInsensitive))
                                    found.append(entry);
                            }
                            return found;
                        }};
        QSignalSpy sent{&row, &TransferRow::sendRequested};
        QSignalSpy connected{&row, &TransferRow::connectRequested};
        Row()
        {
            row.setCaller(QStringLiteral("Anna"));
            row.setPresentation(present(sample::anna(), {}));
            row.setTargets(sample::targets());
            row.show();
        }
        TransferChip *chip(const char *name)
        {
            for (auto *one : row.findChildren<TransferChip *>()) {
                if (one->target().name == QLatin1String(name))
                    return one;
            }
            return nullptr;
        }
    };

private Q_SLOTS:
    void aChipSendsAfterTheTimeToUndo()
    {
        Row r;
        r.chip("Bob Miller")->click();
        QVERIFY(r.row.isPending());
        QCOMPARE(r.row.sentence(), QString::fromUtf8("Sending Anna to Bob Miller…"));
        r.clock.advance(TransferRow::undoTime - 1ms);
        QCOMPARE(r.sent.size(), 0);
        r.clock.advance(1ms);
        QCOMPARE(r.sent.size(), 1);
        QCOMPARE(r.sent.first().at(0).toString(), QStringLiteral("sip:bob@example.org"));
        QCOMPARE(r.sent.first().at(1).toString(), QStringLiteral("Bob Miller"));
        QVERIFY(!r.row.isPending());
    }
    void undoSendsNothing()
    {
        Row r;
        r.chip("Reception")->click();
        r.clock.advance(1s);
        r.row.undo();
        QVERIFY(r.row.sentence().isEmpty());
        r.clock.advance(1h);
        QCOMPARE(r.sent.size(), 0);
        QVERIFY(r.chip("Reception")->isVisible()); // and may be chosen again
    }
    void afterUndoTheKeysAreThoseOfTheCall()
    {
        Row r;
        r.chip("Reception")->click();
        QVERIFY(qobject_cast<QPushButton *>(r.row.window()->focusWidget()));
        r.row.undo();
        QVERIFY(!qobject_cast<QAbstractButton *>(r.row.window()->focusWidget()));
    }
    void theEndOfTheCallSendsNothing()
    {
        Row r;
        r.chip("Reception")->click();
        CallState ended = sample::anna();
        ended.phase = CallState::Phase::Terminated;
        r.row.setPresentation(present(ended, {}));
        r.clock.advance(1h);
        QCOMPARE(r.sent.size(), 0);
        QVERIFY(r.row.isHidden());
    }
    void enterSendsWhatWasTyped()
    {
        Row r;
        auto *field = r.row.findChild<QLineEdit *>();
        QTest::keyClick(field, Qt::Key_Return); // nothing typed: nothing sent
        QVERIFY(!r.row.isPending());
        QTest::keyClicks(field, QStringLiteral(" 1012 "));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(r.row.sentence(), QString::fromUtf8("Sending Anna to 1012…"));
        r.clock.advance(TransferRow::undoTime);
        QCOMPARE(r.sent.first().at(0).toString(), QStringLiteral("1012"));
        QCOMPARE(field->text(), QStringLiteral(" 1012 ")); // a refusal leaves it to be mended
        CallState call = sample::anna();
        call.transfer = {CallState::Transfer::Trying, 100, QStringLiteral("1012"), {}};
        r.row.setPresentation(present(call, {}));
        QVERIFY(field->text().isEmpty());
    }
    void aNameThatWasBegunIsSettledBeforeTheCountdown()
    {
        Row r;
        auto *field = r.row.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("car"));
        QVERIFY(r.chip("Carol Nguyen"));
        QVERIFY(!r.chip("Reception")); // the chips are those that fit
        QVERIFY(!r.chip("Eve"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(r.row.sentence(), QString::fromUtf8("Sending Anna to Carol Nguyen…"));
        r.clock.advance(TransferRow::undoTime);
        QCOMPARE(r.sent.first().at(0).toString(), QStringLiteral("sip:1012@example.org"));
        QCOMPARE(r.sent.first().at(1).toString(), QStringLiteral("Carol Nguyen"));
    }
    void anEnterTooManyTakesNothingBack()
    {
        Row r;
        auto *field = r.row.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("1012"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(r.row.window()->focusWidget(), Qt::Key_Return);
        QVERIFY(r.row.isPending());
        QTest::keyClick(r.row.window()->focusWidget(), Qt::Key_Space);
        QVERIFY(!r.row.isPending());
    }
    void whileCallingThereIsNoFieldToGoTo()
    {
        Row r;
        CallState call = sample::bob();
        call.phase = CallState::Phase::Establishing;
        r.row.setPresentation(present(call, {}));
        r.row.focusField();
        QVERIFY(!r.row.fieldHasFocus());
    }
    void anotherLiveCallConnectsAtOnce()
    {
        Row r;
        QCOMPARE(r.chip("Eve")->accessibleName(), QStringLiteral("Connect Anna with Eve"));
        r.chip("Eve")->click();
        QCOMPARE(r.connected.size(), 1);
        QCOMPARE(r.connected.first().first().toString(), QStringLiteral("c3"));
        QVERIFY(!r.row.isPending());
    }
    void progressStandsInPlaceOfTheField()
    {
        Row r;
        CallState call = sample::anna();
        call.transfer = {CallState::Transfer::Ringing, 180, QStringLiteral("Bob"), {}};
        r.row.setPresentation(present(call, {}));
        QCOMPARE(r.row.sentence(), QStringLiteral("Bob is ringing"));
        QVERIFY(!r.row.findChild<QLineEdit *>()->isVisible());
        QVERIFY(!r.chip("Reception")->isVisible());
        call.transfer.state = CallState::Transfer::Failed;
        r.row.setPresentation(present(call, {}));
        QVERIFY(r.row.sentence().isEmpty());
        QVERIFY(r.chip("Reception")->isVisible()); // the next one is a click away
    }
    void sixChipsAtMostAndNamesLiteral()
    {
        Row r;
        QList<TransferTarget> many;
        for (int i = 0; i < 20; ++i)
            many.append(
                {TransferTarget::Kind::Person, QStringLiteral("<b>%1 & co</b>").arg(i), QString::number(i)});
        r.row.setTargets(many);
        const auto chips = r.row.findChildren<TransferChip *>();
        QCOMPARE(chips.size(), TransferRow::mostChips);
        for (const TransferChip *chip : chips) {
            QVERIFY(chip->accessibleName().startsWith(QStringLiteral("Send Anna to <b>")));
            QVERIFY(!chip->toolTip().contains(QStringLiteral("<b>")));
        }
    }
};

QTEST_MAIN(tst_TransferRow)
#include "tst_TransferRow.moc"
