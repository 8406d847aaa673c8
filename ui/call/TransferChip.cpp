#include "TransferChip.h"

#include "Button.h"
#include "CallDrag.h"
#include "IconButton.h"
#include "LampPresentation.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QDropEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int widestName = 120; // or as many letters, where they are larger
constexpr int lettersOfName = 13;
constexpr int widestOfTwo = 88;
constexpr int lettersOfTwo = 9;
constexpr int padding = 11;
constexpr int smallIcon = 16;
constexpr int iconRoom = smallIcon + 6;

} // namespace

ChipHalf::ChipHalf(Place place, TransferChip *chip)
    : QAbstractButton(chip)
    , m_chip(*chip)
    , m_place(place)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ChipHalf::setVerb(const VerbPresentation &verb)
{
    m_verb = verb;
    setAccessibleName(verb.sentence);
    setToolTip(plainToolTip(verb.sentence));
    updateGeometry();
    update();
}

void ChipHalf::setOffered(bool offered)
{
    if (m_isOffered == offered)
        return;
    m_isOffered = offered;
    update();
}

// Of a live call both names are shortened, of a person the name that stands before the verb.
QString ChipHalf::caption() const
{
    const int letter = fontMetrics().averageCharWidth();
    const auto shortened = [this](const QString &name, int width) {
        return fontMetrics().elidedText(name, Qt::ElideRight, width);
    };
    const int ofTwo = std::max(widestOfTwo, lettersOfTwo * letter);
    if (m_place == Place::Joined)
        return liveCallCaption(
            m_verb.verb, shortened(m_chip.shown().caller, ofTwo), shortened(m_chip.target().name, ofTwo));
    return m_place == Place::Second
        ? QString()
        : shortened(m_chip.target().name, std::max(widestName, lettersOfName * letter));
}

// Before the name, where that stands.
int ChipHalf::lampRoom() const
{
    const bool hasName = m_place == Place::Only || m_place == Place::First;
    return hasName && m_chip.target().lamp ? lampDiameter + metrics::gapTiny : 0;
}

QSize ChipHalf::sizeHint() const
{
    const QFontMetrics fm = fontMetrics();
    const int verb = fm.horizontalAdvance(m_verb.caption) + 2;
    int width = 0;
    switch (m_place) { // no default: a new place must break this build
    case Place::Joined: width = padding + iconRoom + fm.horizontalAdvance(caption()) + 2 + padding; break;
    case Place::Only:
    case Place::First:
        width = padding + lampRoom() + fm.horizontalAdvance(caption()) + 2 + metrics::gapSmall + verb
            + (m_place == Place::Only ? padding : metrics::gapSmall);
        break;
    case Place::Second: width = metrics::gapSmall + verb + padding; break;
    }
    return {
        std::max(width, metrics::minTarget), std::max(metrics::minTarget, fm.height() + metrics::gapSmall)};
}

QSize ChipHalf::minimumSizeHint() const
{
    return sizeHint();
}

// Its part of the chip's outline.
void ChipHalf::paintFace(QPainter &painter) const
{
    const ThemeColors &c = Theme::colors(palette());
    const QRectF whole = QRectF(m_chip.rect().translated(-pos())).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool marked = m_place == Place::Joined || m_isOffered;
    painter.save();
    painter.setClipRect(rect());
    painter.setPen(QPen(marked ? c.accent : c.border, 1));
    painter.setBrush(isDown() || m_isOffered ? c.pressed : underMouse() ? c.hover : c.card);
    painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2);
    if (m_place == Place::Second) {
        const int x = isRightToLeft() ? width() - 1 : 0;
        painter.drawLine(QPointF(x + 0.5, 1), QPointF(x + 0.5, height() - 1));
    }
    painter.restore();
}

void ChipHalf::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFace(painter);
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    const QColor strong = isEnabled() ? c.accent : c.secondText;
    const QString words = caption();
    int x = m_place == Place::Second ? metrics::gapSmall : padding;
    if (m_place == Place::Joined) {
        QRect icon = place(x, smallIcon);
        icon.setTop((height() - smallIcon) / 2);
        icon.setHeight(smallIcon);
        paintIcon(painter, icon, Icon::Link, strong);
        x += iconRoom;
    }
    if (lampRoom() > 0) {
        QRect lamp = place(x, lampDiameter);
        lamp.setTop((height() - lampDiameter) / 2);
        lamp.setHeight(lampDiameter);
        paintLamp(painter, lamp, *m_chip.target().lamp, palette());
        x += lampRoom();
    }
    const int width = fontMetrics().horizontalAdvance(words) + 2;
    painter.setPen(m_place == Place::Joined ? strong : c.text);
    drawTextLine(painter, place(x, width), Qt::AlignCenter, words, layoutDirection());
    if (m_place == Place::Only || m_place == Place::First)
        x += width + metrics::gapSmall;
    if (m_place != Place::Joined) {
        painter.setPen(strong);
        drawTextLine(painter, place(x, fontMetrics().horizontalAdvance(m_verb.caption) + 2), Qt::AlignCenter,
            m_verb.caption, layoutDirection());
    }
    if (hasFocus())
        paintFocusRing(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, palette());
}

void ChipHalf::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        if (!event->isAutoRepeat())
            m_chip.clickOther(*this);
        return;
    }
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

void ChipHalf::focusOutEvent(QFocusEvent *event)
{
    QAbstractButton::focusOutEvent(event);
    m_chip.settle();
}

TransferChip::TransferChip(const ChipPresentation &shown, QWidget *parent)
    : QWidget(parent)
{
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->setSizeConstraint(QLayout::SetFixedSize);
    setPresentation(shown);
}

bool TransferChip::isInHand() const
{
    return underMouse() || std::any_of(m_halves.begin(), m_halves.end(), [](const ChipHalf *half) {
        return half->hasFocus();
    });
}

void TransferChip::setPresentation(const ChipPresentation &shown)
{
    m_wished = shown;
    ChipPresentation now = shown;
    const bool isSwapped = now.verbs.size() == 2 && m_shown.verbs.size() == 2
        && isSameParty(now.target, m_shown.target) && now.verbs[0].verb == m_shown.verbs[1].verb;
    if (isSwapped && isInHand())
        now.verbs.swapItemsAt(0, 1);
    render(now);
}

void TransferChip::settle()
{
    if (!isInHand())
        render(m_wished);
}

void TransferChip::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    settle();
}

void TransferChip::render(const ChipPresentation &shown)
{
    if (!m_halves.isEmpty() && m_shown == shown)
        return;
    m_shown = shown;
    while (m_halves.size() > shown.verbs.size())
        m_halves.takeLast()->deleteLater(); // its click may be what brought us here
    for (qsizetype i = 0; i < shown.verbs.size(); ++i) {
        if (i == m_halves.size()) {
            const auto place = shown.target.kind == TransferTarget::Kind::LiveCall ? ChipHalf::Place::Joined
                : shown.verbs.size() == 1                                          ? ChipHalf::Place::Only
                : i == 0                                                           ? ChipHalf::Place::First
                                                                                   : ChipHalf::Place::Second;
            auto *half = new ChipHalf(place, this);
            layout()->addWidget(half);
            m_halves.append(half);
            connect(half, &ChipHalf::clicked, this, [this, half] {
                Q_EMIT chosen({half->verb(), m_shown.target});
            });
        }
        m_halves[i]->setVerb(shown.verbs[i]);
    }
}

ChipHalf *TransferChip::half(TransferVerb verb) const
{
    for (ChipHalf *half : m_halves) {
        if (half->verb() == verb)
            return half;
    }
    return nullptr;
}

ChipHalf *TransferChip::halfAt(const QPoint &at) const
{
    for (ChipHalf *half : m_halves) {
        if (half->geometry().contains(at))
            return half;
    }
    return nullptr;
}

void TransferChip::click()
{
    m_halves.constFirst()->click();
}

void TransferChip::clickOther(const ChipHalf &than)
{
    for (ChipHalf *half : std::as_const(m_halves)) {
        if (half != &than)
            return half->click();
    }
}

void TransferChip::offer(const ChipHalf *half)
{
    for (ChipHalf *one : std::as_const(m_halves))
        one->setOffered(one == half);
}

void TransferChip::dragEnterEvent(QDragEnterEvent *event)
{
    dragMoveEvent(event);
}

void TransferChip::dragMoveEvent(QDragMoveEvent *event)
{
    const ChipHalf *half = halfAt(event->position().toPoint());
    // Dropped on itself a call goes nowhere.
    const QString dragged = CallDrag::callIn(event->mimeData());
    const bool takes = half && !dragged.isEmpty() && dragged != m_shown.target.target;
    offer(takes ? half : nullptr);
    event->setAccepted(takes);
}

void TransferChip::dragLeaveEvent(QDragLeaveEvent *)
{
    offer(nullptr);
}

void TransferChip::dropEvent(QDropEvent *event)
{
    offer(nullptr);
    const ChipHalf *half = halfAt(event->position().toPoint());
    const QString dragged = CallDrag::callIn(event->mimeData());
    if (!half || dragged.isEmpty() || dragged == m_shown.target.target)
        return;
    event->acceptProposedAction();
    Q_EMIT dropped(dragged, {half->verb(), m_shown.target});
}

} // namespace carillon
