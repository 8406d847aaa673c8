// The first byte says how the rest is cut into pieces: the cut must not matter.
#include "FuzzCheck.h"
#include "StreamFramer.h"

using namespace carillon;

namespace {

struct Outcome {
    QByteArrayList messages;
    bool faulty = false;
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

Outcome framed(QByteArrayView stream, qsizetype step)
{
    StreamFramer framer(StreamFramer::Role::Client);
    Outcome outcome;
    for (qsizetype i = 0; i < stream.size() && !outcome.faulty; i += step) {
        framer.feed(stream.sliced(i, qMin(step, stream.size() - i)));
        for (StreamFramer::Item item = framer.next(); item != StreamFramer::Item::NeedMore;
             item = framer.next()) {
            if (item == StreamFramer::Item::Fault) {
                outcome.faulty = true;
                break;
            }
            if (item == StreamFramer::Item::Message)
                outcome.messages.append(framer.message());
        }
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray stream = inputOf(data + 1, size - 1);
    const Outcome whole = framed(stream, stream.size());
    check(framed(stream, 1 + data[0]) == whole, "the cut does not matter");
    for (const QByteArray &bytes : whole.messages) {
        const auto message = SipMessage::parse(bytes);
        if (message && message->validate())
            check(bytes.endsWith(message->body()), "the framer and the parser see the same body");
    }
    return 0;
}
