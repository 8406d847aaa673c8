#include "AudioSystem.h"

#include "FallbackSystem.h"
#include "QtSystem.h"
#ifdef CARILLON_PULSE
#include "PulseSystem.h"
#endif

namespace carillon {

std::unique_ptr<AudioSystem> makeAudioSystem([[maybe_unused]] Clock &clock)
{
#ifdef CARILLON_PULSE
    return std::make_unique<FallbackSystem>(
        std::make_unique<PulseSystem>(clock), [] { return std::make_unique<QtSystem>(); });
#else
    return std::make_unique<QtSystem>();
#endif
}

} // namespace carillon
