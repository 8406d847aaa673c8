#pragma once

#include "Clock.h"

#include <QTimer>

namespace carillon {

/// The machine's clock. One QTimer serves every scheduled action; needs an event loop on its thread.
class SystemClock final : public Clock
{
public:
    SystemClock();
    TimePoint now() const override;
    QDateTime wallTime() const override;

private:
    void dueChanged() override;
    void expired();

    QTimer m_timer;
};

} // namespace carillon
