#pragma once

#include "Theme.h"

#include <QLabel>

class QTextLayout;

namespace carillon {

/// A sentence: plain text whatever it contains, wrapped (a word too long for a line is broken), in one of the
/// tones of the theme.
class TextLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(const QString &text, QWidget *parent = nullptr);
    explicit TextLabel(QWidget *parent = nullptr);
    void setTone(Tone tone);
    Tone tone() const { return m_tone; }
    void setStep(TypeStep step);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSizeF arrange(QTextLayout &layout, int width) const;
    QSizeF textSize(int width) const;

    Tone m_tone = Tone::Text;
};

} // namespace carillon
