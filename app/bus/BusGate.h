#pragma once

#include "CallBudget.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <atomic>
#include <functional>
#include <memory>

namespace carillon {

/// A call over the bus that was let in.
struct BusRequest {
    QDBusConnection bus; ///< on which it came
    QDBusMessage message;
    QVariantList arguments; ///< fit the signature; dictionaries are QVariantMap, av is QVariantList
    std::shared_ptr<std::atomic<int>> waitingOfCaller = {}; ///< of the gate
};

/// Where calls from the bus come in, on a thread of its own: however many there are, the phone's thread sees
/// few of them, each small and of the shape that it has to have. The rest gets an error at once.
class BusGate final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int Waiting = 64;         ///< that were let in and are not looked at yet
        static constexpr int WaitingOfCaller = 32; ///< of these: one that floods leaves room for others
        static constexpr qsizetype Callers = 256;  ///< whose waiting calls are counted; more are too many
        static constexpr qsizetype TextChars = 64 * 1024; ///< of all arguments of a call
        static constexpr qsizetype Pieces = 256;          ///< words and options of a call
    };
    /// @param letIn called on the gate's thread.
    BusGate(std::function<TimePoint()> now, std::function<void(const BusRequest &)> letIn);
    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;
    /// One that was let in has been looked at. From any thread.
    void lookedAt(const BusRequest &request)
    {
        --*request.waitingOfCaller;
        --m_waiting;
    }

private:
    std::shared_ptr<std::atomic<int>> waitingOf(const QString &caller);

    std::function<TimePoint()> m_now;
    std::function<void(const BusRequest &)> m_letIn;
    CallBudget m_budget;
    std::atomic<int> m_waiting{0};
    QHash<QString, std::shared_ptr<std::atomic<int>>> m_waitingOf; ///< gate's thread
};

} // namespace carillon
