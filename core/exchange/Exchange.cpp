#include "Exchange.h"

#include "DigestVerifier.h"
#include "HopResolver.h"
#include "Logging.h"
#include "Transactions.h"
#include "UserAgentCore.h"

namespace carillon {

namespace {
constexpr auto Realm = "carillon-try-out";
constexpr auto SubscriberUser = "me";
constexpr qsizetype PasswordCharacters = 26; // 130 bits

UserAgentOptions optionsOf(const SipUri &address)
{
    UserAgentOptions options;
    options.addressOfRecord.displayName = "A friend";
    options.addressOfRecord.uri = address;
    options.addressOfRecord.uri.user = "friend";
    options.registrar = address;
    options.userAgentName = "Carillon try-out exchange";
    options.ownCalls = UserAgentOptions::OwnCalls::Take; // the friend, handed over, calls music
    options.noAnswerTimeout = std::chrono::minutes(5);   // noanswer: the caller gives up first
    return options;
}

QByteArray extensionOf(const Invitation &invitation)
{
    const auto uri = invitation.request().requestUri();
    return uri ? uri->user.toLower() : QByteArray();
}

/// Who dialled it has more to dial, RFC 3261 §21.4.22.
bool isBeginning(const QByteArray &extension)
{
    const QStringList all = Exchange::extensions();
    return !extension.isEmpty() && std::any_of(all.begin(), all.end(), [&](const QString &one) {
        return one.startsWith(QLatin1String(extension));
    });
}
} // namespace

Exchange::Exchange(Environment environment, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_registrar(m_environment.clock)
{
    m_subscriber.credentials = {SubscriberUser, m_environment.random.token(PasswordCharacters), Realm};
    DigestVerifier::Options options;
    options.realm = Realm;
    m_verifier = std::make_unique<DigestVerifier>(options, m_environment.clock, m_environment.random);
}

/// Calls first, while there is something to hang up with; then the user agent, which still asks us about
/// media.
Exchange::~Exchange()
{
    m_callBacks.clear();
    qDeleteAll(findChildren<Session *>(Qt::FindDirectChildrenOnly));
    if (m_userAgent) {
        m_userAgent->disconnect(this);
        m_userAgent->transport().disconnect(this);
    }
    m_userAgent.reset();
}

QStringList Exchange::extensions()
{
    return {QStringLiteral("echo"), QStringLiteral("music"), QStringLiteral("friend"), QStringLiteral("busy"),
        QStringLiteral("noanswer")};
}

void Exchange::start()
{
    Q_ASSERT(m_environment.transport);
    SipUri address;
    address.host = "127.0.0.1";
    UserAgentEnvironment environment{m_environment.clock, m_environment.random, m_environment.resolver,
        std::move(m_environment.transport), [this](Session &session) { return makeMedia(session); }};
    m_userAgent = std::make_unique<UserAgent>(optionsOf(address), std::move(environment));
    connect(m_userAgent.get(), &UserAgent::invited, this, &Exchange::invited);
    connect(m_userAgent.get(), &UserAgent::connected, this, &Exchange::started);
    connect(&m_userAgent->transport(), &Transport::failed, this, &Exchange::failed);
    connect(m_userAgent.get(), &UserAgent::stateChanged, this, [this](UserAgent::State state) {
        if (state == UserAgent::State::Stopped)
            Q_EMIT stopped();
    });
    m_userAgent->core().setReceiver(Method::Register,
        [this](const std::shared_ptr<ServerTransaction> &transaction) { registerReceived(transaction); });
    m_userAgent->start();
}

void Exchange::stop()
{
    m_callBacks.clear();
    if (m_userAgent && m_userAgent->state() == UserAgent::State::Started)
        m_userAgent->stop();
    else
        Q_EMIT stopped();
}

SipUri Exchange::address() const
{
    Hop loopback;
    loopback.address = QHostAddress(QHostAddress::LocalHost);
    const auto uri = SipUri::parse("sip:" + m_userAgent->transport().contactHostPort(loopback));
    Q_ASSERT(uri);
    return uri.value_or(SipUri());
}

Exchange::Subscriber Exchange::subscriber() const
{
    Subscriber result = m_subscriber;
    result.addressOfRecord = address();
    result.addressOfRecord.user = SubscriberUser;
    return result;
}

void Exchange::registerReceived(const std::shared_ptr<ServerTransaction> &transaction)
{
    const SipRequest &request = transaction->request();
    const QByteArray tag = m_userAgent->core().newTag();
    const auto verdict
        = m_verifier->verify(request, [this](const QByteArray &user) -> std::optional<QByteArray> {
              if (user != SubscriberUser)
                  return std::nullopt;
              return m_subscriber.credentials.password;
          });
    if (verdict == DigestVerifier::Verdict::Malformed) {
        m_userAgent->core().respond(*transaction, 400, tag);
        return;
    }
    if (verdict != DigestVerifier::Verdict::Accepted) {
        SipResponse challenge = m_userAgent->core().makeResponse(*transaction, 401, tag);
        m_verifier->challenge(challenge, verdict);
        transaction->respond(challenge);
        return;
    }
    const auto to = request.to();
    if (!to || to->uri.user != SubscriberUser) {
        m_userAgent->core().respond(*transaction, 403, tag); // somebody else's address-of-record
        return;
    }
    transaction->respond(m_registrar.answer(request, tag));
}

void Exchange::invited(Invitation *invitation)
{
    if (m_userAgent->sessions().size() > MaxCalls) {
        invitation->reject(503);
        return;
    }
    const QByteArray extension = extensionOf(*invitation);
    if (extension == "friend")
        becomeFriend(*invitation);
    if (extension == "echo" || extension == "music" || extension == "friend")
        invitation->accept();
    else if (extension == "busy")
        invitation->reject(486);
    else if (extension != "noanswer")
        invitation->reject(isBeginning(extension) ? 484 : 404);
}

void Exchange::becomeFriend(Session &session)
{
    connect(&session, &Session::referred, this, &Exchange::followReferral);
    connect(&session, &Session::dtmfReceived, this, [this, &session](QChar digit) {
        if (digit != QLatin1Char('1'))
            return;
        callBack(session.remoteIdentity().uri.user);
        session.hangUp();
    });
}

void Exchange::followReferral(const std::shared_ptr<Referral> &referral)
{
    // Only to our own extensions: the exchange must not be talked into calling strangers.
    const SipUri target = referral->referTo().uri;
    const SipUri own = address();
    if (target.host != own.host || target.port != own.port) {
        referral->reject(403);
        return;
    }
    if (Inviter *call = referral->accept({}, this))
        adopt(*call);
}

void Exchange::adopt(Inviter &call)
{
    connect(&call, &Session::stateChanged, &call, [&call](Session::State state) {
        if (state == Session::State::Terminated)
            call.deleteLater();
    });
    becomeFriend(call);
}

void Exchange::callBack(const QByteArray &user)
{
    const QList<NameAddr> contacts = m_registrar.contacts(user);
    if (contacts.isEmpty())
        return;
    const quint64 id = ++m_lastCallBack;
    auto timer = std::make_unique<Timer>(m_environment.clock);
    timer->start(CallBackDelay, [this, id, target = contacts.constFirst()] {
        NameAddr callee;
        callee.uri = target.uri;
        auto *call = new Inviter(*m_userAgent, callee, {}, this);
        adopt(*call);
        call->invite();
        m_callBacks.erase(id);
    });
    m_callBacks.emplace(id, std::move(timer));
}

std::unique_ptr<SessionDescriptionHandler> Exchange::makeMedia(Session &session)
{
    // Asked before invited(): the offer is judged before anybody answers.
    const auto *invitation = qobject_cast<const Invitation *>(&session);
    const QByteArray extension = invitation ? extensionOf(*invitation) : QByteArray();
    return m_environment.makeMedia(session,
        extension == "echo"        ? Sound::Echo
            : extension == "music" ? Sound::Music
                                   : Sound::Speech);
}

} // namespace carillon
