#include "Publisher.h"

#include "OutgoingRequest.h"
#include "PublicationMachine.h"
#include "TokenHeader.h"
#include "UserAgentCore.h"

#include <QPointer>

namespace carillon {

using namespace std::chrono_literals;
using PublicationMachine::Action;
using PublicationMachine::Event;
using Refusal = Publisher::Refusal;

class Publisher::Private
{
public:
    /// What the program asked for last, while an answer is outstanding.
    struct Wish {
        std::optional<QByteArray> content; ///< nothing: to remove it
        RequestDelegate delegate;
    };

    Private(Publisher &owner, UserAgentCore &userAgentCore, NameAddr whom, PublisherOptions publisherOptions)
        : q(owner)
        , core(&userAgentCore)
        , target(std::move(whom))
        , options(std::move(publisherOptions))
        , requested(options.expires)
        , callId(userAgentCore.newCallId())
        , fromTag(userAgentCore.newTag())
        , refreshTimer(userAgentCore.clock())
        , expiryTimer(userAgentCore.clock())
    {
    }

    void handle(Event event);
    SipRequest make(std::chrono::seconds expires);
    void send(SipRequest message);
    void sendState();
    void answered(const RequestDelegate::Answer &answer);
    bool repeatedLonger(const SipResponse &response);
    bool isLost(const SipResponse &response);
    void accepted(const SipResponse &response);
    void keepAlive();
    void forget();
    void followWish();

    Publisher &q;
    const QPointer<UserAgentCore> core; ///< goes with its user agent
    const NameAddr target;
    const PublisherOptions options;
    State state = State::Unpublished;
    std::chrono::seconds requested;
    std::chrono::seconds granted{0};
    const QByteArray callId;
    const QByteArray fromTag;
    quint32 cseq = 0;
    QByteArray entityTag;
    QByteArray content;
    int tooBrief = 0;
    int lost = 0;
    RequestDelegate delegate;
    std::optional<Wish> wish;
    std::shared_ptr<OutgoingRequest> request;
    Timer refreshTimer;
    Timer expiryTimer;
};

Publisher::Publisher(UserAgentCore &core, const NameAddr &target, PublisherOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, core, target, std::move(options)))
{
    connect(&core, &QObject::destroyed, this, [this] {
        d->wish.reset();
        d->handle(Event::Gone);
    });
}

Publisher::~Publisher()
{
    if (d->request)
        d->request->forget();
    const bool isThere = !d->entityTag.isEmpty() && d->state != State::Removing;
    if (isThere && d->options.removesAtEnd && d->core)
        d->core->send(d->make(0s), {}, {});
}

Publisher::State Publisher::state() const
{
    return d->state;
}
QByteArray Publisher::entityTag() const
{
    return d->entityTag;
}

Result<void, Refusal> Publisher::publish(const QByteArray &content, RequestDelegate delegate)
{
    if (!d->core)
        return Failure<Refusal>(Refusal::UserAgentGone);
    if (!TokenHeader::parse(d->options.event))
        return Failure<Refusal>(Refusal::InvalidEvent);
    d->wish = Private::Wish{content, std::move(delegate)};
    d->followWish();
    return {};
}

Result<void, Refusal> Publisher::unpublish(RequestDelegate delegate)
{
    if (d->state == State::Unpublished || d->state == State::Removing)
        return Failure<Refusal>(Refusal::NothingPublished);
    d->wish = Private::Wish{std::nullopt, std::move(delegate)};
    d->followWish();
    return {};
}

/// What was asked for while an answer was outstanding is done now.
void Publisher::Private::followWish()
{
    if (request || !wish)
        return;
    Wish now = *std::exchange(wish, std::nullopt);
    delegate = std::move(now.delegate);
    tooBrief = lost = 0;
    if (now.content)
        content = *now.content;
    handle(now.content ? Event::Publish : Event::Remove);
}

void Publisher::Private::handle(Event event)
{
    const auto [next, action] = PublicationMachine::step(state, event);
    const bool isChange = next != state;
    state = next;
    switch (action) {
    case Action::None: break;
    case Action::SendState: sendState(); break;
    case Action::SendRefresh: send(make(requested)); break;
    case Action::SendRemove: send(make(0s)); break;
    case Action::SendAnew:
        entityTag.clear();
        sendState();
        break;
    case Action::KeepAlive: keepAlive(); break;
    case Action::Forget: forget(); break;
    }
    if (isChange)
        Q_EMIT q.stateChanged(next);
}

SipRequest Publisher::Private::make(std::chrono::seconds expires)
{
    NameAddr from = core->options().addressOfRecord;
    from.parameters.set("tag", fromTag);
    const QByteArray requestUri = target.otherUri.isEmpty() ? target.uri.toBytes() : target.otherUri;
    SipRequest message = core->makeRequest({Method::Publish, requestUri, from, target, callId, ++cseq});
    message.append(HeaderId::Event, options.event);
    message.append(HeaderId::Expires, QByteArray::number(qint64(expires.count())));
    if (!entityTag.isEmpty())
        message.append(HeaderId::SipIfMatch, entityTag);
    for (const auto &[name, value] : options.extraHeaders)
        message.append(name, value);
    return message;
}

void Publisher::Private::sendState()
{
    SipRequest message = make(requested);
    message.setBody(content, options.contentType);
    send(std::move(message));
}

void Publisher::Private::send(SipRequest message)
{
    refreshTimer.stop();
    if (request)
        request->forget();
    const auto renumber = [this](SipRequest &again) {
        again.set(HeaderId::CSeq, CSeq{++cseq, "PUBLISH"}.toBytes());
    };
    request = core->send(std::move(message),
        [this](const RequestDelegate::Answer &answer) { answered(answer); }, {.renumber = renumber});
}

void Publisher::Private::answered(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (code >= 200 && (repeatedLonger(answer.response) || isLost(answer.response)))
        return;
    const QPointer<Publisher> alive(&q);
    const RequestDelegate hearer = code < 200 ? delegate : std::exchange(delegate, {});
    hearer.tell(answer);
    if (!alive || code < 200)
        return;
    request.reset();
    if (code < 300)
        accepted(answer.response);
    else
        handle(Event::Rejected);
    if (alive && code >= 300)
        Q_EMIT q.rejected(code, answer.response.reasonPhrase().toByteArray());
    if (alive)
        followWish();
}

/// §4.1 and RFC 3261 §21.4.17. A server that asks for ever more is refused in the end.
bool Publisher::Private::repeatedLonger(const SipResponse &response)
{
    const std::chrono::seconds minimum(response.number(HeaderId::MinExpires).value_or(0));
    if (response.statusCode() != 423 || state == State::Removing || minimum <= requested || minimum > 24h
        || ++tooBrief > Limits::TooBrief)
        return false;
    requested = minimum;
    const bool hadBody = !request->request().body().isEmpty();
    request.reset();
    if (hadBody)
        sendState();
    else
        send(make(requested));
    return true;
}

/// §4.1: what we published is gone there; it is published from the beginning.
bool Publisher::Private::isLost(const SipResponse &response)
{
    if (response.statusCode() != 412 || state == State::Removing || ++lost > Limits::Lost)
        return false;
    request.reset();
    handle(Event::Lost);
    return true;
}

void Publisher::Private::accepted(const SipResponse &response)
{
    tooBrief = lost = 0;
    const auto tag = response.value(HeaderId::SipETag);
    entityTag = tag.size() <= Limits::EntityTagBytes ? tag.toByteArray() : QByteArray();
    const std::chrono::seconds expires(
        response.number(HeaderId::Expires).value_or(quint32(requested.count())));
    granted = std::clamp<std::chrono::seconds>(expires, 1s, requested);
    handle(Event::Accepted);
}

void Publisher::Private::keepAlive()
{
    expiryTimer.start(granted, [this] { handle(Event::Expired); });
    // Without an entity-tag a refresh could not say what it refreshes: published anew when the time is over.
    if (entityTag.isEmpty())
        return;
    const auto refresh = std::chrono::duration_cast<Milliseconds>(granted) * options.refreshPercent / 100;
    refreshTimer.start(std::max<Milliseconds>(refresh, 1s), [this] { handle(Event::RefreshDue); });
}

void Publisher::Private::forget()
{
    refreshTimer.stop();
    expiryTimer.stop();
    entityTag.clear();
    if (request)
        request->forget();
    request.reset();
}

} // namespace carillon
