#pragma once

#include "SdpAttributes.h"

namespace carillon {

/// One line of the audio menu: what a payload type of an m=audio section stands for.
struct AudioFormat {
    QByteArray encoding; ///< "opus", as in a=rtpmap; compared in any case
    quint32 clockRateHz
        = 8000; ///< of the RTP timestamp; G.722 says 8000 although it samples at 16000 (RFC 3551 §4.5.2)
    quint8 channels = 1;
    quint8 payloadType = 0; ///< the number in use, or the one we would choose
    QByteArray fmtp;        ///< empty when there is none

    static AudioFormat opus(); ///< opus/48000/2, RFC 7587; one channel in both directions
    /// Likewise; two are liked, and perhaps sent (§6.1).
    static AudioFormat stereoOpus();
    static AudioFormat g722();
    static AudioFormat pcmu();
    static AudioFormat pcma();
    static AudioFormat l16(quint32 clockRateHz);            ///< mono, RFC 3551 §4.5.11; 16000 or 48000
    static AudioFormat telephoneEvent(quint32 clockRateHz); ///< RFC 4733, events 0-16
    static AudioFormat comfortNoise();                      ///< RFC 3389, for codecs whose clock says 8000
    /// A codec of ours by the name people use ("opus", "g722", "pcmu", "pcma", "l16", "l16-48k"), in any
    /// case.
    static std::optional<AudioFormat> named(QByteArrayView name);

    bool isTelephoneEvent() const;
    bool isComfortNoise() const; ///< at the clock of G.711 and G.722
    /// Of "name=value; …" in fmtp, names in any case; nullopt when it is not there.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
    /// The same codec at the same clock rate, whatever its number and parameters.
    bool isSameCodec(const AudioFormat &other) const;
    /// How many milliseconds of it fit into one datagram, and into a packet of ours; a multiple of 10.
    int longestPtimeMs() const;
    /// "opus/48000", as people see it.
    QByteArray displayName() const;
    friend bool operator==(const AudioFormat &, const AudioFormat &) = default;
};

/// What the payload types of an audio section stand for, in the order of its m= line: a=rtpmap, else the
/// static table of RFC 3551 §6. Formats that cannot be resolved, and a second use of a number, are left out.
QList<AudioFormat> audioFormatsOf(const SdpMedia &section);
/// Adds the number, its a=rtpmap and a=fmtp.
void appendAudioFormat(SdpMedia &section, const AudioFormat &format);

} // namespace carillon
