// What a person pastes or a link says: a target that may go into a request, or one sentence. A first line of
// two and more is the dial plan, and a list of patterns.
#include "CallerPattern.h"
#include "DialString.h"
#include "DialTarget.h"
#include "FuzzCheck.h"

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const SipUri self = *SipUri::parse("sip:me@example.org");
    const QString text = QString::fromUtf8(inputOf(data, size));
    const qsizetype split = text.indexOf(QLatin1Char('\n'));
    const QString first = text.left(std::max(qsizetype(0), split)), rest = text.mid(split + 1);
    const DialString parts = DialString::split(rest);
    check(CallerPattern::firstWrong(first).size() <= first.size(), "what is wrong is of the list");
    (void)CallerPattern::matchesAny(first, rest, rest);
    if (const auto problem = DialRules::check(first))
        check(first.contains(problem->rule), "what is wrong is of the plan");
    (void)DialString::split(parts.target);
    const auto target = dialTarget(rest, self, DialRules::parse(first));
    if (!target) {
        check(target.error().code == QLatin1String("bad-target"), "a refusal says which kind it is");
        check(!target.error().message.isEmpty() && target.error().message.size() < 400, "and one sentence");
        check(!target.error().message.contains(QLatin1Char('\n')), "of one line");
        return 0;
    }
    check(target->uri.headers.isEmpty() && !target->uri.password,
        "a link puts nothing but its target into our request");
    check(!target->uri.parameters.contains("method"), "not a method either");
    const QByteArray written = target->uri.toBytes();
    for (const char c : written)
        check(c > ' ' && c < 0x7f, "what is written is visible ASCII");
    const auto again = SipUri::parse(written);
    check(again && *again == target->uri, "what is called can be written and read");
    return 0;
}
