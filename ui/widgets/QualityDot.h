#pragma once

#include <QAbstractButton>

namespace carillon {

/// A dot and a word: full, half or ringed, so that the colour is never alone in saying it.
class QualityDot final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Level { Unknown, Good, Fair, Poor };
    explicit QualityDot(QWidget *parent = nullptr);
    /// @p word stands beside the dot; @p sentence is the tool tip and the accessible name.
    void setLevel(Level level, const QString &word, const QString &sentence);
    Level level() const { return m_level; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Level m_level = Level::Unknown;
    QString m_word;
};

} // namespace carillon
