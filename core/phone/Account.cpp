#include "Account.h"

#include "AccountPrivate.h"
#include "AccountWiring.h"
#include "Sentences.h"
#include "UserAgentCore.h"

namespace carillon {

Account::Account(std::unique_ptr<Private> data, QObject *parent)
    : QObject(parent)
    , d(std::move(data))
{
    d->q = this;
}

Account::~Account() = default;

QString Account::id() const
{
    return d->id;
}

const AccountSettings &Account::settings() const
{
    return d->settings;
}

Account::State Account::state() const
{
    return d->state();
}

bool Account::isRegistered() const
{
    return d->userAgent && d->userAgent->registerer().isRegistered();
}

bool Account::isReady() const
{
    return d->settings.registers ? isRegistered() : d->userAgent && d->userAgent->isConnected();
}

std::chrono::seconds Account::expiresIn() const
{
    return d->userAgent ? d->userAgent->registerer().remaining() : std::chrono::seconds(0);
}

QString Account::contact() const
{
    if (!d->userAgent || !d->userAgent->isConnected())
        return {};
    const SipUri uri = d->userAgent->core().contact(d->follower->towards()).uri;
    if (uri.host.isEmpty())
        return {}; // which of our addresses it will be is known when the server's is
    return QString::fromUtf8(uri.toBytes());
}

QString Account::transport() const
{
    return QString::fromLatin1(uriName(d->protocol()));
}

QString Account::reason() const
{
    return d->currentReason();
}

QString Account::detail() const
{
    return d->currentDetail();
}

bool Account::isPasswordKept() const
{
    // Asked for, and not there; a keychain that is silent may well have it.
    const bool isMissing = d->password == Private::Password::Missing
        && d->passwordProblem.value_or(Keychain::Error()).kind != Keychain::Error::Kind::Silent;
    return d->isPasswordKept && !isMissing;
}

bool Account::hasPassword() const
{
    return d->password == Private::Password::Known || d->password == Private::Password::Asked;
}

bool Account::hasTurnPassword() const
{
    return d->turnPassword == Private::Password::Known || d->turnPassword == Private::Password::Asked;
}

bool Account::isTurnPasswordKept() const
{
    return d->isTurnPasswordKept && d->turnPassword != Private::Password::Missing;
}

bool Account::isTryOut() const
{
    return !d->isStored;
}

PhoneResult<> Account::addBinding()
{
    if (d->password == Private::Password::Missing)
        return Failure<PhoneError>({QStringLiteral("no-password"), d->currentReason()});
    if (!d->userAgent && d->state() == State::Failed) { // its domain offered nothing: perhaps it does now
        d->wantsBinding = true;
        d->restart();
        return {};
    }
    if (!d->userAgent)
        return Failure<PhoneError>(
            Sentences::notConnected(AccountWiring::shortAddress(d->settings), d->currentReason()));
    d->reason.clear();
    d->detail.clear();
    d->wantsBinding = true;
    if (d->userAgent->isConnected())
        (void)d->userAgent->registerer().addBinding(); // pending: it is done after that one
    else
        d->userAgent->reconnect(); // at once instead of when it is due
    Q_EMIT changed();
    return {};
}

PhoneResult<> Account::removeBinding()
{
    d->wantsBinding = false;
    if (d->userAgent)
        (void)d->userAgent->registerer().removeBinding();
    Q_EMIT changed();
    return {};
}

} // namespace carillon
