// A user agent without a person, for the interop tests: what the framework can do and the program does not
// show. Lines of JSON come in ({"do": "message", "to": "sip:...", "text": "..."}) and go out ({"event":
// "message", ...}).
#include "AccountFields.h"
#include "AccountWiring.h"
#include "HopResolver.h"
#include "Messager.h"
#include "Publisher.h"
#include "Subscriber.h"
#include "SystemClock.h"
#include "SystemNetwork.h"
#include "SystemResolver.h"
#include "TransportFactory.h"
#include "UserAgent.h"
#include "UserAgentCore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QMetaEnum>
#include <QSocketNotifier>
#include <cstdio>
#include <unistd.h>

using namespace carillon;

namespace {

void say(const char *event, QJsonObject fields = {})
{
    fields.insert(QStringLiteral("event"), QString::fromLatin1(event));
    const QByteArray line = QJsonDocument(fields).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

QString text(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

template <typename State>
void sayState(const char *event, State state)
{
    say(event,
        {{QStringLiteral("state"),
            QString::fromLatin1(QMetaEnum::fromType<State>().valueToKey(int(state)))}});
}

/// Says with which status @p what was answered.
RequestDelegate saying(const QString &what)
{
    RequestDelegate delegate;
    delegate.onAccept = [what](const RequestDelegate::Answer &answer) {
        say("answered",
            {{QStringLiteral("what"), what}, {QStringLiteral("code"), answer.response.statusCode()}});
    };
    delegate.onReject = delegate.onRedirect = delegate.onAccept;
    return delegate;
}

class Agent
{
public:
    Agent(const AccountSettings &settings, const QString &password)
        : m_agent(AccountWiring::userAgentOptions(
                      settings, password, "urn:uuid:5f3a9d8e-2f6b-4c1e-9a55-2b8b1f0a7c11"),
            UserAgentEnvironment{m_clock, m_random, m_hops,
                makeTransport(m_network, m_clock, m_random, AccountWiring::transportOptions(settings)), {}})
        , m_registers(settings.registers)
    {
        QObject::connect(&m_agent, &UserAgent::connected, &m_agent, [this] { connected(); });
        QObject::connect(&m_agent.registerer(), &Registerer::stateChanged, &m_agent,
            [](Registerer::State state) { sayState("registration", state); });
        QObject::connect(&m_agent, &UserAgent::messageReceived, &m_agent,
            [](const std::shared_ptr<ReceivedRequest> &message) {
                say("message",
                    {{QStringLiteral("text"), text(message->request().body())},
                        {QStringLiteral("from"), text(message->request().value(HeaderId::From))}});
            });
        QObject::connect(&m_agent, &UserAgent::subscriptionRequested, &m_agent,
            [this](const std::shared_ptr<Notifier> &asked) { subscriptionRequested(asked); });
        m_agent.start();
    }

    void run(const QJsonObject &command)
    {
        const QString what = command.value(QLatin1String("do")).toString();
        const auto field
            = [&](const char *name) { return command.value(QLatin1String(name)).toString().toUtf8(); };
        if (what == QLatin1String("message"))
            Messager(m_agent.core(), target(command))
                .message(field("text"), "text/plain;charset=utf-8", saying(what));
        else if (what == QLatin1String("subscribe"))
            subscribe(command);
        else if (what == QLatin1String("unsubscribe") && m_subscriber)
            (void)m_subscriber->unsubscribe();
        else if (what == QLatin1String("publish"))
            publish(command);
        else if (what == QLatin1String("unpublish") && m_publisher)
            (void)m_publisher->unpublish(saying(what));
        else if (what == QLatin1String("notify") && m_notifier)
            m_notifier->notify(
                {field("text"), field("type").isEmpty() ? QByteArray("text/plain") : field("type")});
        else if (what == QLatin1String("terminate") && m_notifier)
            m_notifier->terminate("noresource");
        else if (what == QLatin1String("quit"))
            stop();
        else
            say("refused", {{QStringLiteral("what"), what}});
    }

private:
    static NameAddr target(const QJsonObject &command)
    {
        NameAddr address;
        address.uri
            = SipUri::parse(command.value(QLatin1String("to")).toString().toUtf8()).value_or(SipUri());
        return address;
    }

    void connected()
    {
        if (m_registers)
            (void)m_agent.registerer().addBinding();
        say("connected", {{QStringLiteral("contact"), text(m_agent.contact().uri.toBytes())}});
    }

    void subscribe(const QJsonObject &command)
    {
        SubscriberOptions options;
        options.event = command.value(QLatin1String("package")).toString().toUtf8();
        options.expires = std::chrono::seconds(command.value(QLatin1String("expires")).toInt(600));
        options.forks = SubscriberOptions::Forks::Accept;
        m_subscriber = std::make_unique<Subscriber>(m_agent.core(), target(command), options);
        listen(*m_subscriber, "subscription");
        QObject::connect(m_subscriber.get(), &Subscriber::branched, &m_agent,
            [this](Subscriber *further) { listen(*further, "branch"); });
        (void)m_subscriber->subscribe(saying(QStringLiteral("subscribe")));
    }

    void listen(Subscriber &subscriber, const char *name)
    {
        QObject::connect(&subscriber, &Subscriber::stateChanged, &m_agent,
            [name](Subscriber::State state) { sayState(name, state); });
        QObject::connect(&subscriber, &Subscriber::notified, &m_agent,
            [name](const std::shared_ptr<ReceivedRequest> &notification) {
                const SipRequest &notify = notification->request();
                say("notified",
                    {{QStringLiteral("by"), QString::fromLatin1(name)},
                        {QStringLiteral("text"), text(notify.body())},
                        {QStringLiteral("state"), text(notify.value(HeaderId::SubscriptionState))}});
            });
    }

    void subscriptionRequested(const std::shared_ptr<Notifier> &asked)
    {
        m_notifier = asked;
        QObject::connect(asked.get(), &Notifier::stateChanged, &m_agent,
            [](Notifier::State state) { sayState("notifier", state); });
        QObject::connect(asked.get(), &Notifier::refreshed, &m_agent, [] { say("refreshed"); });
        asked->accept({"first", "text/plain"});
    }

    void publish(const QJsonObject &command)
    {
        if (!m_publisher) {
            PublisherOptions options;
            options.event = command.value(QLatin1String("package")).toString().toUtf8();
            m_publisher = std::make_unique<Publisher>(m_agent.core(), target(command), options);
            QObject::connect(m_publisher.get(), &Publisher::stateChanged, &m_agent,
                [](Publisher::State state) { sayState("publication", state); });
        }
        (void)m_publisher->publish(
            command.value(QLatin1String("text")).toString().toUtf8(), saying(QStringLiteral("publish")));
    }

    void stop()
    {
        m_subscriber.reset();
        m_publisher.reset();
        m_notifier.reset();
        QObject::connect(&m_agent, &UserAgent::stateChanged, qApp, [](UserAgent::State state) {
            if (state == UserAgent::State::Stopped)
                QCoreApplication::quit();
        });
        m_agent.stop();
        if (m_agent.state() == UserAgent::State::Stopped)
            QCoreApplication::quit();
    }

    SystemClock m_clock;
    SystemRandom m_random;
    SystemNetwork m_network{m_clock};
    SystemResolver m_resolver{m_clock};
    HopResolver m_hops{m_resolver, m_random};
    UserAgent m_agent;
    const bool m_registers;
    std::unique_ptr<Subscriber> m_subscriber;
    std::unique_ptr<Publisher> m_publisher;
    std::shared_ptr<Notifier> m_notifier;
};

/// interop_agent AOR [SERVER [CA]]: registers where a server is given; the password is in the environment.
AccountSettings settingsFrom(const QStringList &arguments)
{
    AccountSettings settings;
    settings.aor = arguments.value(1);
    settings.server = arguments.value(2);
    settings.registers = !settings.server.isEmpty();
    settings.caFile = arguments.value(3);
    return settings;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Agent agent(settingsFrom(application.arguments()), qEnvironmentVariable("AGENT_PASSWORD"));
    QByteArray pending;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&] {
        char bytes[4096];
        const auto count = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0) { // whoever drives us has gone
            input.setEnabled(false);
            agent.run({{QStringLiteral("do"), QStringLiteral("quit")}});
            return;
        }
        pending.append(bytes, count);
        for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
            const QJsonObject command = QJsonDocument::fromJson(pending.first(end)).object();
            pending.remove(0, end + 1);
            agent.run(command);
        }
    });
    return QCoreApplication::exec();
}
