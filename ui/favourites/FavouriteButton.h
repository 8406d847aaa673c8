#pragma once

#include "LampPresentation.h"

#include <QAbstractButton>

namespace carillon {

/// A favourite in the main window: lamp and name; a click calls, or picks up what rings.
class FavouriteButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit FavouriteButton(QWidget *parent = nullptr);
    void setFavourite(const FavouritePresentation &shown);
    const FavouritePresentation &shown() const { return m_shown; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString caption() const;

    FavouritePresentation m_shown;
};

} // namespace carillon
