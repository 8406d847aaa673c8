#pragma once

#include <QMetaObject>
#include <QObject>
#include <mutex>

namespace carillon {

/// The way from the ICE thread to an object of the core thread which may be gone before the news arrive.
template <typename Reader>
class IceMailbox final
{
public:
    /// Core thread. @p reader detaches before it dies.
    explicit IceMailbox(Reader *reader)
        : m_reader(reader)
    {
    }
    void detach()
    {
        const std::scoped_lock lock(m_mutex);
        m_reader = nullptr;
    }
    /// Any thread: @p news are called with the reader on its thread, in order, or never.
    template <typename News>
    void post(News news)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_reader)
            return;
        QMetaObject::invokeMethod(
            m_reader, [reader = m_reader, news = std::move(news)] { news(*reader); }, Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex; ///< held for no longer than it takes to queue one event
    Reader *m_reader;
};

} // namespace carillon
