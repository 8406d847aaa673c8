#pragma once

#include "AudioCodec.h"
#include "MediaTime.h"
#include "Resampler.h"
#include "SendAdapter.h"
#include "SocketAddress.h"
#include "SrtpContext.h"
#include "StreamParameters.h"

#include <array>
#include <memory>

namespace carillon {

/// Why a stream could not be built.
enum class StreamError : std::uint8_t {
    None,
    NoSocket, ///< none, or not of the kind that isPeerCertain and controlFd ask for
    BadPtime,
    BadPayloadType, ///< over 127, or one that RTCP could be taken for on the same port (RFC 5761 §4)
    CodecFailed,    ///< the codec library refused the parameters
    SrtpFailed,     ///< libsrtp refused the key, or only one direction has one
};

/// Everything a stream needs which must be allocated: codecs, resamplers, SRTP contexts. Made on the core
/// thread.
class StreamSetup final
{
public:
    /// @returns null and says why in @p error.
    static std::unique_ptr<StreamSetup> create(
        const StreamParameters &parameters, StreamError *error = nullptr);
    ~StreamSetup() = default;

    const StreamParameters &parameters() const { return m_parameters; }

    // The media thread's ends.

    struct Decoder {
        std::uint8_t payloadType = 0;
        std::unique_ptr<AudioDecoder> decoder;
        std::unique_ptr<Resampler> resampler; ///< to 48 kHz
    };
    std::unique_ptr<AudioEncoder> encoder;
    std::unique_ptr<Resampler> sendResampler;                             ///< from 48 kHz
    std::array<Decoder, StreamParameters::MaxReceiveCodecs + 1> decoders; ///< the last for comfort noise
    std::size_t decoderCount = 0;
    std::unique_ptr<SrtpContext> sendSrtp;
    std::unique_ptr<SrtpContext> receiveSrtp;
    std::unique_ptr<SrtpContext> formerReceiveSrtp; ///< by the keys before an update
    std::unique_ptr<SrtpContext> sendSrtcp;         ///< null: sendSrtp does RTCP as well
    std::unique_ptr<SrtpContext> receiveSrtcp;      ///< null: receiveSrtp
    int rtpFamily = 0;
    int rtcpFamily = 0;

    /// Nothing may be sent or heard: the handshake that brings the keys is not over.
    bool awaitsKeys() const noexcept { return m_parameters.awaitsKeys && !receiveSrtp; }
    bool isSending() const noexcept { return m_parameters.sending && !awaitsKeys(); }
    /// As receiveSrtp does it; for a while after an update by the former key too.
    SrtpContext::Outcome unprotectRtp(MutableBytes datagram, std::size_t &size, MediaTime now) noexcept;
    SrtpContext::Outcome unprotectRtcp(MutableBytes datagram, std::size_t &size, MediaTime now) noexcept;
    /// What LocalSsrc falls back to: the same for the whole call, and sendSrtp knows it.
    std::uint32_t spareSsrc() const noexcept;
    SocketAddress signalledRtp() const noexcept;
    SocketAddress signalledRtcp() const noexcept;
    /// Of what may be heard.
    Channels channels() const noexcept { return m_parameters.wish.stereo ? Channels::Two : Channels::One; }
    int packetMs() const noexcept { return m_parameters.sendCodec.ptimeMs; }
    /// What the SendAdapter has to keep to.
    SendLimits sendLimits() const noexcept;
    Decoder *decoderFor(std::uint8_t payloadType) noexcept;
    /// A dynamic one that stands for nothing in either direction.
    std::uint8_t unusedPayloadType() const noexcept;
    const TelephoneEventFormat *telephoneEventFor(std::uint8_t payloadType) const noexcept;
    /// Takes from @p old, which is about to retire, what goes on unchanged: a key that did not change keeps
    /// its rollover counter and replay window, a codec its memory of the sound. What is under way with a
    /// receive key that did change is heard for FormerKeyPeriod.
    void adopt(StreamSetup &old, MediaTime now) noexcept;
    static constexpr std::chrono::seconds FormerKeyPeriod{2};

private:
    explicit StreamSetup(const StreamParameters &parameters);
    StreamError checkParameters();
    StreamError checkSockets();
    StreamError createCodecs();
    bool addDecoder(const ReceiveCodec &codec);
    StreamError createSrtp();
    std::size_t extensionBytes() const noexcept;
    std::size_t trailerBytes() const noexcept;
    bool isFormerKeyGood(MediaTime now) const noexcept { return formerReceiveSrtp && now < m_formerUntil; }

    StreamParameters m_parameters;
    MediaTime m_formerUntil{};
};

} // namespace carillon
