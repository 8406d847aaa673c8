#include "LevelBars.h"

#include "PlainText.h"
#include "Theme.h"

#include <QPainter>
#include <cmath>

namespace carillon {
namespace {

constexpr int barWidth = 3;
constexpr int barGap = 2;
constexpr int tallest = 14;
// Each bar is 9 dB; the lowest lights at -45 dBFS, just above a quiet room.
constexpr double decibelsPerBar = 9;

int barsFor(float level)
{
    if (!(level > 0))
        return 0;
    const double decibels = 20 * std::log10(std::min(1.0, double(level)));
    return std::clamp(int(std::ceil(LevelBars::bars + decibels / decibelsPerBar)), 0, LevelBars::bars);
}

} // namespace

LevelBars::LevelBars(const QString &sentence, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(sentence);
    setToolTip(plainToolTip(sentence));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LevelBars::setLevel(float level)
{
    const int lit = barsFor(level);
    if (lit == m_lit)
        return;
    m_lit = lit;
    update();
}

QSize LevelBars::sizeHint() const
{
    return {bars * barWidth + (bars - 1) * barGap, tallest};
}

QSize LevelBars::minimumSizeHint() const
{
    return sizeHint();
}

void LevelBars::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < bars; ++i) {
        const int height = 4 + (tallest - 4) * i / (bars - 1);
        const int column = layoutDirection() == Qt::RightToLeft ? bars - 1 - i : i;
        painter.setBrush(i < m_lit ? c.good : c.border);
        painter.drawRoundedRect(
            QRectF(column * (barWidth + barGap), tallest - height, barWidth, height), 1.5, 1.5);
    }
}

} // namespace carillon
