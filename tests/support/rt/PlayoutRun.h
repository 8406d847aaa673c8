#pragma once

#include "PlayoutChain.h"

#include <functional>
#include <vector>

namespace carillon {

/// A sender, a network and a listener in virtual time: real packets through the real chain.
struct PlayoutRun {
    static constexpr double Lost = -1;

    CodecKind kind = CodecKind::Opus;
    int ptimeMs = 20;
    int seconds = 60;
    unsigned seed = 1;
    bool redundant = true; ///< Opus: with in-band FEC for 10 % loss
    double phaseMs = 3.7;  ///< between the sender's and the listener's ticks
    double drift = 1;      ///< how long a second of the sender lasts
    /// Milliseconds on the way of packet @p n, or Lost.
    std::function<double(int n)> delay = [](int) { return 50.; };

    struct Result {
        double concealedPercent = 0;
        double recoveredPercent = 0;
        double stretchedPercent = 0; ///< shortened and lengthened
        double meanDelayMs = 0;      ///< from the end of a packet at the sender to its being heard
        double quantileMs = 0;       ///< 95 % of all that arrive need at most so long
        double longestDelayMs = 0;   ///< of the buffer, smoothed
        double lastDelayMs = 0;
        int loudTicks = 0;
        JitterBufferStatistics buffer;
        PlayoutStatistics chain;
    };
    Result run() const;

    // Networks. Normal delay round 100 ms, in any order.
    static std::function<double(int)> normal(double sigmaMs, double loss, unsigned seed);
    static std::function<double(int)> lossy(double loss, unsigned seed);
};

/// Ten seconds of our synthetic voice as packets of @p kind, one after the other.
std::vector<std::vector<std::uint8_t>> speechPackets(
    CodecKind kind, int ptimeMs, int seconds, const EncoderOptions &options = {});

} // namespace carillon
