// The second half of the call window while somebody is asked.

#include "ConsultPanel.h"

#include "CallHeader.h"
#include "CallWindow.h"
#include "DialPad.h"
#include "FakeClock.h"
#include "Metrics.h"
#include "OnScreen.h"
#include "SampleValues.h"
#include "TransferRow.h"

#include <QApplication>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_ConsultPanel : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

    struct Asking {
        FakeClock clock;
        CallWindow window{clock};
        QList<ConsultAct> acts;
        CallState anna = sample::anna();
        CallState bob = sample::bob();
        Asking()
        {
            anna.heldLocal = true;
            bob.consultOf = anna.id;
            QObject::connect(&window, &CallWindow::consultRequested, &window,
                [this](ConsultAct act) { acts.append(act); });
            window.setCall(anna, {});
            window.setTransferTargets(sample::targets());
            openWithKeyboard(window);
        }
        void ask()
        {
            window.setConsult(presentConsult(anna, bob, {}));
            QCoreApplication::processEvents();
        }
        QPushButton *button(const char *text) { return pushButton(window, text); }
    };

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void itTakesThePlaceOfTheHeaderAndOfTheRow()
    {
        Asking a;
        const int mute = iconButton(a.window, "Mute")->mapTo(&a.window, QPoint()).y();
        a.ask();
        QVERIFY(a.window.findChild<CallHeader *>()->isHidden());
        QVERIFY(a.window.transferRow().isHidden());
        QVERIFY(a.window.findChild<ConsultPanel *>()->isVisible());
        QCOMPARE(iconButton(a.window, "Mute")->mapTo(&a.window, QPoint()).y(), mute); // nothing jumps
        a.window.setConsult(std::nullopt);
        QVERIFY(a.window.findChild<CallHeader *>()->isVisible());
        QVERIFY(a.window.transferRow().isVisible()); // the chips are ready
    }
    void buttonsAsk()
    {
        Asking a;
        a.ask();
        iconButton(a.window, "Connect")->click();
        a.button("Swap")->click();
        a.button("Merge")->click();
        for (auto *one : a.window.findChildren<QPushButton *>()) {
            if (one->accessibleName() == QLatin1String("Hang up Bob Miller and go back to Anna Weber"))
                one->click(); // its caption may be shortened
        }
        QCOMPARE(a.acts, (QList{ConsultAct::Connect, ConsultAct::Swap, ConsultAct::Merge, ConsultAct::Drop}));
    }
    void keys()
    {
        Asking a;
        a.ask();
        QTest::keyClick(
            &a.window, Qt::Key_Return, Qt::ControlModifier); // the one that began it, held too long
        QVERIFY(a.acts.isEmpty());
        QTest::keyClick(&a.window, Qt::Key_X);
        QTest::keyClick(&a.window, Qt::Key_Escape);
        QTest::keyClick(&a.window, Qt::Key_Return);
        QCOMPARE(a.acts, (QList{ConsultAct::Swap, ConsultAct::Drop, ConsultAct::Connect}));
    }
    void enterIsAnOrdinaryKeyWhileNobodyIsAsked()
    {
        Asking a;
        QTest::keyClick(&a.window, Qt::Key_Return);
        QVERIFY(a.acts.isEmpty());
    }
    void theButtonsMeanWhoeverIsTalkedTo()
    {
        Asking a;
        a.bob.muted = true;
        a.ask();
        QVERIFY(iconButton(a.window, "Unmute"));
        QCOMPARE(iconButton(a.window, "Hang up")->accessibleName(),
            QStringLiteral("Hang up the call with Bob Miller"));
        a.anna.heldLocal = false;
        a.bob.heldLocal = true;
        a.ask();
        QVERIFY(iconButton(a.window, "Mute"));
        QCOMPARE(iconButton(a.window, "Hang up")->accessibleName(),
            QStringLiteral("Hang up the call with Anna Weber"));
    }
    void whatIsToldIsToldHereToo()
    {
        Asking a;
        a.ask();
        QVERIFY(a.window.sentence().startsWith(QStringLiteral("Enter connects")));
        a.window.showRefusal(QStringLiteral("Not now."));
        QCOMPARE(a.window.sentence(), QStringLiteral("Not now."));
        a.clock.advance(CallWindow::refusalTime);
        QVERIFY(a.window.sentence().startsWith(QStringLiteral("Enter connects")));
    }
    void whoCannotBeHandedOverHasMergeForTheLargeButton()
    {
        Asking a;
        TransferOptions options;
        options.canRefer = false;
        a.window.setConsult(presentConsult(a.anna, a.bob, options));
        QVERIFY(!iconButton(a.window, "Connect"));
        QVERIFY(!a.button("Merge")); // once is enough
        QTest::keyClick(&a.window, Qt::Key_Return);
        QCOMPARE(a.acts, QList{ConsultAct::Merge});
    }
    void isWholeAt320Pixels()
    {
        Asking a;
        a.anna.remoteName = QStringLiteral("Dr. Theodora Papadopoulou-Featherstonehaugh");
        a.bob.remoteName = QStringLiteral("The accounts department, second floor & more");
        a.ask();
        QVERIFY2(a.window.minimumSizeHint().width() <= metrics::narrowest,
            qPrintable(QString::number(a.window.minimumSizeHint().width())));
        a.window.resize(metrics::narrowest, a.window.height());
        QCoreApplication::processEvents();
        for (auto *one : a.window.findChildren<QAbstractButton *>()) {
            if (!one->isVisible())
                continue;
            QVERIFY(!one->accessibleName().isEmpty() || !one->text().isEmpty());
            QVERIFY2(one->height() >= metrics::minTarget, qPrintable(one->accessibleName()));
            const QRect inWindow(one->mapTo(&a.window, QPoint()), one->size());
            QVERIFY2(a.window.rect().contains(inWindow), qPrintable(one->accessibleName()));
        }
        QVERIFY(iconButton(a.window, "Connect")->showsWholeCaption());
    }
};

QTEST_MAIN(tst_ConsultPanel)
#include "tst_ConsultPanel.moc"
