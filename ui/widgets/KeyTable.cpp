#include "KeyTable.h"

#include <QCoreApplication>
#include <array>

namespace carillon {
namespace {

struct Entry {
    KeyAction action;
    KeyPlace place;
    int key;          ///< of Qt, with modifiers; 0: no shortcut
    const char *text; ///< null: as the key is called
    const char *sentence;
};

constexpr auto call = KeyPlace::CallWindow;
constexpr auto window = KeyPlace::MainWindow;

// clang-format off: one key a line
const std::array entries{
    Entry{KeyAction::Mute, call, Qt::Key_M, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Mute or unmute your microphone")},
    Entry{
        KeyAction::Hold, call, Qt::Key_H, nullptr, QT_TRANSLATE_NOOP("KeyTable", "Hold or resume the call")},
    Entry{KeyAction::Keypad, call, Qt::Key_K, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Show or hide the keypad")},
    Entry{KeyAction::Record, call, Qt::Key_R, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Record the call, or stop it")},
    Entry{KeyAction::Tones, call, 0, QT_TRANSLATE_NOOP("KeyTable", "0–9 * #"),
        QT_TRANSLATE_NOOP("KeyTable", "Send a tone")},
    Entry{KeyAction::HandOver, call, Qt::Key_T, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Hand the call over: type a name or number")},
    Entry{KeyAction::Send, call, 0, QT_TRANSLATE_NOOP("KeyTable", "Enter"),
        QT_TRANSLATE_NOOP("KeyTable", "In the field or on a name: do the first verb printed there (Send)")},
    Entry{KeyAction::Ask, call, 0, QT_TRANSLATE_NOOP("KeyTable", "Ctrl+Enter"),
        QT_TRANSLATE_NOOP("KeyTable", "In the field or on a name: do the other verb (Ask first)")},
    Entry{KeyAction::TakeBack, call, 0, QT_TRANSLATE_NOOP("KeyTable", "Esc"),
        QT_TRANSLATE_NOOP("KeyTable", "Take back what is being sent")},
    Entry{KeyAction::Connect, call, 0, QT_TRANSLATE_NOOP("KeyTable", "Enter"),
        QT_TRANSLATE_NOOP("KeyTable", "While asking: connect the two")},
    Entry{KeyAction::BackToFirst, call, 0, QT_TRANSLATE_NOOP("KeyTable", "Esc"),
        QT_TRANSLATE_NOOP("KeyTable", "While asking: go back to the first call")},
    Entry{KeyAction::Swap, call, Qt::Key_X, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "While asking: talk to the other one")},
    Entry{KeyAction::Strip, call, Qt::Key_S, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Show or hide the small strip that stays on top")},
    Entry{KeyAction::AnswerCall, call, Qt::Key_F5, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Answer the call that rings longest")},
    Entry{KeyAction::DeclineCall, call, Qt::Key_F6, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Decline the call that rings longest")},
    Entry{KeyAction::HangUp, call, 0, QT_TRANSLATE_NOOP("KeyTable", "Esc twice"),
        QT_TRANSLATE_NOOP("KeyTable", "Hang up")},
    Entry{KeyAction::CloseCall, call, int(Qt::CTRL) | Qt::Key_W, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Close the window; the call goes on")},
    Entry{KeyAction::CallKeys, call, Qt::Key_F1, nullptr, QT_TRANSLATE_NOOP("KeyTable", "Show this list")},
    Entry{KeyAction::Dial, window, 0, QT_TRANSLATE_NOOP("KeyTable", "Enter"),
        QT_TRANSLATE_NOOP("KeyTable", "Call what was typed or chosen")},
    Entry{KeyAction::RenameFavourite, window, 0, QT_TRANSLATE_NOOP("KeyTable", "F2"),
        QT_TRANSLATE_NOOP("KeyTable", "On a favourite: change its name")},
    Entry{KeyAction::TypeNumber, window, int(Qt::CTRL) | Qt::Key_L, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Go to the field for names and numbers")},
    Entry{KeyAction::AnswerMain, window, Qt::Key_F5, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Answer the call that rings longest")},
    Entry{KeyAction::DeclineMain, window, Qt::Key_F6, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Decline the call that rings longest")},
    Entry{KeyAction::Menu, window, Qt::Key_F10, nullptr, QT_TRANSLATE_NOOP("KeyTable", "Open the menu")},
    Entry{KeyAction::Settings, window, int(Qt::CTRL) | Qt::Key_Comma, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Open the settings")},
    Entry{KeyAction::LeaveScreen, window, 0, QT_TRANSLATE_NOOP("KeyTable", "Esc"),
        QT_TRANSLATE_NOOP("KeyTable", "Leave a page, or close a notice")},
    Entry{KeyAction::CloseMain, window, int(Qt::CTRL) | Qt::Key_W, nullptr,
        QT_TRANSLATE_NOOP("KeyTable", "Close the window; calls go on")},
    Entry{KeyAction::Quit, window, int(Qt::CTRL) | Qt::Key_Q, nullptr, QT_TRANSLATE_NOOP("KeyTable", "Quit")},
    Entry{KeyAction::MainKeys, window, Qt::Key_F1, nullptr, QT_TRANSLATE_NOOP("KeyTable", "Show this list")},
};
// clang-format on

KeyRow rowOf(const Entry &entry)
{
    const auto told = [](const char *words) { return QCoreApplication::translate("KeyTable", words); };
    KeyRow row{entry.action, entry.place, {}, {}, told(entry.sentence)};
    if (entry.key != 0)
        row.keys = QKeySequence(entry.key);
    row.text = entry.text ? told(entry.text) : row.keys.toString(QKeySequence::NativeText);
    return row;
}

KeyRow rowOf(KeyAction action)
{
    const auto found = std::find_if(
        entries.begin(), entries.end(), [&](const Entry &entry) { return entry.action == action; });
    Q_ASSERT(found != entries.end());
    return rowOf(*found);
}

} // namespace

QList<KeyRow> KeyTable::rows(KeyPlace place)
{
    QList<KeyRow> rows;
    for (const Entry &entry : entries) {
        if (entry.place == place)
            rows.append(rowOf(entry));
    }
    return rows;
}

QKeySequence KeyTable::keys(KeyAction action)
{
    return rowOf(action).keys;
}

QString KeyTable::text(KeyAction action)
{
    return rowOf(action).text;
}

} // namespace carillon
