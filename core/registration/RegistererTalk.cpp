// What goes to the registrar, and what its answers mean (RFC 3261 §10.2, RFC 5626 §4.2).
#include "Binding.h"
#include "DigestAuthenticator.h"
#include "RegistererPrivate.h"

namespace carillon {

using namespace std::chrono_literals;
using RegistrationMachine::Event;

namespace {

Registerer::Failure failureOf(const RequestDelegate::Answer &answer)
{
    using Origin = RequestDelegate::Answer::Origin;
    if (answer.origin == Origin::LocalTimeout)
        return Registerer::Failure::NoAnswer;
    if (answer.origin == Origin::LocalTransport)
        return Registerer::Failure::NotSent;
    switch (const int code = answer.response.statusCode()) {
    case 401:
    case 403:
    case 407: return Registerer::Failure::Unauthorized;
    case 408:
    case 430: // a flow further on failed (RFC 5626 §11.5): ours carried the answer
    case 480:
    case 482: // a loop, or a way too long (483), is one of the servers among themselves
    case 483: return Registerer::Failure::ServerTrouble;
    default:
        return code >= 500 && code < 600 ? Registerer::Failure::ServerTrouble : Registerer::Failure::Refused;
    }
}

QList<NameAddr> contactsOf(const SipResponse &response)
{
    const auto all = response.nameAddrs(HeaderId::Contact).value_or(QList<NameAddr>());
    return all.first(std::min<qsizetype>(all.size(), Registerer::Limits::Contacts));
}

} // namespace

bool Registerer::Private::hasFlowNumber() const
{
    return options.regId > 0 && !options.instanceId.isEmpty() && outbound == Outbound::Tried;
}

/// RFC 3327 §5.1, RFC 5627 §4.1, RFC 5626 §4.2.1. We store no Path; to say that we bear one is what proxies
/// ask for.
QByteArray Registerer::Private::optionTags() const
{
    QByteArray tags = "path";
    if (options.gruu == RegistererOptions::Gruu::Use && !options.instanceId.isEmpty())
        tags += ", gruu";
    if (hasFlowNumber())
        tags += ", outbound";
    return tags;
}

Parameters Registerer::Private::contactParameters(std::chrono::seconds expires) const
{
    Parameters parameters = options.contactParameters;
    if (!options.instanceId.isEmpty())
        parameters.set("+sip.instance", QByteArray("\"<" + options.instanceId + ">\""));
    if (hasFlowNumber())
        parameters.set("reg-id", QByteArray::number(options.regId));
    parameters.set("expires", QByteArray::number(qint64(expires.count())));
    return parameters;
}

SipRequest Registerer::Private::makeRequest()
{
    NameAddr from = options.addressOfRecord;
    from.parameters.set("tag", fromTag);
    NameAddr to = options.addressOfRecord;
    to.displayName.clear();
    SipRequest message
        = core.makeRequest({Method::Register, options.registrar.toBytes(), from, to, callId, ++cseq});
    for (const auto &[name, value] : std::as_const(options.extraHeaders))
        message.append(name, value);
    for (const auto &[name, value] : std::as_const(call.options.extraHeaders))
        message.append(name, value);
    if (!call.options.body.isEmpty())
        message.setBody(call.options.body, call.options.contentType);
    return message;
}

void Registerer::Private::send(std::chrono::seconds expires)
{
    refreshTimer.stop();
    SipRequest message = makeRequest();
    SendOptions sending;
    sending.optionTags = optionTags();
    sending.wantsContact = state != State::Unregistering || removing == Bindings::Own;
    if (sending.wantsContact) {
        sending.contactParameters = contactParameters(expires);
    } else { // §10.2.2: a star goes only with Expires: 0
        message.append(HeaderId::Contact, "*");
        message.set(HeaderId::Expires, "0");
    }
    sending.renumber = [this](SipRequest &again) {
        again.set(HeaderId::CSeq, CSeq{++cseq, "REGISTER"}.toBytes());
    };
    request = core.send(
        std::move(message), [this](const RequestDelegate::Answer &answer) { answered(answer); },
        std::move(sending));
}

void Registerer::Private::answered(const RequestDelegate::Answer &answer)
{
    if (answer.response.statusCode() >= 200) {
        finalAnswer(answer);
        return;
    }
    // Copies: who hears of it may give us other options, or be the end of us.
    const RequestDelegate lasting = options.delegate;
    const RequestDelegate told = call.delegate;
    lasting.tell(answer);
    told.tell(answer);
}

void Registerer::Private::finalAnswer(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (isRepeated(answer.response))
        return;
    statusCode = code;
    reasonPhrase = answer.response.reasonPhrase().toByteArray();
    redirects = code >= 300 && code < 400 ? contactsOf(answer.response) : QList<NameAddr>();
    // Whoever hears of it may call us again, or be the end of us.
    const Call told = std::exchange(call, {});
    const RequestDelegate lasting = options.delegate;
    const QPointer<Registerer> alive(&q);
    if (code < 300)
        accepted(answer.response);
    else
        rejected(answer);
    lasting.tell(answer);
    told.delegate.tell(answer);
    if (alive)
        followWish();
}

/// 423 (§10.2.8): once more for longer; a registrar that asks for ever more is refused in the end. 439 (RFC
/// 5626 §4.2.1): once more without outbound.
bool Registerer::Private::isRepeated(const SipResponse &response)
{
    if (response.statusCode() == 423) {
        const std::chrono::seconds minimum(response.number(HeaderId::MinExpires).value_or(0));
        if (state == State::Unregistering || minimum <= requested || minimum > Limits::LongestMinimum
            || ++tooBrief > Limits::TooBrief)
            return false;
        requested = minimum;
    } else if (response.statusCode() == 439 && hasFlowNumber()) {
        outbound = Outbound::LacksFirstHop;
    } else {
        return false;
    }
    send(state == State::Unregistering ? 0s : requested);
    return true;
}

void Registerer::Private::accepted(const SipResponse &response)
{
    failure = Failure::None;
    retryAfter = 0s;
    tooBrief = 0;
    const auto sent = request->request().nameAddrs(HeaderId::Contact);
    const NameAddr ours = sent && !sent->isEmpty() ? sent->first() : NameAddr();
    request.reset();
    contacts = contactsOf(response);
    if (state == State::Unregistering) {
        core.setFlow({});
        handle(Event::Removed);
        return;
    }
    const auto binding = Binding::find(response, ours, requested);
    if (!binding || binding->expires <= 0s) {
        notBound();
        return;
    }
    const std::chrono::seconds flowTimer(response.number(HeaderId::FlowTimer).value_or(0));
    identity = RegisteredIdentity::read(response, binding->contact);
    if (options.gruu == RegistererOptions::Gruu::Off)
        identity.publicGruu = identity.temporaryGruu = std::nullopt;
    core.setRegistered(identity);
    core.setFlow({flowTimer, identity.outbound == RegisteredIdentity::Outbound::Yes || flowTimer > 0s});
    granted = std::max<std::chrono::seconds>(binding->expires, Limits::ShortestLife);
    handle(Event::Accepted);
}

/// A 200 that lists only others, or ours for no time at all.
void Registerer::Private::notBound()
{
    failure = Failure::Refused;
    const QPointer<Registerer> alive(&q);
    handle(Event::Rejected);
    if (alive)
        Q_EMIT q.rejected(statusCode, reasonPhrase);
}

void Registerer::Private::rejected(const RequestDelegate::Answer &answer)
{
    request.reset();
    failure = failureOf(answer);
    wire = answer.wire;
    retryAfter = std::chrono::seconds(answer.response.number(HeaderId::RetryAfter).value_or(0));
    const bool wasRemoval = state == State::Unregistering;
    const QPointer<Registerer> alive(&q);
    handle(Event::Rejected);
    if (!alive)
        return;
    if (wasRemoval)
        failure = Failure::None;
    Q_EMIT q.rejected(statusCode, reasonPhrase);
}

} // namespace carillon
