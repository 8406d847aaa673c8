#pragma once

#include <QObject>

#include <memory>

namespace carillon {

/// Whoever hears a socket's signal may drop the object around it; the socket itself is still at work then and
/// dies a turn later.
struct LaterDeleter {
    void operator()(QObject *object) const { object->deleteLater(); }
};
template <typename T>
using LaterDeleted = std::unique_ptr<T, LaterDeleter>;

} // namespace carillon
