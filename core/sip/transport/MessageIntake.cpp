#include "MessageIntake.h"

#include "Logging.h"
#include "ViaStamp.h"

#include <QCryptographicHash>

namespace carillon {

namespace {

/// As it may stand in a start line: there are peers that take the first "CSeq" of a message for the header.
QByteArray spokenName(HeaderId id)
{
    return id == HeaderId::CSeq ? QByteArray("Sequence Number") : headerName(id).toByteArray();
}

/// A bad ACK is never answered (§17.1.1.3); what has no Via to be read cannot be.
bool isAnswerable(const SipMessage &message)
{
    return message.isRequest() && message.method() != Method::Ack && message.salvagedTopVia().has_value();
}

/// §21.4.1: a 400 says what is wrong, in words of ours: nothing of the message comes back in it.
QByteArray complaint(const SipMessage &message, const SyntaxError &fault, QByteArrayView text)
{
    if (fault.kind == SyntaxError::Kind::Missing) {
        for (const HeaderId id :
            {HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId, HeaderId::CSeq}) {
            if (!message.contains(id))
                return "Missing " + spokenName(id) + " Header Field";
        }
    }
    // The beginning of the line, and of the lines that it continues.
    qsizetype begin = std::min(fault.position, text.size() - 1);
    while (begin > 0 && (text[begin - 1] != '\n' || text[begin] == ' ' || text[begin] == '\t'))
        --begin;
    if (begin == 0)
        return "Bad Request Line";
    const QByteArrayView line = text.sliced(begin);
    const qsizetype colon = line.indexOf(':');
    const HeaderId id = colon < 0 ? HeaderId::Unknown : headerFromName(line.first(colon).trimmed());
    if (id == HeaderId::Unknown)
        return {};
    const bool isDouble = fault.kind == SyntaxError::Kind::Duplicate;
    return (isDouble ? "Duplicate " : "Bad ") + spokenName(id) + " Header Field";
}

} // namespace

MessageIntake::MessageIntake(Clock &clock, Random &random)
    : m_limit(clock)
    , m_tagKey(random.bytes(16))
{
}

MessageIntake::Verdict MessageIntake::judge(const QByteArray &bytes, const Hop &from, const OwnVia &isOurs)
{
    // §7.5: CRLF before the start line is ignored; a NUL or two is what some NAT helpers keep a binding alive
    // with.
    qsizetype start = 0;
    while (start < bytes.size() && (bytes[start] == '\r' || bytes[start] == '\n' || bytes[start] == '\0'))
        ++start;
    if (start == bytes.size())
        return KeepAlive{};
    const QByteArray text = start == 0 ? bytes : bytes.mid(start);
    auto parsed = SipMessage::parse(text);
    if (!parsed && text.startsWith("SIP/")) {
        ++m_dropped.invalidResponses;
        return Dropped{};
    }
    if (!parsed) {
        const bool isTooLarge = parsed.error().kind == SyntaxError::Kind::TooLarge;
        const SipMessage salvaged = SipMessage::salvage(text).value_or(SipMessage());
        return reject(salvaged, {isTooLarge ? 513 : 400, complaint(salvaged, parsed.error(), text)}, from);
    }
    const auto disposition = parsed->disposition();
    if (disposition == SipMessage::Disposition::Reject)
        return reject(
            *parsed, {parsed->rejectionStatus(), complaint(*parsed, parsed->validate().error(), text)}, from);
    if (disposition == SipMessage::Disposition::Discard) {
        ++(parsed->isResponse() ? m_dropped.invalidResponses : m_dropped.unparsable);
        return Dropped{};
    }
    if (parsed->isRequest()) {
        SipRequest request(std::move(*parsed));
        noteSource(request, from);
        return request;
    }
    const auto via = parsed->topVia();
    if (!via || (isOurs && !isOurs(*via))) { // §18.1.2
        ++m_dropped.invalidResponses;
        return Dropped{};
    }
    return SipResponse(std::move(*parsed));
}

MessageIntake::Verdict MessageIntake::refuseUnframed(const QByteArray &head, const Hop &from)
{
    return reject(
        SipMessage::salvage(head).value_or(SipMessage()), {400, "Bad Content-Length Header Field"}, from);
}

MessageIntake::Verdict MessageIntake::reject(
    const SipMessage &message, const Refusal &refusal, const Hop &from)
{
    if (!isAnswerable(message)) {
        ++m_dropped.unparsable;
        return Dropped{};
    }
    if (!m_limit.take(from.address)) {
        ++m_dropped.answersWithheld;
        return Dropped{};
    }
    SipRequest request(message);
    noteSource(request, from);
    qCDebug(lcSip) << "malformed request answered with" << refusal.status;
    const bool saysWhy = refusal.status == 400;
    return Rejection{
        SipResponse::to(request, refusal.status, toTag(request), saysWhy ? refusal.phrase : QByteArray())};
}

QByteArray MessageIntake::toTag(const SipMessage &request) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(m_tagKey);
    for (const HeaderId id : {HeaderId::Via, HeaderId::From, HeaderId::CallId, HeaderId::CSeq}) {
        hash.addData(request.value(id));
        hash.addData(QByteArrayView("\n"));
    }
    return hash.result().toHex().first(32);
}

} // namespace carillon
