#pragma once

#include "DialogChannel.h"

#include <QHash>

namespace carillon {

/// Ends dialogs that an INVITE of ours opened and nobody wants, as it was forked, cancelled or given up: ACK
/// and BYE for each, RFC 3261 §13.2.2.4.
class ForkReaper
{
public:
    struct Limits {
        static constexpr qsizetype Forks = 32;
    };
    /// @p success: a 2xx to @p invite. The same again is acknowledged again, for 64*T1.
    /// @param early its early dialog, if there was one: the CSeq goes on from there.
    void take(UserAgentCore &core, const SipRequest &invite, const SipResponse &success,
        std::shared_ptr<DialogChannel> early = {}, const RequestOptions &bye = {});
    /// The same where nobody has the INVITE any more.
    void takeLate(UserAgentCore &core, const SipResponse &success, std::shared_ptr<DialogChannel> early);
    void clear() { m_forks.clear(); }

private:
    struct Fork {
        std::shared_ptr<DialogChannel> channel;
        TimePoint until; ///< §13.3.1.4: the 2xx does not come again after
    };
    QHash<DialogId, Fork> m_forks;
};

} // namespace carillon
