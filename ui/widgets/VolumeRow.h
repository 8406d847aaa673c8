#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace carillon {

/// A volume in percent: what it is of, a slider, the number. Holds while it is dragged.
class VolumeRow final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int step = 5; ///< percent
    /// @p label with its mnemonic; @p most percent.
    VolumeRow(const QString &label, int most, QWidget *parent = nullptr);
    /// Says nothing.
    void setPercent(int percent);
    int percent() const { return m_percent; }

Q_SIGNALS:
    void chosen(int percent);

private:
    void choose(int percent);

    int m_percent = -1;
    QSlider *m_slider;
    QLabel *m_number;
};

} // namespace carillon
