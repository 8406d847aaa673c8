#include "SessionPrivate.h"

#include "InDialogRequests.h"
#include "InfoChannel.h"
#include "Reinviter.h"
#include "Transfer.h"
#include "UpdateSender.h"

namespace carillon {

Session::Session(std::unique_ptr<Private> data, QObject *parent)
    : QObject(parent)
    , d(std::move(data))
{
    d->session = this;
}

/// The derived classes ended what was going on; here only what is common ends.
Session::~Session() = default;

void SessionHost::abandon(Session &session)
{
    session.d->hostCloses();
}

Session::State Session::state() const
{
    return d->state;
}
QByteArray Session::id() const
{
    return d->callId + d->callerTag;
}
QByteArray Session::callId() const
{
    return d->callId;
}
NameAddr Session::localIdentity() const
{
    return d->local;
}
NameAddr Session::remoteIdentity() const
{
    return d->remote;
}
std::optional<NameAddr> Session::assertedIdentity() const
{
    return d->asserted;
}
CallerHeaders Session::callerHeaders() const
{
    return d->callerHeaders;
}
bool Session::canRefer() const
{
    return !d->channel || !d->channel->peerLacks(Method::Refer);
}
std::optional<DialogName> Session::dialogName() const
{
    if (d->state != State::Established || !d->channel)
        return std::nullopt;
    const DialogId &id = d->channel->dialog().id();
    return DialogName{id.callId, id.localTag, id.remoteTag};
}
bool Session::isRinging() const
{
    return d->isRinging;
}
Session::End Session::end() const
{
    return d->end;
}
bool Session::isLocalHold() const
{
    return d->isLocalHold;
}
SessionHost &Session::host() const
{
    return d->host;
}
QVariant Session::userData() const
{
    return d->userData;
}
void Session::setUserData(const QVariant &data)
{
    d->userData = data;
}
SessionDescriptionHandler *Session::sessionDescriptionHandler() const
{
    return d->negotiation.handler();
}
Session::TransferState Session::transferState() const
{
    return d->transfer->state();
}
int Session::transferStatusCode() const
{
    return d->transfer->statusCode();
}

bool Session::isRemoteHold() const
{
    return d->negotiation.handler() && d->negotiation.handler()->isRemoteHold();
}

void Session::hangUp()
{
    switch (d->state) {
    case State::Initial:
    case State::Establishing: giveUp(); return;
    case State::Established: (void)bye(); return;
    case State::Terminating:
    case State::Terminated: return;
    }
}

Result<void, Session::Refusal> Session::bye(const RequestOptions &options, RequestDelegate delegate)
{
    if (d->state != State::Established)
        return Failure<Refusal>(Refusal::WrongState);
    if (!options.isSendable())
        return Failure<Refusal>(Refusal::InvalidContent);
    d->endByBye({End::By::Local, 200, {}, 0}, options, std::move(delegate));
    return {};
}

Result<void, Session::Refusal> Session::hold()
{
    return d->reinviter->start({true, {}, {}, {}});
}

Result<void, Session::Refusal> Session::resume()
{
    return d->reinviter->start({false, {}, {}, {}});
}

Result<void, Session::Refusal> Session::renegotiate()
{
    return d->reinviter->startLater(Reinviter::Purpose::Change);
}
Result<void, Session::Refusal> Session::reinvite(const ReinviteOptions &options, RequestDelegate delegate)
{
    if (!options.request.isSendable() || !options.request.body.isEmpty()) // its body is the offer
        return Failure<Refusal>(Refusal::InvalidContent);
    return d->reinviter->start({d->isLocalHold, options, std::move(delegate), {}});
}

Result<void, Session::Refusal> Session::refer(
    const NameAddr &target, const ReferOptions &options, RequestDelegate delegate)
{
    return d->transfer->start(target, options, std::move(delegate));
}

Result<void, Session::Refusal> Session::refer(
    const Session &other, const ReferOptions &options, RequestDelegate delegate)
{
    const auto target = replacingTarget(*other.d);
    if (!target || &other == this)
        return Failure<Refusal>(&other == this ? Refusal::InvalidTarget : Refusal::NoDialog);
    return d->transfer->start(*target, options, std::move(delegate));
}

Result<void, Session::Refusal> Session::sendDtmf(QByteArrayView digits, DtmfWay way)
{
    if (d->state != State::Established)
        return Failure<Refusal>(Refusal::WrongState);
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), InfoChannel::isDigit))
        return Failure<Refusal>(Refusal::InvalidTarget);
    return d->infoChannel->sendBy(way, digits);
}

Result<void, Session::Refusal> Session::info(const RequestOptions &options, const RequestDelegate &delegate)
{
    return d->requests->send(Method::Info, options, delegate);
}

Result<void, Session::Refusal> Session::message(
    const RequestOptions &options, const RequestDelegate &delegate)
{
    return d->requests->send(Method::Message, options, delegate);
}

Result<void, Session::Refusal> Session::update(const UpdateOptions &options, RequestDelegate delegate)
{
    return d->updateSender->start({options.offer, options.request, std::move(delegate)});
}

} // namespace carillon
