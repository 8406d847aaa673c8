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
    // Whether the program hears of a method may change at any time, and is quickly asked.
    MethodSet taken = 0;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (!entry->isWilling || entry->isWilling())
            taken |= MethodSet(1) << int(entry.key());
    }
    for (const Method method : besides)
        taken |= MethodSet(1) << int(method);
    QByteArray &value = m_values[taken];
    if (value.isEmpty()) {
        QList<Method> methods;
        for (int method = 0; method < std::numeric_limits<MethodSet>::digits; ++method) {
            if ((taken >> method & 1U) != 0)
                methods.append(Method(method));
        }
        value = Capabilities::allow(methods);
    }
    return value;
}

} // namespace carillon
