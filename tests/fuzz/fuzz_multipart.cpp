// A boundary, a line end, a body: no crash, every limit kept, what is accepted and written is read again
// equal.
#include "FuzzCheck.h"
#include "Multipart.h"
#include "Random.h"

using namespace carillon;

namespace {

class Counter final : public Random
{
public:
    quint64 next64() override { return ++m_next * 0x9e3779b97f4a7c15ULL; }

private:
    quint64 m_next = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = inputOf(data, size);
    const qsizetype lineEnd = text.indexOf('\n');
    if (lineEnd < 0)
        return 0;
    const QByteArray type = text.left(lineEnd);
    const QByteArray body = text.mid(lineEnd + 1);
    Counter random;

    SipRequest request(Method::Message, "sip:a@b");
    request.setBody(body, type);
    if (const auto parts = bodyParts(request))
        check(parts->size() <= Multipart::Limits::Parts, "not more parts than allowed");
    (void)findPart(request, "application/sdp");

    const auto read = Multipart::parse(body, Multipart::boundaryOf(type));
    if (!read) {
        check(read.error().position >= 0 && read.error().position <= body.size(), "the error is inside");
        return 0;
    }
    check(!read->parts.isEmpty() && read->parts.size() <= Multipart::Limits::Parts, "one part at least");
    const QByteArray boundary = read->makeBoundary(random);
    const auto again = Multipart::parse(read->toBytes(boundary), boundary);
    if (!again) // CR LF and the space behind the colon are longer than what stood there
        check(again.error().kind == SyntaxError::Kind::TooLarge, "what we write is not read");
    else
        check(*again == *read, "what is written is read again and equal");
    return 0;
}
