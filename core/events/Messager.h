#pragma once

#include "RequestDelegate.h"

namespace carillon {

class UserAgentCore;

/// Sends instant messages to somebody, each by MESSAGE outside a dialog (RFC 3428). SIP.js' class of the same
/// name. One that is larger than a datagram may be goes over TCP (RFC 3261 §18.1.1). Core thread.
class Messager final
{
public:
    Messager(UserAgentCore &core, NameAddr target);
    /// @param options extra headers; its body and type are what is said. @p delegate hears what becomes of
    /// it: a 2xx means that it was taken, 202 that it is kept for later.
    void message(const QByteArray &content, const QByteArray &contentType = "text/plain;charset=utf-8",
        RequestDelegate delegate = {}, const RequestOptions &options = {});

private:
    UserAgentCore &m_core;
    const NameAddr m_target;
};

} // namespace carillon
