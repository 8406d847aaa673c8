#pragma once

#include <QWidget>

namespace carillon {

/// A circle with the initials of a name, or a figure where there is only a number.
class AvatarLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit AvatarLabel(int side, QWidget *parent = nullptr);
    void setName(const QString &name);
    QString initials() const { return m_initials; }
    /// At most two, upper case; empty for numbers and addresses.
    static QString initialsOf(const QString &name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_side;
    QString m_initials;
};

} // namespace carillon
