#pragma once

#include "UserAgentCore.h"

#include <QHash>
#include <QMap>

namespace carillon {

/// Who hears requests of which method that belong to no dialog, and what Allow says therefore.
class MethodReceivers
{
public:
    using Receiver = UserAgentCore::Receiver;
    using Willingness = UserAgentCore::Willingness;

    void set(Method method, Receiver receiver, Willingness isWilling);
    bool takes(Method method) const;
    /// @pre takes(method)
    Receiver of(Method method) const { return m_entries.value(method).receiver; }
    QByteArray allow(const QList<Method> &besides = {}) const; ///< value of Allow

private:
    struct Entry {
        Receiver receiver;
        Willingness isWilling; ///< empty: always
    };
    using MethodSet = quint32; ///< a bit for each Method
    QMap<Method, Entry> m_entries;
    mutable QHash<MethodSet, QByteArray> m_values; ///< of Allow: each response asks, the sets are few
};

} // namespace carillon
