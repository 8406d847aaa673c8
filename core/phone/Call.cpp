#include "Call.h"

#include "CallPrivate.h"
#include "Referral.h"
#include "RemoteText.h"
#include "Sentences.h"

#include <QJsonArray>

namespace carillon {

namespace {

Failure<PhoneError> over()
{
    return Failure<PhoneError>({QStringLiteral("wrong-state"), Sentences::text("The call is over.")});
}

Failure<PhoneError> notRinging()
{
    return Failure<PhoneError>({QStringLiteral("wrong-state"),
        Sentences::text("This is no incoming call that waits for an answer.")});
}

std::optional<Session::DtmfWay> dtmfWay(const QString &via)
{
    if (via == QLatin1String("auto"))
        return Session::DtmfWay::Auto;
    if (via == QLatin1String("rtp"))
        return Session::DtmfWay::Rtp;
    if (via == QLatin1String("info"))
        return Session::DtmfWay::Info;
    if (via == QLatin1String("inband"))
        return Session::DtmfWay::InBand;
    return std::nullopt;
}

Failure<PhoneError> nothingWaits()
{
    return Failure<PhoneError>(
        {QStringLiteral("no-digits"), Sentences::text("No digits of this call wait for a yes.")});
}

} // namespace

Call::Call(std::unique_ptr<Private> data, QObject *parent)
    : QObject(parent)
    , d(std::move(data))
{
}

Call::~Call() = default;

QString Call::id() const
{
    return d->identity.id;
}

CallState Call::state() const
{
    return d->snapshot();
}

CallStanding Call::standing() const
{
    return d->standing();
}

PhoneResult<> Call::answer()
{
    auto *invitation = qobject_cast<Invitation *>(d->live());
    if (!invitation || invitation->state() != Session::State::Initial)
        return notRinging();
    d->environment.holdOthers(*this);
    return d->outcome(invitation->accept());
}

PhoneResult<> Call::reject(int statusCode)
{
    auto *invitation = qobject_cast<Invitation *>(d->live());
    if (!invitation)
        return notRinging();
    return d->outcome(invitation->reject(statusCode));
}

PhoneResult<> Call::silence()
{
    const auto *invitation = qobject_cast<Invitation *>(d->live());
    if (!invitation || invitation->state() != Session::State::Initial)
        return notRinging();
    d->isSilenced = true;
    Q_EMIT changed();
    return {};
}

PhoneResult<> Call::deflect(const QString &target)
{
    auto *invitation = qobject_cast<Invitation *>(d->live());
    if (!invitation)
        return notRinging();
    const auto resolved = d->environment.resolve(target);
    if (!resolved)
        return Failure<PhoneError>(resolved.error());
    return d->outcome(d->sendOn(*resolved, remoteText(QStringView(target)), "deflection"));
}

PhoneResult<> Call::hangUp()
{
    Session *session = d->live();
    if (!session)
        return over();
    session->hangUp();
    return {};
}

PhoneResult<> Call::hold()
{
    d->handover->forgetOutcome();
    return d->live() ? d->outcome(d->wantHeld(true)) : over();
}

PhoneResult<> Call::resume()
{
    if (!d->live())
        return over();
    d->handover->forgetOutcome();
    const auto wanted = d->wantHeld(false);
    if (wanted)
        d->environment.holdOthers(*this);
    return d->outcome(wanted);
}

PhoneResult<> Call::setMuted(bool muted)
{
    if (!d->live())
        return over();
    d->handover->forgetOutcome();
    QList<QPointer<Call>> members; // a slot of the one may end the next
    for (Call *member : d->environment.together(*this))
        members.append(member);
    for (const auto &member : std::as_const(members))
        if (member)
            member->d->mute(muted);
    return {};
}

PhoneResult<> Call::sendDtmf(const QString &digits, const QString &via)
{
    const Session *session = d->live();
    if (!session)
        return over();
    const auto way = dtmfWay(via);
    if (!way)
        return Failure<PhoneError>(
            {QStringLiteral("bad-value"), Sentences::text("Digits are sent via auto, rtp, info or inband.")});
    d->handover->forgetOutcome();
    if (!DigitQueue::isAllowed(digits) || digits.isEmpty())
        return Failure<PhoneError>({QStringLiteral("bad-digits"),
            Sentences::text(
                "Digits are 0 to 9, *, # and A to D; a comma is a pause, a semicolon waits for a yes.")});
    if (digits.size() > DigitQueue::Limits::Digits)
        return Failure<PhoneError>({QStringLiteral("too-many-digits"),
            Sentences::text("No more than %1 digits can be sent at once.").arg(DigitQueue::Limits::Digits)});
    const bool canWait = session->direction() == Session::Direction::Outgoing
        && session->state() == Session::State::Establishing;
    if (!canWait && session->state() != Session::State::Established)
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::WrongState));
    const auto sent = d->digits->add(digits, *way);
    if (!sent && sent.error() == Session::Refusal::RequestPending)
        return Failure<PhoneError>({QStringLiteral("busy"),
            Sentences::text("The digits that were asked for before are still being sent.")});
    return d->outcome(sent);
}

PhoneResult<> Call::sendWaitingDigits()
{
    if (!d->live())
        return over();
    return d->digits->goOn() ? PhoneResult<>() : nothingWaits();
}

PhoneResult<> Call::dropWaitingDigits()
{
    if (!d->live())
        return over();
    return d->digits->drop() ? PhoneResult<>() : nothingWaits();
}

PhoneResult<> Call::transfer(const QString &target)
{
    Session *session = d->live();
    if (!session)
        return over();
    const auto resolved = d->environment.resolve(target);
    if (!resolved)
        return Failure<PhoneError>(resolved.error());
    if (session->state() != Session::State::Established)
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::WrongState));
    if (d->handover->isRunning())
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::RequestPending));
    d->handoverPartner = nullptr;
    d->handover->start(*resolved, remoteText(QStringView(target)));
    return {};
}

PhoneResult<> Call::transferTo(Call &other)
{
    Session *session = d->live();
    Session *partner = other.d->live();
    if (!session || !partner)
        return over();
    if (&other == this)
        return Failure<PhoneError>(
            {QStringLiteral("bad-target"), Sentences::text("A call cannot be joined with itself.")});
    if (session->state() != Session::State::Established)
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::WrongState));
    if (d->handover->isRunning())
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::RequestPending));
    const QString name = other.state().remoteName;
    if (partner->state() == Session::State::Established) {
        d->handoverPartner = &other;
        d->handover->start(*partner, name);
        return {};
    }
    // Replaces needs a dialog that the target confirmed (RFC 3891 §3): while it rings, our call ends and the
    // other one calls it.
    if (partner->direction() == Session::Direction::Incoming)
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::NoDialog));
    NameAddr target = partner->remoteIdentity();
    target.parameters = {};
    partner->hangUp();
    d->handoverPartner = nullptr;
    // It was held for the sake of the other one, whom there is nobody to talk to about any more.
    d->handover->start(target, name, Handover::Hold::Ends);
    return {};
}

PhoneResult<> Call::transferByCode(const QString &target)
{
    const QString code = d->environment.transferCode();
    if (code.isEmpty())
        return Failure<PhoneError>({QStringLiteral("no-code"),
            Sentences::text(
                "No code for transfers is set: the telephone system's manual says which it is.")});
    const auto resolved = d->environment.resolve(target);
    if (!resolved)
        return Failure<PhoneError>(resolved.error());
    const QString number = QString::fromUtf8(resolved->uri.user);
    const bool isNumber = std::all_of(
        number.begin(), number.end(), [](QChar c) { return QStringLiteral("0123456789*#").contains(c); });
    if (number.isEmpty() || !isNumber)
        return Failure<PhoneError>({QStringLiteral("bad-target"),
            Sentences::text("By code a call can be handed over to a number only.")});
    const QString pause = code.endsWith(QLatin1Char(',')) ? QString() : QStringLiteral(",");
    return sendDtmf(code + pause + number);
}

PhoneResult<> Call::acceptReferral()
{
    const auto referral = std::exchange(d->referral, nullptr);
    if (!referral)
        return Failure<PhoneError>(
            {QStringLiteral("no-referral"), Sentences::text("Nobody asks to hand this call over.")});
    Inviter *inviter = referral->accept();
    Q_EMIT changed();
    if (!inviter)
        return Failure<PhoneError>(
            {QStringLiteral("bad-target"), Sentences::text("This cannot be called or sent.")});
    d->environment.followed(*this, inviter);
    return {};
}

PhoneResult<> Call::rejectReferral()
{
    const auto referral = std::exchange(d->referral, nullptr);
    if (!referral)
        return Failure<PhoneError>(
            {QStringLiteral("no-referral"), Sentences::text("Nobody asks to hand this call over.")});
    referral->reject();
    Q_EMIT changed();
    return {};
}

PhoneResult<> Call::dismissRedirects()
{
    d->redirects.clear();
    if (d->last && !std::exchange(d->last->redirects, {}).isEmpty())
        Q_EMIT changed();
    return {};
}

PhoneResult<> Call::reconnect()
{
    Session *session = d->live();
    if (!session)
        return over();
    if (session->state() != Session::State::Established)
        return d->outcome(Failure<Session::Refusal>(Session::Refusal::WrongState));
    if (!d->handler || !d->environment.media.renewWay(*d->handler))
        return Failure<PhoneError>({QStringLiteral("nothing-to-renew"),
            Sentences::text("The sound of this call has but one way: there is no other to look for.")});
    return d->outcome(session->renegotiate());
}

PhoneResult<> Call::fix()
{
    Session *session = d->live();
    if (!session)
        return over();
    const CallState now = state();
    switch (now.fix) {
    case CallState::Fix::None:
        return Failure<PhoneError>({QStringLiteral("nothing-to-fix"),
            Sentences::text("Nothing is known that would help this call.")});
    case CallState::Fix::Resume: return resume();
    case CallState::Fix::Unmute: return setMuted(false);
    case CallState::Fix::ChooseMicrophone:
    case CallState::Fix::ChooseLoudspeaker:
        return Failure<PhoneError>(
            {QStringLiteral("needs-choice"), Sentences::text("Another device has to be chosen by hand.")});
    case CallState::Fix::UnmuteSystem: {
        const bool isMicrophone = now.diagnosis.direction == CallState::Diagnosis::Direction::Sent;
        const auto role = isMicrophone ? PhoneMedia::Role::Input : PhoneMedia::Role::Output;
        if (d->environment.media.unmuteSystem(role))
            return {};
        return Failure<PhoneError>({QStringLiteral("needs-choice"),
            Sentences::text("The device has to be unmuted in the settings of this computer.")});
    }
    case CallState::Fix::UseRelay:
        if (d->handler && d->environment.media.useRelay(*d->handler))
            return d->outcome(session->renegotiate());
        [[fallthrough]];
    case CallState::Fix::Reconnect: break;
    }
    // Also without other ways to look for: the new offer makes servers and peers look again where we are.
    if (d->handler)
        (void)d->environment.media.renewWay(*d->handler);
    return d->outcome(session->renegotiate());
}

QByteArray Call::sipCallId() const
{
    return d->sipCallId;
}

QJsonObject Call::statistics() const
{
    // The shape is the same before there is media, so that a script need not ask.
    QJsonObject shape{{QStringLiteral("streams"), QJsonArray()}, {QStringLiteral("audio"), QJsonValue::Null},
        {QStringLiteral("ice"), QJsonValue::Null}, {QStringLiteral("encryption"), QStringLiteral("none")},
        {QStringLiteral("srtpProfile"), QJsonValue::Null}, {QStringLiteral("devices"), QJsonValue::Null}};
    const QJsonObject figures
        = d->handler && !d->lastMedia ? d->environment.media.statistics(*d->handler) : d->lastStatistics;
    for (auto one = figures.begin(); one != figures.end(); ++one)
        shape.insert(one.key(), one.value());
    return shape;
}

} // namespace carillon
