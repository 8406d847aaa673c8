#pragma once

#include <QAbstractButton>

namespace carillon {

/// A mark and a word beside it; what it means is said when it is pressed.
class MarkedWord : public QAbstractButton
{
    Q_OBJECT
public:
    QSize sizeHint() const override;
    /// Where there is little room the word is elided.
    QSize minimumSizeHint() const override;

protected:
    MarkedWord(int markSide, QWidget *parent);
    /// @p sentence: the tool tip.
    void setWord(const QString &word, const QString &accessible, const QString &sentence);
    virtual void paintMark(QPainter &painter, const QRect &mark) = 0;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int wordLeft() const;
    int lineHeight() const;

    const int m_markSide;
    QString m_word;
};

} // namespace carillon
