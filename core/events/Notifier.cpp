#include "Notifier.h"

#include "DialogChannel.h"
#include "NotifierMachine.h"
#include "SubscriptionRules.h"
#include "TokenHeader.h"

#include <QPointer>

namespace carillon {

using namespace std::chrono_literals;
using NotifierMachine::Action;
using NotifierMachine::Event;

class Notifier::Private
{
public:
    Private(UserAgentCore &userAgentCore, std::shared_ptr<ServerTransaction> serverTransaction,
        std::shared_ptr<DialogChannel> dialog, std::chrono::seconds time)
        : clock(userAgentCore.clock())
        , transaction(std::move(serverTransaction))
        , request(transaction->request())
        , channel(std::move(dialog))
        , granted(time)
        , expiryTimer(clock)
        , againTimer(clock)
    {
    }

    void handle(Event event);
    void respond();
    void receive(const std::shared_ptr<ServerTransaction> &refresh);
    void startTime();
    void sendState();
    void sendEnd();
    void send(const QByteArray &subscriptionState, OutgoingRequest::Answered answered);
    void answered(const RequestDelegate::Answer &answer);
    void forget();

    Notifier *q = nullptr;
    Clock &clock;
    const std::shared_ptr<ServerTransaction> transaction;
    const SipRequest request;
    std::shared_ptr<DialogChannel> channel;
    std::chrono::seconds granted;
    State state = State::Asked;
    Content content;
    int refusal = 603;
    QByteArray reason = "timeout";
    std::chrono::seconds retryAfter{0};
    TimePoint expiresAt{};
    bool isDirty = false; ///< changed while a NOTIFY is unanswered
    int failures = 0;     ///< NOTIFYs in a row that were refused for the time being
    std::shared_ptr<OutgoingRequest> notification;
    Timer expiryTimer;
    Timer againTimer; ///< until a state that was refused is told once more
};

namespace {

std::chrono::seconds wanted(const SipRequest &subscribe)
{
    const auto expires = subscribe.number(HeaderId::Expires);
    return expires ? std::min<std::chrono::seconds>(std::chrono::seconds(*expires), Notifier::Limits::Longest)
                   : Notifier::Limits::Default;
}

bool isTooBrief(std::chrono::seconds time)
{
    return time > 0s && time < Notifier::Limits::Shortest;
}

bool isSameEvent(QByteArrayView one, QByteArrayView other)
{
    const auto left = TokenHeader::parse(one);
    const auto right = TokenHeader::parse(other);
    return left && right && left->is(right->token)
        && left->parameters.value("id") == right->parameters.value("id");
}

SipResponse tooBrief(SipResponse response)
{
    response.append(HeaderId::MinExpires, QByteArray::number(qint64(Notifier::Limits::Shortest.count())));
    return response;
}

SipResponse granting(SipResponse response, std::chrono::seconds time)
{
    response.append(HeaderId::Expires, QByteArray::number(qint64(time.count())));
    return response;
}

} // namespace

std::shared_ptr<Notifier> Notifier::receive(
    UserAgentCore &core, const std::shared_ptr<ServerTransaction> &transaction)
{
    const SipRequest &request = transaction->request();
    if (request.count(HeaderId::Event) > 1) { // §8.2.1: exactly one
        core.respond(*transaction, 400);
        return nullptr;
    }
    if (!TokenHeader::parse(request.value(HeaderId::Event))) {
        core.respond(*transaction, 489);
        return nullptr;
    }
    const auto dialog = Dialog::asUas(request, core.newTag());
    if (!dialog) {
        core.respond(*transaction, 400);
        return nullptr;
    }
    const auto time = wanted(request);
    if (isTooBrief(time)) {
        transaction->respond(tooBrief(core.makeResponse(*transaction, 423, dialog->id().localTag)));
        return nullptr;
    }
    auto data
        = std::make_unique<Private>(core, transaction, std::make_shared<DialogChannel>(core, *dialog), time);
    return std::shared_ptr<Notifier>(new Notifier(std::move(data)));
}

Notifier::Notifier(std::unique_ptr<Private> data)
    : d(std::move(data))
{
    d->q = this;
    d->channel->setReceiver(
        [this](const std::shared_ptr<ServerTransaction> &transaction) { d->receive(transaction); }, {});
}

Notifier::~Notifier()
{
    blockSignals(true);
    if (d->state == State::Asked)
        reject();
    else if (d->state != State::Terminated)
        terminate("noresource");
    d->forget();
}

Notifier::State Notifier::state() const
{
    return d->state;
}
const SipRequest &Notifier::request() const
{
    return d->request;
}

QByteArray Notifier::event() const
{
    const auto event = TokenHeader::parse(d->request.value(HeaderId::Event));
    return event ? event->token.toLower() : QByteArray();
}

NameAddr Notifier::subscriber() const
{
    return d->channel ? d->channel->dialog().remote() : d->request.from().value_or(NameAddr());
}

void Notifier::accept(const Content &content)
{
    d->content = content;
    d->handle(Event::Accept);
}

void Notifier::defer()
{
    d->content = {}; // §4.2.1.2: nothing is told before consent
    d->handle(Event::Defer);
}

void Notifier::reject(int statusCode)
{
    d->refusal = std::clamp(statusCode, 400, 699);
    d->reason = "rejected";
    d->handle(Event::Refuse);
}

void Notifier::notify(const Content &content)
{
    if (d->state != State::Active)
        return;
    d->content = content;
    d->sendState();
}

void Notifier::terminate(QByteArrayView reason, std::chrono::seconds retryAfter)
{
    d->refusal = 480;
    d->reason = reason.toByteArray();
    d->retryAfter = retryAfter;
    d->handle(Event::Refuse);
}

void Notifier::Private::handle(Event event)
{
    const auto [next, action] = NotifierMachine::step(state, event);
    const bool isChange = next != state;
    state = next;
    switch (action) {
    case Action::None: break;
    case Action::Respond: respond(); break;
    case Action::Reject: transaction->respond(channel->makeResponse(*transaction, refusal)); break;
    case Action::Notify: sendState(); break;
    case Action::NotifyEnd: sendEnd(); break;
    case Action::Forget: forget(); break;
    }
    if (isChange)
        Q_EMIT q->stateChanged(next);
}

void Notifier::Private::respond()
{
    transaction->respond(granting(channel->makeResponse(*transaction, 200), granted));
    channel->dialog().confirm();
    if (granted > 0s) {
        startTime();
        sendState();
        return;
    }
    reason = "timeout"; // asked once (§4.4.3): the one NOTIFY is the last, and tells the state
    expiresAt = clock.now();
    clock.schedule(Milliseconds(0), [alive = QPointer(q), this] {
        if (alive)
            handle(Event::Expired);
    });
}

void Notifier::Private::receive(const std::shared_ptr<ServerTransaction> &refresh)
{
    const SipRequest subscribe = refresh->request();
    const auto through = channel;
    if (subscribe.method() != Method::Subscribe || state == State::Asked || state == State::Terminated) {
        refresh->respond(
            through->makeResponse(*refresh, subscribe.method() == Method::Subscribe ? 481 : 405));
        return;
    }
    if (!isSameEvent(subscribe.value(HeaderId::Event), request.value(HeaderId::Event))) {
        refresh->respond(through->makeResponse(*refresh, 481)); // one dialog, one subscription (§4.5.2)
        return;
    }
    const auto time = wanted(subscribe);
    if (isTooBrief(time)) {
        refresh->respond(tooBrief(through->makeResponse(*refresh, 423)));
        return;
    }
    through->dialog().refreshTarget(subscribe);
    refresh->respond(granting(through->makeResponse(*refresh, 200), time));
    granted = time;
    const QPointer<Notifier> alive(q);
    if (time > 0s) {
        startTime();
        handle(Event::Refreshed);
        if (alive)
            Q_EMIT q->refreshed();
    } else {
        reason = "timeout";
        handle(Event::Left);
    }
}

void Notifier::Private::startTime()
{
    expiresAt = clock.now() + granted;
    expiryTimer.start(granted, [this] {
        reason = "timeout";
        handle(Event::Expired);
    });
}

void Notifier::Private::sendState()
{
    if (notification) {
        isDirty = true;
        return;
    }
    againTimer.stop();
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(expiresAt - clock.now());
    send((state == State::Pending ? QByteArray("pending") : QByteArray("active"))
            + ";expires=" + QByteArray::number(qint64(std::max(left, 0s).count())),
        [this](const RequestDelegate::Answer &answer) { answered(answer); });
}

void Notifier::Private::sendEnd()
{
    expiryTimer.stop();
    againTimer.stop();
    if (notification)
        notification->forget();
    notification.reset();
    QByteArray subscription = "terminated;reason=" + reason;
    if (retryAfter > 0s)
        subscription += ";retry-after=" + QByteArray::number(qint64(retryAfter.count()));
    send(subscription, {});
    channel->clearReceiver();
}

void Notifier::Private::send(const QByteArray &subscriptionState, OutgoingRequest::Answered answered)
{
    SipRequest message = channel->makeRequest(Method::Notify);
    message.append(HeaderId::Event, request.value(HeaderId::Event).toByteArray());
    message.append(HeaderId::SubscriptionState, subscriptionState);
    if (!content.body.isEmpty())
        message.setBody(content.body, content.contentType);
    const bool isHeard = bool(answered);
    const auto sent = channel->send(std::move(message), std::move(answered));
    if (isHeard)
        notification = sent;
}

/// §4.2.2 and RFC 5057 §5.1: what says that nobody is there ends it, as silence does; anything else is about
/// this one NOTIFY, whose state is told again later.
void Notifier::Private::answered(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (code < 200)
        return;
    notification.reset();
    const bool isRefused = code >= 300;
    failures = isRefused ? failures + 1 : 0;
    const bool isFinal = answer.origin != RequestDelegate::Answer::Origin::Remote
        || SubscriptionRules::endsSubscription(code) || failures > Limits::Failures;
    if (isRefused && isFinal) {
        handle(Event::Lost);
        return;
    }
    if (std::exchange(isDirty, false)) {
        sendState();
        return;
    }
    if (isRefused) {
        const std::chrono::seconds wished(answer.response.number(HeaderId::RetryAfter).value_or(0));
        againTimer.start(std::clamp<std::chrono::seconds>(wished, Limits::ShortestPause, Limits::Longest),
            [this] { sendState(); });
    }
}

void Notifier::Private::forget()
{
    expiryTimer.stop();
    againTimer.stop();
    if (notification)
        notification->forget();
    notification.reset();
    if (channel)
        channel->clearReceiver();
}

} // namespace carillon
