#include "RegistererPrivate.h"

namespace carillon {

using namespace std::chrono_literals;
using RegistrationMachine::Action;
using RegistrationMachine::Event;

namespace {

RegistererOptions checked(RegistererOptions options)
{
    options.refreshPercent = std::clamp(options.refreshPercent, 50, 99);
    options.expires = std::max(options.expires, 0s);
    return options;
}

} // namespace

Registerer::Private::Private(
    Registerer &owner, UserAgentCore &userAgentCore, RegistererOptions registererOptions)
    : q(owner)
    , core(userAgentCore)
    , options(checked(std::move(registererOptions)))
    , requested(options.expires)
    , callId(core.newCallId())
    , fromTag(core.newTag())
    , refreshTimer(core.clock())
    , expiryTimer(core.clock())
{
}

Registerer::Registerer(UserAgentCore &core, RegistererOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, core, std::move(options)))
{
}

Registerer::~Registerer()
{
    if (d->request)
        d->request->forget();
}

Registerer::State Registerer::state() const
{
    return d->state;
}
bool Registerer::isRegistered() const
{
    return d->state == State::Registered || d->state == State::Refreshing;
}
const RegistererOptions &Registerer::options() const
{
    return d->options;
}
QList<NameAddr> Registerer::contacts() const
{
    return d->contacts;
}
const RegisteredIdentity &Registerer::identity() const
{
    return d->identity;
}
int Registerer::lastStatusCode() const
{
    return d->statusCode;
}
QByteArray Registerer::lastReasonPhrase() const
{
    return d->reasonPhrase;
}
Registerer::Failure Registerer::failure() const
{
    return d->failure;
}
std::optional<WireFailure> Registerer::wireFailure() const
{
    return d->wire;
}
QList<NameAddr> Registerer::redirectContacts() const
{
    return d->redirects;
}
bool Registerer::isWanted() const
{
    return d->wish == Private::Wish::Binding;
}
std::chrono::seconds Registerer::retryAfter() const
{
    return d->retryAfter;
}

void Registerer::setOptions(RegistererOptions options)
{
    d->options = checked(std::move(options));
    d->requested = d->options.expires;
}

std::chrono::seconds Registerer::remaining() const
{
    if (!isRegistered())
        return 0s;
    return std::max(
        0s, std::chrono::duration_cast<std::chrono::seconds>(d->expiresAt - d->core.clock().now()));
}

Result<void, Registerer::Refusal> Registerer::addBinding(RequestDelegate delegate, RequestOptions options)
{
    if (d->state == State::Terminated || d->wish == Private::Wish::End)
        return carillon::Failure<Refusal>(Refusal::Terminated);
    d->wish = Private::Wish::Binding;
    if (d->request)
        return carillon::Failure<Refusal>(Refusal::RequestPending);
    Private::Call call{std::move(delegate), std::move(options)};
    if (!d->core.isConnected()) {
        d->waiting = std::move(call);
        return {};
    }
    d->call = d->waiting && call.isEmpty() ? *d->waiting : std::move(call);
    d->waiting.reset();
    d->tooBrief = 0;
    d->handle(Event::Add);
    return {};
}

Result<void, Registerer::Refusal> Registerer::removeBinding(
    Bindings which, RequestDelegate delegate, RequestOptions options)
{
    if (d->state == State::Terminated || d->wish == Private::Wish::End)
        return carillon::Failure<Refusal>(Refusal::Terminated);
    d->wish = Private::Wish::NoBinding;
    d->waiting.reset();
    d->removing = which; // also what is done after a pending one
    if (d->request)
        return carillon::Failure<Refusal>(Refusal::RequestPending);
    d->call = {std::move(delegate), std::move(options)};
    d->handle(Event::Remove);
    return {};
}

void Registerer::dispose()
{
    if (d->state == State::Terminated)
        return;
    d->wish = Private::Wish::End;
    d->waiting.reset();
    if (!d->request)
        d->removing = Bindings::Own;
    d->followWish();
}

void Registerer::forgetWish()
{
    if (d->wish == Private::Wish::Binding)
        d->wish = Private::Wish::NoBinding;
    d->waiting.reset();
}

void Registerer::forgetBinding()
{
    const QPointer<Registerer> alive(this);
    const auto outstanding = d->request;
    const Private::Call told = std::exchange(d->call, {});
    d->outbound = Private::Outbound::Tried; // the next flow may have another first hop
    d->handle(Event::Lost);
    if (outstanding)
        told.delegate.tell({SipResponse::to(outstanding->request(), 503, {}),
            RequestDelegate::Answer::Origin::LocalTransport, WireFailure::Closed});
    if (alive && d->wish == Private::Wish::End)
        d->followWish();
}

void Registerer::Private::handle(Event event)
{
    const auto [next, action] = RegistrationMachine::step(state, event);
    const bool isChange = next != state;
    state = next;
    switch (action) {
    case Action::None: break;
    case Action::SendAdd: send(requested); break;
    case Action::SendRemove: send(0s); break;
    case Action::KeepAlive: keepAlive(); break;
    case Action::Forget: forget(); break;
    }
    if (isChange)
        Q_EMIT q.stateChanged(next);
}

void Registerer::Private::keepAlive()
{
    expiresAt = core.clock().now() + granted;
    expiryTimer.start(granted, [this] { handle(Event::Expired); });
    const Milliseconds refresh
        = std::chrono::duration_cast<Milliseconds>(granted) * options.refreshPercent / 100;
    refreshTimer.start(refresh, [this] {
        call = {};
        handle(Event::RefreshDue);
    });
}

void Registerer::Private::forget()
{
    refreshTimer.stop();
    expiryTimer.stop();
    if (request)
        request->forget();
    request.reset();
    forgetIdentity();
}

void Registerer::Private::forgetIdentity()
{
    if (identity != RegisteredIdentity()) // another registerer's is not ours to take away
        core.clearRegistered();
    identity = {};
}

/// What was asked for while an answer was outstanding is done now.
void Registerer::Private::followWish()
{
    if (request || state == State::Terminated)
        return;
    const bool isBound = state == State::Registered;
    switch (wish) {
    case Wish::Binding:
        if (state == State::Unregistered && failure == Failure::None && core.isConnected())
            handle(Event::Add);
        break;
    case Wish::NoBinding:
        if (isBound)
            handle(Event::Remove);
        break;
    case Wish::End: handle(isBound && core.isConnected() ? Event::Remove : Event::End); break;
    }
}

} // namespace carillon
