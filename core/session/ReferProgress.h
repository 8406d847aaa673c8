#pragma once

#include "DialogChannel.h"
#include "Sipfrag.h"

namespace carillon {

/// The subscription that an accepted REFER made (RFC 3515 §2.4): tells the referrer by NOTIFY how far the
/// referred call is. Outlives the call in whose dialog the REFER came.
class ReferProgress final : public QObject
{
    Q_OBJECT
public:
    static constexpr int Expires = 180; ///< s, as told to the referrer
    struct Limits {
        static constexpr int Waiting = 8; ///< NOTIFYs not sent yet; more replace the last
    };

    /// @param id of the Event header; empty: none.
    ReferProgress(std::shared_ptr<DialogChannel> channel, QByteArray id, QObject *parent = nullptr);
    /// Tells the referrer that it is over when it was not told before.
    ~ReferProgress() override;

    /// 100..699; nothing is told after a final one.
    void tell(int statusCode, const QByteArray &reasonPhrase);
    bool isOver() const { return m_isOver; }

private:
    void sendNext();
    void send(const Sipfrag &fragment, OutgoingRequest::Answered answered);

    std::shared_ptr<DialogChannel> m_channel;
    QByteArray m_id;
    QList<Sipfrag> m_waiting;
    std::shared_ptr<OutgoingRequest> m_request; ///< one at a time, so that they arrive in order
    bool m_isOver = false;
};

} // namespace carillon
