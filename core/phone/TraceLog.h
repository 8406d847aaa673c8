#pragma once

#include "Transport.h"

#include <QDateTime>
#include <QJsonArray>
#include <deque>

namespace carillon {

/// The last SIP messages as they crossed the wire, for `ctl trace`; secrets are struck out by whoever looks.
/// Core thread.
class TraceLog final
{
public:
    struct Limits {
        static constexpr std::size_t Messages = 1000;
        static constexpr qsizetype Bytes = 4 << 20; ///< of all together; the oldest go first
    };
    struct Entry {
        QDateTime time; ///< UTC
        QString accountId;
        TracedMessage message;
    };

    void add(Entry entry);
    /// The newest @p last of them, oldest first, as JSON; with @p callId only those of that Call-ID.
    QJsonArray entries(int last, const QByteArray &callId = {}) const;

private:
    std::deque<Entry> m_entries;
    qsizetype m_bytes = 0;
};

/// @p message without what must not be shown: Authorization, Proxy-Authorization and Authentication-Info
/// values, passwords in URIs, SDES keys, ICE passwords, digits sent by INFO. Works on anything, also on what
/// is no SIP at all.
QByteArray withoutSecrets(const QByteArray &message);

} // namespace carillon
