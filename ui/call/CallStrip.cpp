#include "CallStrip.h"

#include "AvatarLabel.h"
#include "ElapsedTime.h"
#include "ElidedLabel.h"
#include "IconButton.h"
#include "KeyTable.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QApplication>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWindow>

namespace carillon {

using Phase = CallState::Phase;

namespace {

constexpr int avatarSide = 32;
constexpr int dotWidth = 17;
constexpr int lettersAcross = 30;

QString text(const char *source)
{
    return QCoreApplication::translate("CallStrip", source);
}

/// The less the better.
int rank(const CallState &call)
{
    if (call.phase == Phase::Established)
        return call.heldLocal ? 2 : 0;
    return call.direction == CallState::Direction::Outgoing ? 1 : 3;
}

/// Who of the conference of @p call is heard now; null: nobody, or there is none.
const CallState *speakerOf(const CallState &call, const QList<CallState> &calls)
{
    if (!call.conference)
        return nullptr;
    const auto speaks
        = [&](const CallState &one) { return one.speaking && call.conference->members.contains(one.id); };
    const auto found = std::find_if(calls.begin(), calls.end(), speaks);
    return found == calls.end() ? nullptr : &*found;
}

} // namespace

std::optional<StripPresentation> presentStrip(const QList<CallState> &live)
{
    QList<CallState> calls;
    for (const CallState &call : live) {
        if (!ringsHere(call) && call.phase != Phase::Terminated && call.phase != Phase::Terminating)
            calls.append(call);
    }
    const auto first = std::min_element(calls.begin(), calls.end(),
        [](const CallState &one, const CallState &other) { return rank(one) < rank(other); });
    if (first == calls.end())
        return std::nullopt;
    const CallPresentation call = present(*first, {});
    StripPresentation shown;
    shown.callId = first->id;
    shown.name = call.name;
    shown.picture = call.name;
    shown.sentence = presentOngoing(*first).sentence;
    shown.spoken = call.sentence.isEmpty()
        ? text("In a call with %1").arg(isolated(call.name))
        : text("In a call with %1. %2").arg(isolated(call.name), call.sentence);
    if (const CallState *speaker = speakerOf(*first, calls)) {
        shown.picture = shown.sentence = nameOf(*speaker);
        shown.spoken = text("In a conference. %1 is speaking").arg(isolated(shown.picture));
    }
    shown.timer = call.timer;
    shown.elapsed = call.elapsed;
    shown.quality = call.quality;
    shown.qualitySentence = call.qualitySentence;
    shown.mute = call.mute;
    shown.hangUp = call.hangUp;
    shown.handOver = {.show
        = call.showsTransferRow ? ButtonPresentation::Show::Enabled : ButtonPresentation::Show::Disabled,
        .checked = false,
        .caption = {},
        .sentence = text("Hand %1 over to somebody else").arg(isolated(call.name))};
    return shown;
}

CallStrip::CallStrip(QWidget *parent)
    : QWidget(parent, Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint)
    , m_avatar(new AvatarLabel(avatarSide, this))
    , m_sentence(new ElidedLabel(this))
    , m_elapsed(new ElapsedTime(TypeStep::Text, this))
    , m_quality(new QualityDot(this))
    , m_mute(new IconButton(Icon::Microphone, QString(), IconButton::Shape::Flat, this))
    , m_handOver(new IconButton(Icon::HandOver, QString(), IconButton::Shape::Flat, this))
    , m_hangUp(new IconButton(Icon::HangUp, QString(), IconButton::Shape::Round, this))
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_QuitOnClose, false);
    fitLetters();
    setFocusPolicy(Qt::ClickFocus);
    setFocus(Qt::OtherFocusReason); // on no button
    m_sentence->setBold(true);
    m_mute->setCheckable(true);
    m_mute->setKey(KeyTable::text(KeyAction::Mute));
    m_handOver->setKey(KeyTable::text(KeyAction::HandOver));
    m_hangUp->setLook(IconButton::Look::Danger);
    m_hangUp->setSide(metrics::minTarget);
    m_quality->setFixedWidth(dotWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gapSmall, 0, metrics::gapSmall, 0);
    row->setSpacing(metrics::gapTiny);
    row->addWidget(m_avatar);
    row->addSpacing(metrics::gapTiny);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_elapsed);
    row->addWidget(m_quality);
    row->addWidget(m_mute);
    row->addWidget(m_handOver);
    row->addWidget(m_hangUp);
    connect(m_mute, &IconButton::clicked, this, [this] {
        m_mute->setChecked(m_shown.mute.checked); // follows the call, not the click
        Q_EMIT muteRequested(m_shown.callId, !m_shown.mute.checked);
    });
    connect(m_handOver, &IconButton::clicked, this, [this] { Q_EMIT handOverRequested(m_shown.callId); });
    connect(m_hangUp, &IconButton::clicked, this, [this] { Q_EMIT hangUpRequested(m_shown.callId); });
    connect(m_quality, &QualityDot::clicked, this, [this] { Q_EMIT showRequested(m_shown.callId); });
}

// Where the system has large letters it is larger than usual: a name is read on it, not only its beginning.
void CallStrip::fitLetters()
{
    setFixedSize(stripSize.expandedTo(
        {lettersAcross * fontMetrics().averageCharWidth(), fontMetrics().height() + 2 * metrics::gapSmall}));
}

void CallStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fitLetters();
    QWidget::changeEvent(event);
}

void CallStrip::setPresentation(const StripPresentation &shown)
{
    m_shown = shown;
    setWindowTitle(plainWindowTitle(tr("Strip: %1", "title of a window").arg(shown.name)));
    setAccessibleName(shown.spoken);
    setToolTip(plainToolTip(tr("%1. A double click shows the window.").arg(shown.spoken)));
    m_avatar->setName(shown.picture);
    m_sentence->setText(shown.sentence);
    const bool runs = shown.timer == CallPresentation::Timer::Running;
    m_elapsed->setVisible(runs);
    m_elapsed->setElapsed(shown.elapsed, runs ? ElapsedTime::Run::Running : ElapsedTime::Run::Stopped);
    m_quality->setLevel(shown.quality, {}, shown.qualitySentence);
    m_quality->setVisible(shown.quality != QualityDot::Level::Unknown);
    renderButton(*m_mute, shown.mute);
    m_mute->setIcon(shown.mute.checked ? Icon::MicrophoneOff : Icon::Microphone);
    m_mute->setChecked(shown.mute.checked);
    renderButton(*m_handOver, shown.handOver);
    renderButton(*m_hangUp, shown.hangUp);
}

void CallStrip::renderButton(IconButton &button, const ButtonPresentation &shown)
{
    button.setSentence(shown.sentence);
    button.setEnabled(shown.show == ButtonPresentation::Show::Enabled);
}

void CallStrip::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(c.card);
    painter.drawRect(rect().adjusted(0, 0, -1, -1)); // square: no compositor is promised
}

void CallStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = event->globalPosition().toPoint();
}

// The window manager moves it, which also works where a window does not know its place.
void CallStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressedAt || !windowHandle())
        return;
    const QPoint way = event->globalPosition().toPoint() - *m_pressedAt;
    if (way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_pressedAt.reset();
    m_isMoving = windowHandle()->startSystemMove();
}

void CallStrip::mouseReleaseEvent(QMouseEvent *)
{
    m_pressedAt.reset();
}

void CallStrip::mouseDoubleClickEvent(QMouseEvent *)
{
    Q_EMIT showRequested(m_shown.callId);
}

void CallStrip::moveEvent(QMoveEvent *event)
{
    if (m_isMoving)
        Q_EMIT moved(event->pos());
}

// The keys of the call window, where the strip was clicked.
void CallStrip::keyPressEvent(QKeyEvent *event)
{
    const auto is = [&](KeyAction action) {
        const QKeySequence keys = KeyTable::keys(action);
        return keys == QKeySequence(event->keyCombination());
    };
    if (is(KeyAction::Mute))
        m_mute->click();
    else if (is(KeyAction::HandOver))
        m_handOver->click();
    else if (is(KeyAction::Strip))
        Q_EMIT closeAsked();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT showRequested(m_shown.callId);
    else
        QWidget::keyPressEvent(event);
}

// The window manager's close puts it away for good; the call goes on.
void CallStrip::closeEvent(QCloseEvent *event)
{
    if (!event->spontaneous()) // the program ends
        return;
    event->ignore();
    Q_EMIT closeAsked();
}

} // namespace carillon
