#include "TextLabel.h"

#include <QPainter>
#include <QStyle>

namespace carillon {

TextLabel::TextLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setText(text);
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

// Painted here so that the colour is read from the palette of the moment; drawText() knows no markup.
void TextLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::toneColor(Theme::colors(palette()), m_tone));
    const int wrap = wordWrap() ? Qt::TextWordWrap : 0;
    painter.drawText(contentsRect().adjusted(margin(), margin(), -margin(), -margin()),
        int(QStyle::visualAlignment(layoutDirection(), alignment())) | wrap, text());
}

} // namespace carillon
