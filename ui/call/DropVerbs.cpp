#include "DropVerbs.h"

#include "Metrics.h"
#include "PlainText.h"
#include "Theme.h"

#include <QPainter>
#include <QStyle>

namespace carillon {

DropVerbs::DropVerbs(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropVerbs::offer(const QRect &part, const QList<VerbPresentation> &verbs, const QPoint &at)
{
    m_verbs = verbs;
    m_marked = verbAt(part, int(verbs.size()), at.x(), layoutDirection());
    setGeometry(part);
    raise();
    show();
    update();
}

int DropVerbs::verbAt(const QRect &part, int count, int x, Qt::LayoutDirection direction)
{
    if (count <= 1 || part.width() <= 0)
        return 0;
    const int from = direction == Qt::RightToLeft ? part.right() - x : x - part.left();
    return std::clamp(from * count / part.width(), 0, count - 1);
}

void DropVerbs::paintEvent(QPaintEvent *)
{
    if (m_verbs.isEmpty())
        return;
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int width = this->width() / int(m_verbs.size());
    for (int i = 0; i < m_verbs.size(); ++i) {
        const QRect part
            = QStyle::visualRect(layoutDirection(), rect(), QRect(i * width, 0, width, height()));
        const bool isMarked = i == m_marked;
        painter.setPen(QPen(c.accent, 1.5));
        painter.setBrush(isMarked ? c.accent : c.card);
        painter.drawRoundedRect(
            QRectF(part).adjusted(2, 2, -2, -2), metrics::cornerRadius, metrics::cornerRadius);
        painter.setPen(isMarked ? c.onAccent : c.accent);
        drawTextLine(painter, part.adjusted(metrics::gapSmall, 0, -metrics::gapSmall, 0), Qt::AlignCenter,
            fontMetrics().elidedText(m_verbs[i].caption, Qt::ElideRight, part.width() - metrics::gapLarge),
            layoutDirection());
    }
}

} // namespace carillon
