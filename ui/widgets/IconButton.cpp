#include "IconButton.h"

#include "Button.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int roundSide = 44;
constexpr int pillHeight = 36;
constexpr int pillPadding = 14;
constexpr int ringWidth = 2;

} // namespace

IconButton::IconButton(Icon icon, const QString &sentence, Shape shape, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_shape(shape)
    , m_side(shape == Shape::Round ? roundSide : metrics::minTarget)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSentence(sentence);
}

void IconButton::setIcon(Icon icon)
{
    m_icon = icon;
    update();
}

void IconButton::setLook(Look look)
{
    m_look = look;
    update();
}

void IconButton::setCaption(const QString &caption)
{
    if (m_caption == caption)
        return;
    m_caption = caption;
    updateGeometry();
    update();
}

void IconButton::setSentence(const QString &sentence, const QString &key)
{
    if (!key.isEmpty())
        m_key = key;
    setAccessibleName(sentence);
    renderToolTip();
}

void IconButton::setKey(const QString &key)
{
    m_key = key;
    renderToolTip();
}

void IconButton::renderToolTip()
{
    const QString sentence = accessibleName();
    setToolTip(plainToolTip(
        m_key.isEmpty() ? sentence : tr("%1 (%2)", "what a button does (its key)").arg(sentence, m_key)));
}

void IconButton::setSide(int side)
{
    m_side = std::max(side, metrics::minTarget);
    updateGeometry();
}

bool IconButton::showsWholeCaption() const
{
    return width() >= sizeHint().width() && height() >= sizeHint().height();
}

QSize IconButton::sizeHint() const
{
    if (m_shape == Shape::Flat)
        return {m_side, m_side};
    const QFontMetrics captionMetrics(m_shape == Shape::Round ? scaledFont(font(), TypeStep::Hint) : font());
    const int text = m_caption.isEmpty() ? 0 : captionMetrics.horizontalAdvance(m_caption) + 2;
    if (m_shape == Shape::Pill)
        return {pillPadding + metrics::iconSize + (text ? metrics::gapSmall + text : 0) + pillPadding,
            std::max(pillHeight, fontMetrics().height() + metrics::gap)};
    const int below = m_caption.isEmpty() ? 0 : captionMetrics.height() + metrics::gapTiny;
    return {std::max(m_side, text), m_side + below};
}

QSize IconButton::minimumSizeHint() const
{
    return sizeHint();
}

QRect IconButton::faceRect() const
{
    if (m_shape == Shape::Round)
        return {(width() - m_side) / 2, 0, m_side, m_side};
    return rect();
}

IconButton::Paints IconButton::paints() const
{
    const ThemeColors &c = Theme::colors(palette());
    Paints p{.fill = m_shape == Shape::Flat ? QColor(Qt::transparent) : c.card,
        .ink = c.text,
        .edge = m_shape == Shape::Flat ? QColor(Qt::transparent) : c.border};
    if (m_look == Look::Answer)
        p = {.fill = c.good, .ink = c.onGood, .edge = c.good};
    else if (m_look == Look::Danger)
        p = {.fill = c.danger, .ink = c.onDanger, .edge = c.danger};
    else if (isChecked() && m_shape == Shape::Flat)
        p = {.fill = c.pressed, .ink = c.accent, .edge = c.pressed};
    else if (isChecked())
        p = {.fill = c.text, .ink = c.window, .edge = c.text};
    if (!isEnabled()) {
        p.ink = blended(c.card, c.secondText, 0.6);
        p.fill = m_shape == Shape::Flat ? QColor(Qt::transparent) : c.window;
        p.edge = m_shape == Shape::Flat ? QColor(Qt::transparent) : c.border;
    } else if (m_look != Look::Neutral || isChecked()) {
        if (isDown() || underMouse())
            p.fill = p.edge = blended(p.fill, p.ink, isDown() ? 0.18 : 0.09);
    } else if (isDown() || underMouse()) {
        p.fill = isDown() ? c.pressed : c.hover;
    }
    return p;
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Paints p = paints();
    const QRect face = faceRect();
    const QRectF edge = QRectF(face).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = m_shape == Shape::Flat ? 8 : edge.height() / 2;
    painter.setPen(QPen(p.edge, 1));
    painter.setBrush(p.fill);
    painter.drawRoundedRect(edge, radius, radius);
    if (m_shape == Shape::Pill) {
        paintPill(painter, face, p.ink);
    } else {
        QRect iconRect(0, 0, metrics::iconSize, metrics::iconSize);
        iconRect.moveCenter(face.center());
        paintIcon(painter, iconRect, m_icon, p.ink, layoutDirection());
    }
    if (m_shape == Shape::Round && !m_caption.isEmpty()) {
        const ThemeColors &c = Theme::colors(palette());
        painter.setFont(scaledFont(font(), TypeStep::Hint));
        painter.setPen(isEnabled() ? c.secondText : blended(c.window, c.secondText, 0.6));
        drawTextLine(painter,
            QRect(0, m_side + metrics::gapTiny, width(), height() - m_side - metrics::gapTiny),
            Qt::AlignHCenter | Qt::AlignTop, m_caption, layoutDirection());
    }
    if (hasFocus())
        paintFocusRing(painter, edge, radius, palette());
}

void IconButton::paintPill(QPainter &painter, const QRect &face, const QColor &ink) const
{
    const int text = m_caption.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_caption) + 2;
    const int whole = metrics::iconSize + (text ? metrics::gapSmall + text : 0);
    const int start = face.left() + (face.width() - whole) / 2;
    const QRect iconRect(
        start, face.top() + (face.height() - metrics::iconSize) / 2, metrics::iconSize, metrics::iconSize);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), face, iconRect), m_icon, ink, layoutDirection());
    painter.setPen(ink);
    const QRect textRect(iconRect.right() + 1 + metrics::gapSmall, face.top(), text, face.height());
    drawTextLine(painter, QStyle::visualRect(layoutDirection(), face, textRect), Qt::AlignCenter, m_caption,
        layoutDirection());
}

void IconButton::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const QPalette &palette)
{
    const ThemeColors &c = Theme::colors(palette);
    painter.setBrush(Qt::NoBrush);
    // Two colours, so that it stands out on a red button as on a white card.
    painter.setPen(QPen(c.accent, ringWidth));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(QPen(c.card, 1));
    painter.drawRoundedRect(
        rect.adjusted(2, 2, -2, -2), std::max(0.0, radius - 2), std::max(0.0, radius - 2));
}

} // namespace carillon
