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
    return m_client->cancel(reason, {End::By::Local, 487, {}, 0});
}

QList<NameAddr> Inviter::redirectContacts() const
{
    return m_client->redirectContacts();
}

void Inviter::giveUp()
{
    (void)cancel();
}

} // namespace carillon
