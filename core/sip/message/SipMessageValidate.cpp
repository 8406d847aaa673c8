#include "SipGrammar.h"
#include "SipMessage.h"
#include "SipViews.h"

namespace carillon {

using namespace grammar;
using Kind = SyntaxError::Kind;

namespace {

/// The scheme of a URI; empty when it has none.
QByteArrayView schemeOf(QByteArrayView uri)
{
    Scanner scanner(uri);
    const QByteArrayView scheme = scanner.takeWhile(Token);
    if (scheme.isEmpty() || !is(scheme.front(), Alpha) || scanner.peek() != ':')
        return {};
    return scheme;
}

/// "SIP" "/" 1*DIGIT "." 1*DIGIT
bool isVersion(QByteArrayView text)
{
    if (text.size() < 4 || !equalsIgnoringCase(text.first(4), "SIP/"))
        return false;
    Scanner scanner(text.sliced(4));
    return !scanner.takeWhile(Digit).isEmpty() && scanner.take('.') && !scanner.takeWhile(Digit).isEmpty()
        && scanner.atEnd();
}

template <typename T>
std::optional<SyntaxError> faultOf(const Result<T, SyntaxError> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

std::optional<SyntaxError> viaFault(QByteArrayView text)
{
    const auto vias = ViaView::parseList(text);
    if (!vias)
        return vias.error();
    for (const ViaView &via : *vias) {
        if (via.branch() == MagicCookie) // a cookie and no identifier: names no transaction
            return SyntaxError{Kind::Incomplete, via.branch().data() - text.data()};
    }
    return vias->isEmpty() ? std::optional(SyntaxError{Kind::Incomplete, 0}) : std::nullopt;
}

std::optional<SyntaxError> toFault(QByteArrayView text, Method method)
{
    const auto to = NameAddrView::parse(text);
    if (to && method == Method::Register
        && !to->otherUri.isEmpty()) // §10.2: an address-of-record is a SIP or SIPS URI
        return SyntaxError{Kind::Unexpected, to->otherUri.data() - text.data()};
    return faultOf(to);
}

} // namespace

/// A fault inside the value of a field, counted from the beginning of the message.
SyntaxError SipMessage::inField(SyntaxError error, int index) const
{
    return {error.kind, m_fields.at(index).value.offset + error.position};
}

std::optional<SipMessage::Fault> SipMessage::startLineFault() const
{
    if (m_version.size > 0)
        return Fault{{Kind::Unexpected, m_version.offset}, isVersion(view(m_version)) ? 505 : 400};
    if (isResponse())
        return std::nullopt;
    const QByteArrayView text = requestUriText();
    const qsizetype offset = m_requestUri.offset;
    const QByteArrayView scheme = schemeOf(text);
    if (equalsIgnoringCase(scheme, "sip") || equalsIgnoringCase(scheme, "sips")) {
        const auto uri = SipUriView::parse(text);
        if (!uri)
            return Fault{{uri.error().kind, offset + uri.error().position}};
        if (!uri->headers.isEmpty()) // §19.1.1, table 1
            return Fault{{Kind::Unexpected, offset + (uri->headers.data() - text.data()) - 1}};
        return std::nullopt;
    }
    Scanner scanner(text);
    scanner.takeEscaped(UriByte);
    if (scheme.isEmpty() || !scanner.atEnd()) // spaces, angle brackets: not a URI at all
        return Fault{{Kind::Unexpected, offset + scanner.position()}};
    if (equalsIgnoringCase(scheme, "tel")) // who is meant by it is for the layers above to say
        return std::nullopt;
    return Fault{{Kind::Unexpected, offset}, 416};
}

std::optional<SipMessage::Fault> SipMessage::headerFault() const
{
    for (const HeaderId id :
        {HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId, HeaderId::CSeq}) {
        if (!contains(id))
            return Fault{{Kind::Missing, 0}};
    }
    for (const HeaderId id : {HeaderId::From, HeaderId::To, HeaderId::CallId, HeaderId::CSeq,
             HeaderId::MaxForwards, HeaderId::ContentLength, HeaderId::ContentType}) {
        const int first = indexOf(id);
        for (int i = first + 1; first >= 0 && i < fieldCount(); ++i) {
            const Entry &entry = m_fields.at(i);
            if (entry.id == id && view(entry.value) != view(m_fields.at(first).value))
                return Fault{{Kind::Duplicate, entry.name.offset}};
        }
    }
    const int callId = indexOf(HeaderId::CallId);
    Scanner scanner(view(m_fields.at(callId).value));
    if (scanner.takeWhile(WordByte).isEmpty() || !scanner.atEnd())
        return Fault{inField(scanner.here(), callId)};
    const int maxForwards = indexOf(HeaderId::MaxForwards);
    if (maxForwards >= 0 && isRequest() && !parseNumber(view(m_fields.at(maxForwards).value), 255))
        return Fault{inField({Kind::BadNumber, 0}, maxForwards)};
    return std::nullopt;
}

std::optional<SipMessage::Fault> SipMessage::addressFault() const
{
    for (int i = 0; i < fieldCount(); ++i) {
        const QByteArrayView text = view(m_fields.at(i).value);
        std::optional<SyntaxError> fault;
        switch (m_fields.at(i).id) {
        case HeaderId::Via: fault = viaFault(text); break;
        case HeaderId::From: fault = faultOf(NameAddrView::parse(text)); break;
        case HeaderId::To: fault = toFault(text, m_method); break;
        case HeaderId::Contact:
        case HeaderId::Route:
        case HeaderId::RecordRoute:
            if (text != "*")
                fault = faultOf(NameAddrView::parseList(text));
            break;
        default: break;
        }
        if (fault)
            return Fault{inField(*fault, i)};
    }
    return std::nullopt;
}

std::optional<SipMessage::Fault> SipMessage::cseqFault() const
{
    const int index = indexOf(HeaderId::CSeq);
    const auto cseq = CSeq::parse(view(m_fields.at(index).value));
    if (!cseq)
        return Fault{inField(cseq.error(), index)};
    if (isRequest() && cseq->method != methodName()) // RFC 4475 §3.1.2.18: 501 says more than 400
        return Fault{inField({Kind::Unexpected, 0}, index), m_method == Method::Other ? 501 : 400};
    return std::nullopt;
}

std::optional<SipMessage::Fault> SipMessage::lengthFault() const
{
    const int index = indexOf(HeaderId::ContentLength);
    if (index < 0)
        return std::nullopt;
    const auto length = parseNumber(view(m_fields.at(index).value), 0xffffffffu);
    if (!length)
        return Fault{inField({Kind::BadNumber, 0}, index)};
    if (*length > m_body.size)
        return Fault{inField({Kind::Incomplete, 0}, index)};
    return std::nullopt;
}

std::optional<SipMessage::Fault> SipMessage::firstFault() const
{
    if (isEmpty())
        return Fault{{Kind::Incomplete, 0}};
    // The version first: of a message of another version nothing else can be said.
    if (const auto fault = startLineFault(); fault && fault->status == 505)
        return fault;
    if (const auto fault = headerFault())
        return fault;
    if (const auto fault = cseqFault())
        return fault;
    if (const auto fault = addressFault())
        return fault;
    if (const auto fault = lengthFault())
        return fault;
    return startLineFault();
}

Result<void, SyntaxError> SipMessage::validate() const
{
    if (const auto fault = firstFault())
        return Failure<SyntaxError>(fault->error);
    return {};
}

int SipMessage::rejectionStatus() const
{
    const auto fault = isRequest() ? firstFault() : std::nullopt;
    return fault ? fault->status : 0;
}

SipMessage::Disposition SipMessage::disposition() const
{
    const bool valid = validate().has_value();
    if (isResponse())
        return valid && count(HeaderId::Via) == 1 && ViaView::parse(value(HeaderId::Via))
            ? Disposition::Accept
            : Disposition::Discard;
    if (valid)
        return Disposition::Accept;
    return isRequest() && m_method != Method::Ack && salvagedTopVia() ? Disposition::Reject
                                                                      : Disposition::Discard;
}

} // namespace carillon
