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
    case Keychain::Error::Kind::Silent:
        return text("The keychain does not answer: the password is remembered only until Carillon ends.");
    case Keychain::Error::Kind::NotFound:
    case Keychain::Error::Kind::Failed: break;
    }
    return text("The keychain did not take the password: it is remembered only until Carillon ends.");
}

} // namespace

Secrets::Secrets(Keychain &keychain, Clock &clock, const QString &profile, QObject *parent)
    : QObject(parent)
    , m_keychain(keychain)
    , m_clock(clock)
    , m_profile(profile)
{
}

QString Secrets::key(const QString &account) const
{
    return m_profile + QLatin1Char('/') + account;
}

quint64 Secrets::expect(std::function<void()> silent)
{
    const quint64 number = ++m_lastNumber;
    m_writing.try_emplace(number, m_clock)
        .first->second.start(Patience, [this, number, silent = std::move(silent)] {
            const auto tell = silent; // the timer goes
            answered(number);
            tell();
        });
    return number;
}

void Secrets::answered(quint64 number)
{
    if (m_writing.erase(number) > 0 && m_writing.empty())
        Q_EMIT settled();
}

void Secrets::remember(const QString &account, const QString &secret)
{
    m_remembered.insert(account, secret);
    const auto refused = [this, account](const Keychain::Error &error) {
        qCWarning(lcStore) << "keychain:" << error.detail;
        Q_EMIT notKept(account, whyNotKept(error));
    };
    const quint64 number = expect([refused] { refused({Keychain::Error::Kind::Silent, {}}); });
    m_keychain.write(key(account), secret,
        [self = QPointer(this), account, number, refused](const Result<void, Keychain::Error> &result) {
            if (!self)
                return;
            if (result)
                Q_EMIT self->kept(account);
            else
                refused(result.error());
            self->answered(number);
        });
}

void Secrets::fetch(const QString &account, Keychain::ReadCallback done)
{
    const auto remembered = m_remembered.constFind(account);
    if (remembered != m_remembered.constEnd()) {
        QTimer::singleShot(0, this, [secret = *remembered, done = std::move(done)] { done(secret); });
        return;
    }
    const auto isOver = std::make_shared<bool>(false);
    m_clock.schedule(Patience, [self = QPointer(this), done, isOver] {
        if (self && !*isOver)
            done(Failure<Keychain::Error>({Keychain::Error::Kind::Silent, {}}));
    });
    m_keychain.read(key(account),
        [self = QPointer(this), account, done, isOver](const Result<QString, Keychain::Error> &result) {
            *isOver = true;
            if (!self)
                return;
            if (result && !self->m_remembered.contains(account)) // else a person was quicker
                self->m_remembered.insert(account, *result);
            done(result);
        });
}

void Secrets::forget(const QString &account)
{
    m_remembered.remove(account);
    const quint64 number = expect([] {});
    m_keychain.remove(key(account), [self = QPointer(this), number](const Result<void, Keychain::Error> &) {
        if (self)
            self->answered(number);
    });
}

} // namespace carillon
