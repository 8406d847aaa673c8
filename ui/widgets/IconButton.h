#pragma once

#include "Icons.h"

#include <QAbstractButton>

namespace carillon {

/// A button of ours: flat in a bar, round with a caption below, or a pill with its text beside. Never steals
/// the focus by a click.
class IconButton final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Shape { Flat, Round, Pill };
    enum class Look { Neutral, Answer, Danger };
    /// @p sentence is the accessible name; with @p key it makes the tool tip: "Mute the microphone (M)".
    IconButton(Icon icon, const QString &sentence, Shape shape, QWidget *parent = nullptr);

    void setIcon(Icon icon);
    void setLook(Look look);
    /// Below a round button, inside a pill. Literal: '&' is no mnemonic.
    void setCaption(const QString &caption);
    QString caption() const { return m_caption; }
    /// The accessible name and the tool tip. @p key: what else does it, in a person's words ("M").
    void setSentence(const QString &sentence, const QString &key = {});
    void setKey(const QString &key); ///< empty: no key does it at the moment
    /// A flat or round button's side; 32 at least.
    void setSide(int side);
    /// False when the caption does not fit: an essential button is never shortened.
    bool showsWholeCaption() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Paints {
        QColor fill;
        QColor ink;
        QColor edge;
    };
    Paints paints() const;
    QRect faceRect() const;
    void renderToolTip();
    void paintPill(QPainter &painter, const QRect &face, const QColor &ink) const;

    Icon m_icon;
    Shape m_shape;
    Look m_look = Look::Neutral;
    QString m_caption;
    QString m_key;
    int m_side;
};

/// The ring that says where the keyboard is; the same on everything we paint ourselves.
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const QPalette &palette);

} // namespace carillon
