#pragma once

#include "Icons.h"

#include <QWidget>

namespace carillon {

/// One of our drawings beside a text; says nothing by itself.
class IconLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit IconLabel(Icon icon, int side, QWidget *parent = nullptr);
    void setIcon(Icon icon, Tone tone);
    Icon icon() const { return m_icon; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    int m_side;
    Tone m_tone = Tone::Second;
};

} // namespace carillon
