// Our parser beside those of Sofia-SIP and oSIP2 in one run: the same ten messages, rounds in turns, CPU
// time, medians. Both peers type the headers they know while they parse; so ours is shown without that and
// with it.
#include "BenchClock.h"
#include "SipMessage.h"
#include "SipViews.h"
#include "TenMessages.h"
#include "TypedHeaders.h"

#include <osip2/osip.h>
#include <osipparser2/osip_parser.h>
#include <sofia-sip/msg.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_parser.h>

#include <cstdio>
#include <functional>

using namespace carillon;

namespace {

qint64 sum = 0; ///< what was read, so that nothing is optimised away

void bySofia(const QByteArray &wire)
{
    msg_t *message = msg_make(sip_default_mclass(), 0, wire.constData(), wire.size());
    sip_t *sip = sip_object(message);
    sum += sip != nullptr && sip->sip_error == nullptr && sip->sip_cseq != nullptr ? 1 : 0;
    msg_destroy(message);
}

void byOsip(const QByteArray &wire)
{
    osip_message_t *message = nullptr;
    osip_message_init(&message);
    sum += osip_message_parse(message, wire.constData(), static_cast<size_t>(wire.size())) == OSIP_SUCCESS
        ? 1
        : 0;
    osip_message_free(message);
}

struct Contender {
    const char *name;
    std::function<void(const QByteArray &)> parse;
    std::array<double, 5> rates{};
};

} // namespace

int main()
{
    osip_t *library = nullptr;
    osip_init(&library);
    const QList<QByteArray> wire = bench::tenMessages();
    for (const auto &parse : {bySofia, byOsip}) {
        sum = 0;
        for (const QByteArray &one : wire)
            parse(one);
        std::printf(
            "%s reads %lld of ten\n", parse == bySofia ? "Sofia-SIP" : "oSIP2", static_cast<long long>(sum));
    }
    std::array contenders{
        Contender{
            "carillon, parse", [](const QByteArray &one) { sum += SipMessage::parse(one)->fieldCount(); }},
        Contender{"carillon, parse + common headers as views",
            [](const QByteArray &one) {
                sum += bench::typeAll<SipUriView, NameAddrView, ViaView, ChallengeView>(
                    *SipMessage::parse(one));
            }},
        Contender{"carillon, parse + validate",
            [](const QByteArray &one) { sum += SipMessage::parse(one)->validate() ? 1 : 0; }},
        Contender{"Sofia-SIP, parse", bySofia},
        Contender{"oSIP2, parse", byOsip},
    };
    for (std::size_t round = 0; round < 5; ++round) {
        for (Contender &one : contenders) {
            auto work = [&] {
                for (const QByteArray &message : wire)
                    one.parse(message);
            };
            one.rates[round] = bench::rateOf(work);
        }
    }
    const double sofiaRate = bench::median(contenders[3].rates);
    for (const Contender &one : contenders) {
        const double rate = bench::median(one.rates);
        std::printf("%-44s %10.0f /s  %5.2f x Sofia-SIP\n", one.name, rate, rate / sofiaRate);
    }
    osip_release(library);
    return 0;
}
