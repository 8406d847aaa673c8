#pragma once

#include "Clock.h"
#include "SipMessage.h"

#include <QHash>
#include <memory>

namespace carillon {

class ServerTransaction;

/// Remembers requests outside a dialog for as long as they may come a second time by another way, RFC 3261
/// §8.2.2.2.
class RequestLedger
{
public:
    struct Limits {
        static constexpr qsizetype Entries
            = 1024; ///< looked through for dead ones each time that many were added
        static constexpr Milliseconds OwnCalls{64 * 500 + 180'000}; ///< as long as an INVITE of ours may ring
        static constexpr Milliseconds LateAnswers{600'000};         ///< after that nobody answers it any more
        static constexpr qsizetype Sent = 1024;                     ///< then the oldest is forgotten
    };
    /// @returns whether it is the first of its kind; false: merged.
    bool received(const std::shared_ptr<ServerTransaction> &transaction);
    void sent(const SipRequest &invite, Clock &clock);
    /// Whether @p request is an INVITE of ours that came back.
    bool isOurs(const SipRequest &request, Clock &clock) const;
    /// Whether @p response answers an INVITE of ours, be it over long since.
    bool isToOurs(const SipResponse &response, Clock &clock) const;

private:
    QHash<QByteArray, std::weak_ptr<ServerTransaction>> m_received;
    QHash<QByteArray, TimePoint> m_sent; ///< when
    qsizetype m_added = 0;
};

} // namespace carillon
