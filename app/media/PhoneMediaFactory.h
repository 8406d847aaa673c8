#pragma once

#include "PhoneMedia.h"

namespace carillon {

struct MediaEnvironment;

/// The phone's sound on this machine: PhoneMedia over the media engine.
std::unique_ptr<PhoneMedia> makePhoneMedia(const MediaEnvironment &environment);

} // namespace carillon
