#include "SubscriberPrivate.h"

namespace carillon {

using namespace std::chrono_literals;
using SubscriptionMachine::Event;
using Refusal = Subscriber::Refusal;

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

} // namespace carillon
