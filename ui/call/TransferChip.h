#pragma once

#include "TransferPresentation.h"

#include <QAbstractButton>

namespace carillon {

class TransferChip;

/// One verb on a chip: a button of its own, for the pointer as for a screen reader.
class ChipHalf final : public QAbstractButton
{
    Q_OBJECT
public:
    /// Joined: two live calls, a whole sentence. Only: there is no second one.
    enum class Place { Joined, Only, First, Second };
    ChipHalf(Place place, TransferChip *chip);
    void setVerb(const VerbPresentation &verb);
    TransferVerb verb() const { return m_verb.verb; }
    void setOffered(bool offered); ///< a call is dragged over it
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int lampRoom() const; ///< 0 where there is none
    QString caption() const;
    void paintFace(QPainter &painter) const;

    TransferChip &m_chip;
    Place m_place;
    bool m_isOffered = false;
    VerbPresentation m_verb;
};

/// A target with its verbs printed on it: "Bob Send | Ask", "Connect Anna + Eve". Enter does the verb that
/// has the focus, Ctrl+Enter the other; a call that is dragged here is dropped on one of them.
class TransferChip final : public QWidget
{
    Q_OBJECT
public:
    TransferChip(const ChipPresentation &shown, QWidget *parent);
    /// Its verbs keep their places while the pointer or the keyboard is on one of them: what is about to be
    /// pressed stays what it says.
    void setPresentation(const ChipPresentation &shown);
    void settle(); ///< nobody is on it any more
    const TransferTarget &target() const { return m_shown.target; }
    const ChipPresentation &shown() const { return m_shown; }
    ChipHalf *half(TransferVerb verb) const; ///< null when it has no such verb
    /// Null beside it.
    ChipHalf *halfAt(const QPoint &at) const;
    void click();                          ///< the usual verb
    void clickOther(const ChipHalf &than); ///< the other verb, where there is one

Q_SIGNALS:
    void chosen(const carillon::TransferRequest &request);
    void dropped(const QString &callId, const carillon::TransferRequest &request);

protected:
    void leaveEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void offer(const ChipHalf *half);
    bool isInHand() const;
    void render(const ChipPresentation &shown);

    ChipPresentation m_shown;
    ChipPresentation m_wished; ///< the same, with its verbs as they should stand
    QList<ChipHalf *> m_halves;
};

} // namespace carillon
