#pragma once

#include "Result.h"

#include <QHostAddress>
#include <QObject>
#include <functional>
#include <optional>

namespace carillon {

/// Why media could not do what the session asked.
struct MediaError {
    enum class Kind {
        NotAcceptable,   ///< no common codec, or encryption that our policy refuses: 488
        UnsupportedType, ///< not a description that we read: 415
        Malformed,       ///< not SDP: 400
        NoPort,          ///< no local port could be bound
        WrongState,      ///< an answer where none is due, or the like
        Closed,
    } kind
        = Kind::NotAcceptable;
    QString message; ///< one sentence with the cause
    /// What the peer is told of NotAcceptable: the warn-codes of RFC 3261 §20.43 which say something about
    /// it.
    enum class Warning {
        MediaTypeNotAvailable = 304,   ///< no audio, or not over this transport
        IncompatibleMediaFormat = 305, ///< no codec in common
        Miscellaneous = 399,           ///< what message says
    } warning
        = Warning::Miscellaneous;
};

/// What the session says about the description that it asks for.
struct DescriptionOptions {
    bool hold = false;         ///< offer sendonly/inactive: we put the peer on hold
    QHostAddress localAddress; ///< the address that routes to the peer; null: keep the one in use
    bool secureSignalling
        = false; ///< the signalling hop is TLS or WSS: keys in SDP (SDES) are then not in the clear
    /// None: an offer that only refreshes the session says again what was said last, under the same version
    /// (RFC 4028 §7.4).
    enum class Change { Possible, None } change = Change::Possible;
};

/// The media side of one session, as SIP.js' interface of the same name: our audio is the default, a program
/// may bring another. The port of session/ towards media: descriptions are opaque bytes to the session. Core
/// thread; callbacks come once, at once or later (ICE gathers), and never after close().
class SessionDescriptionHandler : public QObject
{
    Q_OBJECT
public:
    struct Description {
        QByteArray contentType; ///< application/sdp
        QByteArray content;
    };
    using DescriptionCallback = std::function<void(Result<Description, MediaError>)>;
    using AppliedCallback = std::function<void(Result<void, MediaError>)>;
    enum class DtmfResult { Sent, NotNegotiated, InvalidDigit, QueueFull };

    using QObject::QObject;
    virtual bool understands(QByteArrayView contentType) const = 0;
    /// Whether an offer could be answered, before anybody is rung for it; nothing changes by it.
    virtual std::optional<MediaError> judge(const Description &) const { return std::nullopt; }
    /// The description to send: an offer when stable, the answer when a remote offer was applied.
    virtual void createDescription(const DescriptionOptions &options, DescriptionCallback done) = 0;
    /// A description that came: an offer when stable, the answer when ours is out. Media starts or changes
    /// with the answer.
    virtual void applyDescription(const Description &remote, AppliedCallback done) = 0;
    /// Forgets an offer in either direction that was not answered; what was agreed before stands (RFC 3264
    /// §8, 488).
    virtual void rollback() = 0;
    /// Whom the last answer was of is not the peer (another fork has the call, RFC 3261 §13.2.2.4): nothing
    /// more is sent to him. @returns whether the next description may be another answer to the same offer;
    /// else a new offer is due.
    virtual bool forgetAnswer() { return false; }
    /// The peer refused our first offer (488, 606, 415), which was rolled back. @returns whether the next one
    /// says it another way: then the call is tried once more with it.
    virtual bool tryOtherProfile() { return false; }
    /// @name Trickle ICE, RFC 8840
    /// Whether candidates go and come one by one: asked before each message that says so.
    virtual bool wantsTrickle() const { return false; }
    /// A body of type application/trickle-ice-sdpfrag, when a description was agreed; it may name candidates
    /// that are known already, or be of another generation.
    virtual void applyFragment(QByteArrayView) { }
    /// All candidates so far, as one such body; empty: none, or no credentials yet.
    virtual QByteArray fragmentSoFar() const { return {}; }

    /// RFC 4733, queued. NotNegotiated: the session may send SIP INFO instead.
    virtual DtmfResult sendDtmf(QByteArrayView digits, int durationMs) = 0;
    /// The two tones of each key in the sound itself, for a peer who takes digits in no other way; queued.
    virtual DtmfResult sendInBandDtmf(QByteArrayView, int) { return DtmfResult::NotNegotiated; }
    virtual bool isRemoteHold() const = 0;
    /// Silence in place of what is said here; nothing is signalled. @returns whether this media can do that.
    virtual bool setMuted(bool) { return false; }
    /// Nothing leaves and nothing plays before this is true: set by the session when the user accepted, or
    /// for an early answer on the caller's side (early media). False again never happens.
    virtual void allowMedia() = 0;
    /// Frees ports and devices; RTCP BYE. No callback and no signal after it.
    virtual void close() = 0;

Q_SIGNALS:
    /// New candidates, or their end, as one body of the type that applyFragment() takes. The session queues
    /// it.
    void fragmentReady(const QByteArray &body);
    void remoteHoldChanged(bool held);
    /// 0-9 * # A-D, or ! for the flash of a hook (RFC 4733 event 16).
    void dtmfReceived(QChar digit);
    /// The peer's media vanished or cannot go on, with a sentence.
    void failed(const carillon::MediaError &error);
    /// What was agreed does not work any more; another offer may help (an ICE restart, RFC 8445 §9). The
    /// session makes it as soon as one may be made, once: if it is refused, or does not help, media asks
    /// again.
    void renegotiationNeeded();
};

} // namespace carillon
