#pragma once

#include "AudioSession.h"
#include "LoopbackSocket.h"
#include "MediaController.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <netinet/in.h>

namespace carillon {

/// Two ends of one call on loopback, in one process on one media thread: what the far end hears is in its
/// figures.
struct Pair {
    AudioPort port;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession caller;
    AudioSession callee;

    explicit Pair(const AudioSessionOptions &callerOptions, const AudioSessionOptions &calleeOptions)
        : caller(controller, callerOptions)
        , callee(controller, calleeOptions)
    {
    }
    static DescriptionOptions options(bool hold = false)
    {
        DescriptionOptions result;
        result.hold = hold;
        result.localAddress = QHostAddress(QHostAddress::LocalHost);
        return result;
    }
    /// Offer from @p from, answer from @p to. @returns the first error's sentence, or empty.
    static QString exchange(AudioSession &from, AudioSession &to, bool hold = false)
    {
        QString error;
        const auto note = [&error](const MediaError &e) {
            if (error.isEmpty())
                error = e.message;
        };
        from.createDescription(options(hold), [&](auto offer) {
            if (!offer)
                return note(offer.error());
            to.applyDescription(*offer, [&](auto applied) {
                if (!applied)
                    return note(applied.error());
                to.createDescription(options(), [&](auto answer) {
                    if (!answer)
                        return note(answer.error());
                    from.applyDescription(*answer, [&](auto done) {
                        if (!done)
                            note(done.error());
                    });
                });
            });
        });
        return error;
    }
    QString connectCall()
    {
        const QString error = exchange(caller, callee);
        caller.allowMedia();
        callee.allowMedia();
        return error;
    }
};

inline AudioSessionOptions tone(QByteArrayView codec, MediaEncryption policy = MediaEncryption::None)
{
    AudioSessionOptions options;
    options.codecs = {*AudioFormat::named(codec)};
    options.encryption = policy;
    options.endpoint = {EndpointKind::Tone, 440};
    return options;
}

/// A peer whose descriptions are written by hand, and who sees the packets themselves.
struct HandmadePeer {
    AudioPort port;
    SystemRandom random;
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession session;
    LoopbackSocket rtp;

    explicit HandmadePeer(const AudioSessionOptions &options)
        : session(controller, options)
    {
    }
    static quint16 portOf(const LoopbackSocket &socket)
    {
        const sockaddr_storage address = socket.address();
        return ntohs(reinterpret_cast<const sockaddr_in &>(address).sin_port);
    }
    /// @param rest the m= line and what follows it. @returns the answer, or the error's sentence.
    QByteArray offer(const QByteArray &rest, const QByteArray &connection = "IN IP4 127.0.0.1")
    {
        QByteArray result;
        const QByteArray sdp = "v=0\r\no=- 1 " + QByteArray::number(++version)
            + " IN IP4 127.0.0.1\r\ns=-\r\nc=" + connection + "\r\nt=0 0\r\n" + rest;
        session.applyDescription({"application/sdp", sdp}, [&](auto applied) {
            if (!applied) {
                result = applied.error().message.toUtf8();
                return;
            }
            session.createDescription(Pair::options(),
                [&](auto answer) { result = answer ? answer->content : answer.error().message.toUtf8(); });
        });
        return result;
    }
    QByteArray pcmu(quint16 to) const { return "m=audio " + QByteArray::number(to) + " RTP/AVP 0\r\n"; }
    int version = 0;
};

} // namespace carillon
