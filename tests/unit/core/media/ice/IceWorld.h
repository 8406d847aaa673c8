#pragma once

#include "IceAgent.h"
#include "IceMailbox.h"
#include "IceThread.h"
#include "Random.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QSocketNotifier>
#include <QTest>
#include <functional>
#include <memory>

#include <sys/ioctl.h>
#include <sys/socket.h>

namespace carillon {

enum class Role { Controlling, Controlled }; ///< RFC 8445 §6.1.1

/// For so long nothing of the kind may happen. By the clock, and a real one: libnice paces its checks and
/// repeats them by timers of its own, so that there is no time of ours to advance.
constexpr int NothingForMs = 300;
inline bool never(const std::function<bool()> &happens)
{
    return !QTest::qWaitFor(happens, NothingForMs);
}

/// What agents need, the real thing: libnice has timers of its own, so these tests run in real time.
struct IceWorld {
    SystemClock clock;
    SystemRandom random;
    SystemNetwork network{clock};
    IceThread thread;
    IceEnvironment environment{thread, random, network};

    /// The ICE thread did what it was asked until now, and what it has to tell of that is here.
    bool settle()
    {
        QObject here;
        const auto mailbox = std::make_shared<IceMailbox<QObject>>(&here);
        const auto isDone = std::make_shared<bool>(false);
        thread.post([mailbox, isDone] { mailbox->post([isDone](QObject &) { *isDone = true; }); });
        const bool isSettled = QTest::qWaitFor([&] { return *isDone; }, 5000);
        mailbox->detach();
        return isSettled;
    }

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
    /// Once, as soon as there is room.
    bool sends(const QByteArray &datagram) const
    {
        return QTest::qWaitFor([&] { return send(datagram); }, 5000);
    }
    /// So many packets came in all.
    bool hears(qsizetype count) const
    {
        return QTest::qWaitFor([&] { return media.size() >= count; }, 5000);
    }
    /// Nothing of what was sent waits for the agent any more.
    bool isTaken() const
    {
        int waiting = -1;
        return ioctl(agent->mediaFd(1), TIOCOUTQ, &waiting) == 0 && waiting == 0;
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
        const auto least = [this] { return int(std::min(caller.media.size(), callee.media.size())); };
        for (int i = 0; i < count; ++i) {
            caller.send(rtpPacket(i));
            callee.send(rtpPacket(i));
            const bool isPause = i % 5 == 4 || i + 1 == count; // nobody sends 200 at once
            if (isPause && !QTest::qWaitFor([&] { return least() > i; }, 1000))
                break;
        }
        return least();
    }

    IceSide caller;
    IceSide callee;
};

} // namespace carillon
