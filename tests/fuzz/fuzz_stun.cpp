// Any bytes as STUN: within the limits, and what was read is written and read again the same.
#include "FuzzCheck.h"
#include "StunBinding.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray datagram = inputOf(data, size);
    const auto binding = StunBinding::parse(datagram);
    if (!binding)
        return 0;
    check(StunBinding::isStun(datagram), "what is read is STUN");
    check(datagram.size() <= StunBinding::Limits::MessageBytes, "it is not too long");
    check(binding->transaction.size() == StunBinding::TransactionBytes, "it has a transaction");
    const auto again = StunBinding::parse(binding->toBytes());
    check(again && *again == *binding, "what is written is read again and equal");
    return 0;
}
