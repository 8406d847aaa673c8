#pragma once

#include "Capabilities.h"
#include "DeadTargets.h"
#include "DialogChannel.h"
#include "DigestAuthenticator.h"
#include "ForkReaper.h"
#include "InboundChecks.h"
#include "MethodReceivers.h"
#include "RequestLedger.h"
#include "Resolver.h"
#include "UserAgentCore.h"

namespace carillon {

class UserAgentCore::Private
{
public:
    Private(UserAgentCore &owner, CoreOptions coreOptions, const Credentials &credentials,
        Environment environment)
        : q(owner)
        , options(std::move(coreOptions))
        , env(environment)
        , server(options.server, options.addressOfRecord.uri.host, credentials.realm)
        , deadTargets(env.clock)
        , authenticator(credentials, env.random)
        , supported(Capabilities::supported(options.extensions))
        , events(Capabilities::allowEvents(options.extensions))
    {
    }
    void receive(const std::shared_ptr<ServerTransaction> &transaction);
    void receiveAck(const SipRequest &ack);
    void receiveStray(const SipResponse &response);
    void receiveInDialog(const std::shared_ptr<ServerTransaction> &transaction);
    void receiveOutsideDialog(const std::shared_ptr<ServerTransaction> &transaction);
    int refusalOutsideDialog(const ServerTransaction &transaction) const;
    bool isMeantForUs(const ServerTransaction &transaction) const;
    QList<Hop> inOrderOfUse(const QList<Hop> &hops) const;
    void refuse(ServerTransaction &transaction, const Objection &objection);
    bool takes(const SipRequest &request) const;
    Capabilities::Values values() const { return {options.product, receivers.allow(), supported, events}; }
    NameAddr dialogContact(NameAddr contact, bool isAnonymous) const;
    void addInstance(NameAddr &contact) const;
    bool isToTemporaryGruu(const SipRequest &request) const;
    QList<SipUri> routesFor(Method method) const;

    UserAgentCore &q;
    CoreOptions options;
    Environment env;
    RegisteredIdentity identity;
    AccountServer server;
    DeadTargets deadTargets;
    std::unique_ptr<Lookup> serverLookup;
    DigestAuthenticator authenticator;
    const QByteArray supported; ///< the extensions stay as they are
    const QByteArray events;
    RequestLedger ledger;
    QHash<DialogId, DialogChannel *> dialogs;
    QHash<std::pair<QByteArray, QByteArray>, Receiver> halfDialogs; ///< by Call-ID and our tag
    MethodReceivers receivers;
    QList<std::weak_ptr<OutgoingRequest>> requests;
    QList<std::shared_ptr<OutgoingRequest>>
        unsent; ///< their way is being looked for, or their sender is not ready
    ForkReaper lateForks;
};

} // namespace carillon
