#pragma once

#include "Clock.h"

#include <functional>

class QDBusConnection;
class QDBusMessage;
class QObject;

namespace carillon {

/// How long a service of the desktop may take; one that does not answer is as good as absent.
constexpr Milliseconds BusPatience{5000};

/// Calls a method and hears later: @p done gets the reply or the error. Not at all when @p context has gone.
/// May be empty.
void busCall(const QDBusConnection &bus, const QDBusMessage &call, QObject *context,
    std::function<void(const QDBusMessage &reply)> done);

} // namespace carillon
