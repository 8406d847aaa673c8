#include "Referral.h"

#include "ReferProgress.h"
#include "ReferralReceiver.h"
#include "Replaces.h"
#include "SessionHost.h"
#include "TokenHeader.h"

#include <QPointer>

namespace carillon {

class Referral::Private
{
public:
    void respond(int statusCode)
    {
        if (isAnswered)
            return;
        isAnswered = true;
        decision.stop();
        SipResponse response = channel->makeResponse(*transaction, statusCode);
        if (isUnwatched && statusCode < 300)
            response.append(HeaderId::ReferSub, "false"); // RFC 4488 §4
        transaction->respond(response);
    }
    /// 202, and the subscription begins with 100 (RFC 3515 §2.4.4).
    void subscribe()
    {
        if (isAnswered)
            return;
        respond(202);
        if (isUnwatched)
            return;
        const auto cseq = transaction->request().cseq();
        const bool isFirst = channel->noteRefer() == 1;
        progress = std::make_unique<ReferProgress>(
            channel, isFirst || !cseq ? QByteArray() : QByteArray::number(cseq->number));
        progress->tell(100, "Trying");
    }

    Private(SessionHost &sessionHost, std::shared_ptr<ServerTransaction> serverTransaction,
        std::shared_ptr<DialogChannel> dialog)
        : host(sessionHost)
        , transaction(std::move(serverTransaction))
        , request(transaction->request())
        , channel(std::move(dialog))
        , decision(host.core().clock())
    {
    }

    /// The referrer hears how far @p inviter is, which owns the telling from here on.
    void watch(Inviter &inviter)
    {
        ReferProgress *told = progress.release();
        told->setParent(&inviter);
        connect(&inviter, &Inviter::progressed, told, [told](int code, const QByteArray &phrase) {
            if (code > 100)
                told->tell(code, phrase);
        });
        connect(&inviter, &Session::stateChanged, told, [told, &inviter](Session::State now) {
            if (now == Session::State::Established)
                told->tell(200, "OK");
            else if (now == Session::State::Terminated)
                told->tell(std::max(inviter.end().code, 300), inviter.end().phrase);
        });
    }

    SessionHost &host;
    std::shared_ptr<ServerTransaction> transaction;
    SipRequest request;
    std::shared_ptr<DialogChannel> channel;
    NameAddr referTo;
    QByteArray replaces;
    QPointer<Session> target;
    bool isUnwatched = false;
    State state = State::Asked;
    bool isAnswered = false; ///< the REFER itself; the decision may come later
    std::unique_ptr<ReferProgress> progress;
    Timer decision;
};

Referral::Referral(std::unique_ptr<Private> data)
    : d(std::move(data))
{
    d->decision.start(DecisionTime, [this] { d->subscribe(); });
}

Referral::~Referral()
{
    if (d->state == State::Asked)
        reject();
}

NameAddr Referral::referTo() const
{
    return d->referTo;
}
QByteArray Referral::replaces() const
{
    return d->replaces;
}
const SipRequest &Referral::request() const
{
    return d->request;
}
Session *Referral::targetSession() const
{
    return d->target;
}
bool Referral::isUnwatched() const
{
    return d->isUnwatched;
}
Referral::State Referral::state() const
{
    return d->state;
}

std::optional<NameAddr> Referral::referredBy() const
{
    const auto referredBy = NameAddr::parse(d->request.value(HeaderId::ReferredBy));
    return referredBy ? std::optional(*referredBy) : std::nullopt;
}

Inviter *Referral::accept(InviterOptions options, QObject *parent)
{
    if (d->state != State::Asked || !d->channel->isUsable() || !options.request.isSendable())
        return nullptr;
    d->state = State::Accepted;
    if (!d->replaces.isEmpty())
        options.request.extraHeaders.append({"Replaces", d->replaces});
    if (const QByteArray referredBy = d->request.value(HeaderId::ReferredBy).toByteArray();
        !referredBy.isEmpty() && referredBy.size() <= RequestOptions::Limits::HeaderBytes)
        options.request.extraHeaders.append({"Referred-By", referredBy});
    d->subscribe();
    auto *inviter = new Inviter(d->host, d->referTo, std::move(options), parent);
    if (d->progress)
        d->watch(*inviter);
    d->host.core().clock().schedule(Milliseconds(0), [inviter = QPointer(inviter)] {
        if (inviter && inviter->state() == Session::State::Initial)
            (void)inviter->invite();
    });
    return inviter;
}

void Referral::reject(int statusCode)
{
    if (d->state != State::Asked)
        return;
    d->state = State::Rejected;
    const int code = std::clamp(statusCode, 400, 699);
    if (d->progress)
        d->progress->tell(code, defaultReasonPhrase(code).toByteArray());
    else
        d->respond(code);
    d->progress.reset();
}

std::shared_ptr<Referral> ReferralReceiver::make(SessionHost &host,
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    const SipRequest &request = transaction->request();
    const auto refuse = [&](int code) {
        transaction->respond(through->makeResponse(*transaction, code));
        return nullptr;
    };
    if (request.count(HeaderId::ReferTo) != 1) // RFC 3515 §2.4.2: exactly one
        return refuse(400);
    const auto referTo = NameAddr::parse(request.value(HeaderId::ReferTo));
    if (!referTo || (referTo->uri.host.isEmpty() && referTo->otherUri.isEmpty()))
        return refuse(400);
    if (!referTo->otherUri.isEmpty() && !referTo->otherUri.toLower().startsWith("tel:"))
        return refuse(416);
    const QByteArray method = referTo->uri.parameters.value("method").value_or("INVITE").toUpper();
    if (method != "INVITE")
        return refuse(501);
    auto data = std::make_unique<Referral::Private>(host, transaction, through);
    data->referTo = *referTo;
    for (const auto &[name, value] : referTo->uri.headers) {
        const bool isReplaces = name.compare("Replaces", Qt::CaseInsensitive) == 0 && Replaces::parse(value);
        if (isReplaces && RequestOptions{{{"Replaces", value}}, {}, {}}.isSendable())
            data->replaces = value;
    }
    const auto subscription = TokenHeader::parse(request.value(HeaderId::ReferSub));
    data->isUnwatched = subscription && subscription->is("false");
    data->referTo.uri.headers.clear(); // nothing else of it reaches our INVITE
    data->referTo.uri.parameters.remove("method");
    return std::shared_ptr<Referral>(new Referral(std::move(data)));
}

void ReferralReceiver::receiveInDialog(Session &session,
    const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through)
{
    through->dialog().refreshTarget(transaction->request());
    const auto referral = make(session.host(), transaction, through);
    if (!referral)
        return;
    referral->d->target = &session;
    Q_EMIT session.referred(referral); // with nobody to take it, it is declined by its end
}

std::shared_ptr<Referral> ReferralReceiver::receiveOutsideDialog(SessionHost &host,
    const std::shared_ptr<ServerTransaction> &transaction, const QList<Session *> &sessions)
{
    const auto dialog = Dialog::asUas(transaction->request(), host.core().newTag());
    if (!dialog) {
        host.core().respond(*transaction, 400);
        return nullptr;
    }
    auto referral = make(host, transaction, std::make_shared<DialogChannel>(host.core(), *dialog));
    if (referral)
        referral->d->target = sessionNamedIn(transaction->request(), sessions);
    return referral;
}

/// RFC 4538 §4. Some write the tags as the sender sees them; both are as hard to guess.
Session *ReferralReceiver::sessionNamedIn(const SipRequest &refer, const QList<Session *> &sessions)
{
    const auto target = Replaces::parseTargetDialog(refer.value(HeaderId::TargetDialog));
    if (!target || refer.count(HeaderId::TargetDialog) > 1)
        return nullptr;
    const DialogName name{target->callId, target->toTag, target->fromTag};
    const DialogName turned{target->callId, target->fromTag, target->toTag};
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const Session *session) {
        return session->dialogName() == name || session->dialogName() == turned;
    });
    return found == sessions.end() ? nullptr : *found;
}

} // namespace carillon
