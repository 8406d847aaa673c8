#pragma once

#include "HopResolver.h"
#include "TransportChoice.h"

namespace carillon {

/// One run of RFC 3263: NAPTR, then SRV, then addresses; what can be asked at the same time is.
///
/// Its answers come in stages, each of which is tried only when the one before led to no server: the NAPTR
/// records of the lowest order, those of the next, SRV of every protocol, at last the domain itself.
class HopQuery final : public Lookup
{
public:
    struct Environment {
        Resolver &resolver;
        Random &random;
    };
    HopQuery(Environment environment, const SipUri &uri, QList<TransportProtocol> protocols,
        HopResolver::Callback answered);
    /// Not before: the answer may destroy it.
    void start();

private:
    using Way = TransportChoice::Way;
    struct Target {
        TransportProtocol protocol;
        QString host;
        quint16 port;
        QList<QHostAddress> addresses;
    };
    void askPointers();
    void expectServices();
    void nextStage();
    void askServices(const QList<Way> &ways);
    void servicesKnown(const QList<Way> &ways);
    void follow(const Way &way, const QList<ServiceRecord> &records);
    void askDomain();
    void askAddresses();
    void addressesKnown();
    void answer(const Result<QList<Hop>, TransportError> &result);

    Resolver &m_resolver;
    Random &m_random;
    const SipUri m_uri;
    QList<TransportProtocol> m_protocols;
    QString m_domain;
    const QString m_verifyName; ///< RFC 5922 §4: the domain that was asked for, not what DNS made of it
    HopResolver::Callback m_answered;
    QList<QList<Way>> m_stages;          ///< still to come
    QList<QList<ServiceRecord>> m_found; ///< for each way of this stage
    QList<TransportProtocol> m_declined; ///< by SRV
    bool m_isDomainDue = true;           ///< at last; not where SRV names servers of any stage
    QList<Target> m_targets;
    qsizetype m_open = 0; ///< questions of this stage
    NetworkError m_error{NetworkError::Kind::HostNotFound, {}};
    std::vector<std::unique_ptr<Lookup>> m_lookups;
};

} // namespace carillon
