#include "ElidedLabel.h"

#include "PlainText.h"

#include <QPainter>
#include <QStyle>

namespace carillon {

ElidedLabel::ElidedLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    QString line = text;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (m_text == line)
        return;
    m_text = line;
    setAccessibleName(m_text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void ElidedLabel::setStep(TypeStep step)
{
    setFont(scaledFont(font(), step));
    updateGeometry();
}

void ElidedLabel::setBold(bool bold)
{
    QFont changed = font();
    changed.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    setFont(changed);
    updateGeometry();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(m_text) > contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int few = fontMetrics().averageCharWidth() * 4;
    return {std::min(few, sizeHint().width()), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::toneColor(Theme::colors(palette()), m_tone));
    painter.drawText(contentsRect(),
        int(QStyle::visualAlignment(layoutDirection(), m_alignment)) | Qt::TextSingleLine,
        fontMetrics().elidedText(m_text, Qt::ElideRight, contentsRect().width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(isElided() ? plainToolTip(m_text) : QString());
}

} // namespace carillon
