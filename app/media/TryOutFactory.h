#pragma once

#include "PhoneMedia.h"
#include "TryOut.h"

#include <memory>

namespace carillon {

class Clock;
class HopResolver;
class Network;
class Random;

/// What the embedded exchange is made of; all of it outlives it.
struct TryOutEnvironment {
    Clock &clock;
    Random &random;
    Network &network;
    HopResolver &resolver;
    PhoneMedia &media; ///< made by makePhoneMedia(): its engine plays the extensions' sounds
};

/// The embedded exchange on a loopback socket.
std::unique_ptr<TryOut> makeTryOut(const TryOutEnvironment &environment);

} // namespace carillon
