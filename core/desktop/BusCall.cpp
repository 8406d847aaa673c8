#include "BusCall.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

namespace carillon {

void busCall(const QDBusConnection &bus, const QDBusMessage &call, QObject *context,
    std::function<void(const QDBusMessage &)> done)
{
    if (!done) {
        bus.send(call);
        return;
    }
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, int(BusPatience.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
        [done = std::move(done)](QDBusPendingCallWatcher *finished) {
            finished->deleteLater();
            done(finished->reply());
        });
}

} // namespace carillon
