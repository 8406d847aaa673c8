// Any bytes as a candidate and as a fragment: no crash, bounded, and what is accepted is read again equal.
#include "FuzzCheck.h"
#include "IceCandidate.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (const auto candidate = IceCandidate::parse(inputOf(data, size)))
        check(IceCandidate::parse(candidate->toBytes()) == candidate, "read again the candidate differs");
    if (const auto fragment = IceFragment::parse(inputOf(data, size))) {
        check(fragment->candidates.size() <= IceDescription::MaxCandidates, "too many candidates");
        check(IceFragment::parse(fragment->toBytes()) == fragment, "read again the fragment differs");
    }
    return 0;
}
