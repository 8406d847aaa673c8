#pragma once

#include "LampPresentation.h"

#include <QAbstractButton>
#include <QPointer>

namespace carillon {

class NameField;

/// A favourite in the main window: lamp and name; a click calls, or picks up what rings.
class FavouriteButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit FavouriteButton(QWidget *parent = nullptr);
    void setFavourite(const FavouritePresentation &shown);
    const FavouritePresentation &shown() const { return m_shown; }
    /// A field in its place with the name in it; F2 does the same.
    void rename();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void renamed(const QString &name); ///< as typed: it may be empty

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool hitButton(const QPoint &at) const override;

private:
    enum class Keyboard { Back, Elsewhere };
    QString caption() const;
    void placeField();
    void endRename(Keyboard keyboard);

    FavouritePresentation m_shown;
    QPointer<NameField> m_field; ///< while it is renamed
};

} // namespace carillon
