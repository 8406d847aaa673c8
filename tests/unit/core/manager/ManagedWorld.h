#pragma once

#include "CallWorld.h"
#include "Messager.h"
#include "SessionManager.h"
#include "TestRegistrar.h"

namespace carillon {

/// What a manager or a simple user is given to live with: the host 10.0.2.1 of a CallWorld with a registrar,
/// user "me".
class ManagedWorld
{
public:
    static constexpr char Aor[] = "sip:me@10.0.2.1";

    ManagedWorld()
        : resolver(world.clock)
        , hopResolver(resolver, random)
    {
    }
    /// @warning once: the transport is given away.
    UserAgentEnvironment environment()
    {
        auto wireEnd = std::make_unique<FakeTransport>(
            world.clock, Hop{TransportProtocol::Udp, QHostAddress(QStringLiteral("10.0.2.1")), 5060, {}});
        transport = wireEnd.get();
        world.network.attach(*transport);
        QObject::connect(transport, &Transport::stateChanged, transport, [this](Transport::State state) {
            if (state == Transport::State::Connecting)
                openings.append(world.clock.now());
        });
        return {world.clock, random, hopResolver, std::move(wireEnd), [this](Session &) {
                    auto handler = std::make_unique<FakeSessionDescriptionHandler>(world.clock, script, "me");
                    media.append(handler.get());
                    return handler;
                }};
    }
    /// Registers at the registrar, calls whom a URI names.
    static UserAgentOptions agentOptions()
    {
        UserAgentOptions options;
        options.registrar = SipUri::parse(TestRegistrar::Uri).value();
        options.userAgentName = "Test";
        return options;
    }
    void run(std::chrono::nanoseconds by) { world.run(by); }
    FakeSessionDescriptionHandler *lastMedia() const
    {
        return media.isEmpty() ? nullptr : media.last().data();
    }

    CallWorld world;
    FakeRandom random{99};
    FakeResolver resolver;
    HopResolver hopResolver;
    TestRegistrar registrar{world.clock, world.network};
    FakeSessionDescriptionHandler::Script script;
    FakeTransport *transport = nullptr; ///< the one given away
    QList<TimePoint> openings;          ///< when it was opened, after the first time
    QList<QPointer<FakeSessionDescriptionHandler>> media;
};

/// A manager, and what it said in words.
class Managed : public ManagedWorld
{
public:
    explicit Managed(SessionManagerOptions options = {})
    {
        if (options.aor.isEmpty())
            options.aor = Aor;
        const bool hasOwnAgent = !options.userAgent.userAgentName.isEmpty();
        if (!hasOwnAgent)
            options.userAgent = agentOptions();
        manager = SessionManager::make(std::move(options), environment()).value();
        listen();
        run(std::chrono::milliseconds(1)); // a connection made at time zero counts as none
    }
    void connectNow()
    {
        manager->connectToServer();
        run(std::chrono::milliseconds(10));
        log.clear();
    }
    /// Everything said since the last time.
    QStringList heard() { return std::exchange(log, {}); }
    /// Calls @p callee, who answers.
    Inviter *establishWith(TestPhone &callee)
    {
        Inviter *inviter = manager->call(callee.uri).value();
        run(std::chrono::milliseconds(100));
        callee.listenTo(*callee.invitation());
        (void)callee.invitation()->accept();
        run(std::chrono::milliseconds(100));
        return inviter;
    }
    /// @p caller calls, the manager answers.
    Invitation *establishFrom(TestPhone &caller)
    {
        caller.call(Aor);
        run(std::chrono::milliseconds(100));
        Invitation *invitation = received.last();
        (void)manager->answer(invitation);
        run(std::chrono::milliseconds(100));
        return invitation;
    }

    QStringList log;
    QList<QPointer<Invitation>> received;
    QList<std::shared_ptr<Referral>> referrals;
    QList<std::optional<TransportError>> losses;
    std::unique_ptr<SessionManager> manager;

private:
    void listen()
    {
        SessionManager *from = manager.get();
        const auto say = [this](const QString &word) { log.append(word); };
        const auto on = [&](auto signal, const char *word) {
            QObject::connect(from, signal, from, [say, word] { say(QLatin1String(word)); });
        };
        on(&SessionManager::callCreated, "created");
        QObject::connect(from, &SessionManager::callReceived, from, [this, say](Invitation *invitation) {
            received.append(invitation);
            say(QStringLiteral("received"));
        });
        on(&SessionManager::callAnswered, "answered");
        on(&SessionManager::callHungUp, "hung up");
        QObject::connect(from, &SessionManager::callHoldChanged, from,
            [say](Session *, bool held) { say(held ? QStringLiteral("held") : QStringLiteral("not held")); });
        QObject::connect(from, &SessionManager::dtmfReceived, from,
            [say](Session *, QChar tone) { say(QStringLiteral("tone ") + tone); });
        QObject::connect(from, &SessionManager::referred, from,
            [this, say](Session *, const std::shared_ptr<Referral> &referral) {
                referrals.append(referral);
                say(QStringLiteral("referred"));
            });
        on(&SessionManager::registered, "registered");
        on(&SessionManager::unregistered, "unregistered");
        on(&SessionManager::serverConnected, "connected");
        QObject::connect(from, &SessionManager::serverDisconnected, from,
            [this, say](const std::optional<TransportError> &error) {
                losses.append(error);
                say(QStringLiteral("disconnected"));
            });
    }
};

} // namespace carillon
