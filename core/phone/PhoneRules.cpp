// How numbers are dialled, and when nobody is to be disturbed.
#include "AccountWiring.h"
#include "DialString.h"
#include "DialTarget.h"
#include "PhonePrivate.h"
#include "Sentences.h"
#include "SettingsStore.h"

namespace carillon {

namespace {

constexpr std::chrono::minutes LongestQuiet{7 * 24 * 60};
constexpr std::chrono::hours LookAgain{1}; ///< at the clock, which may have been set since

const QString dndKey = QStringLiteral("dnd"), dndUntilKey = QStringLiteral("dndUntil");

} // namespace

PhoneResult<NameAddr> Phone::Private::resolve(const Account &account, const QString &target) const
{
    const QString rules = environment.profile.settings().value(QStringLiteral("dialRules"));
    return dialTarget(
        target, SipUri::parse(account.settings().aor.toUtf8()).value_or(SipUri()), DialRules::parse(rules));
}

PhoneResult<QString> Phone::previewDial(const QString &typed) const
{
    const auto account = d->chosenAccount({});
    if (!account)
        return Failure<PhoneError>(account.error());
    const auto target = d->resolve(**account, DialString::split(typed).target);
    if (!target)
        return Failure<PhoneError>(target.error());
    return QString::fromUtf8(target->uri.toBytes());
}

PhoneResult<> Phone::setDoNotDisturb(bool on, std::optional<std::chrono::minutes> time)
{
    if (time && (time->count() < 1 || *time > LongestQuiet))
        return Failure<PhoneError>(
            {QStringLiteral("bad-time"), Sentences::text("Do not disturb lasts from a minute to a week.")});
    const QDateTime until = on && time
        ? d->environment.clock.wallTime().addSecs(std::chrono::seconds(*time).count())
        : QDateTime();
    SettingsStore &store = settings();
    store.set(dndUntilKey, until.isValid() ? until.toString(Qt::ISODate) : QString());
    store.set(dndKey, on ? QStringLiteral("on") : QStringLiteral("off"));
    return {};
}

int Phone::refusedCalls() const
{
    return d->refusedCalls;
}

/// @param key the setting that changed; empty: at the start.
void Phone::Private::followDoNotDisturb(const QString &key)
{
    SettingsStore &settings = environment.profile.settings();
    if (settings.value(dndKey) == QLatin1String("off")) {
        dndTimer.stop();
        if (key == dndKey)
            settings.set(dndUntilKey, {}); // the next one lasts as long as is said then
        return;
    }
    const QDateTime until = QDateTime::fromString(settings.value(dndUntilKey), Qt::ISODateWithMs);
    if (!until.isValid()) {
        dndTimer.stop();
        return;
    }
    const Milliseconds left(environment.clock.wallTime().msecsTo(until));
    if (left <= Milliseconds(0))
        settings.set(dndKey, QStringLiteral("off"));
    else
        dndTimer.start(std::min<Milliseconds>(left, LookAgain), [this] { followDoNotDisturb({}); });
}

} // namespace carillon
