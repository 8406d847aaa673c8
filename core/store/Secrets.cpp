#include "Secrets.h"

#include "Logging.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

namespace carillon {

namespace {

QString whyNotKept(const Keychain::Error &error)
{
    const auto text = [](const char *words) { return QCoreApplication::translate("carillon", words); };
    switch (error.kind) {
    case Keychain::Error::Kind::Unavailable:
        return text("There is no keychain here: the password is remembered only until Carillon ends.");
    case Keychain::Error::Kind::Denied:
        return text("The keychain was not opened: the password is remembered only until Carillon ends.");
    case Keychain::Error::Kind::NotFound:
    case Keychain::Error::Kind::Failed: break;
    }
    return text("The keychain did not take the password: it is remembered only until Carillon ends.");
}

} // namespace

Secrets::Secrets(Keychain &keychain, const QString &profile, QObject *parent)
    : QObject(parent)
    , m_keychain(keychain)
    , m_profile(profile)
{
}

QString Secrets::key(const QString &account) const
{
    return m_profile + QLatin1Char('/') + account;
}

void Secrets::remember(const QString &account, const QString &secret)
{
    m_remembered.insert(account, secret);
    m_keychain.write(
        key(account), secret, [self = QPointer(this), account](const Result<void, Keychain::Error> &result) {
            if (result || !self)
                return;
            qCWarning(lcStore) << "keychain:" << result.error().detail;
            Q_EMIT self->notKept(account, whyNotKept(result.error()));
        });
}

void Secrets::fetch(const QString &account, Keychain::ReadCallback done)
{
    const auto remembered = m_remembered.constFind(account);
    if (remembered != m_remembered.constEnd()) {
        QTimer::singleShot(0, this, [secret = *remembered, done = std::move(done)] { done(secret); });
        return;
    }
    m_keychain.read(key(account),
        [self = QPointer(this), account, done = std::move(done)](
            const Result<QString, Keychain::Error> &result) {
            if (!self)
                return;
            if (result)
                self->m_remembered.insert(account, *result);
            done(result);
        });
}

void Secrets::forget(const QString &account)
{
    m_remembered.remove(account);
    m_keychain.remove(key(account), [](const Result<void, Keychain::Error> &) {});
}

} // namespace carillon
