#pragma once

#include "Clock.h"

#include <QObject>

class QApplication;

namespace carillon {

/// Lets the text cursor stand still when nobody has typed or clicked for a while: its blinking is all that
/// would wake an idle program.
class CursorRest final : public QObject
{
    Q_OBJECT
public:
    static constexpr Milliseconds restAfter{10000};
    CursorRest(QApplication &application, Clock &clock, QObject *parent = nullptr);
    ~CursorRest() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void wake();

    Timer m_timer;
    int m_flashTime;
};

} // namespace carillon
