#pragma once

#include "MainUi.h"

#include "CallWindow.h"
#include "CallsBar.h"
#include "History.h"
#include "IconButton.h"
#include "IncomingPopup.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "PhoneFixture.h"
#include "RecentPanel.h"
#include "SettingsStore.h"
#include "TransferRow.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

/// What the tests of the whole GUI share.
namespace carillon::office {

using namespace std::chrono_literals;
using Phase = CallState::Phase;

template <typename Window>
QList<Window *> shown()
{
    QList<Window *> found;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *window = qobject_cast<Window *>(widget);
        if (window && window->isVisible())
            found.append(window);
    }
    return found;
}

inline IconButton *button(const QWidget &window, const QString &sentenceStart)
{
    for (auto *one : window.findChildren<IconButton *>()) {
        if (one->isVisible() && one->accessibleName().startsWith(sentenceStart))
            return one;
    }
    return nullptr;
}

/// Anna at this screen, Bob and Carol elsewhere.
struct Office {
    PhoneWorld world;
    PhoneFixture anna{world, QStringLiteral("anna")};
    PhoneFixture bob{world, QStringLiteral("bob")};
    PhoneFixture carol{world, QStringLiteral("carol")};
    std::unique_ptr<MainUi> ui;

    explicit Office(MainUiOptions::Start start)
        : Office(MainUiOptions{.start = start})
    {
    }
    explicit Office(const MainUiOptions &options = {})
    {
        anna.addAccount();
        bob.addAccount();
        carol.addAccount();
        ui = std::make_unique<MainUi>(*qApp, *anna, world.clock, options);
        world.run(100ms);
    }
    MainWindow &main() const
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<MainWindow *>(widget))
                return *window;
        }
        qFatal("there is no main window");
    }
    Call *bobCalls()
    {
        Call *call = *bob->dial(anna.uri());
        world.run(500ms);
        return call;
    }
    /// A call with Bob that is up, and its window.
    CallWindow &talkToBob()
    {
        main().dialer().setText(bob.uri());
        QTest::keyClick(main().dialer().findChild<QLineEdit *>(), Qt::Key_Return);
        world.run(500ms);
        (void)bob->calls().last()->answer();
        world.run(500ms);
        return *shown<CallWindow>().first();
    }
    /// As many calls at once; @returns how many of them ring, which the phone bounds.
    int callsFromBob(int count)
    {
        for (int i = 0; i < count; ++i)
            (void)bob->dial(anna.uri());
        world.run(2s);
        int ringing = 0;
        for (const Call *call : anna->calls())
            ringing += ringsHere(call->state()) ? 1 : 0;
        return ringing;
    }
    Phase phase() { return anna->calls().first()->state().phase; }
};

} // namespace carillon::office
