#include "Invitation.h"

#include "InviteServer.h"
#include "SessionPrivate.h"

namespace carillon {

Invitation::Invitation(
    SessionHost &host, std::shared_ptr<ServerTransaction> transaction, Session *replacee, QObject *parent)
    : Session(std::make_unique<Private>(host, Direction::Incoming), parent)
    , m_server(std::make_unique<InviteServer>(*this, *d, std::move(transaction), replacee))
{
    host.sessionCreated(*this);
}

Invitation::~Invitation()
{
    d->abandon();
}

const SipRequest &Invitation::request() const
{
    return m_server->request();
}

Session *Invitation::replacee() const
{
    return m_server->replacee();
}

Result<void, Session::Refusal> Invitation::accept(const AnswerOptions &options)
{
    return m_server->accept(options);
}

Result<void, Session::Refusal> Invitation::progress(int statusCode)
{
    return m_server->progress(statusCode);
}

Result<void, Session::Refusal> Invitation::progressWithDescription(int statusCode)
{
    return m_server->describeEarly(statusCode);
}

Result<void, Session::Refusal> Invitation::reject(int statusCode, QByteArrayView reasonPhrase)
{
    return m_server->reject(m_server->makeResponse(std::clamp(statusCode, 400, 699), reasonPhrase));
}

Result<void, Session::Refusal> Invitation::redirect(const NameAddr &target)
{
    SipResponse response = m_server->makeResponse(302);
    response.set(HeaderId::Contact, target.toBytes());
    return m_server->reject(response);
}

void Invitation::giveUp()
{
    (void)reject();
}

} // namespace carillon
