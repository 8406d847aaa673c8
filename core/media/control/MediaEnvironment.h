#pragma once

namespace carillon {

class Clock;
class Network;
class Random;

/// What media needs of the machine beside its devices; all of it outlives the media.
struct MediaEnvironment {
    Random &random;
    Clock &clock;
    Network &network; ///< for the servers of ICE: their names, and TLS to them
};

} // namespace carillon
