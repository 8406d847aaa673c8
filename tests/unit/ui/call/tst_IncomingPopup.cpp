#include "IncomingPopup.h"

#include "IconButton.h"
#include "SampleValues.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_IncomingPopup : public QObject
{
    Q_OBJECT
private:
    static IconButton *button(const IncomingPopup &popup, const QString &start)
    {
        for (auto *one : popup.findChildren<IconButton *>()) {
            if (one->accessibleName().startsWith(start))
                return one;
        }
        return nullptr;
    }

private Q_SLOTS:
    void takesNoFocus()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        QVERIFY(popup.testAttribute(Qt::WA_ShowWithoutActivating));
        QVERIFY(popup.windowFlags().testFlag(Qt::WindowDoesNotAcceptFocus));
        QVERIFY(popup.windowFlags().testFlag(Qt::WindowStaysOnTopHint));
        QLineEdit elsewhere;
        elsewhere.show();
        elsewhere.activateWindow();
        elsewhere.setFocus();
        popup.show();
        QVERIFY(!popup.hasFocus());
    }
    void enterAndSpaceAnswerNothingByThemselves()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        popup.show();
        QSignalSpy answered(&popup, &IncomingPopup::answerRequested);
        QTest::keyClick(&popup, Qt::Key_Return);
        QTest::keyClick(&popup, Qt::Key_Space);
        QCOMPARE(answered.size(), 0);
    }
    void buttonsAsk()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        popup.show();
        QSignalSpy answered(&popup, &IncomingPopup::answerRequested);
        QSignalSpy declined(&popup, &IncomingPopup::declineRequested);
        QSignalSpy silenced(&popup, &IncomingPopup::silenceRequested);
        button(popup, QStringLiteral("Answer"))->click();
        button(popup, QStringLiteral("Decline"))->click();
        button(popup, QStringLiteral("Silence"))->click();
        QCOMPARE(answered.size(), 1);
        QCOMPARE(declined.size(), 1);
        QCOMPARE(silenced.size(), 1);
        popup.close(); // the window manager's close is silence, not an end
        QCOMPARE(declined.size(), 1);
        QCOMPARE(silenced.size(), 2);
    }
    void deflecting()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        popup.show();
        QSignalSpy deflected(&popup, &IncomingPopup::deflectRequested);
        QVERIFY(!popup.isDeflecting());
        button(popup, QStringLiteral("Send the caller"))->click();
        QVERIFY(popup.isDeflecting());
        QVERIFY(!popup.windowFlags().testFlag(Qt::WindowDoesNotAcceptFocus)); // asked for: typing needs it
        auto *field = popup.findChild<QLineEdit *>();
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(deflected.size(), 0);
        QTest::keyClicks(field, QStringLiteral("100"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(deflected.size(), 1);
        QCOMPARE(deflected.first().first().toString(), QStringLiteral("100"));
    }
    void afterwardsItIsAsHarmlessAsBefore()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        popup.show();
        QSignalSpy answered(&popup, &IncomingPopup::answerRequested);
        button(popup, QStringLiteral("Send the caller"))->click();
        QTest::keyClick(popup.focusWidget(), Qt::Key_Escape);
        QVERIFY(!popup.isDeflecting());
        QVERIFY(popup.windowFlags().testFlag(Qt::WindowDoesNotAcceptFocus));
        QVERIFY(popup.testAttribute(Qt::WA_ShowWithoutActivating));
        QVERIFY(popup.isVisible());
        QTest::keyClick(popup.focusWidget() ? popup.focusWidget() : &popup, Qt::Key_Return);
        QCOMPARE(answered.size(), 0);
    }
    void deflectingKnowsNames()
    {
        IncomingPopup popup([](const QString &) { return sample::history(); });
        popup.setCall(sample::ringing(), {});
        popup.show();
        QSignalSpy deflected(&popup, &IncomingPopup::deflectRequested);
        button(popup, QStringLiteral("Send the caller"))->click();
        auto *field = popup.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("bob"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(deflected.last().first().toString(), QStringLiteral("bob")); // an extension of that name
        field->clear();
        QTest::keyClicks(field, QStringLiteral("mill"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(deflected.last().first().toString(), QStringLiteral("sip:bob@example.org"));
    }
    void theKeysAreToldWhereTheyHold()
    {
        IncomingPopup popup;
        popup.setCall(sample::ringing(),
            {.accountLabel = {}, .transferName = {}, .otherLiveName = {}, .ringsLongest = true});
        QVERIFY(button(popup, QStringLiteral("Answer"))->toolTip().contains(QStringLiteral("F5")));
        popup.setCall(sample::ringing(), {});
        QVERIFY(!button(popup, QStringLiteral("Answer"))->toolTip().contains(QStringLiteral("F5")));
    }
    void noVerbIsCut_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("nobody") << QString();
        QTest::newRow("Bob") << QStringLiteral("Bob");
        QTest::newRow("a long name") << QStringLiteral("Dr. Theodora Papadopoulou-Featherstonehaugh");
    }
    void noVerbIsCut()
    {
        QFETCH(QString, other);
        IncomingPopup popup;
        CallState call = sample::ringing();
        call.remoteName = QString(200, QLatin1Char('W'));
        popup.setCall(
            call, {.accountLabel = {}, .transferName = {}, .otherLiveName = other, .ringsLongest = false});
        popup.show();
        QCOMPARE(popup.width(), IncomingPopup::popupWidth);
        for (auto *one : popup.findChildren<IconButton *>()) {
            QVERIFY2(one->showsWholeCaption(), qPrintable(one->caption()));
            QVERIFY(popup.rect().contains(QRect(one->mapTo(&popup, QPoint()), one->size())));
        }
        if (!other.isEmpty())
            QVERIFY(popup.shown().answer.startsWith(QStringLiteral("Answer (holds ")));
    }
};

QTEST_MAIN(tst_IncomingPopup)
#include "tst_IncomingPopup.moc"
