#include "Inviter.h"

#include "InviteClient.h"
#include "SessionPrivate.h"

namespace carillon {

Inviter::Inviter(SessionHost &host, const NameAddr &target, InviterOptions options, QObject *parent)
    : Session(std::make_unique<Private>(host, Direction::Outgoing), parent)
    , m_client(std::make_unique<InviteClient>(*this, *d, target, std::move(options)))
{
    host.sessionCreated(*this);
}

Inviter::~Inviter()
{
    d->abandon();
}

Result<void, Session::Refusal> Inviter::invite(RequestDelegate delegate)
{
    return m_client->start(std::move(delegate));
}

Result<void, Session::Refusal> Inviter::cancel(QByteArrayView reason)
{
    if (!isOneLine(reason))
        return Failure<Refusal>(Refusal::InvalidContent);
    return m_client->cancel(reason, {End::By::Local, 487, {}, 0});
}

Result<void, Session::Refusal> Inviter::cancel(int statusCode, QByteArrayView text)
{
    const bool isCode = statusCode == 200 || (statusCode >= 300 && statusCode <= 699);
    if (!isCode || !isOneLine(text))
        return Failure<Refusal>(Refusal::InvalidContent);
    return cancel(withReason(statusCode, text).extraHeaders.first().second);
}

QList<NameAddr> Inviter::redirectContacts() const
{
    return m_client->redirectContacts();
}

Result<Inviter *, Session::Refusal> Inviter::followRedirect(const NameAddr &contact, QObject *parent)
{
    if (state() != State::Terminated || !redirectContacts().contains(contact))
        return Failure<Refusal>(state() == State::Terminated ? Refusal::InvalidTarget : Refusal::WrongState);
    if (!m_client->mayFollow(contact))
        return Failure<Refusal>(Refusal::InvalidTarget);
    auto *next = new Inviter(host(), contact, m_client->options(), parent);
    next->m_client->continueChain(*m_client);
    return next;
}

void Inviter::giveUp()
{
    (void)cancel();
}

} // namespace carillon
