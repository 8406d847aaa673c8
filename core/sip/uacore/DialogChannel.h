#pragma once

#include "Dialog.h"
#include "OutgoingRequest.h"
#include "UserAgentCore.h"

namespace carillon {

/// A dialog and the way to talk in it: requests go out under its CSeq, what comes for it is judged and handed
/// over.
///
/// Shared, because usages of one dialog end at different times (RFC 5057): the call by BYE, the subscription
/// that REFER made by the last NOTIFY, a request by its answer. The dialog ends with the last of them.
class DialogChannel final : public std::enable_shared_from_this<DialogChannel>
{
public:
    using Receiver = UserAgentCore::Receiver;
    using AckReceiver = std::function<void(const SipRequest &)>;
    struct Limits {
        static constexpr int Acknowledgements = 4; ///< remembered for 2xx that come again
    };

    DialogChannel(UserAgentCore &core, Dialog dialog);
    ~DialogChannel();

    /// A channel may outlive the core it was made for: then nothing goes out any more.
    bool isUsable() const { return m_core != nullptr; }
    Dialog &dialog() { return m_dialog; }
    const Dialog &dialog() const { return m_dialog; }

    /// Who hears requests in the dialog but OPTIONS; with nobody they are answered 481.
    void setReceiver(Receiver receiver, AckReceiver ackReceiver);
    void clearReceiver();
    /// Methods which the receiver takes beside those of Capabilities; they stand in Allow within the dialog.
    void setAlsoTaken(std::function<QList<Method>()> alsoTaken) { m_alsoTaken = std::move(alsoTaken); }
    /// Contact in the dialog names no user from now on: an anonymous call.
    void hideUser() { m_hidesUser = true; }
    QList<Method> alsoTaken() const { return m_alsoTaken ? m_alsoTaken() : QList<Method>(); }

    SipRequest makeRequest(Method method, const RequestOptions &options = {});
    /// @param prepare as SendOptions::prepare. Null unless isUsable().
    std::shared_ptr<OutgoingRequest> send(SipRequest request, OutgoingRequest::Answered answered,
        std::function<void(const Hop &)> prepare = {});
    /// ACK to the 2xx of @p invite, §13.2.2.4; kept for acknowledgeAgain().
    void acknowledge(const SipRequest &invite, const RequestOptions &body = {});
    /// For a 2xx that came again. @returns false when the INVITE with that CSeq was not acknowledged yet.
    bool acknowledgeAgain(quint32 inviteCSeq);
    bool hasAcknowledged(quint32 inviteCSeq) const { return acknowledgementOf(inviteCSeq) != nullptr; }
    /// The response in this dialog, with our tag.
    SipResponse makeResponse(
        const ServerTransaction &transaction, int statusCode, QByteArrayView reasonPhrase = {}) const;

    /// How many REFERs came here: from the second on their NOTIFYs need an id (RFC 3515 §2.4.6).
    int noteRefer() { return ++m_refers; }

    /// Whether the last Allow that the peer sent in this dialog names @p method.
    bool peerAllows(Method method) const { return (m_peerAllows >> int(method) & 1U) != 0; }
    /// Whether there was an Allow, and it does not name @p method.
    bool peerLacks(Method method) const { return m_peerAllows != 0 && !peerAllows(method); }
    /// For what comes before the channel hears it: the INVITE and its responses.
    void noteAllow(const SipMessage &message);

    /// @name For UserAgentCore
    void receive(const std::shared_ptr<ServerTransaction> &transaction);
    void receiveAck(const SipRequest &ack);

private:
    struct Acknowledgement {
        quint32 cseq = 0;
        SipRequest request;
        std::optional<Hop> hop; ///< absent while it is looked for
        std::unique_ptr<Lookup> lookup;
    };
    void sendAcknowledgement(quint32 cseq, const Hop &hop);
    std::shared_ptr<Acknowledgement> acknowledgementOf(quint32 cseq) const;

    QPointer<UserAgentCore> m_core;
    Dialog m_dialog;
    Receiver m_receiver;
    AckReceiver m_ackReceiver;
    std::function<QList<Method>()> m_alsoTaken;
    QList<std::shared_ptr<Acknowledgement>> m_acknowledgements;
    int m_refers = 0;
    bool m_hidesUser = false;
    quint32 m_peerAllows = 0; ///< a bit for each Method
};

} // namespace carillon
