#include "AlertDesk.h"

#include "CallDesk.h"
#include "Phone.h"
#include "PopupStack.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

namespace carillon {
namespace {

const auto alertStyle = QStringLiteral("alertStyle");
const auto missedName = QStringLiteral("missed");
const auto programName = QStringLiteral("program");
const auto callPrefix = QStringLiteral("call ");
const auto ongoingPrefix = QStringLiteral("ongoing ");
const auto defaultAction = QStringLiteral("default");
const auto answerAction = QStringLiteral("answer");
const auto declineAction = QStringLiteral("decline");
const auto openAction = QStringLiteral("open");
const auto hangUpAction = QStringLiteral("hang-up");

bool goesOn(const CallState &call)
{
    return !ringsHere(call) && call.phase != CallState::Phase::Terminating
        && call.phase != CallState::Phase::Terminated;
}

} // namespace

AlertStyle alertStyleOf(const QString &setting)
{
    if (setting == QLatin1String("notification"))
        return AlertStyle::Notification;
    return setting == QLatin1String("both") ? AlertStyle::Both : AlertStyle::Popup;
}

AlertDesk::AlertDesk(Phone &phone, CallDesk &calls, const Around &around, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_calls(calls)
    , m_notifications(around.session ? std::make_unique<Notifications>(*around.session) : nullptr)
    , m_return(around.session, around.system, around.clock)
{
    connect(&calls, &CallDesk::callsChanged, this, &AlertDesk::refresh);
    // Later: a window tells it while it opens or closes.
    connect(&calls, &CallDesk::windowsChanged, this, &AlertDesk::refreshOngoing, Qt::QueuedConnection);
    connect(&phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == alertStyle || key == setting::callStrip)
            refresh();
    });
    if (m_notifications) {
        connect(m_notifications.get(), &Notifications::tokenGiven, this, &AlertDesk::tokenGiven);
        connect(m_notifications.get(), &Notifications::invoked, this,
            [this](const QString &name, const QString &action) {
                invoked(name, action);
                Q_EMIT tokenGiven({}); // whatever comes later was not asked for by this click
            });
        connect(m_notifications.get(), &Notifications::failed, this, &AlertDesk::failed);
    }
    connect(&m_return, &SessionReturn::returned, this, &AlertDesk::tellAgain);
    refresh();
}

AlertDesk::~AlertDesk() = default;

QList<CallState> AlertDesk::ringing() const
{
    QList<CallState> calls;
    for (const CallState &call : m_calls.liveCalls()) {
        if (ringsHere(call) && !m_calls.isSilenced(call.id))
            calls.append(call);
    }
    return calls;
}

void AlertDesk::refresh()
{
    refreshRinging();
    refreshOngoing();
}

/// Takes down what is shown under @p prefix of others than @p calls.
void AlertDesk::takeOthers(const QString &prefix, const QList<CallState> &calls)
{
    const QStringList names = m_told.keys();
    for (const QString &name : names) {
        const auto same = [&](const CallState &call) { return prefix + call.id == name; };
        if (name.startsWith(prefix) && std::none_of(calls.begin(), calls.end(), same))
            take(name);
    }
}

// Whoever has stopped ringing, for whatever reason, goes first: a daemon shows only so many.
void AlertDesk::refreshRinging()
{
    const QList<CallState> calls = ringing();
    const bool isOn = alertStyleOf(m_phone.settings().value(alertStyle)) != AlertStyle::Popup;
    const QList<CallState> shown = isOn ? calls.mid(0, mostCalls) : QList<CallState>();
    takeOthers(callPrefix, shown);
    for (const CallState &call : shown) {
        const bool isLast = call.id == shown.last().id;
        show(callPrefix + call.id, incoming(call, isLast ? calls.size() - shown.size() : 0));
    }
    if (calls.isEmpty())
        m_isFailing = false;
    else
        m_return.watch();
    withhold();
}

// The strip on top shows them all the time.
void AlertDesk::refreshOngoing()
{
    QList<CallState> shown;
    if (m_tray == Tray::Missing && m_phone.settings().value(setting::callStrip) != setting::on) {
        for (const CallState &call : m_calls.liveCalls()) {
            if (goesOn(call) && !m_calls.isSeen(call.id) && shown.size() < mostCalls)
                shown.append(call);
        }
    }
    takeOthers(ongoingPrefix, shown);
    for (const CallState &call : std::as_const(shown))
        show(ongoingPrefix + call.id, ongoing(call));
}

void AlertDesk::setTray(Tray tray)
{
    m_tray = tray;
    refreshOngoing();
}

// Whoever comes back to the screen has not seen who rings: popups may lie below what the lock screen left,
// and notifications have gone into a list.
void AlertDesk::tellAgain()
{
    m_calls.popups().showAgain();
    for (const CallState &call : ringing()) {
        const auto told = m_told.constFind(callPrefix + call.id);
        if (m_notifications && told != m_told.constEnd())
            m_notifications->show(told.key(), *told);
    }
}

void AlertDesk::withhold()
{
    const bool onlyNotifies = alertStyleOf(m_phone.settings().value(alertStyle)) == AlertStyle::Notification;
    m_calls.popups().setShow(
        onlyNotifies && m_notifications && !m_isFailing ? PopupStack::Show::Withheld : PopupStack::Show::All);
}

Notification AlertDesk::incoming(const CallState &call, qsizetype more) const
{
    const IncomingPresentation shown = m_calls.incoming(call);
    QStringList lines;
    if (!shown.address.isEmpty())
        lines.append(shown.address);
    if (more > 0)
        lines.append(tr("and %n more are calling", nullptr, int(more)));
    return {.title = shown.title,
        .body = lines.join(QLatin1Char('\n')),
        .category = QStringLiteral("call.incoming"),
        .urgency = Notification::Urgency::Critical,
        .lifetime = Notification::Lifetime::Lasting,
        .actions
        = {{answerAction, shown.answer}, {declineAction, tr("Decline")}, {defaultAction, tr("Show")}}};
}

Notification AlertDesk::ongoing(const CallState &call)
{
    const OngoingPresentation shown = presentOngoing(call);
    QStringList facts;
    if (call.heldLocal)
        facts.append(tr("On hold"));
    if (shown.muted)
        facts.append(tr("Your microphone is muted"));
    if (shown.recorded)
        facts.append(tr("Recording"));
    return {.title = shown.established ? tr("In call with %1").arg(shown.name) : shown.sentence,
        .body = facts.join(QStringLiteral(" · ")),
        .category = QStringLiteral("call"),
        .urgency = Notification::Urgency::Low,
        .lifetime = Notification::Lifetime::Lasting,
        .actions = {{openAction, tr("Open")}, {hangUpAction, tr("Hang up")}, {defaultAction, tr("Open")}}};
}

void AlertDesk::tellMissed(const QString &who)
{
    const QString title = tr("Missed call");
    if (!m_notifications)
        return Q_EMIT untold(title, who);
    m_told.remove(missedName); // the same caller once more is news
    show(missedName,
        {.title = title,
            .body = who,
            .category = QStringLiteral("call.unanswered"),
            .actions = {{defaultAction, tr("Show")}}});
}

void AlertDesk::forgetMissed()
{
    take(missedName);
}

void AlertDesk::tell(const QString &title, const QString &body)
{
    if (!m_notifications)
        return Q_EMIT untold(title, body);
    show(programName,
        {.title = title,
            .body = body,
            .urgency = Notification::Urgency::Low,
            .actions = {{defaultAction, tr("Show")}}});
}

void AlertDesk::forgetTold()
{
    take(programName);
}

void AlertDesk::show(const QString &name, const Notification &notification)
{
    const auto told = m_told.constFind(name);
    if (!m_notifications || (told != m_told.constEnd() && *told == notification))
        return;
    m_told.insert(name, notification);
    m_notifications->show(name, notification);
}

void AlertDesk::take(const QString &name)
{
    if (m_told.remove(name) && m_notifications)
        m_notifications->close(name);
}

void AlertDesk::invoked(const QString &name, const QString &action)
{
    if (name.startsWith(ongoingPrefix)) {
        const QString talk = name.mid(ongoingPrefix.size());
        return action == hangUpAction ? m_calls.end(talk) : m_calls.showWindow(talk);
    }
    const QString id = name.startsWith(callPrefix) ? name.mid(callPrefix.size()) : QString();
    if (!id.isEmpty() && action == answerAction)
        m_calls.answer(id);
    else if (!id.isEmpty() && action == declineAction)
        m_calls.end(id);
    else
        Q_EMIT openRequested();
}

void AlertDesk::failed(const QString &name)
{
    if (name.startsWith(callPrefix)) {
        m_isFailing = true;
        withhold();
        return;
    }
    if (name.startsWith(ongoingPrefix))
        return; // it waits for a daemon that comes; nobody else has a place for it
    const Notification told = m_told.take(name);
    if (!told.title.isEmpty())
        Q_EMIT untold(told.title, told.body);
}

} // namespace carillon
