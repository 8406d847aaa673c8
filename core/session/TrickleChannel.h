#pragma once

#include "SessionContext.h"

namespace carillon {

/// Candidates one after the other, ours to the peer and his to our media: INFO with the package trickle-ice,
/// RFC 8840 §4.4 and §10, RFC 6086 §4.
///
/// One INFO at a time, so that they arrive in order; what the media finds meanwhile goes in the next, as
/// one. None goes before the peer said Recv-Info and, where we are the callee, before he showed that he
/// knows the dialog (RFC 8840 §4.3).
/// Deviation: of several forks the candidates go to the one that openChannel() names, and all of them again
/// when that is another: there is one media for all forks.
class TrickleChannel
{
public:
    struct Limits {
        static constexpr qsizetype Fragment = 16 * 1024; ///< bytes of a body, in either direction
        static constexpr qsizetype Dialogs = 16;         ///< early ones of which we know who takes candidates
    };
    static constexpr QByteArrayView Package = "trickle-ice"; ///< also the option tag

    explicit TrickleChannel(SessionContext &context);
    ~TrickleChannel();

    /// What @p media finds from now on is for the peer.
    void attach(SessionDescriptionHandler &media);
    /// Whether our media wants to trickle.
    bool isWanted() const;
    /// Recv-Info, and the option tag in Supported: where our media wants it.
    void announce(SipMessage &message) const;
    /// What the peer's Recv-Info in @p message says; one without it says nothing new.
    void note(const SipMessage &message, const std::shared_ptr<DialogChannel> &through);
    bool isTakenBy(const DialogChannel &channel) const;
    /// A request of the peer came in the dialog: he has it, too.
    void noteDialogKnown(const std::shared_ptr<DialogChannel> &through);
    /// An unreliable response brought the answer: an INFO tells the callee so, even with nothing new in it
    /// (RFC 8840 §4.3.2).
    void confirmUnreliableAnswer();
    /// Sends what waits, if it may go now.
    void flush();
    /// The INVITE is sent anew: its dialogs are others.
    void restart();
    /// An INFO with Info-Package.
    void receive(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    void stop();

private:
    void later(void (TrickleChannel::*act)());
    void queue(const QByteArray &fragment);
    void answered(const RequestDelegate::Answer &answer);
    int judge(const SipRequest &info, QByteArray &fragment) const;
    void deliver();

    SessionContext &m_context;
    QPointer<SessionDescriptionHandler> m_media;
    QByteArray m_waiting;                       ///< to be sent
    QByteArray m_sending;                       ///< in m_request
    QByteArray m_arrived;                       ///< of the peer, until his description was applied
    std::shared_ptr<OutgoingRequest> m_request; ///< unanswered
    std::weak_ptr<DialogChannel> m_channel;     ///< where the last one went
    QList<std::weak_ptr<DialogChannel>> m_takers;
    std::weak_ptr<DialogChannel> m_known; ///< callee: the peer has the dialog
};

} // namespace carillon
