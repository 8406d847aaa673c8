#pragma once

#include "IceAgent.h"
#include "IceThread.h"
#include "Random.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QSocketNotifier>
#include <QTest>

#include <sys/socket.h>

namespace carillon {

enum class Role { Controlling, Controlled }; ///< RFC 8445 §6.1.1

/// What agents need, the real thing: libnice has timers of its own, so these tests run in real time.
struct IceWorld {
    SystemClock clock;
    SystemRandom random;
    SystemNetwork network{clock};
    IceThread thread;
    IceEnvironment environment{thread, random, network};

    static IceOptions loopback(Role role = Role::Controlling)
    {
        IceOptions options;
        options.tcp = false;
        options.ipv6 = false;
        options.controlling = role == Role::Controlling;
        options.localAddresses = {QHostAddress(QHostAddress::LocalHost)};
        return options;
    }
};

/// One side of a call: an agent, and somebody at its mediaFd() as the media thread would be.
struct IceSide {
    IceSide(IceWorld &world, const IceOptions &options)
        : agent(std::make_unique<IceAgent>(world.environment, options))
        , notifier(agent->mediaFd(1), QSocketNotifier::Read)
    {
        agent->setMediaOpen(true);
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [this] { read(); });
        QObject::connect(agent.get(), &IceAgent::dtlsReceived, &notifier,
            [this](const QByteArray &datagram) { dtls.append(datagram); });
        QObject::connect(agent.get(), &IceAgent::stateChanged, &notifier,
            [this](IceAgent::State state) { states.append(state); });
    }
    void read()
    {
        char buffer[2048];
        for (ssize_t size = 0; (size = recv(agent->mediaFd(1), buffer, sizeof buffer, MSG_DONTWAIT)) >= 0;)
            media.append(QByteArray(buffer, size));
    }
    bool send(const QByteArray &datagram) const
    {
        return ::send(agent->mediaFd(1), datagram.constData(), size_t(datagram.size()), MSG_DONTWAIT)
            == datagram.size();
    }
    bool isUp() const
    {
        return agent->state() == IceAgent::State::Connected || agent->state() == IceAgent::State::Completed;
    }

    std::unique_ptr<IceAgent> agent;
    QSocketNotifier notifier;
    QList<QByteArray> media;
    QList<QByteArray> dtls;
    QList<IceAgent::State> states;
};

/// The RTP packet that carries @p number.
inline QByteArray rtpPacket(int number)
{
    QByteArray packet = QByteArray::fromHex("80080000000000000000000a") + QByteArray(160, 'x');
    packet[2] = char(number >> 8);
    packet[3] = char(number);
    return packet;
}

/// Two sides, as signalling would bring them together.
struct IceCall {
    IceCall(IceWorld &world, IceOptions ofCaller, IceOptions ofCallee)
        : caller(world, ofCaller)
        , callee(world, ofCallee)
    {
    }
    bool gather()
    {
        caller.agent->gather();
        callee.agent->gather();
        return QTest::qWaitFor(
            [this] { return caller.agent->isGatheringDone() && callee.agent->isGatheringDone(); }, 3000);
    }
    void exchange()
    {
        IceDescription offer = caller.agent->localDescription();
        IceDescription answer = callee.agent->localDescription();
        callee.agent->setRemoteDescription(offer);
        caller.agent->setRemoteDescription(answer);
    }
    bool isUp() const { return caller.isUp() && callee.isUp(); }
    bool connect()
    {
        if (!gather())
            return false;
        exchange();
        return QTest::qWaitFor([this] { return isUp(); }, 5000);
    }
    /// @returns how many of @p count datagrams each way arrived, at least.
    int carry(int count)
    {
        caller.media.clear();
        callee.media.clear();
        for (int i = 0; i < count; ++i) {
            caller.send(rtpPacket(i));
            callee.send(rtpPacket(i));
            if (i % 5 == 4)
                QTest::qWait(1); // nobody sends 200 at once
        }
        const auto least = [this] { return int(std::min(caller.media.size(), callee.media.size())); };
        (void)QTest::qWaitFor([&] { return least() >= count; }, 1000);
        return least();
    }

    IceSide caller;
    IceSide callee;
};

} // namespace carillon
