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

/// One end with a certificate and ICE.
void equip(LocalMediaCapabilities &capabilities)
{
    capabilities.profile = MediaProfile::WebRtc;
    capabilities.dtls
        = DtlsDescription{DtlsSetup::ActPass, {"sha-256 " + QByteArray("AA:").repeated(31) + "AA"}, "ours"};
    IceDescription ice;
    ice.ufrag = "abcd";
    ice.password = "abcdefghijklmnopqrstuvwx";
    capabilities.ice = ice;
}

void negotiate(const SessionDescription &description, MediaEncryption policy, MediaProfile profile)
{
    Counter random;
    LocalMediaCapabilities capabilities;
    capabilities.address = "192.0.2.1";
    capabilities.rtpPort = 4000;
    capabilities.rtcpPort = 4001;
    capabilities.encryption = policy;
    if (profile == MediaProfile::WebRtc)
        equip(capabilities);

    OfferAnswerMachine callee(random);
    if (callee.receiveOffer(description)) {
        if (const auto answer = callee.createAnswer(capabilities)) {
            check(answer->media.size() == description.media.size(), "as many sections as were offered");
            const auto again = SessionDescription::parse(answer->toBytes());
            check(!again || *again == *answer, "our answer differs when read");
            const auto offer = callee.createOffer(capabilities);
            check(offer.has_value() || policy == MediaEncryption::Dtls, "a re-offer is always possible");
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
    for (const auto policy :
        {MediaEncryption::None, MediaEncryption::Optional, MediaEncryption::Sdes, MediaEncryption::Dtls}) {
        negotiate(*description, policy, MediaProfile::Rtp);
        negotiate(*description, policy, MediaProfile::WebRtc);
    }
    return 0;
}
