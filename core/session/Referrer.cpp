#include "Referrer.h"

#include "DialogChannel.h"
#include "Replaces.h"
#include "SessionHost.h"
#include "Sipfrag.h"
#include "TokenHeader.h"

namespace carillon {

using TransferState = Session::TransferState;

class Referrer::Private
{
public:
    Private(Referrer &owner, UserAgentCore &userAgentCore, const NameAddr &whom, ReferrerOptions given)
        : q(owner)
        , core(&userAgentCore)
        , asked(whom)
        , options(std::move(given))
        , patience(userAgentCore.clock())
    {
    }
    SipRequest makeRefer(const NameAddr &target);
    void answered(const RequestDelegate::Answer &answer);
    void receive(const std::shared_ptr<ServerTransaction> &transaction);
    void takeNotify(const std::shared_ptr<ServerTransaction> &transaction);
    void hear(int code);
    void set(State next);
    void forget();
    bool isUnwatched() const { return options.refer.subscription == ReferOptions::Subscription::Suppressed; }
    bool isUnderWay() const { return state == State::Trying || state == State::Ringing; }

    Referrer &q;
    QPointer<UserAgentCore> core;
    NameAddr asked;
    ReferrerOptions options;
    State state = State::None;
    int statusCode = 0;
    QByteArray callId;
    QByteArray localTag;
    SipRequest sent;
    std::shared_ptr<OutgoingRequest> request;
    std::shared_ptr<DialogChannel> channel; ///< made by the first NOTIFY; of other forks none is heard
    Timer patience;
};

Referrer::Referrer(SessionHost &host, const NameAddr &asked, ReferrerOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, host.core(), asked, std::move(options)))
{
}

Referrer::~Referrer()
{
    d->forget();
}

Referrer::State Referrer::state() const
{
    return d->state;
}
int Referrer::statusCode() const
{
    return d->statusCode;
}

Result<void, Session::Refusal> Referrer::refer(const NameAddr &target, const RequestDelegate &delegate)
{
    const auto isEmpty = [](const NameAddr &one) { return one.uri.host.isEmpty() && one.otherUri.isEmpty(); };
    if (d->state != State::None || !d->core)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (isEmpty(target) || isEmpty(d->asked))
        return Failure<Session::Refusal>(Session::Refusal::InvalidTarget);
    if (!d->options.refer.request.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    SipRequest refer = d->makeRefer(target);
    d->core->setHalfDialogReceiver(d->callId, d->localTag,
        [this](const std::shared_ptr<ServerTransaction> &transaction) { d->receive(transaction); });
    SendOptions sending;
    sending.wantsContact = true;
    d->sent = refer;
    d->request = d->core->send(
        std::move(refer),
        [this, alive = QPointer(this), delegate](const RequestDelegate::Answer &answer) {
            if (answer.response.statusCode() >= 200)
                d->answered(answer);
            if (alive)
                delegate.tell(answer);
        },
        std::move(sending));
    d->set(State::Trying);
    return {};
}

SipRequest Referrer::Private::makeRefer(const NameAddr &target)
{
    callId = core->newCallId();
    localTag = core->newTag();
    NameAddr from = core->options().addressOfRecord;
    from.parameters.set("tag", localTag);
    NameAddr to = asked;
    to.parameters.list.clear();
    to.uri.headers.clear();
    const QByteArray requestUri = to.otherUri.isEmpty() ? to.uri.toBytes() : to.otherUri;
    SipRequest refer = core->makeRequest({Method::Refer, requestUri, from, to, callId, 1});
    NameAddr referTo = target;
    referTo.parameters.list.clear();
    refer.append(HeaderId::ReferTo, referTo.toBytes());
    NameAddr referredBy;
    referredBy.uri = core->options().addressOfRecord.uri.addressOfRecord();
    refer.append(HeaderId::ReferredBy, referredBy.toBytes());
    options.refer.request.addTo(refer);
    if (isUnwatched())
        refer.set(HeaderId::ReferSub, "false");
    if (const auto &dialog = options.targetDialog) {
        refer.append(HeaderId::TargetDialog,
            Replaces{dialog->callId, dialog->remoteTag, dialog->localTag, false}.toTargetDialog());
        refer.append(HeaderId::Require, "tdialog");
    }
    return refer;
}

void Referrer::Private::answered(const RequestDelegate::Answer &answer)
{
    if (request)
        sent = request->request(); // credentials may have raised its CSeq
    request.reset();
    const int code = answer.response.statusCode();
    if (!isUnderWay()) // a NOTIFY was quicker
        return;
    if (code >= 300) {
        hear(code);
        return;
    }
    const auto subscription = TokenHeader::parse(answer.response.value(HeaderId::ReferSub));
    if (isUnwatched() && subscription && subscription->is("false")) { // RFC 4488 §4
        hear(code);
        return;
    }
    patience.start(Patience, [this] { hear(408); });
}

void Referrer::Private::receive(const std::shared_ptr<ServerTransaction> &transaction)
{
    const auto dialog = transaction->request().method() == Method::Notify && !channel
        ? Dialog::asSubscriber(transaction->request(), request ? request->request() : sent)
        : Failure<Dialog::Error>(Dialog::Error::NoDialog);
    if (!dialog || !core) {
        if (core)
            core->respond(*transaction, 481);
        return;
    }
    channel = std::make_shared<DialogChannel>(*core, *dialog);
    channel->setReceiver([this](const std::shared_ptr<ServerTransaction> &next) { takeNotify(next); }, {});
    takeNotify(transaction);
}

void Referrer::Private::takeNotify(const std::shared_ptr<ServerTransaction> &transaction)
{
    const SipRequest notify = transaction->request();
    const auto event = TokenHeader::parse(notify.value(HeaderId::Event));
    const bool isReport = notify.method() == Method::Notify && event && event->is("refer");
    const int code = isReport ? 200 : notify.method() == Method::Notify ? 489 : 405;
    transaction->respond(channel->makeResponse(*transaction, code));
    if (!isReport)
        return;
    const QPointer<Referrer> alive(&q);
    Q_EMIT q.notified(notify);
    if (!alive || !isUnderWay())
        return;
    const auto subscription = TokenHeader::parse(notify.value(HeaderId::SubscriptionState));
    const auto fragment = Sipfrag::parse(notify.body());
    if (fragment)
        hear(fragment->statusCode);
    else if (subscription && subscription->is("terminated"))
        hear(500); // it ended and said nothing
}

void Referrer::Private::hear(int code)
{
    statusCode = code;
    set(code == 100 ? state : code < 200 ? State::Ringing : code < 300 ? State::Succeeded : State::Failed);
}

void Referrer::Private::set(State next)
{
    state = next;
    if (!isUnderWay())
        patience.stop();
    Q_EMIT q.stateChanged(next);
}

void Referrer::Private::forget()
{
    patience.stop();
    if (request)
        request->forget();
    request.reset();
    if (channel)
        channel->clearReceiver();
    if (core && !callId.isEmpty())
        core->setHalfDialogReceiver(callId, localTag, {});
}

} // namespace carillon
