#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace carillon {

/// What keys do, by name. The windows take their shortcuts from here and F1 shows what stands here.
enum class KeyAction {
    Mute,
    Hold,
    Keypad,
    Record,
    HandOver,
    Swap,
    Strip,
    AnswerCall,
    DeclineCall,
    CloseCall,
    CallKeys,
    TypeNumber,
    Menu,
    Settings,
    AnswerMain,
    DeclineMain,
    CloseMain,
    MainKeys,
    Quit,
    // Without a shortcut: the widget that has the focus does it.
    HangUp,
    Send,
    Ask,
    TakeBack,
    Connect,
    BackToFirst,
    Tones,
    Dial,
    RenameFavourite,
    LeaveScreen
};

enum class KeyPlace { MainWindow, CallWindow };

struct KeyRow {
    KeyAction action = KeyAction::Mute;
    KeyPlace place = KeyPlace::CallWindow;
    QKeySequence keys; ///< empty: no shortcut
    QString text;      ///< as it is told: "M", "Esc twice"
    QString sentence;  ///< "Mute or unmute your microphone"
};

namespace KeyTable {

QList<KeyRow> rows(KeyPlace place);
/// Of an action with a shortcut.
QKeySequence keys(KeyAction action);
/// For tool tips.
QString text(KeyAction action);

} // namespace KeyTable
} // namespace carillon
