#include "FactButton.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int markSide = 16;

} // namespace

FactButton::FactButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setFont(scaledFont(font(), TypeStep::Hint));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactButton::setFact(Icon icon, const QString &text, const QString &sentence)
{
    m_icon = icon;
    setText(withoutMnemonic(text));
    setAccessibleName(tr("%1. Explain.").arg(text));
    setToolTip(plainToolTip(sentence));
    updateGeometry();
    update();
}

QSize FactButton::sizeHint() const
{
    return {markSide + metrics::gapTiny + fontMetrics().horizontalAdvance(text()) + metrics::gapTiny,
        metrics::minTarget};
}

QSize FactButton::minimumSizeHint() const
{
    return {markSide + metrics::gapTiny + fontMetrics().averageCharWidth() * 6, metrics::minTarget};
}

void FactButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    QRect mark = place(0, markSide);
    mark.setTop((height() - markSide) / 2);
    mark.setHeight(markSide);
    paintIcon(painter, mark, m_icon, c.secondText);
    const int left = markSide + metrics::gapTiny;
    const QRect words = place(left, width() - left);
    painter.setPen(underMouse() || isDown() ? c.text : c.secondText);
    painter.drawText(words,
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter))
            | Qt::TextSingleLine,
        fontMetrics().elidedText(
            text().replace(QLatin1String("&&"), QLatin1String("&")), Qt::ElideRight, words.width()));
    if (hasFocus()) {
        const int ring = std::min(width(), sizeHint().width() + metrics::gapTiny);
        paintFocusRing(painter, QRectF(place(0, ring)).adjusted(0.5, 4.5, -0.5, -4.5), 6, palette());
    }
}

void FactButton::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
