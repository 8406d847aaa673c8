#pragma once

#include "DialogChannel.h"

#include <QHash>

namespace carillon {

/// Ends dialogs that a forked or cancelled INVITE opened and nobody wants: ACK and BYE for each, RFC 3261
/// §13.2.2.4.
class ForkReaper
{
public:
    struct Limits {
        static constexpr qsizetype Forks = 32;
    };
    /// @p success: a 2xx to @p invite. The same again is acknowledged again.
    /// @param early its early dialog, if there was one: the CSeq goes on from there.
    void take(UserAgentCore &core, const SipRequest &invite, const SipResponse &success,
        std::shared_ptr<DialogChannel> early = {});

private:
    QHash<QByteArray, std::shared_ptr<DialogChannel>> m_forks; ///< by To tag
};

} // namespace carillon
