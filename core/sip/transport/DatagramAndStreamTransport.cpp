#include "DatagramAndStreamTransport.h"

#include "Logging.h"

#include <QPointer>

namespace carillon {

namespace {

/// What the message will come to, without making it.
qsizetype wireSize(const SipRequest &request, HeaderNames names)
{
    qsizetype size
        = request.methodName().size() + request.requestUriText().size() + request.body().size() + 40;
    for (int i = 0; i < request.fieldCount(); ++i) {
        const auto field = request.field(i);
        const bool isShort = names == HeaderNames::Compact && field.id != HeaderId::Unknown;
        size += (isShort ? compactHeaderName(field.id) : field.name).size() + field.value.size() + 4;
    }
    return size;
}

Hop overTcp(Hop hop)
{
    hop.protocol = TransportProtocol::Tcp;
    return hop;
}

} // namespace

DatagramAndStreamTransport::DatagramAndStreamTransport(
    Network &network, Clock &clock, Random &random, const Endpoint &bind)
    : m_clock(clock)
    , m_bind(bind)
    , m_udp(network, clock, random, bind)
    , m_tcp(network, clock, random, {})
{
    forward(m_udp);
    forward(m_tcp);
    connect(&m_udp, &Transport::stateChanged, this, [this](State state) {
        if (state == State::Connected)
            openTcp();
    });
    connect(&m_udp, &Transport::failed, this, &DatagramAndStreamTransport::udpFailed);
    connect(&m_tcp, &Transport::stateChanged, this, [this](State state) {
        if (state == State::Connected)
            setState(State::Connected);
    });
    connect(&m_tcp, &Transport::failed, this, &DatagramAndStreamTransport::tcpFailed);
    m_udp.setLargeRequestHandler([this](const SipRequest &request, const Hop &hop,
                                     const SendCallback &failed) { return takeLarge(request, hop, failed); });
}

void DatagramAndStreamTransport::forward(WireTransport &inner)
{
    connect(&inner, &Transport::requestReceived, this, &Transport::requestReceived);
    connect(&inner, &Transport::responseReceived, this, &Transport::responseReceived);
    connect(&inner, &Transport::traced, this, &Transport::traced);
    connect(&inner, &Transport::registrarGone, this, &Transport::registrarGone);
}

void DatagramAndStreamTransport::open()
{
    if (m_state != State::Disconnected)
        return;
    m_attempts = 0;
    const QPointer<DatagramAndStreamTransport> self(this);
    setState(State::Connecting);
    if (self && m_state == State::Connecting)
        m_udp.open();
}

void DatagramAndStreamTransport::openTcp()
{
    m_tcp.setListen(Endpoint{m_bind.address, m_udp.port()});
    m_tcp.open();
}

void DatagramAndStreamTransport::udpFailed(const TransportError &error)
{
    const QPointer<DatagramAndStreamTransport> self(this);
    m_switched.clear();
    m_tcp.close(); // it comes back on the port of the next UDP socket
    setState(State::Disconnected);
    if (self)
        Q_EMIT failed(error);
}

void DatagramAndStreamTransport::tcpFailed(const TransportError &error)
{
    if (m_bind.port == 0
        && ++m_attempts < Limits::BindAttempts) { // somebody has this port for TCP: try another one
        m_udp.close();
        m_udp.open();
        return;
    }
    // Calls over UDP are worth having without it.
    qCWarning(lcNet) << "no SIP over TCP will come in:" << error.detail;
    m_tcp.setListen(std::nullopt);
    m_tcp.open();
}

void DatagramAndStreamTransport::close()
{
    const QPointer<DatagramAndStreamTransport> self(this);
    m_switched.clear();
    m_refusing.clear();
    m_tcp.close();
    m_udp.close();
    if (self)
        setState(State::Disconnected);
}

void DatagramAndStreamTransport::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

const Transport &DatagramAndStreamTransport::side(const Hop &hop) const
{
    return hop.protocol == TransportProtocol::Udp ? static_cast<const Transport &>(m_udp) : m_tcp;
}

Transport &DatagramAndStreamTransport::side(const Hop &hop)
{
    return hop.protocol == TransportProtocol::Udp ? static_cast<Transport &>(m_udp) : m_tcp;
}

void DatagramAndStreamTransport::sendRequest(SipRequest request, const Hop &hop, SendCallback failed)
{
    side(hop).sendRequest(std::move(request), hop, std::move(failed));
}

void DatagramAndStreamTransport::sendResponse(
    const SipResponse &response, const Hop &arrivedFrom, SendCallback failed)
{
    side(arrivedFrom).sendResponse(response, arrivedFrom, std::move(failed));
}

DroppedMessages DatagramAndStreamTransport::droppedMessages() const
{
    const DroppedMessages udp = m_udp.droppedMessages();
    DroppedMessages sum = m_tcp.droppedMessages();
    sum.unparsable += udp.unparsable;
    sum.invalidResponses += udp.invalidResponses;
    sum.answersWithheld += udp.answersWithheld;
    sum.framingFaults += udp.framingFaults;
    sum.refusedConnections += udp.refusedConnections;
    return sum;
}

bool DatagramAndStreamTransport::takeLarge(
    const SipRequest &request, const Hop &hop, const SendCallback &failed)
{
    const bool isLarge = wireSize(request, m_udp.headerNames()) > UdpTransport::Limits::SafeRequestBytes;
    if (m_switched.empty() && !isLarge)
        return false;
    const auto via = request.topVia();
    const QByteArray branch = via ? via->branch() : QByteArray();
    if (const Switched *switched = switchedFor(branch)) {
        if (switched->way == Switched::Way::Udp)
            return false;
        // The transaction counts on UDP and sends again; TCP does not need it. ACK and CANCEL go where their
        // INVITE went.
        if (request.methodName() != switched->method)
            m_tcp.sendRequest(request, overTcp(hop), failed);
        return true;
    }
    forgetOld();
    if (!isLarge || branch.isEmpty() || isRefusing(hop))
        return false;
    Switched switched;
    switched.branch = branch;
    switched.method = request.methodName().toByteArray();
    switched.until = m_clock.now() + Limits::SwitchedLife;
    switched.request = request;
    switched.hop = hop;
    switched.failed = failed;
    switched.patience = std::make_unique<Timer>(m_clock);
    switched.patience->start(Limits::TcpPatience, [this, branch, hop] {
        if (!m_tcp.isConnectedTo(overTcp(hop)))
            fallBack(branch, Reason::Refused);
    });
    m_switched.push_back(std::move(switched));
    m_tcp.sendRequest(request, overTcp(hop), [this, branch](const TransportError &error) {
        fallBack(branch, error.kind == TransportError::Kind::Closed ? Reason::Lost : Reason::Refused);
    });
    return true;
}

DatagramAndStreamTransport::Switched *DatagramAndStreamTransport::switchedFor(const QByteArray &branch)
{
    const auto at = std::find_if(
        m_switched.begin(), m_switched.end(), [&](const Switched &one) { return one.branch == branch; });
    return at == m_switched.end() ? nullptr : &*at;
}

void DatagramAndStreamTransport::fallBack(const QByteArray &branch, Reason reason)
{
    Switched *switched = switchedFor(branch);
    if (!switched || switched->way == Switched::Way::Udp)
        return;
    switched->way = Switched::Way::Udp;
    switched->patience->stop();
    if (reason == Reason::Refused) {
        if (m_refusing.size() >= std::size_t(Limits::Refusing))
            m_refusing.pop_front();
        m_refusing.emplace_back(switched->hop, m_clock.now() + Limits::RefusingLife);
    }
    m_udp.sendAnyway(
        std::exchange(switched->request, {}), switched->hop, std::exchange(switched->failed, {}));
}

bool DatagramAndStreamTransport::isRefusing(const Hop &hop) const
{
    return std::any_of(m_refusing.begin(), m_refusing.end(),
        [&](const auto &one) { return one.first.address == hop.address && one.first.port == hop.port; });
}

void DatagramAndStreamTransport::forgetOld()
{
    const TimePoint now = m_clock.now();
    while (!m_switched.empty()
        && (m_switched.front().until <= now || m_switched.size() >= std::size_t(Limits::Switched)))
        m_switched.pop_front();
    while (!m_refusing.empty() && m_refusing.front().second <= now)
        m_refusing.pop_front();
}

} // namespace carillon
