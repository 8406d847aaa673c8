#include "PhonePrivate.h"

#include "AccountFields.h"
#include "AccountWiring.h"
#include "CallRecord.h"
#include "DialTarget.h"
#include "NetworkMonitor.h"
#include "PhoneJson.h"
#include "Referral.h"
#include "Sentences.h"
#include "SettingsStore.h"

#include <QMetaMethod>
#include <QTimer>

namespace carillon {

Phone::Private::Private(Phone &phone, Phone::Environment &phoneEnvironment)
    : q(phone)
    , environment(phoneEnvironment)
    , secrets(environment.keychain, environment.clock, environment.profile.identifier())
    , devices(environment.profile.settings(), environment.media)
    , conferences(environment.clock, environment.media)
    , endedTimer(environment.clock)
    , storeTimer(environment.clock)
    , dndTimer(environment.clock)
    , endToneTimer(environment.clock)
    , stopTimer(environment.clock)
{
}

/// Calls before accounts: their sessions belong to the accounts' user agents.
Phone::Private::~Private()
{
    environment.profile.settings().tryOut = nullptr;
    favourites.reset();
    conferences.clear();
    calls.clear();
    endedCalls.clear();
    accounts.clear();
}

void Phone::Private::wireStore()
{
    const auto keptChanged = [this](const QString &key, bool isKept) {
        for (const auto &account : accounts) {
            Account::Private &data = *account->d;
            if (key != data.id && key != data.turnKey())
                continue;
            (key == data.id ? data.isPasswordKept : data.isTurnPasswordKept) = isKept;
            Q_EMIT account->changed();
            return;
        }
    };
    QObject::connect(
        &secrets, &Secrets::notKept, &q, [this, keptChanged](const QString &id, const QString &sentence) {
            notice(QStringLiteral("no-keychain"), sentence);
            keptChanged(id, false);
        });
    QObject::connect(
        &secrets, &Secrets::kept, &q, [keptChanged](const QString &id) { keptChanged(id, true); });
    QObject::connect(&secrets, &Secrets::settled, &q, [this] {
        Q_EMIT q.keychainSettled();
        stopWhenQuiet();
    });
    QObject::connect(&environment.profile.history(), &History::failed, &q,
        [this](const QString &sentence) { notNow(QStringLiteral("history-not-kept"), sentence); });
    SettingsStore &settings = environment.profile.settings();
    QObject::connect(&settings, &SettingsStore::failed, &q,
        [this](const QString &sentence) { notNow(QStringLiteral("setting-not-kept"), sentence); });
    QObject::connect(&settings, &SettingsStore::changed, &q,
        [this](const QString &key, const QString &value) { settingChanged(key, value); });
    settings.tryOut = [this](const QString &key, const QString &value) {
        const bool isTarget
            = key.startsWith(QLatin1String("forward")) && key != QLatin1String("forwardAfter");
        if (!isTarget || value.isEmpty())
            return devices.refusal(key, value);
        const auto target = dialTarget(value, SipUri::parse("sip:a@a.invalid").value());
        return target ? QString() : target.error().message;
    };
}

void Phone::Private::load()
{
    wireStore();
    QObject::connect(&environment.media, &PhoneMedia::noticed, &q,
        [this](const QString &code, const QString &sentence) { notice(code, sentence); });
    QObject::connect(&environment.media, &PhoneMedia::recovered, &q,
        [this](const QString &sentence) { forgetNotice(sentence); });
    QObject::connect(&environment.media, &PhoneMedia::devicesChanged, &q, [this] {
        tell(QStringLiteral("device"), {{QStringLiteral("devices"), environment.media.devices()}});
    });
    QObject::connect(
        &environment.media, &PhoneMedia::stateChanged, &q, [this](SessionDescriptionHandler *handler) {
            if (Call *call = callOf(handler))
                call->d->mediaChanged();
        });
    wireRecordings();
    applyAlertSounds();
    QObject::connect(&environment.monitor, &NetworkMonitor::onlineChanged, &q, [this](bool online) {
        tell(QStringLiteral("network"), {{QStringLiteral("online"), online}});
        Q_EMIT q.onlineChanged(online);
    });
    environment.media.setVoice(VoiceSettings::of(environment.profile.settings()));
    environment.media.setStereo(
        environment.profile.settings().value(QStringLiteral("stereo")) == QLatin1String("on"));
    followDoNotDisturb({});
    wireFavourites();
    for (const StoredAccount &stored : environment.profile.accounts())
        addAccount(stored, true)->d->start();
    // Later from the event loop: nobody is connected to us yet.
    QTimer::singleShot(0, &q, [this] {
        for (const StoreNotice &said : environment.profile.notices())
            notice(said.code, said.sentence);
    });
}

Account *Phone::Private::account(const QString &id) const
{
    for (const auto &account : accounts)
        if (account->id() == id)
            return account.get();
    return nullptr;
}

Account *Phone::Private::addAccount(const StoredAccount &stored, bool isStored)
{
    AccountEnvironment needs{environment, secrets, trace,
        [this](const Account &account) { return mediaPolicy(account); },
        [this](Account &account, Invitation *invitation) { invited(account, invitation); },
        [this] { return environment.profile.settings().value(QStringLiteral("mostCalls")).toInt(); },
        [this] {
            const bool isStrict = environment.profile.settings().value(QStringLiteral("strictContact"))
                == QLatin1String("on");
            return isStrict ? UserAgentOptions::Strangers::Refuse : UserAgentOptions::Strangers::Take;
        },
        [this](const QString &code, const QString &sentence) { notice(code, sentence); }};
    auto data = std::make_unique<Account::Private>(std::move(needs), stored);
    data->isStored = isStored;
    accounts.emplace_back(new Account(std::move(data), nullptr));
    Account *account = accounts.back().get();
    QObject::connect(account, &Account::changed, &q, [this, account] { accountChanged(*account); });
    Q_EMIT q.accountAdded(account);
    accountChanged(*account);
    return account;
}

void Phone::Private::accountChanged(Account &account)
{
    if (hasListener())
        tellIfNew(QStringLiteral("account"), account.id(), newsOf(account));
    favourites->waysChanged();
    Q_EMIT q.accountChanged(&account);
}

void Phone::Private::forget(Account &account)
{
    const auto found = std::find_if(
        accounts.begin(), accounts.end(), [&](const auto &one) { return one.get() == &account; });
    if (found == accounts.end())
        return;
    Account *leaving = found->release();
    accounts.erase(found);
    const QString id = leaving->id();
    told.remove(id);
    QObject::disconnect(leaving, nullptr, &q, nullptr);
    if (leaving == tryOutAccount)
        tryOutAccount = nullptr;
    favourites->waysChanged();
    leaving->setParent(&q); // until it is unregistered, or the phone goes
    leaving->d->stop([leaving] { leaving->deleteLater(); });
    tell(QStringLiteral("account"),
        {{QStringLiteral("account"), id}, {QStringLiteral("id"), id},
            {QStringLiteral("state"), QStringLiteral("Removed")}});
    Q_EMIT q.accountRemoved(id);
}

PhoneResult<Account *> Phone::Private::chosenAccount(const QString &id) const
{
    Account *chosen = nullptr;
    if (!id.isEmpty()) {
        chosen = account(id);
        if (!chosen)
            return Failure<PhoneError>(Sentences::unknownAccount(id));
    }
    if (!chosen)
        chosen = account(environment.profile.settings().value(QStringLiteral("defaultAccount")));
    for (const auto &one : accounts)
        if (!chosen && one->isReady())
            chosen = one.get();
    if (!chosen && !accounts.empty())
        chosen = accounts.front().get();
    if (!chosen)
        return Failure<PhoneError>({QStringLiteral("no-account"),
            Sentences::text("There is no account to call with: add one first.")});
    return chosen;
}

PhoneResult<Account *> Phone::Private::accountFor(const QString &id) const
{
    const auto account = chosenAccount(id);
    if (!account)
        return account;
    Account *chosen = *account;
    if (!chosen->d->userAgent || !chosen->d->userAgent->isConnected())
        return Failure<PhoneError>(
            Sentences::notConnected(AccountWiring::shortAddress(chosen->settings()), chosen->reason()));
    return chosen;
}

MediaPolicy Phone::Private::mediaPolicy(const Account &account) const
{
    const AccountSettings &settings = account.settings();
    MediaPolicy policy;
    policy.encryption = settings.mediaEncryption;
    policy.ice = settings.ice;
    policy.iceServers = AccountWiring::iceServers(settings, {account.d->secret, account.d->turnSecret});
    policy.caFile = settings.caFile;
    policy.prefersWebRtc = account.d->prefersWebRtc();
    const SettingsStore &chosen = environment.profile.settings();
    const QString codecs
        = settings.codecs.isEmpty() ? chosen.value(QStringLiteral("codecs")) : settings.codecs;
    policy.codecs = codecs.split(QLatin1Char(','));
    policy.opusBitrate = chosen.value(QStringLiteral("opusBitrate")).toInt() * 1000;
    policy.stereo = chosen.value(QStringLiteral("stereo")) == QLatin1String("on");
    policy.silenceSuppression = chosen.value(QStringLiteral("silenceSuppression")) == QLatin1String("on");
    return policy;
}

void Phone::Private::learnProfile(Account &account, LearnedProfile profile)
{
    // Where the encryption names the profile, the answer tells nothing of the other one.
    const bool isOpen = account.settings().mediaEncryption == AccountSettings::MediaEncryption::Optional;
    if (!isOpen || account.d->prefersWebRtc() == (profile == LearnedProfile::WebRtc))
        return;
    account.d->learned = profile;
    if (!account.d->isStored)
        return;
    if (const auto problem = environment.profile.changeAccount(account.id(), account.d->record().toJson()))
        notNow(problem->code, problem->sentence);
}

/// The account is there at once; it connects when the exchange listens.
void Phone::Private::startTryOut()
{
    StoredAccount stored;
    stored.id = QStringLiteral("a0"); // those that are kept begin with a1
    stored.settings = {{QStringLiteral("aor"), QStringLiteral("sip:me@127.0.0.1")},
        {QStringLiteral("media-encryption"), QStringLiteral("optional")}};
    tryOutAccount = addAccount(stored, false);
    tryOut = environment.makeTryOut();
    QObject::connect(tryOut.get(), &TryOut::started, &q, [this] {
        if (!tryOutAccount)
            return;
        const TryOut::Subscriber subscriber = tryOut->subscriber();
        Account::Private &data = *tryOutAccount->d;
        data.settings.aor = subscriber.aor;
        data.settings.authUser = subscriber.authUser;
        data.settings.server = subscriber.server;
        data.secret = subscriber.password;
        data.password = Account::Private::Password::Known;
        data.start();
    });
    QObject::connect(tryOut.get(), &TryOut::failed, &q, [this](const QString &sentence) {
        notice(QStringLiteral("try-out-failed"), sentence);
        if (tryOutAccount) {
            tryOutAccount->d->reason = sentence;
            Q_EMIT tryOutAccount->changed();
        }
    });
    tryOut->start();
}

void Phone::Private::settingChanged(const QString &key, const QString &value)
{
    devices.changed(key, value);
    if (key == QLatin1String("dnd") && value == QLatin1String("on"))
        silenceRinging();
    if (key == QLatin1String("dnd") || key == QLatin1String("dndUntil"))
        followDoNotDisturb(key);
    if (key == QLatin1String("strictContact"))
        for (const auto &account : accounts)
            account->d->restart();
    if (key == QLatin1String("lamps"))
        favourites->setLampsWanted(value == QLatin1String("on"));
    if (key == QLatin1String("dialRules") || key == QLatin1String("defaultAccount"))
        favourites->waysChanged();
    if (key == QLatin1String("toneRegion") || key == QLatin1String("ringFile"))
        applyAlertSounds();
    if (key == QLatin1String("stereo"))
        environment.media.setStereo(value == QLatin1String("on"));
    if (VoiceSettings::dependOn(key))
        environment.media.setVoice(VoiceSettings::of(environment.profile.settings()));
    tell(QStringLiteral("setting"), {{QStringLiteral("key"), key}, {QStringLiteral("value"), value}});
}

/// What nobody hears is not put into words: that is a good part of what a call costs.
bool Phone::Private::hasListener() const
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&Phone::happened);
    return q.isSignalConnected(signal);
}

void Phone::Private::beginTelling()
{
    for (const auto &account : accounts)
        told.insert(account->id(), newsOf(*account));
    for (const auto &call : calls)
        told.insert(call->id(), newsOf(call->state()));
    for (const EndedCall &ended : endedCalls)
        told.insert(ended.call->id(), newsOf(ended.call->state()));
    for (const FavouriteState &favourite : favourites->list())
        told.insert(favourite.favourite.id, newsOf(favourite));
}

QJsonObject Phone::Private::newsOf(const CallState &state)
{
    QJsonObject content = PhoneJson::call(state);
    content.remove(QStringLiteral("durationMs"));
    content.insert(QStringLiteral("call"), state.id);
    return content;
}

QJsonObject Phone::Private::newsOf(const Account &account)
{
    QJsonObject content = PhoneJson::account(account);
    content.remove(QStringLiteral("expiresIn"));
    content.insert(QStringLiteral("account"), account.id());
    return content;
}

void Phone::Private::tell(const QString &event, QJsonObject content)
{
    content.insert(QStringLiteral("time"), environment.clock.wallTime().toString(Qt::ISODateWithMs));
    content.insert(QStringLiteral("event"), event);
    Q_EMIT q.happened(content);
}

void Phone::Private::tellIfNew(const QString &event, const QString &id, const QJsonObject &content)
{
    QJsonObject &last = told[id];
    if (last == content)
        return;
    last = content;
    tell(event, content);
}

void Phone::Private::notice(const QString &code, const QString &sentence)
{
    const TimePoint now = environment.clock.now();
    Q_EMIT q.warned(code, sentence);
    noticed.removeIf([&](const auto &said) { return said.value() + NoticeTime <= now; });
    if (noticed.contains(sentence))
        return;
    noticed.insert(sentence, now);
    tell(QStringLiteral("notice"), {{QStringLiteral("code"), code}, {QStringLiteral("message"), sentence}});
    Q_EMIT q.noticed(code, sentence);
}

void Phone::Private::forgetNotice(const QString &sentence)
{
    noticed.remove(sentence);
    if (!sentence.isEmpty())
        Q_EMIT q.noticeOver(sentence);
}

void Phone::Private::notNow(const QString &code, const QString &sentence)
{
    notice(code, sentence);
    if (!storeTimer.isRunning())
        storeTimer.start(StoreAgain, [this] { storeAgain(); });
}

void Phone::Private::storeAgain()
{
    if (environment.profile.storeUnsaved())
        noticed.clear(); // it is news when it begins again
    else
        storeTimer.start(StoreAgain, [this] { storeAgain(); });
}

void Phone::Private::stopWhenQuiet()
{
    if (isStopping && stillStopping <= 0 && !secrets.isWriting())
        stopNow();
}

void Phone::Private::stopNow()
{
    if (std::exchange(isStopped, true))
        return;
    stopTimer.stop();
    Q_EMIT q.stopped();
}

} // namespace carillon
