#include "FactButton.h"

#include "Theme.h"

namespace carillon {
namespace {

constexpr int markSide = 16;

} // namespace

FactButton::FactButton(QWidget *parent)
    : MarkedWord(markSide, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactButton::setFact(Icon icon, const QString &text, const QString &sentence)
{
    m_icon = icon;
    setWord(text, tr("%1. Explain.").arg(text), sentence);
}

void FactButton::paintMark(QPainter &painter, const QRect &mark)
{
    paintIcon(painter, mark, m_icon, Theme::colors(palette()).secondText);
}

} // namespace carillon
