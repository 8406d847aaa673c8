#pragma once

#include <cstdint>

namespace carillon {

/// The audio codecs of the media thread. What SDP calls them is core's business.
enum class CodecKind : std::uint8_t {
    Opus,
    G722,
    Pcmu,
    Pcma,
    L16At16k,     ///< L16/16000: the samples themselves, RFC 3551 §4.5.11
    L16At48k,     ///< L16/48000
    ComfortNoise, ///< is only received (RFC 3389)
};

/// Samples per second which the codec itself works on.
constexpr int pcmRateHz(CodecKind kind)
{
    switch (kind) {
    case CodecKind::Opus: return 48000;
    case CodecKind::L16At48k: return 48000;
    case CodecKind::L16At16k:
    case CodecKind::G722: return 16000;
    case CodecKind::Pcmu:
    case CodecKind::Pcma:
    case CodecKind::ComfortNoise: return 8000;
    }
    return 8000;
}

/// Ticks per second of the RTP timestamp. G.722 says 8000 although it samples at 16 kHz: an error in the
/// profile of 1996 which RFC 3551 §4.5.2 keeps for compatibility.
constexpr int rtpClockRateHz(CodecKind kind)
{
    return kind == CodecKind::G722 ? 8000 : pcmRateHz(kind);
}

/// What the payload takes whatever is said, in bit/s; 0 for Opus, which can be told, and noise.
constexpr int fixedBitrate(CodecKind kind)
{
    switch (kind) {
    case CodecKind::Opus:
    case CodecKind::ComfortNoise: return 0;
    case CodecKind::G722:
    case CodecKind::Pcmu:
    case CodecKind::Pcma: return 64000;
    case CodecKind::L16At16k: return 256000;
    case CodecKind::L16At48k: return 768000;
    }
    return 64000;
}

} // namespace carillon
