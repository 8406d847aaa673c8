#include "AccountPrivate.h"

#include "AccountFields.h"
#include "AccountWiring.h"
#include "HopResolver.h"
#include "NetworkMonitor.h"
#include "RemoteText.h"
#include "Secrets.h"
#include "Sentences.h"
#include "TraceLog.h"

#include <QPointer>

namespace carillon {

Account::Private::Private(AccountEnvironment accountEnvironment, const StoredAccount &stored)
    : environment(std::move(accountEnvironment))
    , id(stored.id)
    , instanceId(stored.instanceId)
{
    const AccountRecord record = AccountRecord::fromJson(stored.settings);
    settings = record.settings;
    learned = record.learned;
    if (record.hasPassword)
        password = Password::Asked;
    if (record.hasTurnPassword)
        turnPassword = Password::Asked;
}

Account::Private::~Private() = default;

AccountRecord Account::Private::record() const
{
    return {settings, password != Password::NotNeeded, turnPassword != Password::NotNeeded, learned};
}

bool Account::Private::prefersWebRtc() const
{
    return learned == LearnedProfile::None ? AccountFields::isWebSocket(settings.server)
                                           : learned == LearnedProfile::WebRtc;
}

QString Account::Private::turnKey() const
{
    return id + QLatin1String("/turn");
}

void Account::Private::setPassword(const QString &given)
{
    secret = given;
    password = given.isEmpty() ? Password::NotNeeded : Password::Known;
    if (given.isEmpty())
        environment.secrets.forget(id);
    else
        environment.secrets.remember(id, given);
}

void Account::Private::setTurnPassword(const QString &given)
{
    turnSecret = given;
    turnPassword = given.isEmpty() ? Password::NotNeeded : Password::Known;
    if (given.isEmpty())
        environment.secrets.forget(turnKey());
    else
        environment.secrets.remember(turnKey(), given);
}

void Account::Private::forgetPasswords()
{
    environment.secrets.forget(id);
    if (turnPassword != Password::NotNeeded)
        environment.secrets.forget(turnKey());
}

/// Calls do not wait for it: until it is there they go without the relay.
void Account::Private::fetchTurnPassword()
{
    environment.secrets.fetch(
        turnKey(), [self = QPointer<Account>(q), this](const Result<QString, Keychain::Error> &result) {
            if (!self || (turnPassword != Password::Asked && turnPassword != Password::Missing))
                return; // somebody typed it, or the account is gone
            turnPassword = result ? Password::Known : Password::Missing;
            turnSecret = result.value_or(QString());
            // One that is silent may still answer.
            if (!result && result.error().kind != Keychain::Error::Kind::Silent)
                environment.notice(QStringLiteral("no-turn-password"),
                    Sentences::turnPasswordMissing(AccountWiring::shortAddress(settings)));
            Q_EMIT q->changed();
        });
}

void Account::Private::start()
{
    if (turnPassword == Password::Asked)
        fetchTurnPassword();
    if (password == Password::Asked)
        fetchPassword();
    else
        findWay();
}

void Account::Private::findWay()
{
    const QString domain = AccountWiring::domainToAsk(settings);
    if (domain.isEmpty()) {
        makeUserAgent(std::nullopt);
        return;
    }
    m_search
        = environment.phone.resolver.offerOf(domain, [this](const DomainOffer &offer) { wayFound(offer); });
    Q_EMIT q->changed();
}

void Account::Private::wayFound(const DomainOffer &offer)
{
    const auto search = std::move(m_search); // it is answering
    if (offer.source == DomainOffer::Source::Unanswered)
        lookAgainElsewhere();
    if (const auto chosen = AccountWiring::choice(offer)) {
        makeUserAgent(chosen);
        return;
    }
    lookAgainElsewhere();
    say(Sentences::noWay(offer, AccountWiring::serverName(settings)));
}

/// Another network may know another DNS, or any.
void Account::Private::lookAgainElsewhere()
{
    QObject::connect(
        &environment.phone.monitor, &NetworkMonitor::changed, q,
        [this] {
            if (!q->isRegistered())
                restart();
        },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void Account::Private::fetchPassword()
{
    environment.secrets.fetch(
        id, [self = QPointer<Account>(q), this](const Result<QString, Keychain::Error> &result) {
            if (self && (password == Password::Asked || password == Password::Missing))
                passwordFetched(result);
        });
}

/// It listens without a password too. A keychain that was silent may answer after all.
void Account::Private::passwordFetched(const Result<QString, Keychain::Error> &result)
{
    const bool isFirst = password == Password::Asked;
    password = result ? Password::Known : Password::Missing;
    secret = result.value_or(QString());
    passwordProblem = result ? std::nullopt : std::optional(result.error());
    if (isFirst)
        findWay();
    else if (result)
        restart();
    Q_EMIT q->changed();
}

QString Account::Private::currentReason() const
{
    if (password == Password::Missing)
        return Sentences::passwordMissing(
            AccountWiring::shortAddress(settings), passwordProblem.value_or(Keychain::Error()).kind);
    return reason;
}

QString Account::Private::currentDetail() const
{
    if (password == Password::Missing)
        return remoteText(QStringView(passwordProblem.value_or(Keychain::Error()).detail), 300);
    return detail;
}

void Account::Private::makeUserAgent(std::optional<TransportProtocol> chosen)
{
    const Phone::Environment &phone = environment.phone;
    UserAgentOptions options = AccountWiring::userAgentOptions(settings, secret, instanceId);
    options.mostSessions = environment.mostCalls();
    options.sendsInitialProvisional = false; // whom nobody wants to hear does not hear it ring
    options.strangers = environment.strangers();
    options.userAgentName = "Carillon/" + phone.version.toLatin1();
    UserAgentEnvironment needs{phone.clock, phone.random, phone.resolver,
        phone.makeTransport(AccountWiring::transportOptions(settings, chosen)), [this](Session &session) {
            return environment.phone.media.makeHandler(session, environment.mediaPolicy(*q));
        }};
    userAgent = std::make_unique<UserAgent>(std::move(options), std::move(needs));
    connectUserAgent();
    follower = new NetworkFollower(*userAgent, phone.monitor, phone.localAddress);
    userAgent->start();
    Q_EMIT q->changed();
}

void Account::Private::connectUserAgent()
{
    UserAgent *agent = userAgent.get();
    QObject::connect(agent, &UserAgent::connected, q, [this] { connected(); });
    // Said also when the connection never came about, of which the user agent keeps silent: it tries again.
    QObject::connect(&agent->transport(), &Transport::failed, q, [this](const TransportError &error) {
        say(Sentences::transport(error.kind, AccountWiring::serverName(settings)), error.detail);
    });
    QObject::connect(agent, &UserAgent::invited, q,
        [this](Invitation *invitation) { environment.invited(*q, invitation); });
    QObject::connect(agent, &UserAgent::stateChanged, q, [this](UserAgent::State state) {
        if (state != UserAgent::State::Stopped)
            return;
        discardUserAgent();
        if (const auto stopped = std::exchange(m_stopped, {}))
            stopped();
        else
            Q_EMIT q->changed();
    });
    QObject::connect(&agent->registerer(), &Registerer::stateChanged, q, [this] { registrationChanged(); });
    QObject::connect(&agent->registerer(), &Registerer::rejected, q,
        [this](int statusCode, const QByteArray &reasonPhrase) {
            registrationRejected(statusCode, reasonPhrase);
        });
    QObject::connect(&agent->transport(), &Transport::stateChanged, q, [this] { Q_EMIT q->changed(); });
    QObject::connect(&agent->transport(), &Transport::traced, q, [this](const TracedMessage &message) {
        environment.trace.add({environment.phone.clock.wallTime(), id, message});
    });
}

void Account::Private::connected()
{
    reason.clear();
    detail.clear();
    if (settings.registers && wantsBinding && password != Password::Missing)
        (void)userAgent->registerer().addBinding();
    Q_EMIT q->changed();
}

void Account::Private::registrationChanged()
{
    if (userAgent && userAgent->registerer().isRegistered()) {
        reason.clear();
        detail.clear();
    }
    Q_EMIT q->changed();
}

void Account::Private::registrationRejected(int statusCode, const QByteArray &reasonPhrase)
{
    const Registerer &registerer = userAgent->registerer();
    if (registerer.failure() == Registerer::Failure::None)
        return; // the answer to a removal
    const QString phrase = remoteText(reasonPhrase);
    // The wire knows better than the REGISTER that did not get onto it.
    if (registerer.failure() != Registerer::Failure::NotSent || reason.isEmpty())
        say(Sentences::registration(
                {AccountWiring::shortAddress(settings), AccountWiring::serverName(settings),
                    registerer.failure(), statusCode, phrase, registerer.wireFailure()}),
            // What never was on the wire has no answer: its code is of our own making.
            registerer.failure() == Registerer::Failure::NotSent
                ? QString()
                : QStringLiteral("%1 %2").arg(statusCode).arg(phrase));
}

void Account::Private::say(const QString &sentence, const QString &words)
{
    reason = sentence;
    detail = remoteText(QStringView(words), 300);
    Q_EMIT q->changed();
}

void Account::Private::discardUserAgent()
{
    userAgent->disconnect(q);
    userAgent->registerer().disconnect(q);
    userAgent->transport().disconnect(q);
    follower = nullptr;
    userAgent.release()->deleteLater();
}

void Account::Private::stop(std::function<void()> done)
{
    m_search.reset();
    if (!userAgent) {
        done();
        return;
    }
    m_stopped = std::move(done);
    userAgent->stop();
}

void Account::Private::restart()
{
    reason.clear();
    detail.clear();
    if (userAgent && !userAgent->sessions().isEmpty()) {
        m_isRestartDue = true;
        return;
    }
    m_isRestartDue = false;
    stop([this] { start(); });
}

void Account::Private::callEnded()
{
    if (m_isRestartDue)
        restart();
}

TransportProtocol Account::Private::protocol() const
{
    return userAgent ? userAgent->transport().protocol() : AccountWiring::protocol(settings);
}

Account::State Account::Private::state() const
{
    if (password == Password::Missing)
        return State::Failed;
    if (!userAgent && !reason.isEmpty())
        return State::Failed;
    if (!userAgent)
        return password == Password::Asked || m_search ? State::Connecting : State::Unregistered;
    if (!userAgent->isConnected())
        return reason.isEmpty() ? State::Connecting : State::Failed;
    switch (userAgent->registerer().state()) {
    case Registerer::State::Registering: return State::Registering;
    case Registerer::State::Registered:
    case Registerer::State::Refreshing: return State::Registered;
    case Registerer::State::Unregistering: return State::Unregistering;
    case Registerer::State::Unregistered:
    case Registerer::State::Terminated: break;
    }
    return reason.isEmpty() ? State::Unregistered : State::Failed;
}

} // namespace carillon
