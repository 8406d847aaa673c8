#include "Subscriber.h"

#include "DialogChannel.h"
#include "SubscriptionMachine.h"
#include "SubscriptionRules.h"
#include "TokenHeader.h"

#include <QPointer>

namespace carillon {

using namespace std::chrono_literals;
using SubscriptionMachine::Action;
using SubscriptionMachine::Event;
using Refusal = Subscriber::Refusal;

class Subscriber::Private
{
public:
    Private(
        Subscriber &owner, UserAgentCore &userAgentCore, NameAddr whom, SubscriberOptions subscriberOptions)
        : q(owner)
        , core(&userAgentCore)
        , clock(userAgentCore.clock())
        , target(std::move(whom))
        , options(std::move(subscriberOptions))
        , requested(options.expires)
        , timerN(clock)
        , refreshTimer(clock)
        , expiryTimer(clock)
        , retryTimer(clock)
    {
    }

    void handle(Event event);
    void sendFirst();
    void sendInDialog(std::chrono::seconds expires);
    void addHeaders(SipRequest &request, std::chrono::seconds expires) const;
    void answered(const RequestDelegate::Answer &answer, bool isFirst);
    bool repeatedLonger(const SipResponse &response, bool isFirst);
    void receive(const std::shared_ptr<ServerTransaction> &transaction);
    bool makeChannel(const SipRequest &notify);
    Event eventOf(const TokenHeader &subscriptionState);
    void keepAlive();
    void tryRefreshAgain(const SipResponse &response);
    void awaitRetry();
    void awaitNotify();
    void forget();
    void forgetHalfDialog();

    Subscriber &q;
    const QPointer<UserAgentCore> core; ///< goes with its user agent
    Clock &clock;
    const NameAddr target;
    const SubscriberOptions options;
    State state = State::Initial;
    End end;
    QByteArray callId;
    QByteArray localTag;
    std::chrono::seconds requested;
    std::optional<std::chrono::seconds>
        newTime; ///< granted by the last word of the notifier, not counted from yet
    TimePoint expiresAt{};
    Milliseconds retryDelay{};
    int soonEnded = 0; ///< times in a row that the notifier ended it and wanted another
    int tooBrief = 0;
    RequestDelegate delegate;
    std::shared_ptr<OutgoingRequest> request;
    SipRequest firstSubscribe; ///< as last sent, when it was answered before the first NOTIFY
    std::shared_ptr<DialogChannel> channel;
    Timer timerN;
    Timer refreshTimer;
    Timer expiryTimer;
    Timer retryTimer;
};

Subscriber::Subscriber(
    UserAgentCore &core, const NameAddr &target, SubscriberOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, core, target, std::move(options)))
{
    connect(&core, &QObject::destroyed, this, [this] {
        d->end = {End::By::Local, 0, {}, {}};
        d->handle(Event::End);
    });
}

/// Whoever lets go of it wants no more NOTIFYs; the last one is then answered 481.
Subscriber::~Subscriber()
{
    const bool wasSubscribed = isSubscribed();
    const auto channel = d->channel;
    d->forget();
    if (!wasSubscribed || !channel->isUsable())
        return;
    SipRequest request = channel->makeRequest(Method::Subscribe, d->options.request);
    d->addHeaders(request, 0s);
    channel->send(std::move(request), {});
}

Subscriber::State Subscriber::state() const
{
    return d->state;
}
bool Subscriber::isSubscribed() const
{
    return d->state == State::Pending || d->state == State::Active;
}
const SubscriberOptions &Subscriber::options() const
{
    return d->options;
}
Subscriber::End Subscriber::end() const
{
    return d->end;
}

std::chrono::seconds Subscriber::remaining() const
{
    if (!isSubscribed())
        return 0s;
    return std::max(0s, std::chrono::duration_cast<std::chrono::seconds>(d->expiresAt - d->clock.now()));
}

Result<void, Refusal> Subscriber::subscribe(RequestDelegate delegate)
{
    const auto event = TokenHeader::parse(d->options.event);
    if (!event)
        return Failure<Refusal>(Refusal::InvalidEvent);
    const bool maySend = d->state == State::Initial || d->state == State::RetryWait || isSubscribed();
    if (!maySend)
        return Failure<Refusal>(Refusal::WrongState);
    if (d->request)
        return {};
    d->delegate = std::move(delegate);
    d->tooBrief = 0;
    d->handle(Event::Subscribe);
    return {};
}

Result<void, Refusal> Subscriber::unsubscribe()
{
    if (d->state == State::Terminated || d->state == State::Unsubscribing || d->state == State::Leaving)
        return Failure<Refusal>(Refusal::WrongState);
    d->handle(Event::Unsubscribe);
    return {};
}

void Subscriber::Private::handle(Event event)
{
    const auto [next, action] = SubscriptionMachine::step(state, event);
    const bool isChange = next != state;
    state = next;
    switch (action) {
    case Action::None: break;
    case Action::SendFirst: sendFirst(); break;
    case Action::SendRefresh: sendInDialog(requested); break;
    case Action::SendEnd: sendInDialog(0s); break;
    case Action::KeepAlive: keepAlive(); break;
    case Action::AwaitRetry: awaitRetry(); break;
    case Action::Forget: forget(); break;
    }
    if (isChange)
        Q_EMIT q.stateChanged(next);
}

void Subscriber::Private::addHeaders(SipRequest &message, std::chrono::seconds expires) const
{
    message.append(HeaderId::Event, options.event);
    message.append(HeaderId::Expires, QByteArray::number(qint64(expires.count())));
    if (!options.accept.isEmpty())
        message.append(HeaderId::Accept, options.accept);
}

/// Each attempt is a dialog of its own (RFC 6665 §4.4.1): another Call-ID, another tag.
void Subscriber::Private::sendFirst()
{
    forget();
    callId = core->newCallId();
    localTag = core->newTag();
    NameAddr from = core->options().addressOfRecord;
    from.parameters.set("tag", localTag);
    const QByteArray requestUri = target.otherUri.isEmpty() ? target.uri.toBytes() : target.otherUri;
    SipRequest message = core->makeRequest({Method::Subscribe, requestUri, from, target, callId, 1});
    addHeaders(message, requested);
    for (const auto &[name, value] : options.request.extraHeaders)
        message.append(name, value);
    if (!options.request.body.isEmpty())
        message.setBody(options.request.body, options.request.contentType);
    core->setHalfDialogReceiver(callId, localTag,
        [this](const std::shared_ptr<ServerTransaction> &transaction) { receive(transaction); });
    awaitNotify();
    request = core->send(std::move(message),
        [this](const RequestDelegate::Answer &answer) { answered(answer, true); }, {.wantsContact = true});
}

void Subscriber::Private::sendInDialog(std::chrono::seconds expires)
{
    refreshTimer.stop();
    if (request)
        request->forget();
    SipRequest message = channel->makeRequest(Method::Subscribe, options.request);
    addHeaders(message, expires);
    awaitNotify();
    request = channel->send(
        std::move(message), [this](const RequestDelegate::Answer &answer) { answered(answer, false); });
    if (!request)
        handle(Event::Gone);
}

void Subscriber::Private::awaitNotify()
{
    timerN.start(64 * core->timers().t1, [this] {
        if (request)
            request->forget();
        request.reset();
        end = {End::By::Timeout, 408, {}, {}};
        handle(Event::Silent);
    });
}

void Subscriber::Private::answered(const RequestDelegate::Answer &answer, bool isFirst)
{
    const int code = answer.response.statusCode();
    const QPointer<Subscriber> alive(&q);
    if (code >= 200) {
        if (code == 423 && repeatedLonger(answer.response, isFirst))
            return;
        firstSubscribe = isFirst ? request->request() : SipRequest();
        request.reset();
    }
    const RequestDelegate hearer = code < 200 ? delegate : std::exchange(delegate, {});
    hearer.tell(answer);
    if (!alive || code < 200)
        return;
    if (code < 300) {
        const auto expires = answer.response.number(HeaderId::Expires);
        newTime = expires ? std::min(std::chrono::seconds(*expires), requested) : requested;
        if (q.isSubscribed())
            keepAlive();
        return;
    }
    timerN.stop();
    using Origin = RequestDelegate::Answer::Origin;
    const QByteArray phrase = answer.response.reasonPhrase().toByteArray();
    if (isFirst || SubscriptionRules::endsSubscription(code)) {
        end = {answer.origin == Origin::Remote          ? End::By::Remote
                : answer.origin == Origin::LocalTimeout ? End::By::Timeout
                                                        : End::By::Network,
            code, phrase, {}};
        handle(isFirst ? Event::Rejected : Event::Gone);
    } else {
        tryRefreshAgain(answer.response);
    }
    if (alive)
        Q_EMIT q.rejected(code, phrase);
}

/// RFC 6665 §4.1.2.1. A notifier that asks for ever more is refused in the end.
bool Subscriber::Private::repeatedLonger(const SipResponse &response, bool isFirst)
{
    const std::chrono::seconds minimum(response.number(HeaderId::MinExpires).value_or(0));
    if (state == State::Unsubscribing || state == State::Leaving || minimum <= requested || minimum > 24h
        || ++tooBrief > Limits::TooBrief)
        return false;
    requested = minimum;
    request.reset();
    if (isFirst)
        sendFirst();
    else
        sendInDialog(requested);
    return true;
}

/// The subscription stands until its time is over; before that it is tried once more, later.
void Subscriber::Private::tryRefreshAgain(const SipResponse &response)
{
    const std::chrono::seconds wished(response.number(HeaderId::RetryAfter).value_or(0));
    const auto pause = std::max({wished, q.remaining() / 2, Limits::ShortestRefresh});
    refreshTimer.start(pause, [this] { handle(Event::RefreshDue); });
}

void Subscriber::Private::receive(const std::shared_ptr<ServerTransaction> &transaction)
{
    const SipRequest notify = transaction->request();
    const auto tag = localTag;
    if (notify.method() != Method::Notify) {
        core->respond(*transaction, notify.method() == Method::Bye ? 481 : 405, tag);
        return;
    }
    if (const int refusal = SubscriptionRules::refusalOf(notify, options.event)) {
        core->respond(*transaction, refusal, tag);
        return;
    }
    if (!channel && !makeChannel(notify)) {
        core->respond(*transaction, 400, tag);
        return;
    }
    channel->dialog().refreshTarget(notify);
    const auto notification = std::make_shared<ReceivedRequest>(
        transaction, [through = channel](const ServerTransaction &of, int code, QByteArrayView phrase) {
            return through->makeResponse(of, code, phrase);
        });
    timerN.stop();
    const auto event = eventOf(*TokenHeader::parse(notify.value(HeaderId::SubscriptionState)));
    const bool isLast = event == Event::NotifyEnded || event == Event::NotifyAgain;
    const QPointer<Subscriber> alive(&q);
    if (!isLast)
        handle(event);
    if (alive)
        Q_EMIT q.notified(notification);
    if (alive && isLast)
        handle(event);
}

bool Subscriber::Private::makeChannel(const SipRequest &notify)
{
    const auto dialog = Dialog::asSubscriber(notify, request ? request->request() : firstSubscribe);
    if (!dialog)
        return false;
    forgetHalfDialog(); // what comes from other branches of a fork finds no subscription (§4.1.4)
    channel = std::make_shared<DialogChannel>(*core, *dialog);
    channel->setReceiver(
        [this](const std::shared_ptr<ServerTransaction> &transaction) { receive(transaction); }, {});
    return true;
}

Event Subscriber::Private::eventOf(const TokenHeader &subscriptionState)
{
    const auto expires = subscriptionState.parameters.number("expires");
    if (expires)
        newTime = std::min(std::chrono::seconds(*expires), requested); // §4.1.3: his word counts
    else if (!q.isSubscribed() && !newTime)
        newTime = requested;
    if (subscriptionState.is("pending"))
        return Event::NotifyPending;
    if (!subscriptionState.is("terminated"))
        return Event::NotifyActive; // also an unknown state: "active" is the nearest
    const QByteArray reason = subscriptionState.parameters.value("reason").value_or(QByteArray());
    end = {state == State::Unsubscribing || state == State::Leaving ? End::By::Local : End::By::Remote, 0, {},
        reason};
    if (options.expires == 0s || !SubscriptionRules::allowsAnother(reason))
        return Event::NotifyEnded;
    const auto wished = subscriptionState.parameters.number("retry-after");
    const std::chrono::seconds pause = wished ? std::min(std::chrono::seconds(*wished), Limits::LongestRetry)
                                              : Limits::DefaultRetry * (1 << std::min(soonEnded, 6));
    // At once is for the first time only: one that ends each as soon as it is made would keep us busy.
    retryDelay
        = SubscriptionRules::wantsAPause(reason) || soonEnded > 0 ? Milliseconds(pause) : Milliseconds(0);
    ++soonEnded;
    return Event::NotifyAgain;
}

void Subscriber::Private::keepAlive()
{
    if (!newTime)
        return;
    const auto time = std::max(*std::exchange(newTime, std::nullopt), 1s);
    expiresAt = clock.now() + time;
    expiryTimer.start(time, [this] {
        end = {End::By::Timeout, 0, {}, {}};
        handle(Event::Gone);
    });
    const auto refresh = std::chrono::duration_cast<Milliseconds>(time) * options.refreshPercent / 100;
    refreshTimer.start(std::max<Milliseconds>(refresh, Limits::ShortestRefresh), [this] {
        soonEnded = 0; // it stood long enough
        if (!request)
            handle(Event::RefreshDue);
    });
}

void Subscriber::Private::awaitRetry()
{
    forget();
    retryTimer.start(retryDelay, [this] { handle(Event::RetryDue); });
}

void Subscriber::Private::forgetHalfDialog()
{
    if (core && !callId.isEmpty())
        core->setHalfDialogReceiver(callId, localTag, {});
}

void Subscriber::Private::forget()
{
    timerN.stop();
    refreshTimer.stop();
    expiryTimer.stop();
    retryTimer.stop();
    forgetHalfDialog();
    if (request)
        request->forget();
    request.reset();
    if (channel)
        channel->clearReceiver();
    channel.reset();
}

} // namespace carillon
