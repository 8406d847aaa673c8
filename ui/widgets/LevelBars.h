#pragma once

#include <QWidget>

namespace carillon {

/// How loud it is, in a few bars. Repaints only when a bar changes.
class LevelBars final : public QWidget
{
    Q_OBJECT
public:
    /// @p sentence: whose level, for screen readers: "Your microphone".
    explicit LevelBars(const QString &sentence, QWidget *parent = nullptr);
    void setLevel(float level); ///< 0..1, linear in amplitude
    int barsLit() const { return m_lit; }
    static constexpr int bars = 5;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_lit = 0;
};

} // namespace carillon
