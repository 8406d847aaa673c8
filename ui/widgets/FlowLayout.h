#pragma once

#include <QLayout>

namespace carillon {

/// Items in lines, as many in each as fit.
class FlowLayout final : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(int spacing, QWidget *parent = nullptr);
    ~FlowLayout() override;
    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Move { Items, Nothing };
    int arrange(const QRect &rect, Move move) const;

    QList<QLayoutItem *> m_items;
    int m_spacing;
};

} // namespace carillon
