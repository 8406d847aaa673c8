#include "Challenge.h"
#include "FuzzCheck.h"

#include <algorithm>

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = inputOf(data, size);
    QByteArray oneLine = text;
    std::replace_if(
        oneLine.begin(), oneLine.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    check(unquoted(quoted(text)) == oneLine, "quoted and unquoted are each other's reverse");
    const auto challenge = Challenge::parse(text);
    if (!challenge) {
        check(challenge.error().position >= 0 && challenge.error().position <= text.size(),
            "the error is inside");
        return 0;
    }
    QByteArray written = challenge->scheme;
    for (const Parameters::Parameter &one : challenge->parameters.list)
        written += (written.size() == challenge->scheme.size() ? " " : ", ") + one.name + '='
            + quoted(*one.value);
    const auto again = Challenge::parse(written);
    check(again && *again == *challenge, "what is written is read again and equal");
    return 0;
}
