#include "FuzzCheck.h"
#include "SipUri.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = inputOf(data, size);
    const auto uri = SipUri::parse(text);
    if (!uri) {
        check(uri.error().position >= 0 && uri.error().position <= text.size(), "the error is inside");
        return 0;
    }
    const QByteArray written = uri->toBytes();
    for (const char c : written)
        check(c > ' ' && c < 0x7f, "a written URI is visible ASCII");
    const auto again = SipUri::parse(written);
    check(again && *again == *uri, "what is written is read again and equal");
    check(again->toBytes() == written, "writing is stable");
    check(uri->equivalent(*again), "a URI is equivalent to itself");
    (void)uri->transport();
    check(SipUri::parse(uri->addressOfRecord().toBytes()).has_value(), "the address-of-record is a URI");
    return 0;
}
