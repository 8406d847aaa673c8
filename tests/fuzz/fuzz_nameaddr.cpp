#include "FuzzCheck.h"
#include "NameAddr.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = inputOf(data, size);
    const auto list = NameAddr::parseList(text);
    const auto one = NameAddr::parse(text);
    check(!one || (list && list->size() == 1 && list->first() == *one), "one value is a list of one");
    if (!list) {
        check(list.error().position >= 0 && list.error().position <= text.size(), "the error is inside");
        return 0;
    }
    QByteArray joined;
    for (const NameAddr &each : *list) {
        const QByteArray written = each.toBytes();
        const auto again = NameAddr::parse(written);
        check(again && *again == each, "what is written is read again and equal");
        joined += (joined.isEmpty() ? "" : ", ") + written;
    }
    const auto again = NameAddr::parseList(joined);
    check(again && *again == *list, "the list is read again and equal");
    return 0;
}
