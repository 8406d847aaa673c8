#include "TrayIcon.h"

#include "QuietMenu.h"
#include "SampleValues.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_TrayMenu : public QObject
{
    Q_OBJECT
private:
    static QAction *find(const QMenu &menu, const char *start)
    {
        for (QAction *action : menu.actions()) {
            if (action->isVisible()
                && action->text().remove(QStringLiteral("&")).startsWith(QLatin1String(start)))
                return action;
        }
        return nullptr;
    }
    static QMenu &quiet(const QMenu &menu) { return *find(menu, "Do not disturb")->menu(); }

private Q_SLOTS:
    void namesStandThereLiterally()
    {
        TrayMenu menu;
        CallState call = sample::bob();
        call.remoteName = QStringLiteral("Smith & Sons ") + QString(500, u'x');
        menu.setCalls({call});
        QVERIFY(find(menu, "Hang up Smith  Sons")); // the double & that shows one is gone here
        QVERIFY(find(menu, "Hang up Smith")->text().contains(QStringLiteral("&&")));
        QVERIFY(find(menu, "Hang up Smith")->text().size() < 100);
    }
    void theActionsOfACallStayWhileItGoesOn()
    {
        TrayMenu menu;
        QSignalSpy ended(&menu, &TrayMenu::endRequested);
        QSignalSpy mute(&menu, &TrayMenu::muteRequested);
        CallState call = sample::bob();
        menu.setCalls({call});
        QAction *action = find(menu, "Hang up Bob");
        call.muted = true;
        menu.setCalls({call});
        QCOMPARE(find(menu, "Hang up Bob"), action); // the menu may be open
        QVERIFY(find(menu, "Mute the microphone")->isChecked());
        find(menu, "Mute the microphone")->trigger();
        QCOMPARE(mute.first().at(1).toBool(), false);
        action->trigger();
        QCOMPARE(ended.size(), 1);
        menu.setCalls({});
        QVERIFY(!menu.actions().contains(action));
    }
    void whoRingsIsAnsweredOrDeclined()
    {
        TrayMenu menu;
        menu.setCalls({sample::ringing()});
        QVERIFY(find(menu, "Answer Anna") && find(menu, "Decline Anna"));
        QVERIFY(!find(menu, "Mute") && !find(menu, "Show the call"));
    }
    void manyCallsAreBounded()
    {
        TrayMenu menu;
        QList<CallState> many;
        for (int i = 0; i < 30; ++i) {
            many.append(sample::ringing());
            many.last().id = QString::number(i);
        }
        menu.setCalls(many);
        int answers = 0;
        for (const QAction *action : menu.actions())
            answers += action->isVisible() && action->text().startsWith(QStringLiteral("Answer")) ? 1 : 0;
        QCOMPARE(answers, TrayMenu::mostCalls);
    }
    void aNumberInTheClipboardIsOffered()
    {
        TrayMenu menu;
        QSignalSpy wanted(&menu, &TrayMenu::newCallRequested);
        QVERIFY(!find(menu, "Call "));
        menu.expectNumber();
        QVERIFY(!find(menu, "Call the number you copied")->isEnabled());
        const auto shown = [&menu] {
            const auto actions = menu.actions();
            return std::count_if(
                actions.begin(), actions.end(), [](const QAction *action) { return action->isVisible(); });
        };
        const auto before = shown();
        menu.setNumber(QStringLiteral("+49 30 1234567"));
        QCOMPARE(shown(), before); // the menu may be open: nothing moves
        QVERIFY(find(menu, "Call +49 30 1234567")->isEnabled());
        find(menu, "Call +49 30 1234567")->trigger();
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("+49 30 1234567"));
        menu.setNumber(std::nullopt);
        QVERIFY(!find(menu, "Call ")->isEnabled());
        find(menu, "New call")->trigger();
        QVERIFY(wanted.last().first().toString().isEmpty());
    }
    void quietForAWhile()
    {
        TrayMenu menu;
        QList<QuietTime> chosen;
        connect(
            &menu, &TrayMenu::quietChosen, this, [&chosen](const QuietTime &time) { chosen.append(time); });
        QVERIFY(!find(quiet(menu), "Let callers"));
        find(quiet(menu), "For 30 minutes")->trigger();
        find(quiet(menu), "For an hour")->trigger();
        find(quiet(menu), "Until I turn it off")->trigger();
        menu.setShown({.isQuiet = true});
        QVERIFY(find(menu, "Do not disturb: on"));
        find(quiet(menu), "Let callers")->trigger();
        using Kind = QuietTime::Kind;
        QCOMPARE(chosen,
            QList<QuietTime>({{Kind::For, std::chrono::minutes(30)}, {Kind::For, std::chrono::minutes(60)},
                {Kind::UntilTurnedOff}, {Kind::Off}}));
        menu.setShown({.isQuiet = true, .quietEnd = QStringLiteral("17:00")});
        QVERIFY(find(menu, "Do not disturb until 17:00"));
    }
    void quietUntilATimeOfDay()
    {
        QuietMenu menu;
        QList<QuietTime> chosen;
        connect(&menu, &QuietMenu::chosen, this, [&chosen](const QuietTime &time) { chosen.append(time); });
        const QDate thursday(2026, 3, 12);
        menu.offerFrom(QDateTime(thursday, QTime(9, 0)));
        QAction *noon = find(menu, "Until 12:00");
        QVERIFY(noon && find(menu, "Until 17:00") && find(menu, "Until tomorrow"));
        find(menu, "Until 17:00")->trigger();
        QCOMPARE(chosen.last(), (QuietTime{QuietTime::Kind::Until, {}, QDateTime(thursday, QTime(17, 0))}));
        menu.offerFrom(QDateTime(thursday, QTime(18, 0))); // as often as it opens
        QVERIFY(!find(menu, "Until 12:00") && !find(menu, "Until 17:00"));
        find(menu, "Until tomorrow 08:00")->trigger();
        QCOMPARE(chosen.last().end, QDateTime(thursday.addDays(1), QTime(8, 0)));
        QVERIFY(menu.actions().last()->text().contains(QStringLiteral("turn it"))); // the last, always
    }
    void accountsStandThereToBeRead()
    {
        TrayMenu menu;
        menu.setShown({.accounts = {QStringLiteral("a: ready"), QStringLiteral("b: signing in")}});
        QVERIFY(find(menu, "a: ready") && !find(menu, "a: ready")->isEnabled());
        menu.setShown({.accounts = {QStringLiteral("b: ready")}});
        QVERIFY(!find(menu, "a: ready") && find(menu, "b: ready"));
    }
    void withoutAHostThereIsNoIcon()
    {
        TrayIcon icon;
        icon.setShown({.badge = 3});
        QVERIFY(!icon.isShown());
        icon.setHost(TrayIcon::Host::There);
        icon.setCalls({sample::bob()});
        const TrayMenu *before = &icon.menu();
        icon.setHost(TrayIcon::Host::There); // another one: what was told is told anew
        QVERIFY(icon.isShown() && &icon.menu() != before);
        QVERIFY(find(icon.menu(), "Hang up Bob"));
        icon.setHost(TrayIcon::Host::None);
        QVERIFY(!icon.isShown());
    }
};

QTEST_MAIN(tst_TrayMenu)
#include "tst_TrayMenu.moc"
