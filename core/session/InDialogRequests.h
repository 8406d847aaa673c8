#pragma once

#include "ReceivedRequest.h"
#include "SessionContext.h"

namespace carillon {

/// Requests in the dialog that are the program's business, in both directions: MESSAGE (RFC 3428), INFO (RFC
/// 6086), NOTIFY of events that nobody here knows; and what the program hears of the others before they take
/// effect: ACK, BYE, re-INVITE.
class InDialogRequests
{
public:
    struct Limits {
        static constexpr qsizetype Unanswered = 32; ///< kept by the program; one more is answered 500
    };

    explicit InDialogRequests(SessionContext &context);
    ~InDialogRequests();

    /// Methods that somebody reads here, for Allow.
    QList<Method> taken() const;
    /// MESSAGE or INFO; in an early dialog too.
    Result<void, Session::Refusal> send(
        Method method, const RequestOptions &options, const RequestDelegate &delegate);

    using Transaction = std::shared_ptr<ServerTransaction>;
    using Channel = std::shared_ptr<DialogChannel>;
    void receiveMessage(const Transaction &transaction, const Channel &through);
    void receiveNotify(const Transaction &transaction, const Channel &through);
    /// INFO that is no DTMF.
    void receiveInfo(const Transaction &transaction, const Channel &through);
    /// Tells of it and answers it.
    void receiveBye(const Transaction &transaction, const Channel &through) const;
    /// Whether the program refused the re-INVITE; it is answered then. Also true when the session is gone.
    bool isRefused(const Transaction &transaction, const Channel &through) const;
    /// RFC 3261 §15.1.2: what is unanswered is answered 487.
    void stop();

private:
    std::shared_ptr<ReceivedRequest> keep(const Transaction &transaction, const Channel &through);
    static std::shared_ptr<ReceivedRequest> make(const Transaction &transaction, const Channel &through);

    SessionContext &m_context;
    QList<std::weak_ptr<ReceivedRequest>> m_unanswered;
};

} // namespace carillon
