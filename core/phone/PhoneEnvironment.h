#pragma once

#include "Phone.h"

#include <functional>
#include <memory>

class QHostAddress;

namespace carillon {

class Clock;
class HopResolver;
class Keychain;
class NetworkMonitor;
class PhoneMedia;
class Profile;
class Random;
class Transport;
class TryOut;
struct Endpoint;
struct TransportOptions;

/// What a phone is injected with. Every reference outlives it.
struct Phone::Environment {
    Clock &clock;
    Random &random;
    HopResolver &resolver;
    NetworkMonitor &monitor;
    Profile &profile;
    Keychain &keychain;
    PhoneMedia &media;
    std::function<std::unique_ptr<Transport>(const TransportOptions &)> makeTransport;
    /// Our address on the way to that end, by the routing table of this moment; null when there is no way.
    std::function<QHostAddress(const Endpoint &)> localAddress;
    std::function<std::unique_ptr<TryOut>()> makeTryOut; ///< may be empty: there is no embedded exchange
    QString version;                                     ///< "0.1.0": for User-Agent and `ctl status`
};

} // namespace carillon
