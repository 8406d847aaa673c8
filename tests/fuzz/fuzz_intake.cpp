// Any bytes from a stranger: the verdict, and that what goes back is SIP and not much more than what came.
#include "FakeClock.h"
#include "FakeRandom.h"
#include "FuzzCheck.h"
#include "MessageIntake.h"
#include "ViaStamp.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FakeClock clock;
    static FakeRandom random;
    static MessageIntake intake(clock, random);
    clock.advance(StatelessAnswerLimit::Window); // each input finds its answers untaken
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const Hop from{TransportProtocol::Udp, QHostAddress(QHostAddress::LocalHost), 5060, {}};
    const auto verdict = intake.judge(bytes, from);
    if (const auto *request = std::get_if<SipRequest>(&verdict)) {
        const SipResponse response = SipResponse::to(*request, 200, "tag");
        check(responseTarget(response, from).address == from.address, "answers go to the source");
    } else if (const auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict)) {
        const QByteArray answer = rejection->response.toBytes();
        check(answer.startsWith("SIP/2.0 "), "an answer is a response");
        check(answer.size() <= 3 * bytes.size() + 300, "an answer is no amplifier");
        check(responseTarget(rejection->response, from).address == from.address, "refusals go to the source");
    }
    return 0;
}
