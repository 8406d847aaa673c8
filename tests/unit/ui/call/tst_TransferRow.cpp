#include "TransferRow.h"

#include "CallDrag.h"
#include "FakeClock.h"
#include "SampleValues.h"

#include <QApplication>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

constexpr auto undoTime = 2s;

TransferRequest request(TransferVerb verb, const char *name, const char *target)
{
    const auto kind
        = verb == TransferVerb::Connect ? TransferTarget::Kind::LiveCall : TransferTarget::Kind::Person;
    return {verb, {kind, QString::fromUtf8(name), QString::fromUtf8(target)}};
}

} // namespace

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
        QList<TransferRequest> asked;
        Row()
        {
            QObject::connect(&row, &TransferRow::requested, &row,
                [this](const TransferRequest &request) { asked.append(request); });
            row.setCaller(QStringLiteral("Anna"));
            row.setPresentation(present(sample::anna(), {}));
            row.setTargets(sample::targets());
            row.show();
        }
        QPushButton *button(const QString &text)
        {
            for (auto *one : row.findChildren<QPushButton *>()) {
                if (one->text() == text)
                    return one;
            }
            return nullptr;
        }
        QLineEdit *field() { return row.findChild<QLineEdit *>(); }
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
    /// A chip goes on being the same one, and a verb that has the keyboard stays where it is.
    void aLampMovesNothingThatIsInHand()
    {
        Row row;
        row.row.setOptions({.rule = TransferOptions::Rule::ByLamp, .code = {}});
        TransferTarget bob{TransferTarget::Kind::Person, QStringLiteral("Bob"),
            QStringLiteral("sip:bob@example.org"), Lamp::Idle};
        row.row.setTargets({bob});
        TransferChip *chip = row.chip("Bob");
        QVERIFY(chip);
        QCOMPARE(chip->shown().verbs.first().verb, TransferVerb::Send);
        ChipHalf *first = chip->half(TransferVerb::Send);
        QApplication::setActiveWindow(&row.row);
        first->setFocus();
        bob.lamp = Lamp::Busy;
        row.row.setTargets({bob});
        QCOMPARE(row.chip("Bob"), chip);
        QCOMPARE(first->verb(), TransferVerb::Send);
        QVERIFY(first->accessibleName().endsWith(QStringLiteral("busy")));
        row.field()->setFocus();
        QCOMPARE(first->verb(), TransferVerb::Ask);
        QCOMPARE(chip->shown().verbs.first().verb, TransferVerb::Ask);
    }
    void aChipSendsAfterTheTimeToUndo()
    {
        Row r;
        r.chip("Bob Miller")->click();
        QVERIFY(r.row.isPending());
        QCOMPARE(r.row.sentence(), QString::fromUtf8("Sending Anna to Bob Miller…"));
        r.clock.advance(undoTime - 1ms);
        QVERIFY(r.asked.isEmpty());
        r.clock.advance(1ms);
        QCOMPARE(r.asked, {request(TransferVerb::Send, "Bob Miller", "sip:bob@example.org")});
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
        QVERIFY(r.asked.isEmpty());
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
        QVERIFY(r.asked.isEmpty());
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
        r.clock.advance(undoTime);
        QCOMPARE(r.asked, {request(TransferVerb::Send, "", "1012")});
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
        r.clock.advance(undoTime);
        QCOMPARE(r.asked, {request(TransferVerb::Send, "Carol Nguyen", "sip:1012@example.org")});
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
        const ChipHalf *half = r.chip("Eve")->half(TransferVerb::Connect);
        QVERIFY(half);
        QCOMPARE(half->accessibleName(), QStringLiteral("Connect Anna with Eve and leave the call"));
        QCOMPARE(r.row.findChildren<TransferChip *>().first(), r.chip("Eve")); // and stands first
        r.chip("Eve")->click();
        QCOMPARE(r.asked, {request(TransferVerb::Connect, "Eve", "c3")});
        QVERIFY(!r.row.isPending());
    }
    void bothVerbsAreButtonsWithWholeSentences()
    {
        Row r;
        const TransferChip *bob = r.chip("Bob Miller");
        QCOMPARE(bob->half(TransferVerb::Send)->accessibleName(), QStringLiteral("Send Anna to Bob Miller"));
        QCOMPARE(bob->half(TransferVerb::Ask)->accessibleName(),
            QStringLiteral("Ask Bob Miller first, while Anna waits"));
        QVERIFY(bob->half(TransferVerb::Send)->geometry().right()
            < bob->half(TransferVerb::Ask)->geometry().left());
        QCOMPARE(bob->halfAt({2, 5}), bob->half(TransferVerb::Send));
        QCOMPARE(bob->halfAt({bob->width() - 2, 5}), bob->half(TransferVerb::Ask));
    }
    void theOtherHalfAsksAtOnce()
    {
        Row r;
        const ChipHalf *ask = r.chip("Bob Miller")->half(TransferVerb::Ask);
        QTest::mouseClick(
            r.chip("Bob Miller")->half(TransferVerb::Ask), Qt::LeftButton, {}, ask->rect().center());
        QVERIFY(!r.row.isPending()); // nothing is taken away: there is nothing to take back
        QCOMPARE(r.asked, {request(TransferVerb::Ask, "Bob Miller", "sip:bob@example.org")});
    }
    void keysOnAChip()
    {
        Row r;
        ChipHalf *send = r.chip("Bob Miller")->half(TransferVerb::Send);
        QTest::keyClick(send, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(r.asked, {request(TransferVerb::Ask, "Bob Miller", "sip:bob@example.org")});
        QTest::keyClick(send, Qt::Key_Return);
        QVERIFY(r.row.isPending());
        r.clock.advance(undoTime);
        QCOMPARE(r.asked.last(), request(TransferVerb::Send, "Bob Miller", "sip:bob@example.org"));
    }
    void ctrlEnterInTheFieldAsks()
    {
        Row r;
        QTest::keyClick(r.field(), Qt::Key_Return, Qt::ControlModifier); // nothing typed
        QVERIFY(r.asked.isEmpty());
        QTest::keyClicks(r.field(), QStringLiteral("1012"));
        QTest::keyClick(r.field(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(r.asked, {request(TransferVerb::Ask, "", "1012")});
        QVERIFY(!r.row.isPending());
    }
    void theUsualVerbIsASetting()
    {
        Row r;
        r.row.setOptions({.usual = TransferVerb::Ask, .undo = 2s, .code = {}, .canRefer = true});
        r.chip("Bob Miller")->click();
        QTest::keyClicks(r.field(), QStringLiteral("1012"));
        QTest::keyClick(r.field(), Qt::Key_Return);
        QCOMPARE(r.asked,
            (QList{request(TransferVerb::Ask, "Bob Miller", "sip:bob@example.org"),
                request(TransferVerb::Ask, "", "1012")}));
        QTest::keyClick(r.field(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(r.row.isPending());
    }
    void withoutTimeToUndoItIsSentAtOnce()
    {
        Row r;
        r.row.setOptions({.usual = TransferVerb::Send, .undo = 0s, .code = {}, .canRefer = true});
        r.chip("Bob Miller")->click();
        QCOMPARE(r.asked.size(), 1);
        QVERIFY(!r.row.isPending());
    }
    void aPhoneThatCannotBeHandedOverIsToldSo()
    {
        Row r;
        r.row.setOptions(
            {.usual = TransferVerb::Send, .undo = 2s, .code = QStringLiteral("*2"), .canRefer = false});
        QVERIFY(!r.chip("Bob Miller")->half(TransferVerb::Send));
        QVERIFY(r.button(QStringLiteral("Code *2")));
        r.chip("Bob Miller")->click();
        QVERIFY(r.row.isPending()); // that, too, can be taken back
        r.row.undo();
        r.row.setOptions({.usual = TransferVerb::Send, .undo = 2s, .code = {}, .canRefer = false});
        r.chip("Bob Miller")->click();
        r.chip("Eve")->click();
        QCOMPARE(r.asked.size(), 2);
        QCOMPARE(r.asked.at(0).verb, TransferVerb::Merge);
        QCOMPARE(r.asked.at(1).verb, TransferVerb::Merge);
    }
    void aCallIsDroppedOnAVerb()
    {
        Row r;
        QList<std::pair<QString, TransferRequest>> dropped;
        connect(
            &r.row, &TransferRow::dropped, &r.row, [&](const QString &call, const TransferRequest &wanted) {
                dropped.append({call, wanted});
            });
        TransferChip *bob = r.chip("Bob Miller");
        const QPoint at = bob->half(TransferVerb::Ask)->geometry().center();
        const std::unique_ptr<QMimeData> call(CallDrag::mimeData(QStringLiteral("c7")));
        QDragEnterEvent enter(at, Qt::MoveAction, call.get(), Qt::LeftButton, {});
        QApplication::sendEvent(bob, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::MoveAction, call.get(), Qt::LeftButton, {});
        QApplication::sendEvent(bob, &drop);
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(dropped.first().first, QStringLiteral("c7"));
        QCOMPARE(dropped.first().second, request(TransferVerb::Ask, "Bob Miller", "sip:bob@example.org"));
        QMimeData text;
        text.setText(QStringLiteral("c7"));
        QDragEnterEvent other(at, Qt::MoveAction, &text, Qt::LeftButton, {});
        QApplication::sendEvent(bob, &other);
        QVERIFY(!other.isAccepted()); // a word is no call
    }
    void aCallIsNotDroppedOnItself()
    {
        Row r;
        TransferChip *eve = r.chip("Eve");
        const std::unique_ptr<QMimeData> call(CallDrag::mimeData(QStringLiteral("c3")));
        QDragEnterEvent enter(eve->rect().center(), Qt::MoveAction, call.get(), Qt::LeftButton, {});
        QApplication::sendEvent(eve, &enter);
        QVERIFY(!enter.isAccepted());
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
            const ChipHalf *send = chip->half(TransferVerb::Send);
            QVERIFY(send->accessibleName().startsWith(QStringLiteral("Send Anna to <b>")));
            QVERIFY(!send->toolTip().contains(QStringLiteral("<b>")));
        }
    }
};

QTEST_MAIN(tst_TransferRow)
#include "tst_TransferRow.moc"
