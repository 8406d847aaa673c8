#include "ClientTransactions.h"
#include "Logging.h"
#include "ServerTransactions.h"
#include "TransactionRequests.h"

#include <QHash>
#include <QMetaMethod>
#include <QPointer>
#include <QSet>

namespace carillon {

class TransactionLayer::Private final : public TransactionHost
{
public:
    Private(TransactionLayer &layer, Transport &wire, Clock &time, Random &dice, const TimerValues &values)
        : transport(wire)
        , random(dice)
        , q(layer)
        , m_clock(time)
        , m_timers(values)
        , m_tagSeed(size_t(dice.next64()))
    {
    }
    ~Private() override
    {
        for (const auto &client : std::as_const(m_clients))
            client->detach();
        for (const auto &server : std::as_const(m_servers))
            server->detach();
    }

    Clock &clock() override { return m_clock; }
    const TimerValues &timers() const override { return m_timers; }
    void sendRequest(const SipRequest &request, const Hop &hop, Transport::SendCallback failed) override
    {
        transport.sendRequest(request, hop, std::move(failed));
    }
    void sendResponse(const SipResponse &response, const Hop &to, Transport::SendCallback failed) override
    {
        transport.sendResponse(response, to, std::move(failed));
    }
    void answered(ServerTransactionBase &) override { --m_pending; }
    void ackToSuccess(const SipRequest &ack, const Hop &from) override { Q_EMIT q.ackReceived(ack, from); }
    void terminated(ClientTransactionBase &transaction) override { m_clients.remove(transaction.key()); }
    void terminated(ServerTransactionBase &transaction) override;

    std::shared_ptr<ClientTransactionBase> start(
        SipRequest request, const Hop &hop, ClientTransactionUser user);
    void sendCancel(const InviteClientTransaction &invite, QByteArrayView reason);
    void receiveRequest(const SipRequest &request, const Hop &from);
    void receiveResponse(const SipResponse &response, const Hop &from);
    void connectionLost();
    int count() const { return int(m_clients.size() + m_servers.size()); }

    Transport &transport;
    Random &random;

private:
    using ServerPtr = std::shared_ptr<ServerTransactionBase>;
    ServerPtr find(const ServerKey &key, const SipRequest &request) const;
    void receiveAck(const SipRequest &ack, const Via &via, const Hop &from);
    void receiveCancel(const SipRequest &cancel, const Via &via, ServerKey key, const Hop &from);
    void receiveNew(const SipRequest &request, ServerKey key, const Hop &from);
    enum class Room { Ordinary, Reserve };
    bool hasRoom(Room room) const;
    void refuse(const SipRequest &request, const ServerKey &key, int statusCode, const Hop &to);
    QByteArray makeTag() { return random.token(26); } ///< 130 random bits
    ServerPtr insert(const SipRequest &request, ServerKey key, const Hop &from);

    TransactionLayer &q;
    Clock &m_clock;
    TimerValues m_timers;
    QHash<ClientKey, std::shared_ptr<ClientTransactionBase>> m_clients;
    QHash<ServerKey, ServerPtr> m_servers;
    QSet<MergeKey> m_ongoing;
    int m_pending = 0;
    qsizetype m_requestBytes = 0; ///< in m_servers
    size_t m_tagSeed;
};

void TransactionLayer::Private::terminated(ServerTransactionBase &transaction)
{
    if (transaction.mergeKey())
        m_ongoing.remove(*transaction.mergeKey());
    if (m_servers.remove(transaction.key()))
        m_requestBytes -= transaction.request().arenaBytes();
}

std::shared_ptr<ClientTransactionBase> TransactionLayer::Private::start(
    SipRequest request, const Hop &hop, ClientTransactionUser user)
{
    const auto via = request.topVia();
    ClientKey key{via ? via->branch() : QByteArray(), request.methodName().toByteArray()};
    std::shared_ptr<ClientTransactionBase> transaction;
    if (request.method() == Method::Invite) {
        transaction = std::make_shared<InviteClientTransaction>(
            *this, std::move(request), hop, std::move(user), std::move(key));
    } else {
        transaction = std::make_shared<NonInviteClientTransaction>(
            *this, std::move(request), hop, std::move(user), std::move(key));
    }
    m_clients.insert(transaction->key(), transaction);
    transaction->start();
    return transaction;
}

void TransactionLayer::Private::sendCancel(const InviteClientTransaction &invite, QByteArrayView reason)
{
    start(makeCancel(invite.request(), reason), invite.hop(), {});
}

void TransactionLayer::Private::receiveResponse(const SipResponse &response, const Hop &from)
{
    const auto via = response.topVia();
    const auto cseq = response.cseq();
    if (via && cseq) {
        if (const auto transaction = m_clients.value({via->branch(), cseq->method})) {
            transaction->receive(response);
            return;
        }
    }
    Q_EMIT q.strayResponse(response, from);
}

void TransactionLayer::Private::connectionLost()
{
    const QPointer<TransactionLayer> layer(&q);
    const auto affected = m_clients.values();
    for (const auto &transaction : affected) {
        if (!layer)
            return;
        if (transaction->isWaiting() && carillon::isReliable(transaction->hop().protocol))
            transaction->transportFailed({TransportError::Kind::Closed, {}});
    }
}

TransactionLayer::Private::ServerPtr TransactionLayer::Private::find(
    const ServerKey &key, const SipRequest &request) const
{
    auto transaction = m_servers.value(key);
    if (!transaction || !key.isLegacy)
        return transaction;
    // §17.2.3: an ACK carries the tag of our response, anything else the tag of the request.
    const bool isAck = request.method() == Method::Ack;
    const QByteArray expected = isAck ? transaction->toTag() : transaction->request().toTag();
    return request.toTag() == expected ? transaction : nullptr;
}

void TransactionLayer::Private::receiveRequest(const SipRequest &request, const Hop &from)
{
    const auto via = request.topVia();
    if (!via) {
        qCDebug(lcSip) << "request without Via dropped";
        return;
    }
    if (request.method() == Method::Ack) {
        receiveAck(request, *via, from);
        return;
    }
    ServerKey key = ServerKey::of(request, *via, request.methodName());
    if (const auto transaction = find(key, request))
        transaction->receive(request, from);
    else if (key.isLegacy && m_servers.contains(key))
        refuse(request, key, 482,
            from); // all but the To tag is the same: there is no room for both in the table
    else if (request.method() == Method::Cancel)
        receiveCancel(request, *via, std::move(key), from);
    else
        receiveNew(request, std::move(key), from);
}

void TransactionLayer::Private::receiveAck(const SipRequest &ack, const Via &via, const Hop &from)
{
    if (const auto invite = find(ServerKey::of(ack, via, "INVITE"), ack))
        invite->receive(ack, from);
    else
        Q_EMIT q.ackReceived(ack, from);
}

void TransactionLayer::Private::receiveCancel(
    const SipRequest &cancel, const Via &via, ServerKey key, const Hop &from)
{
    const auto invite = find(ServerKey::of(cancel, via, "INVITE"), cancel);
    if (!hasRoom(Room::Reserve)) {
        refuse(cancel, key, 503, from);
        return;
    }
    // §9.2: the To tag of both answers should be the same, where there is one.
    QByteArray tag = invite ? invite->toTag() : QByteArray();
    if (tag.isEmpty())
        tag = makeTag();
    insert(cancel, std::move(key), from)->respond(SipResponse::to(cancel, invite ? 200 : 481, tag));
    if (invite)
        invite->tellCancelled(cancel);
}

void TransactionLayer::Private::receiveNew(const SipRequest &request, ServerKey key, const Hop &from)
{
    const bool isInDialog = !request.toTag().isEmpty();
    if (!hasRoom(isInDialog ? Room::Reserve : Room::Ordinary)) {
        refuse(request, key, 503, from);
        return;
    }
    if (isInDialog) {
        Q_EMIT q.requestReceived(insert(request, std::move(key), from));
        return;
    }
    MergeKey mergeKey = MergeKey::of(request);
    const bool isMerged = m_ongoing.contains(mergeKey);
    const auto transaction = insert(request, std::move(key), from);
    if (isMerged) {
        transaction->respond(SipResponse::to(request, 482, makeTag()));
        return;
    }
    m_ongoing.insert(mergeKey);
    transaction->setMergeKey(std::move(mergeKey));
    static const QMetaMethod signal = QMetaMethod::fromSignal(&TransactionLayer::requestReceived);
    if (q.isSignalConnected(signal))
        Q_EMIT q.requestReceived(transaction);
    else
        transaction->respond(SipResponse::to(request, 480, makeTag()));
}

bool TransactionLayer::Private::hasRoom(Room room) const
{
    const int reserve = room == Room::Reserve ? Limits::Reserve : 0;
    const qsizetype reserveBytes = room == Room::Reserve ? Limits::ReserveBytes : 0;
    return count() < Limits::Transactions + reserve && m_pending < Limits::PendingRequests + reserve
        && m_requestBytes < Limits::RequestBytes + reserveBytes;
}

void TransactionLayer::Private::refuse(
    const SipRequest &request, const ServerKey &key, int statusCode, const Hop &to)
{
    // §8.2.7: a repeated request gets the same tag although nothing is remembered.
    const QByteArray tag = QByteArray::number(qulonglong(qHash(key, m_tagSeed)), 36);
    SipResponse response = SipResponse::to(request, statusCode, tag);
    if (statusCode == 503)
        response.append(HeaderId::RetryAfter, QByteArray::number(Limits::RetryAfterSeconds));
    transport.sendResponse(response, to, {});
}

TransactionLayer::Private::ServerPtr TransactionLayer::Private::insert(
    const SipRequest &request, ServerKey key, const Hop &from)
{
    ServerPtr transaction;
    if (request.method() == Method::Invite)
        transaction = std::make_shared<InviteServerTransaction>(*this, request, from, std::move(key));
    else
        transaction = std::make_shared<NonInviteServerTransaction>(*this, request, from, std::move(key));
    m_servers.insert(transaction->key(), transaction);
    m_requestBytes += transaction->request().arenaBytes();
    ++m_pending;
    transaction->start();
    return transaction;
}

TransactionLayer::TransactionLayer(
    Transport &transport, Clock &clock, Random &random, TimerValues timers, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, transport, clock, random, timers))
{
    connect(&transport, &Transport::requestReceived, this,
        [this](const SipRequest &request, const Hop &from) { d->receiveRequest(request, from); });
    connect(&transport, &Transport::responseReceived, this,
        [this](const SipResponse &response, const Hop &from) { d->receiveResponse(response, from); });
    connect(&transport, &Transport::stateChanged, this, [this](Transport::State state) {
        // Disconnecting as well: who opens again at once never sees the other.
        if (state == Transport::State::Disconnected || state == Transport::State::Disconnecting)
            d->connectionLost();
    });
}

TransactionLayer::~TransactionLayer() = default;

std::weak_ptr<ClientTransaction> TransactionLayer::send(
    SipRequest request, const Hop &hop, ClientTransactionUser user)
{
    Q_ASSERT(request.method() != Method::Ack && request.method() != Method::Cancel);
    request.remove(HeaderId::Via);
    addVia(request, makeBranch(d->random), hop.protocol);
    return d->start(std::move(request), hop, std::move(user));
}

void TransactionLayer::cancel(const std::weak_ptr<ClientTransaction> &invite, QByteArrayView reason)
{
    const auto transaction = std::dynamic_pointer_cast<InviteClientTransaction>(invite.lock());
    if (!transaction)
        return;
    // The transaction asks only while it is attached to this layer.
    transaction->cancel([this, weak = std::weak_ptr(transaction), text = reason.toByteArray()] {
        if (const auto cancelled = weak.lock())
            d->sendCancel(*cancelled, text);
    });
}

SipRequest TransactionLayer::sendAck(SipRequest ack, const Hop &hop)
{
    if (!ack.contains(HeaderId::Via))
        addVia(ack, makeBranch(d->random), hop.protocol);
    d->transport.sendRequest(ack, hop, {});
    return ack;
}

void TransactionLayer::respondStatelessly(const SipResponse &response, const Hop &to)
{
    d->transport.sendResponse(response, to, {});
}

int TransactionLayer::transactionCount() const
{
    return d->count();
}

} // namespace carillon
