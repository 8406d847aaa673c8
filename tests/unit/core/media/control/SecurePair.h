#pragma once

#include "AudioSession.h"
#include "FakeClock.h"
#include "MediaController.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QRegularExpression>
#include <QTest>
#include <QUdpSocket>

namespace carillon {

inline AudioSessionOptions tone(MediaEncryption encryption, AudioSessionOptions::Ice ice)
{
    AudioSessionOptions options;
    options.codecs = {AudioFormat::pcmu()};
    options.encryption = encryption;
    options.ice = ice;
    options.endpoint = {EndpointKind::Tone, 440};
    return options;
}

using Ice = AudioSessionOptions::Ice;

/// Two ends of one call on loopback, as two phones: descriptions may take their time.
struct Pair {
    AudioPort port;
    AudioPort otherPort;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    MediaController other{otherPort, {random, clock, network}}; // two media threads, two certificates
    AudioSession caller;
    AudioSession callee;
    QString error;
    bool isDone = false;
    /// What happens to a description on its way.
    std::function<QByteArray(QByteArray)> onOffer = [](QByteArray sdp) { return sdp; };
    std::function<QByteArray(QByteArray)> onAnswer = [](QByteArray sdp) { return sdp; };
    QByteArray lastOffer;
    QByteArray lastAnswer;

    Pair(const AudioSessionOptions &callerOptions, const AudioSessionOptions &calleeOptions)
        : caller(controller, callerOptions)
        , callee(other, calleeOptions)
    {
    }
    static DescriptionOptions options(bool hold = false)
    {
        DescriptionOptions result;
        result.hold = hold;
        result.localAddress = QHostAddress(QHostAddress::LocalHost);
        result.secureSignalling = true;
        return result;
    }
    void exchange(AudioSession &from, AudioSession &to, bool hold = false)
    {
        isDone = false;
        error.clear();
        const auto fail = [this](const MediaError &e) {
            error = e.message;
            isDone = true;
        };
        from.createDescription(options(hold), [this, fail, &from, &to](auto offer) {
            if (!offer)
                return fail(offer.error());
            lastOffer = onOffer(offer->content);
            to.applyDescription({offer->contentType, lastOffer}, [this, fail, &from, &to](auto applied) {
                if (!applied)
                    return fail(applied.error());
                to.createDescription(options(), [this, fail, &from](auto answer) {
                    if (!answer)
                        return fail(answer.error());
                    lastAnswer = onAnswer(answer->content);
                    from.applyDescription({answer->contentType, lastAnswer}, [this, fail](auto done) {
                        if (!done)
                            return fail(done.error());
                        isDone = true;
                    });
                });
            });
        });
    }
    bool connectCall()
    {
        exchange(caller, callee);
        caller.allowMedia();
        callee.allowMedia();
        return QTest::qWaitFor([this] { return isDone; }, 5000) && error.isEmpty();
    }
    /// More of the tone arrives on both sides.
    bool isHeard()
    {
        const auto before = caller.figures().stream.packetsReceived;
        const auto beforeThere = callee.figures().stream.packetsReceived;
        return QTest::qWaitFor(
            [&] {
                return caller.figures().stream.packetsReceived > before + 10
                    && callee.figures().stream.packetsReceived > beforeThere + 10
                    && caller.figures().stream.receivedRms > 0.05f
                    && callee.figures().stream.receivedRms > 0.05f;
            },
            5000);
    }
};

/// One end whose time is the test's. The far end answers as the test says, and its socket says nothing.
struct Alone {
    AudioPort port;
    SystemRandom random;
    FakeClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession session;
    QUdpSocket silent;
    QByteArray offer;
    QString error;

    explicit Alone(const AudioSessionOptions &options)
        : session(controller, options)
    {
        silent.bind(QHostAddress::LocalHost);
    }
    /// @returns whether the offer and its answer met. @param line more of the answer.
    bool exchange(const QByteArray &line)
    {
        offer.clear();
        session.createDescription(
            Pair::options(), [this](auto made) { offer = made ? made->content : QByteArray(); });
        const QByteArray answer
            = "v=0\r\no=- 1 9 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
            + QByteArray::number(silent.localPort())
            + " UDP/TLS/RTP/SAVPF 0\r\na=rtcp-mux\r\na=setup:passive\r\na=fingerprint:sha-256 "
            + QByteArray("AA:").repeated(31) + "AA\r\n" + line;
        bool isDone = false;
        session.applyDescription(
            {"application/sdp", answer}, [&isDone](auto applied) { isDone = applied.has_value(); });
        return !offer.isEmpty() && isDone;
    }
    /// An offer of ours that the far end does not take: 491, or 488.
    void offerInVain()
    {
        session.createDescription(Pair::options(), [](auto) {});
        session.rollback();
    }
    /// What came meanwhile.
    int datagrams()
    {
        int count = 0;
        for (; silent.hasPendingDatagrams(); ++count)
            silent.readDatagram(nullptr, 0);
        return count;
    }
};

/// Somebody else at the far end, with a certificate of his own.
struct Another {
    AudioPort port;
    MediaController controller;
    AudioSession session;

    Another(Pair &pair, const AudioSessionOptions &options)
        : controller(port, {pair.random, pair.clock, pair.network})
        , session(controller, options)
    {
        session.allowMedia();
    }
};

inline QByteArray valueOf(const QByteArray &sdp, const char *name)
{
    const auto match = QRegularExpression(QLatin1String(name) + QLatin1String("([^\\s]+)"))
                           .match(QString::fromLatin1(sdp));
    return match.captured(1).toLatin1();
}

inline quint16 audioPort(const QByteArray &sdp)
{
    return valueOf(sdp, "m=audio ").toUShort();
}

inline void spoilFingerprint(QByteArray &sdp)
{
    const qsizetype at = sdp.indexOf("a=fingerprint:sha-256 ") + qstrlen("a=fingerprint:sha-256 ");
    sdp.replace(at, 2, sdp.mid(at, 2) == "00" ? "01" : "00");
}

} // namespace carillon
