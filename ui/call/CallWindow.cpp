#include "CallWindow.h"

#include "AvatarLabel.h"
#include "DialPad.h"
#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "IconLabel.h"
#include "LevelBars.h"
#include "Metrics.h"
#include "Page.h"
#include "PlainText.h"
#include "TextLabel.h"
#include "TransferRow.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr int usualWidth = 420;
constexpr int avatarSide = 44;
constexpr int lockSide = 16;

QHBoxLayout *makeRow(int spacing)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    return row;
}

} // namespace

CallWindow::CallWindow(Clock &clock, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_escapeTimer(clock)
    , m_closeTimer(clock)
    , m_refusalTimer(clock)
    , m_keypad(new DialPad(DialPad::Plus::Refused, this))
    , m_rule(makeRule(this))
    , m_transfer(new TransferRow(clock, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumWidth(metrics::narrowest);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gapLarge, metrics::gapLarge, metrics::gapLarge, metrics::gapLarge);
    column->setSpacing(metrics::gap);
    column->addLayout(makeHeader());
    m_sentence = new TextLabel(this);
    column->addLayout(makeInfo());
    column->addWidget(m_sentence);
    column->addWidget(makeQuestion());
    column->addLayout(makeButtons());
    column->addWidget(m_keypad);
    column->addWidget(m_rule);
    column->addWidget(m_transfer);
    column->addStretch(1);
    m_keypad->hide();

    connect(m_keypad, &DialPad::pressed, this, &CallWindow::toneRequested);
    connect(m_transfer, &TransferRow::sendRequested, this, &CallWindow::transferRequested);
    connect(m_transfer, &TransferRow::connectRequested, this, &CallWindow::connectRequested);
    render();
    resize(usualWidth, sizeHint().height());
    setFocus(Qt::OtherFocusReason); // the keys of the call work at once; Tab goes to the buttons
}

CallWindow::~CallWindow() = default;

QLayout *CallWindow::makeHeader()
{
    m_avatar = new AvatarLabel(avatarSide, this);
    m_name = new ElidedLabel(this);
    m_name->setStep(TypeStep::Name);
    m_name->setBold(true);
    m_address = new ElidedLabel(this);
    m_address->setTone(Tone::Second);
    m_elapsed = new ElapsedTime(TypeStep::Large, this);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch(1);
    names->addWidget(m_name);
    names->addWidget(m_address);
    names->addStretch(1);
    QHBoxLayout *header = makeRow(metrics::gap);
    header->addWidget(m_avatar);
    header->addLayout(names, 1);
    header->addWidget(m_elapsed);
    return header;
}

QLayout *CallWindow::makeInfo()
{
    m_lock = new IconLabel(Icon::Lock, lockSide, this);
    m_security = new ElidedLabel(this);
    m_security->setStep(TypeStep::Hint);
    m_security->setTone(Tone::Second);
    m_quality = new QualityDot(this);
    m_level = new LevelBars(tr("How loud your microphone is"), this);
    QHBoxLayout *info = makeRow(metrics::gapTiny);
    info->addWidget(m_lock);
    info->addWidget(m_security, 1);
    info->addWidget(m_quality);
    info->addSpacing(metrics::gapSmall);
    info->addWidget(m_level);
    return info;
}

QLayout *CallWindow::makeButtons()
{
    m_mute = new IconButton(Icon::Microphone, tr("Mute your microphone"), IconButton::Shape::Round, this);
    m_hold = new IconButton(Icon::Hold, tr("Hold"), IconButton::Shape::Round, this);
    m_keypadButton = new IconButton(Icon::Keypad, tr("Keypad"), IconButton::Shape::Round, this);
    m_hangUp = new IconButton(Icon::HangUp, tr("Hang up"), IconButton::Shape::Pill, this);
    m_hangUp->setLook(IconButton::Look::Danger);
    m_mute->setSentence(tr("Mute your microphone"), tr("M", "key"));
    m_hold->setSentence(tr("Hold"), tr("H", "key"));
    m_keypadButton->setSentence(tr("Keypad"), tr("K", "key"));
    m_hangUp->setSentence(tr("Hang up"), tr("Esc twice"));
    for (IconButton *button : {m_mute, m_hold, m_keypadButton})
        button->setCheckable(true);
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
    QHBoxLayout *buttons = makeRow(metrics::gap);
    for (IconButton *button : {m_mute, m_hold, m_keypadButton})
        buttons->addWidget(button, 0, Qt::AlignTop);
    buttons->addStretch(1);
    buttons->addWidget(m_hangUp, 0, Qt::AlignVCenter);
    return buttons;
}

QWidget *CallWindow::makeQuestion()
{
    m_question = new QFrame(this);
    m_question->setProperty("role", QStringLiteral("card"));
    m_questionText = new TextLabel(m_question);
    auto *yes = new QPushButton(tr("&Connect"), m_question);
    yes->setProperty("role", QStringLiteral("primary"));
    auto *no = new QPushButton(tr("&No"), m_question);
    auto *row = new QHBoxLayout(m_question);
    row->setContentsMargins(metrics::gap, metrics::gapSmall, metrics::gapSmall, metrics::gapSmall);
    row->setSpacing(metrics::gapSmall);
    row->addWidget(m_questionText, 1);
    row->addWidget(yes);
    row->addWidget(no);
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT referralAnswered(true); });
    connect(no, &QPushButton::clicked, this, [this] { Q_EMIT referralAnswered(false); });
    m_question->hide();
    return m_question;
}

void CallWindow::setCall(const CallState &call, const CallContext &context)
{
    m_shown = present(call, context);
    if (call.phase == CallState::Phase::Terminated)
        m_refusal.clear(); // how it ended is the news
    render();
    renderClosing();
}

void CallWindow::setTransferTargets(const QList<TransferTarget> &targets)
{
    m_transfer->setTargets(targets);
}

void CallWindow::setInputLevel(float level)
{
    m_level->setLevel(level);
}

void CallWindow::showRefusal(const QString &sentence)
{
    m_refusal = sentence;
    m_refusalTimer.start(refusalTime, [this] {
        m_refusal.clear();
        render();
    });
    render();
}

bool CallWindow::wantsLevels() const
{
    return isVisible() && !isMinimized() && m_shown.timer == CallPresentation::Timer::Running
        && !m_shown.mute.checked;
}

QString CallWindow::sentence() const
{
    return m_sentence->text();
}

void CallWindow::render()
{
    setWindowTitle(plainWindowTitle(m_shown.title));
    m_avatar->setName(m_shown.name);
    m_name->setText(m_shown.name);
    m_address->setText(m_shown.address);
    m_address->setVisible(!m_shown.address.isEmpty());
    m_elapsed->setVisible(m_shown.timer != CallPresentation::Timer::Hidden);
    m_elapsed->setElapsed(m_shown.elapsed,
        m_shown.timer == CallPresentation::Timer::Running ? ElapsedTime::Run::Running
                                                          : ElapsedTime::Run::Stopped);
    m_lock->setIcon(m_shown.securityIcon, Tone::Second);
    m_lock->setVisible(!m_shown.security.isEmpty());
    m_security->setText(m_shown.security);
    m_security->setVisible(!m_shown.security.isEmpty());
    m_quality->setLevel(m_shown.quality, m_shown.qualityWord, m_shown.qualitySentence);
    m_quality->setVisible(!m_shown.qualityWord.isEmpty());
    const bool hears = m_shown.timer == CallPresentation::Timer::Running && !m_shown.mute.checked;
    m_level->setVisible(hears);
    if (!hears)
        m_level->setLevel(0);
    QString sentence = m_shown.sentence;
    Tone tone = m_shown.sentenceTone;
    if (m_escapeTimer.isRunning()) {
        sentence = tr("Press Esc again to hang up");
        tone = Tone::Attention;
    } else if (!m_refusal.isEmpty()) {
        sentence = m_refusal;
        tone = Tone::Attention;
    }
    m_sentence->setText(sentence);
    m_sentence->setTone(tone);
    m_sentence->setVisible(!sentence.isEmpty());
    m_questionText->setText(m_shown.question);
    m_question->setVisible(!m_shown.question.isEmpty());
    renderButton(*m_mute, m_shown.mute);
    m_mute->setIcon(m_shown.mute.checked ? Icon::MicrophoneOff : Icon::Microphone);
    renderButton(*m_hold, m_shown.hold);
    m_hold->setIcon(m_shown.hold.checked ? Icon::Resume : Icon::Hold);
    renderButton(*m_keypadButton, m_shown.keypad);
    renderButton(*m_hangUp, m_shown.hangUp);
    m_keypadButton->setChecked(!m_keypad->isHidden());
    m_keypad->setEnabled(m_shown.keypad.show == ButtonPresentation::Show::Enabled);
    m_transfer->setCaller(m_shown.name);
    m_transfer->setPresentation(m_shown);
    m_rule->setVisible(m_shown.showsTransferRow);
    fitHeight();
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
    if (!m_shown.closesAfter)
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
    if (event->key() == Qt::Key_Escape) {
        escape();
        return;
    }
    if (event->key() == Qt::Key_W && event->modifiers() == Qt::ControlModifier) {
        close();
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const QString typed = event->text();
    if (plain && typed.size() == 1 && DialPad::isKey(typed.front())) {
        if (m_shown.keypad.show == ButtonPresentation::Show::Enabled)
            Q_EMIT toneRequested(typed.front());
        return;
    }
    if (plain && !event->isAutoRepeat() && handleCallKey(event->key()))
        return;
    QWidget::keyPressEvent(event);
}

bool CallWindow::handleCallKey(int key)
{
    switch (key) {
    case Qt::Key_M: m_mute->click(); return true;
    case Qt::Key_H: m_hold->click(); return true;
    case Qt::Key_K: m_keypadButton->click(); return true;
    case Qt::Key_T: m_transfer->focusField(); return true;
    default: return false;
    }
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
    fitHeight();
    Q_EMIT visibilityChanged();
}

void CallWindow::hideEvent(QHideEvent *)
{
    Q_EMIT visibilityChanged();
}

} // namespace carillon
