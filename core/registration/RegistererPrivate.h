#pragma once

#include "OutgoingRequest.h"
#include "Registerer.h"
#include "RegistrationMachine.h"
#include "UserAgentCore.h"

namespace carillon {

/// What a registerer is made of; its calls are in Registerer.cpp, the talk with the registrar in
/// RegistererTalk.cpp.
class Registerer::Private
{
public:
    /// What the user asked for last.
    enum class Wish { NoBinding, Binding, End };
    /// Of one call: it ends with its final answer.
    struct Call {
        RequestDelegate delegate{};
        RequestOptions options{};
        bool isEmpty() const
        {
            return options.extraHeaders.isEmpty() && options.body.isEmpty() && !delegate.onTrying
                && !delegate.onProgress && !delegate.onAccept && !delegate.onRedirect && !delegate.onReject;
        }
    };
    enum class Outbound {
        Tried,
        LacksFirstHop ///< 439: not with this flow
    };

    Private(Registerer &owner, UserAgentCore &userAgentCore, RegistererOptions registererOptions);
    void handle(RegistrationMachine::Event event);
    void send(std::chrono::seconds expires);
    SipRequest makeRequest();
    Parameters contactParameters(std::chrono::seconds expires) const;
    QByteArray optionTags() const;
    bool hasFlowNumber() const;
    void answered(const RequestDelegate::Answer &answer);
    void finalAnswer(const RequestDelegate::Answer &answer);
    void accepted(const SipResponse &response);
    void notBound();
    void rejected(const RequestDelegate::Answer &answer);
    bool isRepeated(const SipResponse &response);
    void keepAlive();
    void forget();
    void forgetIdentity();
    void followWish();

    Registerer &q;
    UserAgentCore &core;
    RegistererOptions options;
    State state = State::Unregistered;
    Wish wish = Wish::NoBinding;
    Bindings removing = Bindings::Own;
    Outbound outbound = Outbound::Tried;
    Call call;                   ///< of the outstanding request
    std::optional<Call> waiting; ///< of an addBinding() without a connection
    std::chrono::seconds requested;
    std::chrono::seconds granted{0};
    TimePoint expiresAt{};
    RegisteredIdentity identity;
    QList<NameAddr> contacts;
    QList<NameAddr> redirects;
    int statusCode = 0;
    QByteArray reasonPhrase;
    Failure failure = Failure::None;
    std::optional<WireFailure> wire;
    std::chrono::seconds retryAfter{0};
    const QByteArray callId;
    const QByteArray fromTag;
    quint32 cseq = 0;
    int tooBrief = 0;
    std::shared_ptr<OutgoingRequest> request;
    Timer refreshTimer;
    Timer expiryTimer;
};

} // namespace carillon
