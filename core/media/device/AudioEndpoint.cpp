#include "AudioEndpoint.h"

#include "FileInput.h"
#include "FileOutput.h"
#include "VirtualInput.h"
#include "VirtualOutput.h"

namespace carillon {

std::unique_ptr<AudioInput> makeVirtualInput(const DeviceSpec &spec)
{
    switch (spec.kind) {
    case DeviceSpec::Kind::Default: // an AudioSystem's
    case DeviceSpec::Kind::Id:
    case DeviceSpec::Kind::Null: return std::make_unique<VirtualInput>(0);
    case DeviceSpec::Kind::Tone: return std::make_unique<VirtualInput>(spec.toneHz);
    case DeviceSpec::Kind::File: return std::make_unique<FileInput>(spec.argument);
    }
    Q_UNREACHABLE();
}

std::unique_ptr<AudioOutput> makeVirtualOutput(const DeviceSpec &spec)
{
    switch (spec.kind) {
    case DeviceSpec::Kind::Default: // an AudioSystem's
    case DeviceSpec::Kind::Id:
    case DeviceSpec::Kind::Tone: // refused by DeviceSpec::parse
    case DeviceSpec::Kind::Null: return std::make_unique<VirtualOutput>();
    case DeviceSpec::Kind::File: return std::make_unique<FileOutput>(spec.argument);
    }
    Q_UNREACHABLE();
}

} // namespace carillon
