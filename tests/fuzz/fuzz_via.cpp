#include "FuzzCheck.h"
#include "Via.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = inputOf(data, size);
    const auto list = Via::parseList(text);
    const auto salvaged = Via::salvage(text);
    check(!salvaged || !salvaged->host.isEmpty(), "what is salvaged has a sent-by");
    if (!list) {
        check(list.error().position >= 0 && list.error().position <= text.size(), "the error is inside");
        return 0;
    }
    check(list->isEmpty() || (salvaged && *salvaged == list->first()), "nothing is left out of a good value");
    for (const Via &each : *list) {
        const auto again = Via::parse(each.toBytes());
        check(again && *again == each, "what is written is read again and equal");
    }
    return 0;
}
