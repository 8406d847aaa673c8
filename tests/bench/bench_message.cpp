// SIP messages per second on one core: ten messages, CPU time, the median of five rounds.
#include "AllocationCounter.h"
#include "Challenge.h"
#include "SipMessage.h"
#include "SipViews.h"
#include "TenMessages.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

using namespace carillon;

namespace {

double cpuSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

qint64 sum = 0; ///< what was read, so that nothing is optimised away

/// Messages per second of @p work, which does all ten.
template <typename Work>
void measure(const char *what, Work work)
{
    std::array<double, 5> rates {};
    for (double &rate : rates) {
        const double begin = cpuSeconds();
        double elapsed = 0;
        int rounds = 0;
        do {
            for (int i = 0; i < 200; ++i)
                work();
            rounds += 200;
            elapsed = cpuSeconds() - begin;
        } while (elapsed < 0.5);
        rate = rounds * 10 / elapsed;
    }
    std::sort(rates.begin(), rates.end());
    const AllocationCounter counter;
    work();
    std::printf("%-44s %10.0f /s  %6.2f us  %5.1f allocations\n", what, rates[2], 1e6 / rates[2],
        static_cast<double>(counter.count()) / 10);
}

qsizetype sizeOf(const Parameters &parameters)
{
    return parameters.list.size();
}
qsizetype sizeOf(const ParametersView &parameters)
{
    return parameters.count;
}
qsizetype sizeOf(const QVarLengthArray<ChallengeView::Parameter, 12> &parameters)
{
    return parameters.size();
}

/// @p Uri and the others: the values, or the views which check and take apart the same without a copy.
template <typename Uri, typename Address, typename Hop, typename Credentials>
void typeAll(const SipMessage &message)
{
    if (message.isRequest())
        sum += Uri::parse(message.requestUriText())->host.size();
    for (int i = 0; i < message.fieldCount(); ++i) {
        const SipMessage::Field field = message.field(i);
        switch (field.id) {
        case HeaderId::Via: sum += Hop::parseList(field.value)->size(); break;
        case HeaderId::From:
        case HeaderId::To: sum += static_cast<qint64>(sizeOf(Address::parse(field.value)->parameters)); break;
        case HeaderId::Contact:
        case HeaderId::Route:
        case HeaderId::RecordRoute:
        case HeaderId::ServiceRoute: sum += Address::parseList(field.value)->size(); break;
        case HeaderId::CSeq: sum += CSeq::parse(field.value)->number; break;
        case HeaderId::Authorization:
        case HeaderId::WwwAuthenticate:
            sum += static_cast<qint64>(sizeOf(Credentials::parse(field.value)->parameters));
            break;
        case HeaderId::Allow:
        case HeaderId::AllowEvents:
        case HeaderId::Require:
        case HeaderId::Supported: sum += message.hasToken(field.id, "none") ? 1 : 0; break;
        case HeaderId::MaxForwards:
        case HeaderId::Expires:
        case HeaderId::MinSE:
        case HeaderId::SessionExpires: sum += *message.number(field.id); break;
        case HeaderId::CallId: sum += field.value.size(); break;
        default: break;
        }
    }
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
            typeAll<SipUri, NameAddr, Via, Challenge>(*SipMessage::parse(one));
    });
    measure("parse + every common header typed, as views", [&] {
        for (const QByteArray &one : wire)
            typeAll<SipUriView, NameAddrView, ViaView, ChallengeView>(*SipMessage::parse(one));
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
    return sum == 0;
}
