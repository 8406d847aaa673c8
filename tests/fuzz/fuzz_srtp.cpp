// Any bytes to be unprotected, by each profile, with and without an MKI, as RTP and as RTCP: nothing is ever
// authentic, nothing crashes.
#include "SrtpContext.h"

#include <cstdlib>
#include <cstring>

using namespace carillon;

namespace {

constexpr SrtpProfile Profiles[]
    = {SrtpProfile::Aes128CmSha1_80, SrtpProfile::Aes128CmSha1_32, SrtpProfile::Aes256CmSha1_80,
        SrtpProfile::Aes256CmSha1_32, SrtpProfile::AeadAes128Gcm, SrtpProfile::AeadAes256Gcm};

/// Each profile with an MKI of no, 1, 4 and 128 bytes.
constexpr std::size_t MkiBytes[] = {0, 1, 4, 128};
constexpr std::size_t Kinds = std::size(Profiles) * std::size(MkiBytes);

SrtpContext &receiver(std::size_t index)
{
    static std::unique_ptr<SrtpContext> contexts[Kinds];
    if (!contexts[index]) {
        SrtpKey key;
        key.profile = Profiles[index % std::size(Profiles)];
        key.mkiBytes = MkiBytes[index / std::size(Profiles)];
        for (std::size_t i = 0; i < key.bytes(); ++i)
            key.keyAndSalt[i] = std::uint8_t(i * 37 + index);
        contexts[index] = SrtpContext::createReceiver(key, 0x11223344u);
    }
    return *contexts[index];
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1 || size > 2048)
        return 0;
    SrtpContext &context = receiver(data[0] % Kinds);
    // A buffer of just that size, so that a sanitizer sees the first byte beyond it.
    const std::size_t packet = size - 1;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> memory(
        static_cast<std::uint8_t *>(std::malloc(packet + 1)), &std::free);
    for (const bool rtcp : {false, true}) {
        std::memcpy(memory.get(), data + 1, packet);
        const MutableBytes bytes(memory.get(), packet);
        std::size_t length = packet;
        const auto outcome
            = rtcp ? context.unprotectRtcp(bytes, length) : context.unprotectRtp(bytes, length);
        // Four random bytes can be a tag of 32 bits; 80 and 128 bits cannot be guessed.
        const bool shortTag = data[0] % std::size(Profiles) == 1 || data[0] % std::size(Profiles) == 3;
        if (outcome == SrtpContext::Outcome::Ok && (rtcp || !shortTag))
            std::abort();
    }
    return 0;
}
