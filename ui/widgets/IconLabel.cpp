#include "IconLabel.h"

#include <QPainter>

namespace carillon {

IconLabel::IconLabel(Icon icon, int side, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_side(side)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(Icon icon, Tone tone)
{
    m_icon = icon;
    m_tone = tone;
    update();
}

QSize IconLabel::sizeHint() const
{
    return {m_side, m_side};
}

QSize IconLabel::minimumSizeHint() const
{
    return sizeHint();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(painter, rect(), m_icon, Theme::toneColor(Theme::colors(palette()), m_tone), layoutDirection());
}

} // namespace carillon
