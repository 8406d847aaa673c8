#include "AudioEndpoint.h"

#include "FileInput.h"
#include "FileOutput.h"
#include "QtAudioInput.h"
#include "QtAudioOutput.h"
#include "VirtualInput.h"
#include "VirtualOutput.h"

namespace carillon {

std::unique_ptr<AudioInput> makeAudioInput(const DeviceSpec &spec)
{
    switch (spec.kind) {
    case DeviceSpec::Kind::Default:
    case DeviceSpec::Kind::Id: return std::make_unique<QtAudioInput>(spec);
    case DeviceSpec::Kind::Null: return std::make_unique<VirtualInput>(0);
    case DeviceSpec::Kind::Tone: return std::make_unique<VirtualInput>(spec.toneHz);
    case DeviceSpec::Kind::File: return std::make_unique<FileInput>(spec.argument);
    }
    Q_UNREACHABLE();
}

std::unique_ptr<AudioOutput> makeAudioOutput(const DeviceSpec &spec)
{
    switch (spec.kind) {
    case DeviceSpec::Kind::Default:
    case DeviceSpec::Kind::Id: return std::make_unique<QtAudioOutput>(spec);
    case DeviceSpec::Kind::Tone: // refused by DeviceSpec::parse
    case DeviceSpec::Kind::Null: return std::make_unique<VirtualOutput>();
    case DeviceSpec::Kind::File: return std::make_unique<FileOutput>(spec.argument);
    }
    Q_UNREACHABLE();
}

} // namespace carillon
