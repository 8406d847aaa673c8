#include "LampWatch.h"

#include "Subscriber.h"
#include "UserAgentCore.h"

#include <array>

namespace carillon {

namespace {

const QByteArray contentType("application/dialog-info+xml");

/// Answers after which asking again would bring the same. Others, as 408 and 503, are of the moment.
constexpr std::array finalRefusals{
    400, 401, 403, 404, 405, 406, 407, 410, 415, 416, 420, 484, 485, 489, 493, 501, 505, 600, 603, 604, 606};

bool isForGood(const Subscriber::End &end)
{
    const bool isRefused = end.by == Subscriber::End::By::Remote
        && std::find(finalRefusals.begin(), finalRefusals.end(), end.statusCode) != finalRefusals.end();
    // RFC 6665 §4.1.3
    return isRefused || end.reason == "rejected" || end.reason == "noresource" || end.reason == "invariant";
}

} // namespace

LampWatch::LampWatch(UserAgentCore &core, NameAddr target, QObject *parent)
    : QObject(parent)
    , m_core(&core)
    , m_clock(core.clock())
    , m_target(std::move(target))
    , m_retry(m_clock)
{
}

LampWatch::~LampWatch() = default;

bool LampWatch::watches(const UserAgentCore *core) const
{
    return m_core == core;
}

void LampWatch::start()
{
    if (!m_subscriber && !m_hasGivenUp && !m_retry.isRunning())
        subscribe();
}

void LampWatch::subscribe()
{
    if (!m_core)
        return;
    m_table.clear();
    SubscriberOptions options;
    options.event = "dialog";
    options.expires = Limits::Expires;
    options.accept = contentType;
    m_subscriber = std::make_unique<Subscriber>(*m_core, m_target, std::move(options));
    connect(m_subscriber.get(), &Subscriber::stateChanged, this, &LampWatch::followSubscription);
    connect(m_subscriber.get(), &Subscriber::notified, this,
        [this](const std::shared_ptr<ReceivedRequest> &notification) { take(*notification); });
    (void)m_subscriber->subscribe();
}

void LampWatch::followSubscription()
{
    switch (m_subscriber->state()) { // no default: a new state must break this build
    case Subscriber::State::NotifyWait: m_table.clear(); break; // another subscription, counted anew
    case Subscriber::State::RetryWait: show({}); break;
    case Subscriber::State::Terminated: ended(); break;
    case Subscriber::State::Initial:
    case Subscriber::State::Pending:
    case Subscriber::State::Active:
    case Subscriber::State::Leaving:
    case Subscriber::State::Unsubscribing: break;
    }
}

void LampWatch::ended()
{
    const Subscriber::End end = m_subscriber->end();
    m_subscriber->disconnect(this);
    m_subscriber.release()->deleteLater(); // it is telling us
    m_hasGivenUp = isForGood(end) || !m_core;
    if (!m_hasGivenUp) {
        m_retry.start(m_pause, [this] { subscribe(); });
        m_pause = std::min(m_pause * 2, Limits::LastRetry);
    }
    show({});
}

/// A document that is none changes nothing: the next one may be better.
void LampWatch::take(const ReceivedRequest &notification)
{
    const SipRequest &request = notification.request();
    const QByteArray body = request.body();
    if (body.isEmpty() || request.contentType() != contentType)
        return;
    const auto info = DialogInfo::parse(body);
    if (!info)
        return;
    m_pause = Limits::FirstRetry; // there is somebody who tells
    if (m_table.take(*info) == DialogTable::Taken::Gap)
        repair();
    show(m_table.lamp());
}

/// §4.1.1: a refresh brings a full state.
void LampWatch::repair()
{
    if (m_repairedAt && m_clock.now() - *m_repairedAt < Limits::BetweenRepairs)
        return;
    m_repairedAt = m_clock.now();
    (void)m_subscriber->subscribe();
}

void LampWatch::show(const LampState &state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT changed();
}

} // namespace carillon
