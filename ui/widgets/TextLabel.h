#pragma once

#include "Theme.h"

#include <QLabel>

namespace carillon {

/// A sentence: plain text whatever it contains, wrapped, in one of the tones of the theme.
class TextLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(const QString &text, QWidget *parent = nullptr);
    explicit TextLabel(QWidget *parent = nullptr);
    void setTone(Tone tone);
    Tone tone() const { return m_tone; }
    void setStep(TypeStep step);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Text;
};

} // namespace carillon
