#pragma once

#include "Icons.h"

#include <QAbstractButton>

namespace carillon {

/// A small fact with its mark ("Encrypted to your provider") which explains itself when it is pressed.
class FactButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit FactButton(QWidget *parent = nullptr);
    /// @p sentence: the explanation; the tool tip and part of the accessible name.
    void setFact(Icon icon, const QString &text, const QString &sentence);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Icon m_icon = Icon::Lock;
};

} // namespace carillon
