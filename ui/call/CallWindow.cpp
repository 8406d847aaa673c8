#include "CallWindow.h"

#include "Button.h"
#include "CallDrag.h"
#include "ConferenceRow.h"
#include "ConsultPanel.h"
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
#include <QResizeEvent>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int usualWidth = 420;
constexpr int lettersAcross = 24; // so many the narrowest shows, however large the system has them
constexpr int lettersUsually = 32;

} // namespace

CallWindow::CallWindow(Clock &clock, Suggest suggest, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_escapeTimer(clock)
    , m_closeTimer(clock)
    , m_refusalTimer(clock)
    , m_tonesTimer(clock)
    , m_header(new CallHeader(this))
    , m_panel(new ConsultPanel(this))
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
    const int letter = fontMetrics().averageCharWidth();
    setMinimumWidth(std::max(metrics::narrowest, lettersAcross * letter));
    m_explanation->setTone(Tone::Second);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gapLarge, metrics::gapLarge, metrics::gapLarge, metrics::gapLarge);
    column->setSpacing(metrics::gap);
    column->addWidget(m_header);
    column->addWidget(m_panel);
    column->addLayout(makeButtons());
    for (QWidget *part : {static_cast<QWidget *>(m_recording), static_cast<QWidget *>(m_diagnosis),
             static_cast<QWidget *>(m_keypad), m_rule, static_cast<QWidget *>(m_transfer),
             static_cast<QWidget *>(m_conference), static_cast<QWidget *>(m_question),
             static_cast<QWidget *>(m_digits), static_cast<QWidget *>(m_explanation)})
        column->addWidget(part);
    column->addWidget(m_selfTest, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_keypad->hide();
    m_panel->hide();
    wire();
    wireTransfers();
    wireConference();
    wireSound();
    makeShortcuts();
    render();
    tabInLayoutOrder(*this);
    resize(std::max(usualWidth, lettersUsually * letter), sizeHint().height());
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
    m_mute->setKey(KeyTable::text(KeyAction::Mute));
    m_hold->setKey(KeyTable::text(KeyAction::Hold));
    m_keypadButton->setKey(KeyTable::text(KeyAction::Keypad));
    m_record->setKey(KeyTable::text(KeyAction::Record));
    m_hangUp->setKey(KeyTable::text(KeyAction::HangUp));
    auto *round = new FlowLayout(metrics::gap);
    for (IconButton *button : {m_mute, m_hold, m_keypadButton, m_record}) {
        button->setCheckable(true);
        round->addWidget(button);
    }
    m_buttons = new QBoxLayout(QBoxLayout::LeftToRight);
    m_buttons->setSpacing(metrics::gap);
    m_buttons->addLayout(round, 1);
    m_buttons->addWidget(m_hangUp, 0, Qt::AlignVCenter);
    return m_buttons;
}

/// Where they have no room beside it, hanging up stands below the others, rather than one of them alone.
void CallWindow::arrangeButtons()
{
    const QLayout *round = m_buttons->itemAt(0)->layout();
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right() - metrics::gap - m_hangUp->sizeHint().width();
    const bool isInOneLine = round->heightForWidth(room) == round->heightForWidth(QWIDGETSIZE_MAX);
    const auto direction = isInOneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction == m_buttons->direction())
        return;
    m_buttons->setDirection(direction);
    m_buttons->setStretch(0, isInOneLine ? 1 : 0); // to the side only
    m_buttons->setAlignment(m_hangUp, isInOneLine ? Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    m_hangUp->updateGeometry(); // its item keeps how wide it may be as it was aligned before
    layout()->invalidate();     // and the column the height it knows
}

void CallWindow::wire()
{
    // The check marks follow the call, not the click.
    connect(m_mute, &IconButton::clicked, this, [this] {
        Q_EMIT muteRequested(!active().mute.checked);
        render();
    });
    connect(m_hold, &IconButton::clicked, this, [this] {
        Q_EMIT holdRequested(!active().hold.checked);
        render();
    });
    connect(m_keypadButton, &IconButton::clicked, this, [this] { setKeypadVisible(m_keypad->isHidden()); });
    connect(m_hangUp, &IconButton::clicked, this, &CallWindow::hangUpRequested);
    connect(m_keypad, &DialPad::pressed, this, &CallWindow::sendTone);
    connect(m_question, &QuestionCard::answered, this, &CallWindow::referralAnswered);
    const auto explain = [this](CallHeader::Topic topic) {
        m_topic = m_topic == topic ? CallHeader::Topic::Nothing : topic;
        render();
    };
    connect(m_header, &CallHeader::explanationAsked, this, explain);
    connect(m_header, &CallHeader::reconnectAsked, this, &CallWindow::reconnectRequested);
    connect(m_transfer, &TransferRow::detailAsked, this, [explain] { explain(CallHeader::Topic::Detail); });
}

void CallWindow::wireTransfers()
{
    connect(m_transfer, &TransferRow::requested, this, &CallWindow::transferRequested);
    connect(m_transfer, &TransferRow::dropped, this, &CallWindow::callDropped);
    connect(m_transfer, &TransferRow::heightChanged, this, &CallWindow::fitHeight);
    connect(m_panel, &ConsultPanel::requested, this, &CallWindow::consultRequested);
    new CallDragHandle(*m_header, [this] {
        return CallDragHandle::Dragged{m_shown.showsTransferRow ? m_callId : QString(), m_shown.name};
    });
}

void CallWindow::wireConference()
{
    connect(m_header, &CallHeader::unmuteAsked, this, [this] { Q_EMIT muteRequested(false); });
    connect(m_digits, &QuestionCard::answered, this, &CallWindow::waitingDigitsAnswered);
    connect(m_conference, &ConferenceRow::mergeRequested, this, &CallWindow::mergeRequested);
    connect(m_conference, &ConferenceRow::splitRequested, this, &CallWindow::splitRequested);
    connect(m_conference, &ConferenceRow::leaveRequested, this, &CallWindow::leaveRequested);
}

void CallWindow::setCall(const CallState &call, const CallContext &context)
{
    m_shown = present(call, context);
    m_callId = call.id;
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

void CallWindow::setTransferOptions(const TransferOptions &options)
{
    m_transfer->setOptions(options);
}

void CallWindow::setConsult(const std::optional<ConsultPresentation> &consult)
{
    const bool begins = consult && !m_consult;
    const bool ends = !consult && m_consult;
    m_consult = consult;
    if (begins) {
        m_panel->setMinimumHeight(m_header->height()); // so that the buttons below stay
        m_transfer->leaveField();
        setFocus(Qt::OtherFocusReason); // Enter connects, and is no click of what had the focus
    }
    if (consult)
        m_panel->setElapsed(*consult);
    if (consult || ends)
        render();
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
    return m_consult ? m_panel->sentence() : m_header->sentence();
}

QString CallWindow::explanation() const
{
    return m_explanation->isHidden() ? QString() : m_explanation->text();
}

void CallWindow::render()
{
    setWindowTitle(plainWindowTitle(m_shown.title));
    m_header->setPresentation(m_shown);
    m_header->setVisible(!m_consult);
    m_panel->setVisible(m_consult.has_value());
    if (m_consult)
        m_panel->setPresentation(*m_consult);
    renderSentence();
    renderButtons();
    renderSound(active());
    m_transfer->setCaller(m_shown.name);
    CallPresentation row = m_shown;
    row.showsTransferRow = row.showsTransferRow && !m_consult;
    m_transfer->setPresentation(row);
    m_rule->setVisible(row.showsTransferRow);
    m_conference->setPresentation(m_consult ? ConferencePresentation() : m_shown.conference);
    m_question->ask(m_shown.question);
    m_digits->ask(active().digitsQuestion);
    renderExplanation();
    fitHeight();
}

void CallWindow::renderButtons()
{
    const CallPresentation &shown = active();
    renderButton(*m_mute, shown.mute);
    m_mute->setIcon(shown.mute.checked ? Icon::MicrophoneOff : Icon::Microphone);
    renderButton(*m_hold, shown.hold);
    m_hold->setIcon(shown.hold.checked ? Icon::Resume : Icon::Hold);
    renderButton(*m_keypadButton, shown.keypad);
    renderButton(*m_hangUp, shown.hangUp);
    arrangeButtons();
    m_keypadButton->setChecked(!m_keypad->isHidden());
    m_keypad->setEnabled(shown.keypad.show == ButtonPresentation::Show::Enabled);
}

void CallWindow::renderSentence()
{
    if (m_escapeTimer.isRunning())
        showSentence(tr("Press Esc again to hang up"), Tone::Attention);
    else if (!m_refusal.isEmpty())
        showSentence(m_refusal, m_refusalTone);
    else if (m_tonesTimer.isRunning())
        showSentence(tr("Tones sent: %1").arg(isolated(m_tones)), Tone::Second);
    else if (m_consult && active().sentenceTone == Tone::Attention)
        showSentence(active().sentence, Tone::Attention, active().names);
    else if (m_consult)
        showSentence(m_consult->sentence, Tone::Second, m_consult->names);
    else
        showSentence(m_shown.sentence, m_shown.sentenceTone, m_shown.names);
}

void CallWindow::showSentence(const QString &sentence, Tone tone, const QStringList &names)
{
    if (m_consult)
        m_panel->setSentence(sentence, tone, names);
    else
        m_header->setSentence(sentence, tone, names);
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
    if (m_consult)
        text = m_panel->showsWholeSentence() ? QString() : m_panel->sentence();
    else if (text.isEmpty() && !m_header->showsWholeSentence())
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

void CallWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange)
        Q_EMIT visibilityChanged();
    QWidget::changeEvent(event);
}

void CallWindow::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() == event->oldSize().width())
        return;
    arrangeButtons();
    renderExplanation();
    if (isVisible()) // else showEvent() does it: a size from here would not be told to the layout
        fitHeight(); // narrower: in more lines
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
