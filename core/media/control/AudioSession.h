#pragma once

#include "AddressLookup.h"
#include "CallQuality.h"
#include "DtmfSender.h"
#include "EarlySound.h"
#include "MediaTransport.h"
#include "MutedTalk.h"
#include "OfferAnswerMachine.h"
#include "RecordingTap.h"
#include "SessionDescriptionHandler.h"
#include "SoundDoctor.h"
#include "StreamControls.h"
#include "StreamParameters.h"
#include "WayRenewal.h"

#include <QThread>
#include <deque>
#include <memory>

namespace carillon {

class MediaController;
class RtpSockets;
class StreamSetup;

/// What an account says about the sound of a call.
struct AudioSessionOptions {
    QList<AudioFormat> codecs{
        AudioFormat::opus(), AudioFormat::g722(), AudioFormat::pcmu(), AudioFormat::pcma()};
    MediaEncryption encryption = MediaEncryption::Optional;
    MediaProfile profile
        = MediaProfile::Rtp; ///< of the first offer; the other one is tried when it is refused
    enum class Ice {
        Off,
        WithWebRtc, ///< where the profile demands it, and with a peer who offers it
        Always      ///< in each offer
    } ice
        = Ice::WithWebRtc;
    QList<IceServer> iceServers; ///< STUN and TURN
    QString caFile;              ///< PEM: whom to trust about a TURN server over TLS; empty: the system\'s
    bool sendsKeysInTheOpen = false; ///< SDES is offered also where the first hop is not encrypted
    StreamEndpoint endpoint;         ///< Device for a phone; Echo, Music, Speech for the embedded exchange
    int ptimeMs = 20;
    int opusBitrate = 32000; ///< bit/s of what we send, the most; 8000..510000
    /// Silence need not be sent, in either direction: DTX of Opus, comfort noise of G.711 and G.722.
    bool silenceSuppression = false;
    /// Opus may have two channels: what comes as two is played as two, and what the microphone has as two is
    /// sent as two to a peer who says that it likes that.
    bool stereo = false;
};

/// The default media of a session: one audio stream by offer and answer (RFC 3264), RTP or SRTP with keys of
/// SDES or DTLS, over UDP or what ICE finds. Core thread.
///
/// While we hold the peer it gets silence, not the microphone, and we play nothing; devices stay open, so
/// that resuming takes no time. The microphone is silent from the offer on which asks for the hold.
class AudioSession final : public SessionDescriptionHandler
{
    Q_OBJECT
public:
    enum class Quality { Unknown, Good, Fair, Poor };
    /// Figures of the last second beside the counters since the beginning.
    struct Figures {
        StreamStatistics stream;
        double mos = 0;         ///< what I hear, 1..4.5; 0 before the first second
        double mosRemote = 0;   ///< what the other side hears, by what it reports; 0 until it did
        double sendBitrate = 0; ///< payload bit/s over the last second
        double receiveBitrate = 0;
        double connectMs = -1;    ///< from the first agreement until the sound could flow; -1 until then
        double firstSoundMs = -1; ///< likewise, until the first sound of the peer was played
    };
    /// After a handshake that failed a new association is offered (RFC 8842 §3.1), one later than the other.
    static constexpr int NewHandshakes = 3;
    static constexpr Milliseconds NewHandshakeStep{4000};
    static constexpr std::size_t MaxWaitingDigits = 256; ///< beside those that the stream has already

    AudioSession(MediaController &controller, AudioSessionOptions options, QObject *parent = nullptr);
    ~AudioSession() override;

    bool understands(QByteArrayView contentType) const override;
    std::optional<MediaError> judge(const Description &offer) const override;
    void createDescription(const DescriptionOptions &options, DescriptionCallback done) override;
    void applyDescription(const Description &remote, AppliedCallback done) override;
    void rollback() override;
    bool forgetAnswer() override;
    bool tryOtherProfile() override;
    bool wantsTrickle() const override;
    void applyFragment(QByteArrayView body) override;
    QByteArray fragmentSoFar() const override;
    DtmfResult sendDtmf(QByteArrayView digits, int durationMs) override;
    DtmfResult sendInBandDtmf(QByteArrayView digits, int durationMs) override;
    bool isRemoteHold() const override;
    void allowMedia() override;
    void close() override;

    bool setMuted(bool muted) override;
    bool isMuted() const { return m_muted; }
    /// Sessions of the same @p group other than 0 hear each other through us. While one is held, by either
    /// end, it is out of it: neither heard nor hearing.
    void setConference(int group);
    /// What is said on both sides goes into @p tap, from now on and whatever stream carries it; null ends
    /// that.
    void setRecordingTap(std::shared_ptr<RecordingTap> tap);
    enum class Encryption { None, Sdes, Dtls };
    /// What was agreed on; with DTLS no sound flows before its handshake proved who the peer is.
    Encryption encryption() const;
    bool isEncrypted() const { return encryption() != Encryption::None; }
    QByteArray srtpSuite() const; ///< empty in the clear, and before the handshake
    /// The next description gathers new ways for the sound (ICE restart). @returns false without ICE.
    bool renewWay();
    /// Likewise, and our end is at the relay from now on. @returns false without ICE or a TURN server.
    bool useRelay();
    bool isWebRtc() const; ///< what was agreed, by its profile
    const MediaTransport &transport() const { return m_transport; }
    MediaProfile profile() const { return m_profile; } ///< of our offers
    QByteArray codec() const;                          ///< "opus/48000"; empty before the answer
    Quality quality() const; ///< of the worse end; Poor while one is silent that should not be
    Figures figures() const;
    float inputLevel() const; ///< peak of what goes to the peer, 0..1; 0 while nothing does
    float outputLevel() const;
    /// Somebody talks into the muted microphone and should be told; for some seconds, not again soon.
    bool isTalkingWhileMuted() const { return m_mutedTalk.isTalking(); }
    /// A stream runs, and nothing is heard of the other side: what matters before it answered.
    bool isSilent() const { return m_isSilent; }
    /// One sentence while something is wrong with the way or with one direction of the sound; else empty.
    QString problem() const;
    /// Why one direction is silent, if one is; looked at each SoundDoctor::Period.
    const Diagnosis &diagnosis() const { return m_diagnosis; }
    /// How it sounds and why, as one sentence; empty while nothing is known.
    QString qualitySentence() const;
    /// Of the call so far.
    const CallQuality &callQuality() const { return m_callQuality; }

Q_SIGNALS:
    /// Codec, encryption, quality, problem(), diagnosis(), isSilent(), isTalkingWhileMuted() or the state of
    /// transport().
    void changed();

private:
    friend class MediaController;
    bool isOnItsThread() const { return QThread::currentThread() == thread(); }
    void digitReceived(int event);
    void sample();
    /// The first packet of the peer came.
    void streamStarted();
    /// Each period: so much speech came from the microphone.
    void listen(Milliseconds spoken);
    void postDigits();
    /// The media thread gave the stream back although nobody asked it to.
    void streamRefused();

    void becomeNewSource();
    /// The address which the peer is told; null when nothing is known of it.
    QHostAddress localAddressFor(const DescriptionOptions &options) const;
    MediaError noAddress() const;
    void noteRefusal(const NegotiationError &error);
    void lookUpOffer(const NegotiatedAudio &offered, AppliedCallback done);
    enum class Naming {
        WhatCouldBe, ///< to judge an offer: the way to answer it with is not made yet
        TheWay
    };
    LocalMediaCapabilities capabilities(Naming naming) const;
    /// The way which the next description shall name.
    MediaTransport::Wish wishFor(const QHostAddress &local);
    IceOptions iceOptions(const QHostAddress &local) const;
    bool offersIce() const;
    MediaError noWay(const MediaError &error);
    void describe(const DescriptionOptions &options, const DescriptionCallback &done);
    void transportFailed(const MediaError &error);
    void transportStateChanged();
    void renewalDue();
    void noteWayProblem();
    void planNewHandshake();
    const NegotiatedAudio *audio() const;
    /// Offer and answer met: looks the peer up, starts or changes the stream; @p done comes last, unless
    /// closed before.
    void agreementChanged(AppliedCallback done);
    void useAgreement(const QHostAddress &remote, const AppliedCallback &done);
    void applyMute();
    void applyConference();
    void syncStream();
    void startStream(std::unique_ptr<StreamSetup> setup);
    void dropStream();
    DtmfResult queueDigits(QByteArrayView digits, int durationMs, DtmfRequest::Via via);
    void judgeQuality(const StreamStatistics &now);
    void examine();
    SoundFacts soundFacts() const;
    bool canRelay() const;
    void notePeerAddress();

    MediaController &m_controller;
    AudioSessionOptions m_options;
    OfferAnswerMachine m_offerAnswer;
    MediaTransport m_transport;
    MediaProfile m_profile;
    bool m_hasTriedOther = false;        ///< profile
    std::optional<bool> m_isControlling; ///< of ICE, from its first use on
    bool m_renewsWay = false;
    WayRenewal m_renewal;
    Timer m_nextHandshake;   ///< after one that failed
    int m_newHandshakes = 0; ///< offered since one got through
    bool m_isSignallingSecure = false;
    std::optional<TimePoint> m_agreedAt; ///< the first time
    QHostAddress m_localAddress;
    bool m_hold = false;       ///< in the description that was made last
    bool m_agreedHold = false; ///< in the one that was agreed
    AddressLookup m_offerLookup;
    QByteArray m_offeredHost;
    QHostAddress m_offeredAddress; ///< what m_offeredHost means; null while no offer of the peer is pending
    AddressLookup m_lookup;
    QHostAddress m_remoteAddress; ///< of its RTP; null while it holds us by naming none
    StreamParameters m_parameters;
    StreamControls *m_controls = nullptr;        ///< null while no stream runs
    std::shared_ptr<RtpSockets> m_streamSockets; ///< which it reads from
    std::deque<DtmfRequest> m_digits;            ///< for which the stream has no room yet
    quint32 m_digitsPosted = 0;                  ///< to this stream
    bool m_isMediaAllowed = false;
    bool m_isClosed = false;
    bool m_isPeerGone = false; ///< what was agreed is somebody else's, until the next agreement
    bool m_remoteHold = false;
    bool m_muted = false;
    int m_conference = 0;
    std::shared_ptr<RecordingTap> m_tap; ///< shared with its writer and the stream
    EarlySound m_early;
    bool m_isSilent = false; ///< as changed() told it
    Quality m_quality = Quality::Unknown;
    CallQuality m_callQuality;
    SoundDoctor m_doctor;
    Diagnosis m_diagnosis;
    Timer m_examination; ///< each SoundDoctor::Period, while media may flow
    bool m_isRelayOnly = false;
    bool m_isPeerElsewhere = false;    ///< see SoundFacts
    quint64 m_captureMissedBefore = 0; ///< at the last sample
    quint64 m_playbackMissedBefore = 0;
    QString m_refusal;          ///< of the peer's last offer, until the next agreement
    QString m_transportProblem; ///< of the way, which comes first
    StreamStatistics m_lastSample;
    Figures m_figures;
    MutedTalk m_mutedTalk;
};

} // namespace carillon
