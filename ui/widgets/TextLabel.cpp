#include "TextLabel.h"

#include "PlainText.h"

#include <QPainter>
#include <QStyle>
#include <QTextLayout>
#include <cmath>

namespace carillon {
namespace {

constexpr int usualLine = 40; // characters of a line when nobody says how wide it is
constexpr int shortestLine = 10;

} // namespace

TextLabel::TextLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setText(text);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

TextLabel::TextLabel(QWidget *parent)
    : TextLabel(QString(), parent)
{
}

void TextLabel::setTone(Tone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    update();
}

void TextLabel::setStep(TypeStep step)
{
    setFont(scaledFont(font(), step));
}

QSizeF TextLabel::arrange(QTextLayout &layout, int width) const
{
    QTextOption option(QStyle::visualAlignment(layoutDirection(), alignment()));
    option.setTextDirection(lineDirection(layout.text(), layoutDirection()));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QSizeF size;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, size.height()});
        // A hinted font may reach a pixel below what the line says.
        size = {std::max(size.width(), line.naturalTextWidth()),
            size.height() + std::max(line.height(), qreal(fontMetrics().height()))};
    }
    layout.endLayout();
    return size;
}

QSizeF TextLabel::textSize(int width) const
{
    QTextLayout layout(text(), font());
    return arrange(layout, width);
}

int TextLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const int inner = std::max(1, width - margins.left() - margins.right());
    return int(std::ceil(textSize(inner).height())) + margins.top() + margins.bottom();
}

QSize TextLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const QSizeF size = textSize(fontMetrics().averageCharWidth() * usualLine);
    const int width = int(std::ceil(size.width())) + margins.left() + margins.right();
    return {width, heightForWidth(width)};
}

QSize TextLabel::minimumSizeHint() const
{
    return {std::min(fontMetrics().averageCharWidth() * shortestLine, sizeHint().width()),
        fontMetrics().height()};
}

// Painted here so that the colour is read from the palette of the moment. A QTextLayout knows no markup.
void TextLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::toneColor(Theme::colors(palette()), m_tone));
    const QRect inner = contentsRect();
    QTextLayout layout(text(), font());
    const qreal spare = inner.height() - arrange(layout, inner.width()).height();
    const qreal above = alignment().testFlag(Qt::AlignVCenter) ? std::max(0.0, std::floor(spare / 2)) : 0;
    layout.draw(&painter, QPointF(inner.left(), inner.top() + above));
}

} // namespace carillon
