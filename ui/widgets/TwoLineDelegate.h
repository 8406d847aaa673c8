#pragma once

#include "Icons.h"

#include <QStyledItemDelegate>

namespace carillon {

/// What one row of our lists shows; a model gives it under TwoLineDelegate::RowRole. All texts are plain.
struct ListRow {
    Icon icon = Icon::Phone;
    Tone iconTone = Tone::Second;
    QString title;
    QString subtitle;
    QString trailing; ///< at the end of the first line: a time
    bool bold = false;
    QString sentence; ///< the whole, for screen readers
};

/// Paints a ListRow: icon, title and time above, subtitle below. Never markup; long texts get an ellipsis.
class TwoLineDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowRole = Qt::UserRole + 1;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace carillon

Q_DECLARE_METATYPE(carillon::ListRow)
