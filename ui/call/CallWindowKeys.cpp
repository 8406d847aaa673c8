// What the keyboard does in the call window.

#include "CallWindow.h"

#include "DialPad.h"
#include "IconButton.h"
#include "TransferRow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>

namespace carillon {
namespace {

constexpr int mostTones = 24;

} // namespace

// Shortcuts, because they are found on keyboards of other scripts too. A field takes letters before they are
// asked; that they are off then is for what types without Qt's knowledge, as input methods do.
void CallWindow::makeShortcuts()
{
    for (const KeyRow &row : KeyTable::rows(KeyPlace::CallWindow)) {
        if (row.keys.isEmpty())
            continue;
        auto *shortcut = new QShortcut(row.keys, this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, [this, action = row.action] { press(action); });
        if (row.keys[0].keyboardModifiers() == Qt::NoModifier && row.keys[0].key() < Qt::Key_Escape)
            m_letterKeys.append(shortcut);
    }
    connect(qApp, &QApplication::focusChanged, this, [this] {
        const bool types = qobject_cast<QLineEdit *>(focusWidget());
        for (QShortcut *key : std::as_const(m_letterKeys))
            key->setEnabled(!types);
    });
}

void CallWindow::press(KeyAction action)
{
    switch (action) {
    case KeyAction::Mute: return m_mute->click();
    case KeyAction::Hold: return m_hold->click();
    case KeyAction::Keypad: return m_keypadButton->click();
    case KeyAction::Record: return m_record->click();
    case KeyAction::HandOver: return m_transfer->focusField();
    case KeyAction::Swap:
        if (m_consult && m_consult->swap.show == ButtonPresentation::Show::Enabled)
            Q_EMIT consultRequested(ConsultAct::Swap);
        return;
    case KeyAction::Strip: Q_EMIT stripAsked(); return;
    case KeyAction::AnswerCall: Q_EMIT answerAsked(); return;
    case KeyAction::DeclineCall: Q_EMIT declineAsked(); return;
    case KeyAction::CloseCall: close(); return;
    case KeyAction::CallKeys: Q_EMIT keysAsked(); return;
    default: Q_UNREACHABLE(); // of the other window, or without a shortcut
    }
}

void CallWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat()) // a key held down is one press
        return;
    if (event->key() == Qt::Key_Escape) {
        escape();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && pressEnter(event->modifiers()))
        return;
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const QString typed = event->text();
    if (plain && typed.size() == 1 && DialPad::isKey(typed.front()))
        sendTone(typed.front());
    else
        QWidget::keyPressEvent(event);
}

// The large button of those who ask, wherever the focus is. Enter with Ctrl began it, and must not end it.
bool CallWindow::pressEnter(Qt::KeyboardModifiers modifiers)
{
    if (!m_consult || modifiers.testFlag(Qt::ControlModifier))
        return false;
    const bool merges = m_consult->enter == ConsultAct::Merge;
    const ButtonPresentation &large = merges ? m_consult->merge : m_consult->connect;
    if (large.show == ButtonPresentation::Show::Enabled)
        Q_EMIT consultRequested(m_consult->enter);
    return true;
}

void CallWindow::sendTone(QChar digit)
{
    if (active().keypad.show != ButtonPresentation::Show::Enabled)
        return;
    m_tones = (m_tonesTimer.isRunning() ? m_tones + digit : QString(digit)).right(mostTones);
    m_tonesTimer.start(tonesTime, [this] { render(); });
    render();
    Q_EMIT toneRequested(digit);
}

void CallWindow::escape()
{
    if (m_transfer->isPending()) {
        m_transfer->undo();
    } else if (m_transfer->fieldHasFocus()) {
        m_transfer->leaveField();
        setFocus(Qt::OtherFocusReason);
    } else if (m_consult) {
        Q_EMIT consultRequested(ConsultAct::Drop);
    } else if (m_shown.hangUp.show != ButtonPresentation::Show::Enabled) {
        close();
    } else if (m_escapeTimer.isRunning()) {
        m_escapeTimer.stop();
        Q_EMIT hangUpRequested();
    } else {
        m_escapeTimer.start(escapeTime, [this] { render(); });
        render();
    }
}

} // namespace carillon
