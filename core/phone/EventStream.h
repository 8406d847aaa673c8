#pragma once

#include "Clock.h"
#include "CommandTable.h"

namespace carillon {

/// `events`: hands on what happens until enough was said or the time is over. Destroying it ends it silently.
class EventStream final : public QObject
{
    Q_OBJECT
public:
    struct Bounds {
        std::optional<Milliseconds> timeout;
        std::optional<int> count;
        bool isReadySaid = false; ///< a line {"event": "ready"} comes first, and is not counted
    };
    EventStream(Phone &phone, Clock &clock, Bounds bounds, CommandListener listener);

private:
    void finish();

    CommandListener m_listener;
    QMetaObject::Connection m_connection;
    std::optional<int> m_left;
    Timer m_timeout;
};

} // namespace carillon
