#pragma once

#include "MarkedWord.h"

namespace carillon {

/// A dot and a word: full, half or ringed, so that the colour is never alone in saying it.
class QualityDot final : public MarkedWord
{
    Q_OBJECT
public:
    enum class Level { Unknown, Good, Fair, Poor };
    explicit QualityDot(QWidget *parent = nullptr);
    /// @p word stands beside the dot; @p sentence is the tool tip and the accessible name.
    void setLevel(Level level, const QString &word, const QString &sentence);
    Level level() const { return m_level; }

private:
    void paintMark(QPainter &painter, const QRect &mark) override;

    Level m_level = Level::Unknown;
};

} // namespace carillon
