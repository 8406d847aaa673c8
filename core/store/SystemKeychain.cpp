#include "SystemKeychain.h"

#include <qt6keychain/keychain.h>

namespace carillon {

namespace {

const QString service = QStringLiteral("Carillon");

Keychain::Error errorOf(const QKeychain::Job &job)
{
    using Kind = Keychain::Error::Kind;
    switch (job.error()) {
    case QKeychain::EntryNotFound: return {Kind::NotFound, job.errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return {Kind::Denied, job.errorString()};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return {Kind::Unavailable, job.errorString()};
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError: break;
    }
    return {Kind::Failed, job.errorString()};
}

/// Runs @p job, which deletes itself; @p done hears of it unless @p context went before.
template <typename Done>
void start(QKeychain::Job *job, const QString &key, QObject *context, Done done)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, context,
        [done = std::move(done)](QKeychain::Job *finished) { done(*finished); });
    job->start();
}

Result<void, Keychain::Error> outcomeOf(const QKeychain::Job &job)
{
    if (job.error() != QKeychain::NoError)
        return Failure<Keychain::Error>(errorOf(job));
    return {};
}

} // namespace

void SystemKeychain::read(const QString &key, ReadCallback done)
{
    start(new QKeychain::ReadPasswordJob(service, this), key, this,
        [done = std::move(done)](const QKeychain::Job &job) {
            if (job.error() != QKeychain::NoError)
                return done(Failure<Error>(errorOf(job)));
            done(static_cast<const QKeychain::ReadPasswordJob &>(job).textData());
        });
}

void SystemKeychain::write(const QString &key, const QString &secret, DoneCallback done)
{
    auto *job = new QKeychain::WritePasswordJob(service, this);
    job->setTextData(secret);
    start(job, key, this,
        [done = std::move(done)](const QKeychain::Job &finished) { done(outcomeOf(finished)); });
}

void SystemKeychain::remove(const QString &key, DoneCallback done)
{
    start(new QKeychain::DeletePasswordJob(service, this), key, this,
        [done = std::move(done)](const QKeychain::Job &job) {
            const auto outcome = outcomeOf(job);
            if (!outcome && outcome.error().kind == Error::Kind::NotFound)
                return done({});
            done(outcome);
        });
}

} // namespace carillon
