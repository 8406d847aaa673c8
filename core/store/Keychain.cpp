#include "Keychain.h"

#include <QTimer>

namespace carillon {

namespace {

Failure<Keychain::Error> unavailable()
{
    return Failure<Keychain::Error>({Keychain::Error::Kind::Unavailable, {}});
}

} // namespace

void NoKeychain::read(const QString &, ReadCallback done)
{
    QTimer::singleShot(0, this, [done = std::move(done)] { done(unavailable()); });
}

void NoKeychain::write(const QString &, const QString &, DoneCallback done)
{
    QTimer::singleShot(0, this, [done = std::move(done)] { done(unavailable()); });
}

void NoKeychain::remove(const QString &, DoneCallback done)
{
    QTimer::singleShot(0, this, [done = std::move(done)] { done(unavailable()); });
}

} // namespace carillon
