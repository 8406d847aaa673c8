#pragma once

#include <QWidget>

namespace carillon {

/// How loud it is, as a line that grows; for where there is room. Repaints only when it is seen to change.
class LevelLine final : public QWidget
{
    Q_OBJECT
public:
    /// @p sentence: whose level, for screen readers: "How loud your microphone is".
    explicit LevelLine(const QString &sentence, QWidget *parent = nullptr);
    void setLevel(float level); ///< 0..1, linear in amplitude
    int step() const { return m_step; }
    static constexpr int steps = 30; ///< of 2 dB
    static constexpr int loudStep = 27;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_step = 0;
};

} // namespace carillon
