#pragma once

#include "Random.h"
#include "StatelessAnswerLimit.h"
#include "Transport.h"

#include <variant>

namespace carillon {

/// From bytes to a message that the layers above may rely on: RFC 3261 §18.1.2, §18.2.1, §18.3 and §8.2.
///
/// The same for every transport. What cannot be relied on is answered with 400 and its like where a response
/// is possible and no source gets too many of them; otherwise it is dropped and counted.
class MessageIntake
{
public:
    /// The answer to a request that cannot be judged; no transaction stands behind it.
    struct Rejection {
        SipResponse response;
    };
    /// White space between messages, RFC 5626 §3.5.1.
    struct KeepAlive {
    };
    struct Dropped {
    };
    using Verdict = std::variant<SipRequest, SipResponse, Rejection, KeepAlive, Dropped>;
    /// Whether the top Via of a response is one that we wrote (§18.1.2). Empty: not asked.
    using OwnVia = std::function<bool(const Via &)>;

    MessageIntake(Clock &clock, Random &random);

    /// @param bytes a whole datagram, WebSocket message or framed piece of a stream.
    Verdict judge(const QByteArray &bytes, const Hop &from, const OwnVia &isOurs = {});
    /// A message on a stream without usable Content-Length (§18.3): 400 when @p head is a request's.
    Verdict refuseUnframed(const QByteArray &head, const Hop &from);
    /// For what only the transport sees: framing faults, refused connections.
    DroppedMessages &counters() { return m_dropped; }
    const DroppedMessages &counters() const { return m_dropped; }

private:
    struct Refusal {
        int status = 400;
        QByteArray phrase; ///< empty: the usual one
    };
    Verdict reject(const SipMessage &message, const Refusal &refusal, const Hop &from);
    QByteArray toTag(const SipMessage &request) const;

    StatelessAnswerLimit m_limit;
    QByteArray m_tagKey; ///< makes the tag of a repeated request the same (§8.2.7) and nobody else's
    DroppedMessages m_dropped;
};

} // namespace carillon
