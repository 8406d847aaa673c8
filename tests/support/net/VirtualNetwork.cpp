#include "VirtualNetwork.h"

namespace carillon {

namespace {

/// A connection to the server, as stream or message socket: made, used, broken.
template <typename Base>
class Connection : public Base
{
public:
    Connection(VirtualNetwork &network, const Endpoint &local, const Endpoint &peer)
        : m_network(network)
        , m_local(local)
        , m_peer(peer)
    {
        if (!network.isSilent)
            later([this] { settle(); });
    }
    void breakNow()
    {
        if (m_phase == Phase::Closed)
            return;
        m_phase = Phase::Closed;
        Q_EMIT this->closed({NetworkError::Kind::Closed, {}});
    }
    bool isLive() const { return m_phase != Phase::Closed; }
    Endpoint local() const override { return m_local; }
    Endpoint peer() const override { return m_peer; }
    qint64 bytesToWrite() const override { return 0; }
    void close() override { m_phase = Phase::Closed; }

protected:
    enum class Phase { Connecting, Open, Closed };
    Phase phase() const { return m_phase; }
    void toServer(const QByteArray &bytes)
    {
        if (m_phase != Phase::Open || !m_network.served)
            return;
        const QByteArray answer = m_network.served(bytes, m_local);
        if (!answer.isEmpty())
            later([this, answer] {
                if (m_phase == Phase::Open)
                    Q_EMIT this->received(answer);
            });
    }

private:
    void settle()
    {
        if (m_phase != Phase::Connecting)
            return;
        if (m_network.isUp()) {
            m_phase = Phase::Open;
            Q_EMIT this->opened();
        } else {
            m_phase = Phase::Closed;
            Q_EMIT this->closed({NetworkError::Kind::Refused, {}});
        }
    }
    void later(std::function<void()> action)
    {
        m_network.clock.schedule(
            VirtualNetwork::Delay, [self = QPointer<QObject>(this), action = std::move(action)] {
                if (self)
                    action();
            });
    }

    VirtualNetwork &m_network;
    Endpoint m_local;
    Endpoint m_peer;
    Phase m_phase = Phase::Connecting;
};

class VirtualStream final : public Connection<ByteStream>
{
public:
    using Connection::Connection;
    State state() const override
    {
        return phase() == Phase::Connecting ? State::Connecting
            : phase() == Phase::Open        ? State::Open
                                            : State::Closed;
    }
    void write(const QByteArray &bytes) override { toServer(bytes); }
};

class VirtualMessages final : public Connection<MessageSocket>
{
public:
    using Connection::Connection;
    bool isOpen() const override { return phase() == Phase::Open; }
    void send(const QByteArray &message) override { toServer(message); }
};

class VirtualDatagrams final : public DatagramSocket
{
public:
    VirtualDatagrams(VirtualNetwork &network, const Endpoint &local)
        : m_network(network)
        , m_local(local)
    {
    }
    Endpoint local() const override { return m_local; }
    std::optional<NetworkError> send(const QByteArray &datagram, const Endpoint &to) override
    {
        if (!m_network.isUp() || !m_network.served)
            return std::nullopt;
        const QByteArray answer = m_network.served(datagram, m_local);
        if (!answer.isEmpty())
            m_network.clock.schedule(VirtualNetwork::Delay, [self = QPointer(this), answer, to] {
                if (self)
                    Q_EMIT self->received(answer, to);
            });
        return std::nullopt;
    }

private:
    VirtualNetwork &m_network;
    Endpoint m_local;
};

/// Nobody connects to us here.
class VirtualListener final : public StreamListener
{
public:
    explicit VirtualListener(const Endpoint &local)
        : m_local(local)
    {
    }
    Endpoint local() const override { return m_local; }
    std::unique_ptr<ByteStream> take() override { return nullptr; }

private:
    Endpoint m_local;
};

} // namespace

void VirtualNetwork::setUp(bool isUp)
{
    m_isUp = isUp;
    if (isUp)
        return;
    const auto streams = m_streams;
    for (const auto &stream : streams)
        if (stream)
            static_cast<VirtualStream *>(stream.data())->breakNow();
    const auto messages = m_messages;
    for (const auto &socket : messages)
        if (socket)
            static_cast<VirtualMessages *>(socket.data())->breakNow();
}

int VirtualNetwork::live() const
{
    int count = 0;
    for (const auto &stream : m_streams)
        count += stream && static_cast<const VirtualStream *>(stream.data())->isLive() ? 1 : 0;
    for (const auto &socket : m_messages)
        count += socket && static_cast<const VirtualMessages *>(socket.data())->isLive() ? 1 : 0;
    return count;
}

int VirtualNetwork::sockets() const
{
    return int(std::count_if(
        m_datagrams.begin(), m_datagrams.end(), [](const auto &socket) { return !socket.isNull(); }));
}

void VirtualNetwork::count()
{
    ++attempts;
    mostAtOnce = std::max(mostAtOnce, live());
    m_streams.removeIf([](const auto &stream) { return stream.isNull(); });
    m_messages.removeIf([](const auto &socket) { return socket.isNull(); });
}

void VirtualNetwork::deliver(const QByteArray &datagram, const Endpoint &from)
{
    if (!m_datagrams.isEmpty() && m_datagrams.last())
        Q_EMIT m_datagrams.last()->received(datagram, from);
}

Result<std::unique_ptr<DatagramSocket>, NetworkError> VirtualNetwork::bindUdp(const Endpoint &wanted)
{
    m_datagrams.removeIf([](const auto &socket) { return socket.isNull(); });
    auto socket
        = std::make_unique<VirtualDatagrams>(*this, Endpoint{local, wanted.port ? wanted.port : nextPort()});
    m_datagrams.append(socket.get());
    return std::unique_ptr<DatagramSocket>(std::move(socket));
}

Result<std::unique_ptr<StreamListener>, NetworkError> VirtualNetwork::listenTcp(const Endpoint &wanted)
{
    return std::unique_ptr<StreamListener>(
        std::make_unique<VirtualListener>(Endpoint{local, wanted.port ? wanted.port : nextPort()}));
}

std::unique_ptr<ByteStream> VirtualNetwork::connectTcp(const Endpoint &to)
{
    auto stream = std::make_unique<VirtualStream>(*this, Endpoint{local, nextPort()}, to);
    m_streams.append(stream.get());
    count();
    return stream;
}

std::unique_ptr<MessageSocket> VirtualNetwork::connectWebSocket(const WebSocketOptions &options)
{
    const Endpoint server{QHostAddress(options.url.host()), quint16(options.url.port(80))};
    auto socket = std::make_unique<VirtualMessages>(*this, Endpoint{local, nextPort()}, server);
    m_messages.append(socket.get());
    count();
    return socket;
}

} // namespace carillon
