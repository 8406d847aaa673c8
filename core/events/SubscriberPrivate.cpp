#include "SubscriberPrivate.h"

#include "SubscriptionRules.h"

namespace carillon {

using namespace std::chrono_literals;
using SubscriptionMachine::Action;
using SubscriptionMachine::Event;

void Subscriber::Private::handle(Event event)
{
    // Asked for anew it would be the whole fork once more.
    if (isBranch && event == Event::NotifyAgain)
        event = Event::NotifyEnded;
    if (isBranch && (event == Event::Gone || event == Event::Silent))
        event = Event::End;
    const auto [next, action] = SubscriptionMachine::step(state, event);
    const bool isChange = next != state;
    state = next;
    const QPointer<Subscriber> alive(&q);
    switch (action) {
    case Action::None: break;
    case Action::SendFirst: sendFirst(); break;
    case Action::SendRefresh: sendInDialog(requested); break;
    case Action::SendEnd: sendInDialog(0s); break;
    case Action::KeepAlive: keepAlive(); break;
    case Action::AwaitRetry: awaitRetry(); break;
    case Action::Forget: forget(); break;
    }
    if (alive && isChange && state == next) // what could not be sent has ended it, and was told
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
        [this](const std::shared_ptr<ServerTransaction> &transaction) { receiveFromBranch(transaction); });
    branches = 0;
    branchTimer.start(64 * core->timers().t1, [this] {
        if (channel)
            forgetHalfDialog();
    });
    awaitNotify();
    request = core->send(std::move(message),
        [this](const RequestDelegate::Answer &answer) { answered(answer, true); }, {.wantsContact = true});
}

void Subscriber::Private::sendInDialog(std::chrono::seconds expires)
{
    refreshTimer.stop();
    if (!core) { // its user agent is going
        end = {End::By::Local, 0, {}, {}};
        handle(Event::End);
        return;
    }
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
        if (isFirst)
            firstSubscribe = request->request();
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

/// RFC 6665 §4.4.1: the first NOTIFY makes the dialog, one from another branch a dialog of its own or none.
void Subscriber::Private::receiveFromBranch(const std::shared_ptr<ServerTransaction> &transaction)
{
    if (!channel) {
        receive(transaction);
        return;
    }
    const SipRequest notify = transaction->request();
    if (!wantsBranch(notify)) {
        core->respond(*transaction, 481, localTag);
        return;
    }
    ++branches;
    const QPointer<UserAgentCore> through = core;
    const QByteArray tag = localTag;
    const QPointer further(new Subscriber(*core, target, options, &q));
    Private &branch = *further->d;
    branch.isBranch = true;
    branch.callId = callId;
    branch.localTag = tag;
    branch.firstSubscribe = subscribeSent();
    branch.requested = requested;
    branch.state = State::NotifyWait;
    Q_EMIT q.branched(further);
    if (further)
        further->d->receive(transaction);
    else if (through)
        through->respond(*transaction, 481, tag);
}

bool Subscriber::Private::wantsBranch(const SipRequest &notify) const
{
    return notify.method() == Method::Notify && branches < Limits::Branches && q.isSubscribed()
        && SubscriptionRules::refusalOf(notify, options.event) == 0
        && Dialog::asSubscriber(notify, subscribeSent());
}

/// The SUBSCRIBE that asked for the first NOTIFY, as it was last sent.
SipRequest Subscriber::Private::subscribeSent() const
{
    return request && !channel ? request->request() : firstSubscribe;
}

bool Subscriber::Private::makeChannel(const SipRequest &notify)
{
    firstSubscribe = subscribeSent();
    const auto dialog = Dialog::asSubscriber(notify, firstSubscribe);
    if (!dialog)
        return false;
    if (options.forks == SubscriberOptions::Forks::Refuse)
        forgetHalfDialog(); // what comes from other branches finds no subscription (§5.4.9)
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
    if (core && !callId.isEmpty() && !isBranch)
        core->setHalfDialogReceiver(callId, localTag, {});
}

void Subscriber::Private::forget()
{
    timerN.stop();
    branchTimer.stop();
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
