#pragma once

#include "FakeRandom.h"
#include "OfferAnswerMachine.h"

namespace carillon {

/// Our end of a talk in session descriptions; the peer is the text of the test.
struct SdpTalk {
    /// What our end is able to do.
    enum class Way { Plain, Ice, Dtls, WebRtc };

    FakeRandom random{5};
    OfferAnswerMachine machine{random};
    LocalMediaCapabilities capabilities;
    SessionDescription said; ///< by us, last
    std::optional<NegotiationError::Kind> error;

    explicit SdpTalk(Way way, MediaEncryption encryption = MediaEncryption::Optional)
    {
        capabilities.address = "192.0.2.1";
        capabilities.rtpPort = 4000;
        capabilities.rtcpPort = way == Way::WebRtc ? 0 : 4001;
        capabilities.encryption = encryption;
        capabilities.profile = way == Way::WebRtc ? MediaProfile::WebRtc : MediaProfile::Rtp;
        capabilities.ssrc = 77;
        capabilities.cname = "us";
        if (way == Way::Dtls || way == Way::WebRtc)
            capabilities.dtls = DtlsDescription{DtlsSetup::ActPass, {ourPrint()}, ourTlsId()};
        if (way == Way::Ice || way == Way::WebRtc)
            capabilities.ice = ourIce();
    }

    /// @returns whether there is an answer, which is then in said.
    bool answers(const QByteArray &offer)
    {
        error.reset();
        if (!machine.receiveOffer(described(offer)))
            qFatal("out of turn");
        keep(machine.createAnswer(capabilities));
        machine.rollback();
        return !error;
    }
    const SdpMedia &offers()
    {
        keep(machine.createOffer(capabilities));
        if (error)
            qFatal("no offer");
        return said.media[0];
    }
    const SdpMedia &repeats()
    {
        keep(machine.repeatOffer(capabilities));
        if (error)
            qFatal("no offer");
        return said.media[0];
    }
    /// @returns whether @p answer to our offer can be agreed to.
    bool takes(const QByteArray &answer)
    {
        const auto taken = machine.receiveAnswer(described(answer), capabilities);
        error = taken ? std::nullopt : std::optional(taken.error().kind);
        machine.rollback();
        return !error;
    }
    const NegotiatedAudio &audio() const { return machine.agreement()->audio; }
    const SdpMedia &audioSection() const { return said.media[machine.agreement()->audioIndex]; }

    /// "dtls", "sdes", "clear", "rejected", or the number of the error.
    QByteArray outcome() const
    {
        if (error)
            return QByteArray::number(int(*error));
        if (audio().rejected)
            return "rejected";
        return audio().dtls ? "dtls" : audio().sdes ? "sdes" : "clear";
    }
    static QByteArray outcome(NegotiationError::Kind kind) { return QByteArray::number(int(kind)); }

    /// @p body behind v=, o=, s=, c= and t= of the peer.
    static SessionDescription described(const QByteArray &body)
    {
        const auto parsed = SessionDescription::parse(
            "v=0\r\no=- 1 1 IN IP4 203.0.113.5\r\ns=-\r\nc=IN IP4 203.0.113.5\r\nt=0 0\r\n" + body);
        if (!parsed)
            qFatal("not parsed");
        return *parsed;
    }

    // Ours and the peer's, as values and as lines.
    static QByteArray ourPrint() { return "sha-256 " + QByteArray("BB:").repeated(31) + "BB"; }
    static QByteArray ourTlsId() { return "ours-ours-ours-ours-ours"; }
    static IceDescription ourIce()
    {
        IceDescription ice;
        ice.ufrag = "ours";
        ice.password = "ours-ours-ours-ours-ours";
        ice.candidates = {*IceCandidate::parse("1 1 UDP 2130706431 192.0.2.1 4000 typ host"),
            *IceCandidate::parse("1 2 UDP 2130706430 192.0.2.1 4001 typ host")};
        return ice;
    }
    static QByteArray print() { return "sha-256 " + QByteArray("AA:").repeated(31) + "AA"; }
    static QByteArray fingerprint() { return "a=fingerprint:" + print() + "\r\n"; }
    static QByteArray credentials() { return "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"; }
    static QByteArray candidate()
    {
        return "a=candidate:1 1 udp 2122260223 203.0.113.5 50000 typ host generation 0\r\n";
    }
    static QByteArray key() { return QByteArray(30, 'a').toBase64(); }
    static QByteArray crypto(const QByteArray &tail = {})
    {
        return "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key() + tail + "\r\n";
    }
    /// A section as browsers write it, up to its mid.
    static QByteArray webAudio(const QByteArray &setup = "actpass")
    {
        return "m=audio 50000 UDP/TLS/RTP/SAVPF 111 0\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-mux\r\n"
            + credentials() + candidate() + fingerprint() + "a=setup:" + setup + "\r\n";
    }

private:
    void keep(const Result<SessionDescription, NegotiationError> &made)
    {
        error = made ? std::nullopt : std::optional(made.error().kind);
        if (made)
            said = *made;
    }
};

} // namespace carillon
