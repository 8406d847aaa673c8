#pragma once

#include "PhoneMedia.h"

namespace carillon {

class Clock;
class Random;

/// The phone's sound on this machine: PhoneMedia over the media engine. @p clock and @p random outlive it.
std::unique_ptr<PhoneMedia> makePhoneMedia(Clock &clock, Random &random);

} // namespace carillon
