#include "EventStream.h"

#include "Phone.h"

#include <QJsonObject>

namespace carillon {

EventStream::EventStream(Phone &phone, Clock &clock, Bounds bounds, CommandListener listener)
    : m_listener(std::move(listener))
    , m_left(bounds.count)
    , m_timeout(clock)
{
    m_connection = connect(&phone, &Phone::happened, this, [this](const QJsonObject &event) {
        m_listener.line(event);
        if (m_left && --*m_left <= 0)
            finish();
    });
    if (bounds.isReadySaid)
        m_listener.line(QJsonObject{{QStringLiteral("time"), clock.wallTime().toString(Qt::ISODateWithMs)},
            {QStringLiteral("event"), QStringLiteral("ready")}});
    if (bounds.timeout)
        m_timeout.start(*bounds.timeout, [this] { finish(); });
}

void EventStream::finish()
{
    disconnect(m_connection);
    m_timeout.stop();
    m_listener.done(QJsonValue());
}

} // namespace carillon
