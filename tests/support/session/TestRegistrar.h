#pragma once

#include "DigestVerifier.h"
#include "FakeClock.h"
#include "FakeRandom.h"
#include "LoopbackNetwork.h"

namespace carillon {

/// A registrar at 10.0.1.1 of a LoopbackNetwork: digest, 423, and whatever else a test scripts.
class TestRegistrar
{
public:
    static constexpr char Uri[] = "sip:10.0.1.1";

    TestRegistrar(FakeClock &clock, LoopbackNetwork &network, const QByteArray &demandedPassword = {})
        : transport(clock, Hop{TransportProtocol::Udp, QHostAddress(QStringLiteral("10.0.1.1")), 5060, {}})
        , password(demandedPassword)
        , m_verifier({"example.com", {{DigestHash::Sha256, false}, {DigestHash::Md5, false}},
                         std::chrono::seconds(300)},
              clock, m_random)
    {
        network.attach(transport);
        QObject::connect(&transport, &Transport::requestReceived, &transport,
            [this](const SipRequest &request, const Hop &from) { receive(request, from); });
    }

    FakeTransport transport;
    QByteArray password; ///< empty: everybody is let in
    quint32 minExpires = 0;
    std::optional<quint32> grants{}; ///< instead of what was asked for
    int failWith = 0;
    quint32 retryAfter = 0;
    bool isSilent = false;
    bool listsContacts = true;
    bool listsOnlyOthers = false;
    QList<std::pair<QByteArray, QByteArray>> moreHeaders{}; ///< of every answer but 401 and 423
    QByteArray flowTimer{};                                 ///< value of Flow-Timer; empty: none
    QByteArray rewritesHost{};                              ///< of the Contact, as behind NAT
    QByteArray contactParameters{};                         ///< added to ours: GRUUs
    QList<SipRequest> registers;                            ///< that were let in
    int received = 0;

private:
    void receive(const SipRequest &request, const Hop &from)
    {
        if (isSilent || request.method() != Method::Register)
            return;
        ++received;
        transport.sendResponse(respond(request), from, {});
    }
    SipResponse respond(const SipRequest &request)
    {
        const auto make = [&](int code) { return SipResponse::to(request, code, "registrar"); };
        if (failWith) {
            SipResponse failure = make(failWith);
            if (retryAfter)
                failure.append(HeaderId::RetryAfter, QByteArray::number(retryAfter));
            addMore(failure);
            return failure;
        }
        if (!password.isEmpty()) {
            const auto verdict
                = m_verifier.verify(request, [this](const QByteArray &) { return std::optional(password); });
            if (verdict != DigestVerifier::Verdict::Accepted) {
                SipResponse challenge = make(401);
                m_verifier.challenge(challenge, verdict);
                return challenge;
            }
        }
        const auto named = request.nameAddrs(HeaderId::Contact);
        NameAddr contact = named && !named->isEmpty() ? named->first() : NameAddr(); // or a star
        const quint32 asked = contact.parameters.value("expires").value_or("0").toUInt();
        if (asked > 0 && asked < minExpires) {
            SipResponse brief = make(423);
            brief.append(HeaderId::MinExpires, QByteArray::number(minExpires));
            return brief;
        }
        registers.append(request);
        SipResponse success = make(200);
        if (asked > 0 && !flowTimer.isEmpty())
            success.append(HeaderId::FlowTimer, flowTimer);
        if (asked > 0 && listsContacts) {
            if (!rewritesHost.isEmpty())
                contact.uri.host = rewritesHost;
            contact.parameters.set("expires", QByteArray::number(grants.value_or(asked)));
            success.append(HeaderId::Contact, "<sip:else@10.9.9.9>;expires=3600");
            if (listsOnlyOthers)
                contact = NameAddr::parse("<sip:else@10.9.9.8>;expires=3600").value();
            success.append(HeaderId::Contact, contact.toBytes() + contactParameters);
        }
        addMore(success);
        return success;
    }
    void addMore(SipResponse &response) const
    {
        for (const auto &[name, value] : moreHeaders)
            response.append(name, value);
    }

    FakeRandom m_random{4711};
    DigestVerifier m_verifier;
};

} // namespace carillon
