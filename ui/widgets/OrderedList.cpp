#include "OrderedList.h"

#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"
#include "Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

namespace carillon {
namespace {

constexpr int idRole = Qt::UserRole;
constexpr int hintRole = Qt::UserRole + 1;
constexpr int twoLines = 46; // or as high as two lines of larger letters are
constexpr int textInset = 6;

/// The name, and the hint below it.
class HintDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem bare = option;
        initStyleOption(&bare, index);
        const QStyle &style = *bare.widget->style();
        const QRect room = style.subElementRect(QStyle::SE_ItemViewItemText, &bare, bare.widget)
                               .adjusted(textInset, 0, -textInset, 0);
        const QString text = std::exchange(bare.text, QString());
        style.drawControl(QStyle::CE_ItemViewItem, &bare, painter, bare.widget);
        const ThemeColors &c = Theme::colors(bare.palette);
        const QString hint = index.data(hintRole).toString();
        const QFont small = scaledFont(bare.font, TypeStep::Hint);
        const int lines = bare.fontMetrics.height() + (hint.isEmpty() ? 0 : QFontMetrics(small).height());
        QRect line(room.left(), option.rect.top() + (option.rect.height() - lines) / 2, room.width(),
            bare.fontMetrics.height());
        const auto draw = [&](const QString &words, const QFont &font, const QColor &color) {
            painter->setFont(font);
            painter->setPen(color);
            drawTextLine(*painter, line, Qt::AlignLeft | Qt::AlignVCenter,
                QFontMetrics(font).elidedText(words, Qt::ElideRight, line.width()), bare.direction);
        };
        painter->save();
        draw(text, bare.font, c.text);
        line.moveTop(line.bottom() + 1);
        line.setHeight(QFontMetrics(small).height());
        draw(hint, small, c.secondText);
        painter->restore();
    }
};

} // namespace

OrderedList::OrderedList(const QString &label, const QString &sentence, Way way, QWidget *parent)
    : QWidget(parent)
    , m_way(way)
    , m_list(new QListWidget(this))
    , m_up(new IconButton(Icon::Collapse, tr("Move up"), IconButton::Shape::Flat, this))
    , m_down(new IconButton(Icon::Expand, tr("Move down"), IconButton::Shape::Flat, this))
{
    auto *caption = new QLabel(label, this);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    caption->setBuddy(m_list);
    setAccessibleName(QString(label).remove(QLatin1Char('&')));
    const bool canMove = way != Way::Ticks;
    m_list->setAccessibleName(sentence);
    m_list->setItemDelegate(new HintDelegate(m_list));
    m_list->setDragDropMode(canMove ? QAbstractItemView::InternalMove : QAbstractItemView::NoDragDrop);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    m_up->setVisible(canMove);
    m_down->setVisible(canMove);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::gapTiny);
    head->addWidget(caption, 1);
    head->addWidget(m_up);
    head->addWidget(m_down);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapTiny);
    column->addLayout(head);
    column->addWidget(m_list);
    connect(m_up, &IconButton::clicked, this, [this] { move(-1); });
    connect(m_down, &IconButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::itemChanged, this, &OrderedList::tell);
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, &OrderedList::tell,
        Qt::QueuedConnection); // the drag is to end before the rows are set anew
    connect(m_list, &QListWidget::currentRowChanged, this, &OrderedList::renderButtons);
    renderButtons();
}

void OrderedList::setRows(const QList<OrderedRow> &rows)
{
    if (rows == this->rows())
        return;
    const QString current
        = m_list->currentItem() ? m_list->currentItem()->data(idRole).toString() : QString();
    const QScopedValueRollback filling(m_isFilling, true);
    m_list->clear();
    for (const OrderedRow &row : rows)
        add(row);
    fitHeight();
    setCurrent(current);
    if (m_way != Way::Ticks && m_list->currentRow() < 0)
        m_list->setCurrentRow(0); // so that one sees what the buttons move
    renderButtons();
}

void OrderedList::add(const OrderedRow &row)
{
    auto *item = new QListWidgetItem(row.text, m_list);
    item->setData(idRole, row.id);
    item->setData(hintRole, row.hint);
    item->setToolTip(plainToolTip(row.text));
    item->setData(
        Qt::AccessibleTextRole, row.hint.isEmpty() ? row.text : tr("%1, %2").arg(row.text, row.hint));
    if (m_way != Way::Order)
        item->setCheckState(row.isTicked ? Qt::Checked : Qt::Unchecked);
}

void OrderedList::fitHeight()
{
    const QScopedValueRollback filling(m_isFilling, true);
    const int line = m_list->fontMetrics().height();
    const int hint = QFontMetrics(scaledFont(m_list->font(), TypeStep::Hint)).height();
    int height = 2 * m_list->frameWidth();
    for (int at = 0; at < m_list->count(); ++at) {
        QListWidgetItem &item = *m_list->item(at);
        const int own = item.data(hintRole).toString().isEmpty()
            ? std::max(metrics::minTarget, line + metrics::gapSmall)
            : std::max(twoLines, line + hint + metrics::gapSmall);
        item.setSizeHint({0, own});
        height += own;
    }
    m_list->setFixedHeight(height + 4); // with the ring of the focus
}

void OrderedList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fitHeight();
    QWidget::changeEvent(event);
}

QList<OrderedRow> OrderedList::rows() const
{
    QList<OrderedRow> rows;
    for (int at = 0; at < m_list->count(); ++at) {
        const QListWidgetItem &item = *m_list->item(at);
        rows.append({item.data(idRole).toString(), item.text(), item.data(hintRole).toString(),
            m_way != Way::Order && item.checkState() == Qt::Checked});
    }
    return rows;
}

QStringList OrderedList::ids() const
{
    QStringList ids;
    for (const OrderedRow &row : rows())
        ids.append(row.id);
    return ids;
}

QStringList OrderedList::tickedIds() const
{
    QStringList ids;
    for (const OrderedRow &row : rows()) {
        if (row.isTicked)
            ids.append(row.id);
    }
    return ids;
}

void OrderedList::setCurrent(const QString &id)
{
    const qsizetype at = ids().indexOf(id);
    if (at >= 0)
        m_list->setCurrentRow(int(at));
}

bool OrderedList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && m_way != Way::Ticks) {
        const auto &key = static_cast<QKeyEvent &>(*event);
        const bool isUp = key.key() == Qt::Key_Up;
        if (key.modifiers() == Qt::AltModifier && (isUp || key.key() == Qt::Key_Down)) {
            move(isUp ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void OrderedList::move(int by)
{
    const int from = m_list->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= m_list->count())
        return;
    {
        const QScopedValueRollback filling(m_isFilling, true);
        m_list->insertItem(to, m_list->takeItem(from));
        m_list->setCurrentRow(to);
    }
    tell();
}

void OrderedList::tell()
{
    renderButtons();
    if (!m_isFilling)
        Q_EMIT edited();
}

// A disabled button would lose the focus to whatever stands next: these do nothing then, but stay.
void OrderedList::renderButtons()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QString name = item ? item->text() : QString();
    m_up->setSentence(
        name.isEmpty() ? tr("Move the chosen one up") : tr("Move %1 up").arg(name), tr("Alt+Up", "key"));
    m_down->setSentence(name.isEmpty() ? tr("Move the chosen one down") : tr("Move %1 down").arg(name),
        tr("Alt+Down", "key"));
}

} // namespace carillon
