#pragma once

#include "Clock.h"

#include <QObject>

class QApplication;
class QWidget;

namespace carillon {

/// Where something comes or goes by itself, what stood elsewhere is under the pointer: a click in the next
/// half second was meant for what was there before, and does nothing. Keys, and clicks into fields, are not
/// affected.
class ClickGuard final : public QObject
{
    Q_OBJECT
public:
    static constexpr Milliseconds deafTime{500};
    /// @p bars come and go in @p window, and push the rest of it.
    ClickGuard(QApplication &application, Clock &clock, QWidget &window, QList<QWidget *> bars,
        QObject *parent = nullptr);
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isMove(const QObject *watched, QEvent *event) const;

    Timer m_deaf;
    QWidget &m_window;
    QList<QWidget *> m_bars;
};

} // namespace carillon
