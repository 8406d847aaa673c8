#include "QualityDot.h"

#include "Theme.h"

#include <QPainter>

namespace carillon {
namespace {

constexpr int diameter = 9;

} // namespace

QualityDot::QualityDot(QWidget *parent)
    : MarkedWord(diameter, parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QualityDot::setLevel(Level level, const QString &word, const QString &sentence)
{
    m_level = level;
    setWord(word, sentence, sentence);
}

void QualityDot::paintMark(QPainter &painter, const QRect &mark)
{
    const ThemeColors &c = Theme::colors(palette());
    const QRectF dot = QRectF(mark).adjusted(0.75, 0.75, -0.75, -0.75);
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
}

} // namespace carillon
