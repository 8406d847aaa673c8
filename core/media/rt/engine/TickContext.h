#pragma once

#include "EventSink.h"
#include "MediaTime.h"
#include "StreamSetup.h"

namespace carillon {

/// What the chains of a stream work with at one moment of it: by which setup, who hears the news, and when it
/// is. Media thread; lives for one call.
struct TickContext {
    StreamSetup &setup;
    EventSink &events;
    MediaTime now;
};

} // namespace carillon
