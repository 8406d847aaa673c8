// SIP messages per second on one core: ten messages, CPU time, the median of five rounds.
#include "AllocationCounter.h"
#include "BenchClock.h"
#include "SipMessage.h"
#include "SipViews.h"
#include "TenMessages.h"
#include "TypedHeaders.h"

#include <array>
#include <cstdio>
#include <unistd.h>

using namespace carillon;

namespace {

qint64 sum = 0; ///< what was read, so that nothing is optimised away

/// Messages per second of @p work, which does all ten.
template <typename Work>
void measure(const char *what, Work work)
{
    std::array<double, 5> rates{};
    for (double &rate : rates)
        rate = bench::rateOf(work);
    const double rate = bench::median(rates);
    const AllocationCounter counter;
    work();
    std::printf("%-44s %10.0f /s  %6.2f us  %5.1f allocations\n", what, rate, 1e6 / rate,
        static_cast<double>(counter.count()) / 10);
}

/// What the process has in memory now, in KiB.
long residentKib()
{
    long pages = 0;
    if (std::FILE *file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*s %ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/// A million messages, parsed, read and written again: what is resident must not grow with their number.
void measureMillion(const QList<QByteArray> &wire)
{
    constexpr int tenth = 100'000;
    std::printf("a million messages read and written, resident KiB after each tenth:");
    const double begin = bench::cpuSeconds();
    long first = 0;
    long last = 0;
    for (int part = 0; part < 10; ++part) {
        for (int i = 0; i < tenth; ++i) {
            const auto message = SipMessage::parse(wire[i % wire.size()]);
            sum += bench::typeAll<SipUri, NameAddr, Via, Challenge>(*message) + message->toBytes().size();
        }
        last = residentKib();
        first = part == 0 ? last : first;
        std::printf(" %ld", last);
    }
    std::printf(
        "; grown by %ld KiB since the first, %.1f s CPU\n", last - first, bench::cpuSeconds() - begin);
}

} // namespace

int main()
{
    const QList<QByteArray> wire = bench::tenMessages();
    QList<SipMessage> received;
    QList<SipMessage> built; // as our own stack makes them: field by field
    qsizetype bytes = 0;
    for (const QByteArray &one : wire) {
        const auto message = SipMessage::parse(one);
        if (!message || !message->validate()) {
            std::printf("a sample is not valid:\n%s\n", one.constData());
            return 1;
        }
        received.append(*message);
        received.last().set(HeaderId::UserAgent, "Carillon");
        SipMessage copy = message->isRequest()
            ? SipMessage(SipRequest(message->method(), message->requestUriText()))
            : SipMessage(SipResponse(message->statusCode()));
        for (int i = 0; i < message->fieldCount(); ++i)
            copy.append(message->field(i).name, message->field(i).value);
        copy.setBody(message->body(), message->value(HeaderId::ContentType));
        built.append(copy);
        bytes += one.size();
    }
    std::printf("ten messages, %lld bytes in the mean\n", static_cast<long long>(bytes / wire.size()));
    measure("parse", [&] {
        for (const QByteArray &one : wire)
            sum += SipMessage::parse(one)->fieldCount();
    });
    measure("parse + every common header typed", [&] {
        for (const QByteArray &one : wire)
            sum += bench::typeAll<SipUri, NameAddr, Via, Challenge>(*SipMessage::parse(one));
    });
    measure("parse + every common header typed, as views", [&] {
        for (const QByteArray &one : wire)
            sum += bench::typeAll<SipUriView, NameAddrView, ViaView, ChallengeView>(*SipMessage::parse(one));
    });
    measure("parse + validate", [&] {
        for (const QByteArray &one : wire)
            sum += SipMessage::parse(one)->validate() ? 1 : 0;
    });
    measure("print what was built", [&] {
        for (const SipMessage &one : built)
            sum += one.toBytes().size();
    });
    measure("print what was received and changed", [&] {
        for (const SipMessage &one : received)
            sum += one.toBytes().size();
    });
    measure("print with compact names", [&] {
        for (const SipMessage &one : built)
            sum += one.toCompactBytes().size();
    });
    measureMillion(wire);
    return sum == 0;
}
