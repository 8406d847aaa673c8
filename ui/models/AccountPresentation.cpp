#include "AccountPresentation.h"

#include "PlainText.h"
#include "RemoteText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace carillon {
namespace {

constexpr qsizetype decodedLength = 200;

QString text(const char *source)
{
    return QCoreApplication::translate("AccountPresentation", source);
}

/// Without the percent-encoding of the user part (RFC 3261 §19.1.2), which is for machines.
QString readable(const QString &address)
{
    if (!address.contains(QLatin1Char('%')))
        return address;
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    const QString user = at < 0 ? address : address.left(at);
    const QString decoded = remoteText(QStringView(QUrl::fromPercentEncoding(user.toUtf8())), decodedLength);
    const bool isPlain = !decoded.isEmpty() && !decoded.contains(QLatin1Char('@'))
        && !decoded.contains(QChar::ReplacementCharacter);
    return isPlain ? decoded + address.mid(user.size()) : address;
}

QString whyNot(const AccountSummary &account)
{
    return account.reason.isEmpty() ? text("not registered") : account.reason;
}

} // namespace

QString shortAddress(const QString &uri)
{
    QString address = uri.trimmed();
    for (const auto scheme :
        {QLatin1String("sip:"), QLatin1String("sips:"), QLatin1String("tel:"), QLatin1String("callto:")}) {
        if (address.startsWith(scheme, Qt::CaseInsensitive)) {
            address = address.mid(scheme.size());
            break;
        }
    }
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    for (const QChar end : {QLatin1Char(';'), QLatin1Char('?')}) {
        const qsizetype cut = address.indexOf(end, std::max<qsizetype>(at, 0));
        if (cut >= 0)
            address.truncate(cut);
    }
    return address;
}

QString domainOf(const QString &uri)
{
    static const QRegularExpression port(QStringLiteral(":\\d+$"));
    return shortAddress(uri).section(QLatin1Char('@'), -1).remove(port);
}

QString friendlyAddress(const QString &uri, const QString &ownDomain)
{
    const QString address = shortAddress(uri);
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    const bool own
        = at > 0 && !ownDomain.isEmpty() && domainOf(address).compare(ownDomain, Qt::CaseInsensitive) == 0;
    return own ? readable(address.left(at)) : readable(address);
}

AccountPresentation present(const AccountSummary &account)
{
    AccountPresentation shown{
        .title = account.tryOut ? text("Try-out") : shortAddress(account.settings.aor), .sentence = {}};
    switch (account.state) { // no default: a new state must break this build
    case Account::State::Unregistered:
        if (account.ready) {
            const QString where = shortAddress(account.contact);
            shown.sentence
                = where.isEmpty() ? text("ready") : text("ready, listening at %1").arg(isolated(where));
            shown.icon = Icon::Check;
            shown.tone = Tone::Good;
        } else {
            shown.sentence = whyNot(account);
        }
        return shown;
    case Account::State::Connecting:
        shown.sentence = account.reason.isEmpty() ? text("connecting…") : account.reason;
        shown.icon = Icon::Working;
        return shown;
    case Account::State::Registering:
        shown.sentence = text("signing in…");
        shown.icon = Icon::Working;
        return shown;
    case Account::State::Registered:
        shown.sentence = text("ready");
        shown.icon = Icon::Check;
        shown.tone = Tone::Good;
        return shown;
    case Account::State::Unregistering:
        shown.sentence = text("signing out…");
        shown.icon = Icon::Working;
        return shown;
    case Account::State::Failed:
        shown.sentence = whyNot(account);
        shown.icon = Icon::Warning;
        shown.tone = Tone::Danger;
        return shown;
    }
    Q_UNREACHABLE();
}

StatusPresentation presentStatus(const QList<AccountSummary> &accounts, Reachability reachability,
    Disturbance disturbance, const QString &quietEnd)
{
    if (accounts.isEmpty())
        return {.sentence = text("No account yet"),
            .spoken = text("There is no account yet. Open the accounts.")};
    if (reachability == Reachability::Offline)
        return {.sentence = text("Offline"),
            .spoken = text("The computer is offline. Open the accounts."),
            .icon = Icon::Warning,
            .tone = Tone::Attention};
    if (disturbance == Disturbance::Refused)
        return {.sentence
            = quietEnd.isEmpty() ? text("Do not disturb") : text("Do not disturb until %1").arg(quietEnd),
            .spoken = quietEnd.isEmpty()
                ? text("Do not disturb: callers hear that you are busy. Open the accounts.")
                : text("Do not disturb until %1: callers hear that you are busy. Open the accounts.")
                      .arg(quietEnd),
            .icon = Icon::Silence,
            .tone = Tone::Attention};
    const auto ready = std::count_if(accounts.begin(), accounts.end(), [](const auto &a) { return a.ready; });
    if (accounts.size() == 1) {
        AccountPresentation only = present(accounts.first());
        if (ready) // where it listens is for the list of accounts
            only.sentence = text("ready");
        // What is wrong names the account itself, and has two lines.
        const bool tells = !accounts.first().reason.isEmpty() && only.sentence == accounts.first().reason;
        return {.sentence = tells ? only.sentence : text("%1 · %2").arg(isolated(only.title), only.sentence),
            .spoken = text("Account %1: %2. Open the accounts.").arg(isolated(only.title), only.sentence),
            .icon = only.icon,
            .tone = only.tone};
    }
    const bool all = ready == accounts.size();
    const QString sentence = all
        ? QCoreApplication::translate("AccountPresentation", "%n accounts ready", nullptr, int(ready))
        : text("%1 of %2 accounts ready").arg(ready).arg(accounts.size());
    return {.sentence = sentence,
        .spoken = text("%1. Open the accounts.").arg(sentence),
        .icon = all ? Icon::Check : Icon::Warning,
        .tone = all ? Tone::Good : Tone::Attention};
}

QList<Step> presentSteps(const AccountSummary &account)
{
    const QString bare = shortAddress(account.settings.aor);
    const QString address = isolated(bare);
    const QString domain = isolated(domainOf(bare));
    const QString user = isolated(bare.section(QLatin1Char('@'), 0, 0));
    const Step saved{Step::Mark::Done, text("The account is saved."), {}};
    const Step connected{Step::Mark::Done, text("Connected to %1.").arg(domain), {}};
    const Step ready{Step::Mark::Done, text("Ready. Calls to %1 ring here.").arg(address), {}};
    switch (account.state) { // no default: a new state must break this build
    case Account::State::Unregistered:
        if (account.ready)
            return {saved, ready};
        return {saved, {Step::Mark::Working, text("Waiting to connect to %1…").arg(domain), {}}};
    case Account::State::Connecting:
        return {saved, {Step::Mark::Working, text("Connecting to %1…").arg(domain), {}}};
    case Account::State::Registering:
        return {saved, connected, {Step::Mark::Working, text("Signing in as %1…").arg(user), {}}};
    case Account::State::Registered: return {saved, connected, ready};
    case Account::State::Unregistering: return {saved, {Step::Mark::Working, text("Signing out…"), {}}};
    case Account::State::Failed: {
        const QString why
            = account.reason.isEmpty() ? text("%1 did not let us in.").arg(domain) : account.reason;
        return {saved, {Step::Mark::Failed, why, account.detail}};
    }
    }
    Q_UNREACHABLE();
}

} // namespace carillon
