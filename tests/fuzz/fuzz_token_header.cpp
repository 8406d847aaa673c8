#include "FuzzCheck.h"
#include "SessionExpires.h"
#include "TokenHeader.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = inputOf(data, size);
    const auto header = TokenHeader::parse(text);
    if (!header) {
        check(header.error().position >= 0 && header.error().position <= text.size(), "the error is inside");
        return 0;
    }
    check(!header->token.isEmpty() && !header->token.contains(';'), "a token, and nothing of its parameters");
    const auto again = TokenHeader::parse(header->toBytes());
    check(again && *again == *header, "what is written is read again and equal");
    if (const auto expires = SessionExpires::parse(text))
        check(SessionExpires::parse(expires->toBytes()) == expires, "and so is Session-Expires");
    return 0;
}
