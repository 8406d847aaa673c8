#include "MethodReceivers.h"

#include "Capabilities.h"

namespace carillon {

void MethodReceivers::set(Method method, Receiver receiver, Willingness isWilling)
{
    m_entries.insert(method, {std::move(receiver), std::move(isWilling)});
}

bool MethodReceivers::takes(Method method) const
{
    const auto entry = m_entries.constFind(method);
    return entry != m_entries.constEnd() && (!entry->isWilling || entry->isWilling());
}

QByteArray MethodReceivers::allow(const QList<Method> &besides) const
{
    QList<Method> taken = m_entries.keys();
    taken.removeIf([this](Method method) { return !takes(method); });
    for (const Method method : besides) {
        if (!taken.contains(method))
            taken.append(method);
    }
    return Capabilities::allow(taken);
}

} // namespace carillon
