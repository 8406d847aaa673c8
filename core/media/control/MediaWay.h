#pragma once

#include "MediaNegotiation.h"
#include "StreamParameters.h"

#include <QHostAddress>
#include <QObject>
#include <memory>

namespace carillon {

class RtpSockets;

/// The way which the packets of one stream take, as a description names it: sockets of our own (UdpWay), or
/// what ICE finds (IceWay). Core thread.
class MediaWay : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// What a description says of our end.
    virtual void describe(LocalMediaCapabilities &capabilities) = 0;
    /// What the peer said of its own. @param remote what its c= means; null when it names nothing.
    virtual void agree(const NegotiatedAudio &audio, const QHostAddress &remote) = 0;
    /// Packets get through, or may be tried.
    virtual bool isConnected() const = 0;
    /// What the media thread uses.
    virtual std::shared_ptr<RtpSockets> sockets() const = 0;
    /// Sockets and addresses of a stream over this way.
    virtual void applyTo(StreamParameters &parameters) const = 0;
    virtual void sendDtls(const QByteArray &datagram) = 0;
    /// A stream will read what comes from now on. What came before is thrown away: played now, it would only
    /// be delay.
    virtual void beginMedia() = 0;
    /// No stream reads any more: what comes from now on is for a handshake, or nobody.
    virtual void endMedia() = 0;
    /// The handshake told who the peer is: nobody else is answered from now on.
    virtual void peerProven() { }
    /// Where the datagram came from that dtlsReceived() is about; empty: ICE has proven it.
    virtual QByteArray dtlsSource() const { return {}; }
    /// It hears what is sent there: the handshake goes on with it.
    virtual void followDtls() { }
    /// The handshake was somebody else's. @returns whether he came from elsewhere than announced: then he is
    /// followed no longer.
    virtual bool leaveStranger() { return false; }

Q_SIGNALS:
    /// isConnected() or what there is to tell of it.
    void changed();
    void dtlsReceived(const QByteArray &datagram);
};

} // namespace carillon
