#include "DnsAnswer.h"
#include "FuzzCheck.h"

using namespace carillon;

namespace {

constexpr qsizetype longestName = 1024; // 255 bytes of the wire, each of which may be escaped as \DDD

template <typename Record>
void checkAnswer(const Result<DnsAnswer<Record>, NetworkError> &answer)
{
    if (!answer)
        return;
    check(answer->records.size() <= DnsAnswer<Record>::Limits::Records, "bounded");
    check(answer->life.count() >= 0 && answer->life.count() < (1LL << 31), "a TTL of 31 bits");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray message = inputOf(data, size);
    const auto pointers = DnsAnswers::namingPointers(message);
    checkAnswer(pointers);
    for (const NamingPointer &one : pointers ? pointers->records : QList<NamingPointer>()) {
        check(one.flags.size() <= 255 && one.services.size() <= 255 && one.regexp.size() <= 255,
            "a text of DNS");
        check(one.replacement.size() <= longestName, "a name of DNS");
    }
    const auto services = DnsAnswers::services(message);
    checkAnswer(services);
    for (const ServiceRecord &one : services ? services->records : QList<ServiceRecord>())
        check(one.target.size() <= longestName, "a name of DNS");
    return 0;
}
