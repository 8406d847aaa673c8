#pragma once

#include "Theme.h"

#include <QElapsedTimer>
#include <QWidget>
#include <chrono>

class QTimer;

namespace carillon {

/// How long a call lasts, in tabular figures. Ticks once a second, and only while it runs and is seen.
class ElapsedTime final : public QWidget
{
    Q_OBJECT
public:
    enum class Run { Stopped, Running };
    explicit ElapsedTime(TypeStep step, QWidget *parent = nullptr);
    /// Shows @p elapsed now; when running it counts on from there.
    void setElapsed(std::chrono::milliseconds elapsed, Run run);
    std::chrono::milliseconds elapsed() const;
    QString text() const; ///< "03:15", "1:03:15"
    bool isTicking() const;
    static QString textOf(std::chrono::milliseconds elapsed);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tick();

    QElapsedTimer m_since;
    std::chrono::milliseconds m_base{0};
    Run m_run = Run::Stopped;
    QTimer *m_tick;
    int m_shownLength = 0;
};

} // namespace carillon
