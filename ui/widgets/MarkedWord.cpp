#include "MarkedWord.h"

#include "Button.h"
#include "IconButton.h"
#include "Metrics.h"
#include "PlainText.h"
#include "Theme.h"

#include <QPainter>
#include <QStyle>

namespace carillon {

MarkedWord::MarkedWord(int markSide, QWidget *parent)
    : QAbstractButton(parent)
    , m_markSide(markSide)
{
    setFont(scaledFont(font(), TypeStep::Hint));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void MarkedWord::setWord(const QString &word, const QString &accessible, const QString &sentence)
{
    m_word = word;
    setText(withoutMnemonic(word));
    setAccessibleName(accessible);
    setToolTip(plainToolTip(sentence));
    updateGeometry();
    update();
}

int MarkedWord::wordLeft() const
{
    return m_markSide + metrics::gapTiny;
}

int MarkedWord::lineHeight() const
{
    return std::max(metrics::minTarget, fontMetrics().height() + metrics::gapSmall);
}

QSize MarkedWord::sizeHint() const
{
    return {wordLeft() + fontMetrics().horizontalAdvance(m_word) + metrics::gapTiny, lineHeight()};
}

QSize MarkedWord::minimumSizeHint() const
{
    return {wordLeft() + fontMetrics().averageCharWidth() * 6, lineHeight()};
}

void MarkedWord::paintEvent(QPaintEvent *)
{
    const ThemeColors &c = Theme::colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [&](int x, int y, int width, int tall) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, tall));
    };
    painter.save();
    paintMark(painter, place(0, (height() - m_markSide) / 2, m_markSide, m_markSide));
    painter.restore();
    const QRect words = place(wordLeft(), 0, width() - wordLeft(), height());
    painter.setPen(underMouse() || isDown() ? c.text : c.secondText);
    drawTextLine(painter, words, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(m_word, Qt::ElideRight, words.width()), layoutDirection());
    if (hasFocus()) {
        const int ring = std::min(width(), sizeHint().width() + metrics::gapTiny);
        paintFocusRing(
            painter, QRectF(place(0, 0, ring, height())).adjusted(0.5, 4.5, -0.5, -4.5), 6, palette());
    }
}

void MarkedWord::keyPressEvent(QKeyEvent *event)
{
    if (!clickForEnter(*this, *event))
        QAbstractButton::keyPressEvent(event);
}

} // namespace carillon
