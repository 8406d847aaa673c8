// The desktop asks for a new call: where it leads, and what it does not do.
#include "Office.h"

#include "TextLabel.h"

using namespace carillon;
using namespace carillon::office;

class tst_NewCall : public QObject
{
    Q_OBJECT
private:
    static bool says(const QWidget &widget, const QString &text)
    {
        const auto labels = widget.findChildren<TextLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const TextLabel *label) { return !label->isHidden() && label->text().contains(text); });
    }

private Q_SLOTS:
    void theFieldWaitsForANumber()
    {
        Office office(MainUiOptions::Start::Background);
        MainWindow &main = office.main();
        main.showScreen(MainWindow::Screen::Settings);
        office.ui->newCall({});
        QVERIFY(main.isVisible());
        QCOMPARE(main.screen(), MainWindow::Screen::Calls);
        QVERIFY(main.focusWidget() && main.focusWidget() == main.dialer().findChild<QLineEdit *>());
        QVERIFY(!says(main.dialer(), QStringLiteral("From a link")));
        main.dialer().setText(QStringLiteral("030"));
        office.ui->newCall({}); // what is typed stays
        QCOMPARE(main.dialer().text(), QStringLiteral("030"));
    }
    void aNumberIsToBeConfirmed()
    {
        Office office(MainUiOptions::Start::Background);
        office.ui->newCall(QStringLiteral("030 1234567"));
        office.world.run(1s);
        QCOMPARE(office.main().dialer().text(), QStringLiteral("030 1234567"));
        QVERIFY(office.anna->calls().isEmpty());
    }
    void aTokenGoesToTheWindowThatIsAskedFor()
    {
        QStringList used;
        MainUiOptions options{.start = MainUiOptions::Start::Background};
        options.useToken = [&](const QWidget &window, const QString &token) {
            if (!token.isEmpty())
                used.append(token
                    + (qobject_cast<const CallWindow *>(&window) ? QStringLiteral(" call")
                                                                 : QStringLiteral(" main")));
        };
        Office office(options);
        office.ui->setActivationToken(QStringLiteral("t-1"));
        QVERIFY(office.anna->dial(office.bob.uri())); // as by D-Bus
        QCOMPARE(used, QStringList{QStringLiteral("t-1 call")});
        QCOMPARE(shown<CallWindow>().size(), 1);
        QVERIFY(!shown<CallWindow>().first()->testAttribute(Qt::WA_ShowWithoutActivating));
        QVERIFY(!office.main().isVisible());
        office.ui->raise();
        QCOMPARE(used.size(), 1);
        office.ui->setActivationToken(QStringLiteral("t-2"));
        office.ui->raise();
        QCOMPARE(used.last(), QStringLiteral("t-2 main"));
        QVERIFY(office.anna->dial(office.carol.uri())); // of a script, which nobody clicked for
        QCOMPARE(used.size(), 2);
        QVERIFY(shown<CallWindow>().last()->testAttribute(Qt::WA_ShowWithoutActivating)
            || shown<CallWindow>().first()->testAttribute(Qt::WA_ShowWithoutActivating));
    }
    void aTokenIsOfUseOnlyWhereSomebodyReadsIt()
    {
        qunsetenv("XDG_ACTIVATION_TOKEN");
        Office office(MainUiOptions::Start::Background);
        office.ui->setActivationToken(QStringLiteral("token"));
        office.ui->raise();
        QVERIFY(office.main().isVisible());
        QVERIFY(!qEnvironmentVariableIsSet("XDG_ACTIVATION_TOKEN")); // no Wayland here
    }
};

QTEST_MAIN(tst_NewCall)
#include "tst_NewCall.moc"
