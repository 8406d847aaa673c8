#pragma once

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace carillon {

class IconButton;

/// One of an OrderedList.
struct OrderedRow {
    QString id;
    QString text;
    QString hint = {}; ///< a second, smaller line
    bool isTicked = false;
    friend bool operator==(const OrderedRow &, const OrderedRow &) = default;
};

/// A few rows which a person brings into an order, or ticks, or both: by dragging, by two buttons, by
/// Alt+Up and Alt+Down, by Space.
class OrderedList final : public QWidget
{
    Q_OBJECT
public:
    enum class Way { Order, Ticks, Both };
    /// @p label with its mnemonic; @p sentence says to a screen reader what is listed and what one can do.
    OrderedList(const QString &label, const QString &sentence, Way way, QWidget *parent = nullptr);
    /// Says nothing; the row in hand stays in hand.
    void setRows(const QList<OrderedRow> &rows);
    QList<OrderedRow> rows() const;
    QStringList ids() const;       ///< in their order
    QStringList tickedIds() const; ///< in their order
    void setCurrent(const QString &id);
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void edited(); ///< by a person

protected:
    void changeEvent(QEvent *event) override; // larger letters need higher rows

private:
    void add(const OrderedRow &row);
    void fitHeight();
    void move(int by);
    void tell();
    void renderButtons();

    Way m_way;
    bool m_isFilling = false; // what is set is not to be told
    QListWidget *m_list;
    IconButton *m_up;
    IconButton *m_down;
};

} // namespace carillon
