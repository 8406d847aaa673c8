#pragma once

#include "MediaNews.h"

namespace carillon {

/// Where the chains of a stream leave their news for core. Media thread.
class EventSink
{
public:
    EventSink() = default;
    EventSink(const EventSink &) = delete;
    EventSink &operator=(const EventSink &) = delete;
    virtual ~EventSink() = default;
    virtual void news(const MediaNews &news) noexcept = 0;
};

} // namespace carillon
