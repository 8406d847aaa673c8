#include "Invitation.h"

#include "InviteServer.h"
#include "SessionPrivate.h"

namespace carillon {

Invitation::Invitation(
    SessionHost &host, std::shared_ptr<ServerTransaction> transaction, InvitedInto into, QObject *parent)
    : Session(std::make_unique<Private>(host, Direction::Incoming), parent)
    , m_server(std::make_unique<InviteServer>(*this, *d, std::move(transaction), into))
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

Hop Invitation::source() const
{
    return m_server->source();
}

Session *Invitation::replacee() const
{
    return m_server->replacee();
}

Session *Invitation::joined() const
{
    return m_server->joined();
}

Result<void, Session::Refusal> Invitation::accept(const AnswerOptions &options)
{
    return m_server->accept(options);
}

Result<void, Session::Refusal> Invitation::progress(int statusCode)
{
    return m_server->progress({statusCode, {}});
}

Result<void, Session::Refusal> Invitation::progress(const ProgressOptions &options)
{
    return m_server->progress(options);
}

Result<void, Session::Refusal> Invitation::reject(int statusCode, QByteArrayView reasonPhrase)
{
    return reject(RejectOptions{statusCode, {{}, reasonPhrase.toByteArray()}});
}

Result<void, Session::Refusal> Invitation::reject(const RejectOptions &options)
{
    return m_server->reject(std::clamp(options.statusCode, 400, 699), options.answer, {});
}

Result<void, Session::Refusal> Invitation::redirect(const NameAddr &target)
{
    return redirect({target}, {302, {}});
}

Result<void, Session::Refusal> Invitation::redirect(
    const QList<NameAddr> &targets, const RejectOptions &options)
{
    const bool areCallable = std::none_of(targets.begin(), targets.end(),
        [](const NameAddr &target) { return target.uri.host.isEmpty() && target.otherUri.isEmpty(); });
    if (targets.isEmpty() || targets.size() > Limits::Contacts || !areCallable)
        return Failure<Refusal>(Refusal::InvalidTarget);
    return m_server->reject(std::clamp(options.statusCode, 300, 399), options.answer, targets);
}

void Invitation::giveUp()
{
    (void)reject();
}

} // namespace carillon
