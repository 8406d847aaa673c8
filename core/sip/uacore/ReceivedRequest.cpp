#include "ReceivedRequest.h"

#include "Transactions.h"

namespace carillon {

ReceivedRequest::ReceivedRequest(std::shared_ptr<ServerTransaction> transaction, Respond respond)
    : m_transaction(std::move(transaction))
    , m_respond(std::move(respond))
{
}

ReceivedRequest::~ReceivedRequest()
{
    if (!m_isAnswered)
        accept();
}

const SipRequest &ReceivedRequest::request() const
{
    return m_transaction->request();
}

bool ReceivedRequest::accept(int statusCode, const RequestOptions &options)
{
    return answer(std::clamp(statusCode, 200, 299), {}, options);
}

bool ReceivedRequest::reject(int statusCode, QByteArrayView reasonPhrase, const RequestOptions &options)
{
    return answer(std::clamp(statusCode, 300, 699), reasonPhrase, options);
}

bool ReceivedRequest::answer(int statusCode, QByteArrayView reasonPhrase, const RequestOptions &options)
{
    if (m_isAnswered || !options.isSendable() || !isOneLine(reasonPhrase))
        return false;
    m_isAnswered = true;
    SipResponse response = m_respond(*m_transaction, statusCode, reasonPhrase);
    options.addTo(response);
    return m_transaction->respond(response);
}

} // namespace carillon
