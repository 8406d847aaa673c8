#include "QualityDot.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"
#include "Theme.h"

#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int diameter = 9;

} // namespace

QualityDot::QualityDot(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFont(scaledFont(font(), TypeStep::Hint));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QualityDot::setLevel(Level level, const QString &word, const QString &sentence)
{
    m_level = level;
    m_word = word;
    setAccessibleName(sentence);
    setToolTip(plainToolTip(sentence));
    updateGeometry();
    update();
}

QSize QualityDot::sizeHint() const
{
    return {diameter + metrics::gapTiny + fontMetrics().horizontalAdvance(m_word) + 2, metrics::minTarget};
}

QSize QualityDot::minimumSizeHint() const
{
    return sizeHint();
}

void QualityDot::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect logical(0, (height() - diameter) / 2, diameter, diameter);
    const QRectF dot
        = QRectF(QStyle::visualRect(layoutDirection(), rect(), logical)).adjusted(0.75, 0.75, -0.75, -0.75);
    QColor color = c.secondText;
    switch (m_level) {
    case Level::Unknown: break;
    case Level::Good: color = c.good; break;
    case Level::Fair: color = c.attention; break;
    case Level::Poor: color = c.danger; break;
    }
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(m_level == Level::Good ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(dot);
    if (m_level == Level::Fair) {
        painter.setBrush(color);
        painter.drawPie(dot, 90 * 16, 180 * 16);
    }
    painter.setPen(underMouse() || isDown() ? c.text : c.secondText);
    const QRect text(diameter + metrics::gapTiny, 0, width() - diameter - metrics::gapTiny, height());
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), text),
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter))
            | Qt::TextSingleLine,
        m_word);
    if (hasFocus())
        paintFocusRing(painter, QRectF(rect()).adjusted(0.5, 4.5, -0.5, -4.5), 6, palette());
}

void QualityDot::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
