#include "LevelLine.h"

#include "Metrics.h"
#include "PlainText.h"
#include "Theme.h"

#include <QPainter>
#include <QStyle>
#include <cmath>

namespace carillon {
namespace {

constexpr int thickness = 10;
constexpr double decibelsPerStep = 2;

} // namespace

LevelLine::LevelLine(const QString &sentence, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(sentence);
    setToolTip(plainToolTip(sentence));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LevelLine::setLevel(float level)
{
    int step = 0;
    if (level > 0) {
        const double decibels = 20 * std::log10(std::min(1.0, double(level)));
        step = std::clamp(int(std::ceil(steps + decibels / decibelsPerStep)), 0, steps);
    }
    if (step == m_step)
        return;
    m_step = step;
    update();
}

QSize LevelLine::sizeHint() const
{
    return {metrics::narrowest / 3, thickness};
}

void LevelLine::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRect whole(0, (height() - thickness) / 2, width(), thickness);
    painter.setBrush(c.border);
    painter.drawRoundedRect(whole, thickness / 2.0, thickness / 2.0);
    if (m_step == 0)
        return;
    const QRect lit(0, whole.top(), std::max(thickness, width() * m_step / steps), thickness);
    painter.setBrush(m_step > loudStep ? c.attention : c.good);
    painter.drawRoundedRect(
        QStyle::visualRect(layoutDirection(), rect(), lit), thickness / 2.0, thickness / 2.0);
}

} // namespace carillon
