#include "FavouriteButton.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"
#include "Theme.h"

#include <QPainter>
#include <QStyle>

namespace carillon {
namespace {

constexpr int widestName = 16; ///< letters of the mean width

} // namespace

FavouriteButton::FavouriteButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FavouriteButton::setFavourite(const FavouritePresentation &shown)
{
    if (m_shown == shown && !accessibleName().isEmpty())
        return;
    m_shown = shown;
    setAccessibleName(shown.sentence);
    setToolTip(plainToolTip(shown.sentence));
    updateGeometry();
    update();
}

QString FavouriteButton::caption() const
{
    return fontMetrics().elidedText(
        m_shown.name, Qt::ElideRight, widestName * fontMetrics().averageCharWidth());
}

QSize FavouriteButton::sizeHint() const
{
    const int words = fontMetrics().horizontalAdvance(caption()) + 2;
    return {metrics::gapSmall + lampDiameter + metrics::gapTiny + words + metrics::gapSmall,
        std::max(metrics::minTarget, fontMetrics().height() + metrics::gapSmall)};
}

QSize FavouriteButton::minimumSizeHint() const
{
    return sizeHint();
}

void FavouriteButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [&](int x, int y, int width, int tall) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, tall));
    };
    const QRectF face = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? c.pressed : c.hover);
        painter.drawRoundedRect(face, face.height() / 2, face.height() / 2);
    }
    int x = metrics::gapSmall;
    paintLamp(painter, place(x, (height() - lampDiameter) / 2, lampDiameter, lampDiameter), m_shown.lamp,
        palette());
    x += lampDiameter + metrics::gapTiny;
    painter.setPen(c.text);
    drawTextLine(painter, place(x, 0, width() - x - metrics::gapSmall, height()),
        Qt::AlignLeft | Qt::AlignVCenter, caption(), layoutDirection());
    if (hasFocus())
        paintFocusRing(painter, face, height() / 2.0, palette());
}

void FavouriteButton::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
