#include "ChoiceBox.h"

#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QPainter>
#include <QStyle>
#include <QWheelEvent>

namespace carillon {
namespace {

constexpr int arrowSide = 16;
constexpr int textInset = 10;

} // namespace

ChoiceBox::ChoiceBox(QWidget *parent)
    : QComboBox(parent)
{
    setMinimumHeight(metrics::minTarget);
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(
        QComboBox::AdjustToMinimumContentsLengthWithIcon); // long choices do not widen the window
    setMinimumContentsLength(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ChoiceBox::minimumSizeHint() const
{
    return {metrics::narrowest / 3, std::max(metrics::minTarget, fontMetrics().height() + metrics::gapSmall)};
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF face = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(!isEnabled() ? c.window : underMouse() ? c.hover : c.card);
    painter.drawRoundedRect(face, 8, 8);
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    QRect arrow = place(width() - textInset - arrowSide, arrowSide);
    arrow.setTop((height() - arrowSide) / 2);
    arrow.setHeight(arrowSide);
    paintIcon(painter, arrow, Icon::Expand, c.secondText);
    const QRect text = place(textInset, width() - 2 * textInset - arrowSide - metrics::gapTiny);
    painter.setPen(isEnabled() ? c.text : c.secondText);
    drawTextLine(painter, text, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(currentText(), Qt::ElideRight, text.width()), layoutDirection());
    if (hasFocus())
        paintFocusRing(painter, face, 8, palette());
}

// Scrolling the page must not change what the pointer happens to pass over.
void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace carillon
