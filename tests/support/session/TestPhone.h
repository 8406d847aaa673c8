#pragma once

#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeResolver.h"
#include "FakeSessionDescriptionHandler.h"
#include "FakeTransport.h"
#include "HopResolver.h"
#include "UserAgent.h"

namespace carillon {

inline NameAddr address(const QByteArray &text)
{
    return NameAddr::parse(text).value();
}

/// A user agent without hands: what comes in is kept for the test to act on.
class TestPhone
{
public:
    struct Options {
        TransportProtocol protocol = TransportProtocol::Udp;
        std::optional<QByteArray> server{}; ///< the account's server as a URI
        QByteArray password{};
        std::chrono::seconds expires{600};
        bool isListening = true;                          ///< somebody is connected to invited() and the like
        std::function<void(UserAgentOptions &)> adjust{}; ///< the last word on the user agent's options
        std::chrono::seconds sessionExpires{1800};
        std::chrono::seconds minSessionExpires{90};
    };

    /// @param number 1.. : the host 10.0.0.number, user "userN".
    TestPhone(FakeClock &clock, int number, const Options &phoneOptions)
        : options(phoneOptions)
        , resolver(clock)
        , m_clock(clock)
        , m_random(quint64(number) * 7919)
        , m_hopResolver(resolver, m_random)
    {
        const Hop local{options.protocol, QHostAddress(QStringLiteral("10.0.0.%1").arg(number)),
            defaultPort(options.protocol), {}};
        auto wireEnd = std::make_unique<FakeTransport>(clock, local);
        transport = wireEnd.get();
        uri = "sip:user" + QByteArray::number(number) + "@10.0.0." + QByteArray::number(number);
        UserAgentOptions agentOptions;
        agentOptions.addressOfRecord = address("\"User " + QByteArray::number(number) + "\" <" + uri + ">");
        if (options.server) {
            agentOptions.nextHop = SipUri::parse(*options.server).value();
            agentOptions.addressOfRecord.uri.host = "example.com";
        }
        agentOptions.credentials = {"user" + QByteArray::number(number), options.password, {}};
        agentOptions.expires = options.expires;
        agentOptions.sessionExpires = options.sessionExpires;
        agentOptions.minSessionExpires = options.minSessionExpires;
        agentOptions.userAgentName = "Test";
        if (options.adjust)
            options.adjust(agentOptions);
        agent = std::make_unique<UserAgent>(std::move(agentOptions),
            UserAgentEnvironment{clock, m_random, m_hopResolver, std::move(wireEnd), [this](Session &) {
                                     auto handler = std::make_unique<FakeSessionDescriptionHandler>(
                                         m_clock, script, agent->options().addressOfRecord.uri.user);
                                     media.append(handler.get());
                                     return handler;
                                 }});
        if (options.isListening) {
            QObject::connect(agent.get(), &UserAgent::invited, agent.get(),
                [this](Invitation *invitation) { invitations.append(invitation); });
            QObject::connect(agent.get(), &UserAgent::referred, agent.get(),
                [this](const std::shared_ptr<Referral> &referral) { referrals.append(referral); });
        }
        agent->start();
    }

    Inviter *call(const QByteArray &target, InviterOptions inviterOptions = {})
    {
        auto *inviter
            = new Inviter(*agent, address("<" + target + ">"), std::move(inviterOptions), agent.get());
        listenTo(*inviter);
        (void)inviter->invite();
        return inviter;
    }
    /// Keeps the referrals of @p session.
    void listenTo(Session &session)
    {
        QObject::connect(&session, &Session::referred, agent.get(),
            [this](const std::shared_ptr<Referral> &referral) { referrals.append(referral); });
    }
    Invitation *invitation() const { return invitations.isEmpty() ? nullptr : invitations.last().data(); }
    FakeSessionDescriptionHandler *lastMedia() const
    {
        return media.isEmpty() ? nullptr : media.last().data();
    }
    /// What was wrong about the use of the media, over all calls.
    QStringList mediaFaults() const
    {
        QStringList faults;
        for (const auto &handler : media) {
            if (handler)
                faults += handler->faults;
        }
        return faults;
    }

    Options options;
    QByteArray uri;
    FakeSessionDescriptionHandler::Script script;
    FakeResolver resolver;
    FakeTransport *transport = nullptr;
    QList<QPointer<Invitation>> invitations;
    QList<std::shared_ptr<Referral>> referrals;
    QList<QPointer<FakeSessionDescriptionHandler>> media;

private:
    FakeClock &m_clock;
    FakeRandom m_random;
    HopResolver m_hopResolver;

public:
    std::unique_ptr<UserAgent> agent; ///< last: it goes first
};

} // namespace carillon
