// Any bytes: no crash; what is accepted is read again equal; offers and answers are survived in both
// directions.
#include "FuzzCheck.h"
#include "OfferAnswerMachine.h"

using namespace carillon;

namespace {

class Counter final : public Random
{
public:
    quint64 next64() override { return ++m_next * 0x9e3779b97f4a7c15ULL; }

private:
    quint64 m_next = 0;
};

void checkRoundTrip(const SessionDescription &description)
{
    const QByteArray text = description.toBytes();
    if (text.size() > SdpLimits::totalBytes)
        return; // CR LF is longer than LF
    const auto again = SessionDescription::parse(text);
    check(again.has_value(), "what we write is not read");
    check(*again == description, "read again it differs");
}

void negotiate(const SessionDescription &description, MediaEncryption policy)
{
    Counter random;
    LocalMediaCapabilities capabilities;
    capabilities.address = "192.0.2.1";
    capabilities.rtpPort = 4000;
    capabilities.rtcpPort = 4001;
    capabilities.encryption = policy;

    OfferAnswerMachine callee(random);
    if (callee.receiveOffer(description)) {
        if (const auto answer = callee.createAnswer(capabilities)) {
            check(answer->media.size() == description.media.size(), "as many sections as were offered");
            const auto again = SessionDescription::parse(answer->toBytes());
            check(!again || *again == *answer, "our answer differs when read");
            const auto offer = callee.createOffer(capabilities);
            check(offer.has_value(), "a re-offer is always possible");
            (void)callee.receiveAnswer(description, capabilities);
            callee.rollback();
        }
        callee.rollback();
    }
    OfferAnswerMachine caller(random);
    if (caller.createOffer(capabilities))
        (void)caller.receiveAnswer(description, capabilities);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto description = SessionDescription::parse(inputOf(data, size));
    if (!description)
        return 0;
    checkRoundTrip(*description);
    for (const auto policy : {MediaEncryption::None, MediaEncryption::Optional, MediaEncryption::Sdes})
        negotiate(*description, policy);
    return 0;
}
