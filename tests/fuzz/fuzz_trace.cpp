// What a trace shows of any bytes: nothing that would let a reader log in or listen.
#include "FuzzCheck.h"
#include "TraceLog.h"

using namespace carillon;

namespace {

void checkHeaders(const SipMessage &shown)
{
    for (const char *name :
        {"Authorization", "Proxy-Authorization", "Authentication-Info", "Proxy-Authentication-Info"})
        for (int nth = 0;; ++nth) {
            const QByteArrayView value = shown.value(QByteArrayView(name), nth);
            if (value.isEmpty())
                break;
            check(value == "***", "credentials are struck out");
        }
}

void checkAddresses(const SipMessage &shown)
{
    for (const auto &address : {shown.from(), shown.to()})
        check(
            !address || !address->uri.password || *address->uri.password == "***", "a URI shows no password");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = inputOf(data, size);
    const QByteArray shown = withoutSecrets(bytes);
    check(withoutSecrets(shown) == shown, "striking out twice changes nothing");
    if (const auto message = SipMessage::parse(shown); message) {
        checkHeaders(*message);
        checkAddresses(*message);
    }
    return 0;
}
