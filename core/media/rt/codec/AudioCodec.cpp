#include "AudioCodec.h"

#include "ComfortNoise.h"
#include "G711Codec.h"
#include "G722Codec.h"
#include "L16Codec.h"
#include "OpusCodec.h"
#include "StereoOpusCodec.h"

namespace carillon {

namespace {

template <typename T>
std::unique_ptr<T> ifValid(std::unique_ptr<T> codec)
{
    return codec->isValid() ? std::move(codec) : nullptr;
}

} // namespace

std::unique_ptr<AudioEncoder> createEncoder(const EncoderOptions &options)
{
    switch (options.kind) {
    case CodecKind::Opus:
        if (options.channels == Channels::Two)
            return ifValid(std::make_unique<StereoOpusEncoder>(options));
        return ifValid(std::make_unique<OpusAudioEncoder>(options));
    case CodecKind::G722: return ifValid(std::make_unique<G722Encoder>());
    case CodecKind::Pcmu: return std::make_unique<G711Encoder>(G711Law::Mu);
    case CodecKind::Pcma: return std::make_unique<G711Encoder>(G711Law::A);
    case CodecKind::L16At16k:
    case CodecKind::L16At48k: return std::make_unique<L16Encoder>(options.kind);
    case CodecKind::ComfortNoise: break;
    }
    return nullptr;
}

std::unique_ptr<AudioDecoder> createDecoder(CodecKind kind, Channels channels)
{
    switch (kind) {
    case CodecKind::Opus:
        if (channels == Channels::Two)
            return ifValid(std::make_unique<StereoOpusDecoder>());
        return ifValid(std::make_unique<OpusAudioDecoder>());
    case CodecKind::G722: return ifValid(std::make_unique<G722Decoder>());
    case CodecKind::Pcmu: return std::make_unique<G711Decoder>(G711Law::Mu);
    case CodecKind::Pcma: return std::make_unique<G711Decoder>(G711Law::A);
    case CodecKind::L16At16k:
    case CodecKind::L16At48k: return std::make_unique<L16Decoder>(kind);
    case CodecKind::ComfortNoise: return std::make_unique<ComfortNoiseDecoder>();
    }
    return nullptr;
}

} // namespace carillon
