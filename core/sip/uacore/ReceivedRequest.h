#pragma once

#include "RequestDelegate.h"

#include <memory>

namespace carillon {

class ServerTransaction;

/// A request that came in and is answered by who hears of it, once: what SIP.js calls Message, Notification
/// and Info. Let go unanswered, it is answered with 200: it was heard. Core thread.
class ReceivedRequest final
{
public:
    /// Makes the response with the tag and the headers that are due.
    using Respond
        = std::function<SipResponse(const ServerTransaction &, int statusCode, QByteArrayView reasonPhrase)>;

    ReceivedRequest(std::shared_ptr<ServerTransaction> transaction, Respond respond);
    ~ReceivedRequest();
    ReceivedRequest(const ReceivedRequest &) = delete;
    ReceivedRequest &operator=(const ReceivedRequest &) = delete;

    const SipRequest &request() const;
    bool isAnswered() const { return m_isAnswered; }
    /// With a status 200..299. @returns false when it was answered before, or when @p options are not
    /// sendable.
    bool accept(int statusCode = 200, const RequestOptions &options = {});
    /// With a status 300..699.
    bool reject(int statusCode = 480, QByteArrayView reasonPhrase = {}, const RequestOptions &options = {});

private:
    bool answer(int statusCode, QByteArrayView reasonPhrase, const RequestOptions &options);

    const std::shared_ptr<ServerTransaction> m_transaction;
    const Respond m_respond;
    bool m_isAnswered = false;
};

} // namespace carillon
