#include "CallWindow.h"

#include "Button.h"
#include "ConferenceRow.h"
#include "DiagnosisRow.h"
#include "DialPad.h"
#include "FlowLayout.h"
#include "IconButton.h"
#include "Metrics.h"
#include "Page.h"
#include "PlainText.h"
#include "QuestionCard.h"
#include "RecordingRow.h"
#include "TabOrder.h"
#include "TextLabel.h"
#include "TransferRow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int usualWidth = 420;
constexpr int mostTones = 24;

} // namespace

CallWindow::CallWindow(Clock &clock, Suggest suggest, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_escapeTimer(clock)
    , m_closeTimer(clock)
    , m_refusalTimer(clock)
    , m_tonesTimer(clock)
    , m_header(new CallHeader(this))
    , m_recording(new RecordingRow(this))
    , m_diagnosis(new DiagnosisRow(this))
    , m_keypad(new DialPad(DialPad::Plus::Refused, this))
    , m_rule(makeRule(this))
    , m_transfer(new TransferRow(clock, std::move(suggest), this))
    , m_conference(new ConferenceRow(this))
    , m_question(new QuestionCard(clock, {tr("&Connect"), tr("&No")}, this))
    , m_digits(new QuestionCard(clock, {tr("S&end"), tr("&Drop")}, this))
    , m_explanation(new TextLabel(this))
    , m_selfTest(new Button(tr("&Test the sound…"), this))
{
    setFocusPolicy(Qt::ClickFocus); // a click beside the buttons gives the keys back to the call
    setMinimumWidth(metrics::narrowest);
    m_explanation->setTone(Tone::Second);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gapLarge, metrics::gapLarge, metrics::gapLarge, metrics::gapLarge);
    column->setSpacing(metrics::gap);
    column->addWidget(m_header);
    column->addLayout(makeButtons());
    for (QWidget *part : {static_cast<QWidget *>(m_recording), static_cast<QWidget *>(m_diagnosis),
             static_cast<QWidget *>(m_keypad), m_rule, static_cast<QWidget *>(m_transfer),
             static_cast<QWidget *>(m_conference), static_cast<QWidget *>(m_question),
             static_cast<QWidget *>(m_digits), static_cast<QWidget *>(m_explanation)})
        column->addWidget(part);
    column->addWidget(m_selfTest, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_keypad->hide();
    wire();
    wireConference();
    wireSound();
    makeShortcuts();
    render();
    tabInLayoutOrder(*this);
    resize(usualWidth, sizeHint().height());
    setFocus(Qt::OtherFocusReason); // on no button, so that Space presses none
}

/// The focus moves once more while our children go, when our members are gone already.
CallWindow::~CallWindow()
{
    qApp->disconnect(this);
}

QLayout *CallWindow::makeButtons()
{
    m_mute = new IconButton(Icon::Microphone, tr("Mute your microphone"), IconButton::Shape::Round, this);
    m_hold = new IconButton(Icon::Hold, tr("Hold"), IconButton::Shape::Round, this);
    m_keypadButton = new IconButton(Icon::Keypad, tr("Keypad"), IconButton::Shape::Round, this);
    m_record = new IconButton(Icon::Record, tr("Record"), IconButton::Shape::Round, this);
    m_hangUp = new IconButton(Icon::HangUp, tr("Hang up"), IconButton::Shape::Pill, this);
    m_hangUp->setLook(IconButton::Look::Danger);
    m_mute->setKey(tr("M", "key"));
    m_hold->setKey(tr("H", "key"));
    m_keypadButton->setKey(tr("K", "key"));
    m_record->setKey(tr("R", "key"));
    m_hangUp->setKey(tr("Esc twice"));
    auto *round = new FlowLayout(metrics::gap); // in two lines where there is little room
    for (IconButton *button : {m_mute, m_hold, m_keypadButton, m_record}) {
        button->setCheckable(true);
        round->addWidget(button);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gap);
    buttons->addLayout(round, 1);
    buttons->addWidget(m_hangUp, 0, Qt::AlignVCenter);
    return buttons;
}

void CallWindow::wire()
{
    // The check marks follow the call, not the click.
    connect(m_mute, &IconButton::clicked, this, [this] {
        Q_EMIT muteRequested(!m_shown.mute.checked);
        render();
    });
    connect(m_hold, &IconButton::clicked, this, [this] {
        Q_EMIT holdRequested(!m_shown.hold.checked);
        render();
    });
    connect(m_keypadButton, &IconButton::clicked, this, [this] { setKeypadVisible(m_keypad->isHidden()); });
    connect(m_hangUp, &IconButton::clicked, this, &CallWindow::hangUpRequested);
    connect(m_keypad, &DialPad::pressed, this, &CallWindow::sendTone);
    connect(m_transfer, &TransferRow::sendRequested, this, &CallWindow::transferRequested);
    connect(m_transfer, &TransferRow::connectRequested, this, &CallWindow::connectRequested);
    connect(m_transfer, &TransferRow::heightChanged, this, &CallWindow::fitHeight);
    connect(m_question, &QuestionCard::answered, this, &CallWindow::referralAnswered);
    const auto explain = [this](CallHeader::Topic topic) {
        m_topic = m_topic == topic ? CallHeader::Topic::Nothing : topic;
        render();
    };
    connect(m_header, &CallHeader::explanationAsked, this, explain);
    connect(m_header, &CallHeader::reconnectAsked, this, &CallWindow::reconnectRequested);
    connect(m_transfer, &TransferRow::detailAsked, this, [explain] { explain(CallHeader::Topic::Detail); });
}

void CallWindow::wireConference()
{
    connect(m_header, &CallHeader::unmuteAsked, this, [this] { Q_EMIT muteRequested(false); });
    connect(m_digits, &QuestionCard::answered, this, &CallWindow::waitingDigitsAnswered);
    connect(m_conference, &ConferenceRow::mergeRequested, this, &CallWindow::mergeRequested);
    connect(m_conference, &ConferenceRow::splitRequested, this, &CallWindow::splitRequested);
    connect(m_conference, &ConferenceRow::leaveRequested, this, &CallWindow::leaveRequested);
}

// Shortcuts, because they are found on keyboards of other scripts too. A field takes letters before they are
// asked; that they are off then is for what types without Qt's knowledge, as input methods do.
void CallWindow::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, action);
        return shortcut;
    };
    m_letterKeys = {add(Qt::Key_M, [this] { m_mute->click(); }), add(Qt::Key_H, [this] { m_hold->click(); }),
        add(Qt::Key_K, [this] { m_keypadButton->click(); }), add(Qt::Key_R, [this] { m_record->click(); }),
        add(Qt::Key_T, [this] { m_transfer->focusField(); })};
    add(Qt::Key_F5, [this] { Q_EMIT answerAsked(); });
    add(Qt::Key_F6, [this] { Q_EMIT declineAsked(); });
    add(Qt::CTRL | Qt::Key_W, [this] { close(); });
    connect(qApp, &QApplication::focusChanged, this, [this] {
        const bool types = qobject_cast<QLineEdit *>(focusWidget());
        for (QShortcut *key : std::as_const(m_letterKeys))
            key->setEnabled(!types);
    });
}

void CallWindow::setCall(const CallState &call, const CallContext &context)
{
    m_shown = present(call, context);
    m_header->setElapsed(m_shown);
    if (call.phase == CallState::Phase::Terminated)
        m_refusal.clear(); // how it ended is the news
    render();
    renderClosing();
}

void CallWindow::setTransferTargets(const QList<TransferTarget> &targets)
{
    m_transfer->setTargets(targets);
}

void CallWindow::setLevels(float input, float output)
{
    m_header->setLevels(input, output);
}

void CallWindow::tell(const QString &sentence, Tone tone)
{
    m_refusal = sentence;
    m_refusalTone = tone;
    m_refusalTimer.start(refusalTime, [this] {
        m_refusal.clear();
        render();
    });
    render();
}

bool CallWindow::wantsLevels() const
{
    return isVisible() && !isMinimized() && m_shown.timer == CallPresentation::Timer::Running;
}

QString CallWindow::sentence() const
{
    return m_header->sentence();
}

QString CallWindow::explanation() const
{
    return m_explanation->isHidden() ? QString() : m_explanation->text();
}

void CallWindow::render()
{
    setWindowTitle(plainWindowTitle(m_shown.title));
    m_header->setPresentation(m_shown);
    renderSentence();
    renderButtons();
    renderSound(m_shown);
    m_transfer->setCaller(m_shown.name);
    m_transfer->setPresentation(m_shown);
    m_rule->setVisible(m_shown.showsTransferRow);
    m_conference->setPresentation(m_shown.conference);
    m_question->ask(m_shown.question);
    m_digits->ask(m_shown.digitsQuestion);
    renderExplanation();
    fitHeight();
}

void CallWindow::renderButtons()
{
    renderButton(*m_mute, m_shown.mute);
    m_mute->setIcon(m_shown.mute.checked ? Icon::MicrophoneOff : Icon::Microphone);
    renderButton(*m_hold, m_shown.hold);
    m_hold->setIcon(m_shown.hold.checked ? Icon::Resume : Icon::Hold);
    renderButton(*m_keypadButton, m_shown.keypad);
    renderButton(*m_hangUp, m_shown.hangUp);
    m_keypadButton->setChecked(!m_keypad->isHidden());
    m_keypad->setEnabled(m_shown.keypad.show == ButtonPresentation::Show::Enabled);
}

void CallWindow::renderSentence()
{
    if (m_escapeTimer.isRunning())
        m_header->setSentence(tr("Press Esc again to hang up"), Tone::Attention);
    else if (!m_refusal.isEmpty())
        m_header->setSentence(m_refusal, m_refusalTone);
    else if (m_tonesTimer.isRunning())
        m_header->setSentence(tr("Tones sent: %1").arg(m_tones), Tone::Second);
    else
        m_header->setSentence(m_shown.sentence, m_shown.sentenceTone, m_shown.names);
}

// A sentence too long for its line is told whole below, where it pushes nothing away.
void CallWindow::renderExplanation()
{
    QString text;
    switch (m_topic) { // no default: a new topic must break this build
    case CallHeader::Topic::Nothing: break;
    case CallHeader::Topic::Security: text = m_shown.securitySentence; break;
    case CallHeader::Topic::Quality: text = m_shown.qualitySentence; break;
    case CallHeader::Topic::Detail: text = m_shown.detail; break;
    }
    layout()->activate(); // the line has its width now
    if (text.isEmpty() && !m_header->showsWholeSentence())
        text = m_header->sentence();
    m_explanation->setText(text);
    m_explanation->setVisible(!text.isEmpty());
    m_selfTest->setVisible(m_topic == CallHeader::Topic::Quality && !text.isEmpty());
}

void CallWindow::renderButton(IconButton &button, const ButtonPresentation &shown)
{
    button.setVisible(shown.show != ButtonPresentation::Show::Hidden);
    button.setEnabled(shown.show == ButtonPresentation::Show::Enabled);
    if (button.isCheckable())
        button.setChecked(shown.checked);
    button.setCaption(shown.caption);
    button.setSentence(shown.sentence);
}

void CallWindow::renderClosing()
{
    const bool isRead = m_shown.staysUnderPointer && underMouse();
    if (!m_shown.closesAfter || isRead)
        m_closeTimer.stop();
    else if (!m_closeTimer.isRunning())
        m_closeTimer.start(*m_shown.closesAfter, [this] { Q_EMIT finished(); });
}

// The window grows by what the call needs to say, and does not shrink again under the pointer.
void CallWindow::fitHeight()
{
    if (!layout())
        return;
    layout()->activate();
    const int wish = layout()->hasHeightForWidth() ? layout()->heightForWidth(width()) : sizeHint().height();
    if (wish > height() || (wish < height() && !underMouse()))
        resize(width(), wish);
}

void CallWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->isAutoRepeat()) // a key held down is one press
        return;
    if (event->key() == Qt::Key_Escape) {
        escape();
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const QString typed = event->text();
    if (plain && typed.size() == 1 && DialPad::isKey(typed.front()))
        sendTone(typed.front());
    else
        QWidget::keyPressEvent(event);
}

void CallWindow::sendTone(QChar digit)
{
    if (m_shown.keypad.show != ButtonPresentation::Show::Enabled)
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

void CallWindow::setKeypadVisible(bool visible)
{
    m_keypad->setVisible(visible);
    m_keypadButton->setChecked(visible);
    const int wish = layout()->hasHeightForWidth() ? layout()->heightForWidth(width()) : sizeHint().height();
    resize(width(), wish); // asked for, so also under the pointer
}

void CallWindow::showEvent(QShowEvent *)
{
    renderExplanation();
    fitHeight();
    Q_EMIT visibilityChanged();
}

void CallWindow::hideEvent(QHideEvent *)
{
    Q_EMIT visibilityChanged();
}

void CallWindow::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        renderExplanation();
}

void CallWindow::enterEvent(QEnterEvent *)
{
    renderClosing();
}

void CallWindow::leaveEvent(QEvent *)
{
    renderClosing();
}

} // namespace carillon
