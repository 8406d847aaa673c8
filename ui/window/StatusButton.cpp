#include "StatusButton.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QPainter>
#include <QStyle>
#include <QTextLayout>

namespace carillon {
namespace {

constexpr int markSide = 16;

} // namespace

StatusButton::StatusButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StatusButton::setStatus(const StatusPresentation &status)
{
    m_status = status;
    setAccessibleName(status.spoken);
    setToolTip(plainToolTip(status.spoken));
    update();
}

// Always room for two lines, so that nothing below moves when something goes wrong.
int StatusButton::heightOfTwoLines() const
{
    return std::max(metrics::minTarget, 2 * fontMetrics().lineSpacing() + 2);
}

QString StatusButton::linesFor(int width) const
{
    const QString &sentence = m_status.sentence;
    if (fontMetrics().horizontalAdvance(sentence) <= width)
        return sentence;
    QTextLayout layout(sentence, font());
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(width);
    layout.endLayout();
    const QString rest = sentence.mid(first.textLength()).trimmed();
    return sentence.left(first.textLength()).trimmed() + QLatin1Char('\n')
        + fontMetrics().elidedText(rest, Qt::ElideRight, width);
}

QSize StatusButton::sizeHint() const
{
    return {3 * metrics::gapSmall + markSide + fontMetrics().horizontalAdvance(m_status.sentence),
        heightOfTwoLines()};
}

QSize StatusButton::minimumSizeHint() const
{
    return {metrics::narrowest / 3, heightOfTwoLines()};
}

void StatusButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF face = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? c.pressed : c.hover);
        painter.drawRoundedRect(face, 8, 8);
    }
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    QRect mark = place(metrics::gapSmall, markSide);
    mark.setTop((height() - markSide) / 2);
    mark.setHeight(markSide);
    paintIcon(painter, mark, m_status.icon, Theme::toneColor(c, m_status.tone), layoutDirection());
    const int left = metrics::gapSmall + markSide + metrics::gapSmall;
    const QRect text = place(left, width() - left - metrics::gapTiny);
    painter.setPen(c.text);
    const QString lines = linesFor(text.width());
    painter.setLayoutDirection(lineDirection(lines, layoutDirection()));
    painter.drawText(
        text, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), lines);
    if (hasFocus())
        paintFocusRing(painter, face, 8, palette());
}

void StatusButton::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
