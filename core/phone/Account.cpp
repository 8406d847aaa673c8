#include "Account.h"

#include "AccountPrivate.h"
#include "AccountWiring.h"
#include "Sentences.h"

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
    return QString::fromUtf8(d->userAgent->contact().uri.toBytes());
}

QString Account::transport() const
{
    return QString::fromLatin1(uriName(AccountWiring::protocol(d->settings)));
}

QString Account::reason() const
{
    return d->reason;
}

QString Account::detail() const
{
    return d->detail;
}

PhoneResult<> Account::addBinding()
{
    if (!d->userAgent || !d->userAgent->isConnected())
        return Failure<PhoneError>({QStringLiteral("not-connected"),
            d->reason.isEmpty() ? Sentences::text("The account %1 is not connected yet.")
                                      .arg(AccountWiring::shortAddress(d->settings))
                                : d->reason});
    if (d->password == Private::Password::Missing)
        return Failure<PhoneError>({QStringLiteral("no-password"), d->reason});
    d->reason.clear();
    d->detail.clear();
    d->wantsBinding = true;
    (void)d->userAgent->registerer().addBinding(); // pending: it is done after that one
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
