#include "TwoLineDelegate.h"

#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"

#include <QAbstractItemView>
#include <QPainter>

namespace carillon {
namespace {

struct Fonts {
    QFont title;
    QFont small;
    explicit Fonts(const QFont &base, bool bold)
        : title(base)
        , small(scaledFont(base, TypeStep::Hint))
    {
        title.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    }
};

void drawLine(QPainter &painter, const QRect &rect, const QString &text, Qt::LayoutDirection direction)
{
    drawTextLine(painter, rect, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()), direction);
}

} // namespace

void TwoLineDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto row = index.data(RowRole).value<ListRow>();
    const ThemeColors &c = Theme::colors(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect face = option.rect.adjusted(metrics::gapTiny, 1, -metrics::gapTiny, -1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool over = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || over) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? c.pressed : c.hover);
        painter->drawRoundedRect(face, 8, 8);
    }
    const auto *view = qobject_cast<const QWidget *>(option.widget);
    if (option.state.testFlag(QStyle::State_HasFocus) && view && view->hasFocus())
        paintFocusRing(*painter, QRectF(face).adjusted(0.5, 0.5, -0.5, -0.5), 8, option.palette);

    const auto place
        = [&](const QRect &logical) { return QStyle::visualRect(option.direction, face, logical); };
    const Fonts fonts(option.font, row.bold);
    const int titleHeight = QFontMetrics(fonts.title).height();
    const int smallHeight = row.subtitle.isEmpty() ? 0 : QFontMetrics(fonts.small).height() + 2;
    const int top = face.top() + (face.height() - titleHeight - smallHeight) / 2;
    const int left = face.left() + metrics::gapSmall;
    const QRect icon(
        left, face.top() + (face.height() - metrics::iconSize) / 2, metrics::iconSize, metrics::iconSize);
    paintIcon(*painter, place(icon), row.icon, Theme::toneColor(c, row.iconTone), option.direction);

    const int textLeft = icon.right() + 1 + metrics::gap;
    const int right = face.right() - metrics::gapSmall;
    const int trailing
        = row.trailing.isEmpty() ? 0 : QFontMetrics(fonts.small).horizontalAdvance(row.trailing) + 2;
    painter->setFont(fonts.title);
    painter->setPen(c.text);
    drawLine(*painter,
        place(QRect(
            textLeft, top, right - textLeft - trailing - (trailing ? metrics::gapSmall : 0), titleHeight)),
        row.title, option.direction);
    painter->setFont(fonts.small);
    painter->setPen(c.secondText);
    drawLine(
        *painter, place(QRect(right - trailing, top, trailing, titleHeight)), row.trailing, option.direction);
    drawLine(*painter, place(QRect(textLeft, top + titleHeight, right - textLeft, smallHeight)), row.subtitle,
        option.direction);
    painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool two = !index.data(RowRole).value<ListRow>().subtitle.isEmpty();
    const int lines = QFontMetrics(option.font).height()
        + (two ? QFontMetrics(scaledFont(option.font, TypeStep::Hint)).height() + 2 : 0);
    return {metrics::narrowest / 2, std::max(metrics::minTarget, lines + 2 * metrics::gapSmall)};
}

} // namespace carillon
