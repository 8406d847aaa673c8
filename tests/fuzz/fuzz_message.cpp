// Any bytes: parse, look at everything, write, read again, change, write.
#include "Challenge.h"
#include "FuzzCheck.h"
#include "SipMessage.h"

using namespace carillon;

namespace {

void lookAtEverything(const SipMessage &message)
{
    (void)message.requestUri();
    (void)message.vias();
    (void)message.salvagedTopVia();
    (void)message.fromTag();
    (void)message.toTag();
    (void)message.cseq();
    (void)message.date();
    (void)message.contentType();
    for (int i = 0; i < message.fieldCount(); ++i) {
        const SipMessage::Field field = message.field(i);
        check(!field.value.contains('\r') && !field.value.contains('\n'), "a value is one line");
        (void)message.values(field.id);
        (void)message.nameAddrs(field.id);
        (void)message.number(field.id);
        (void)message.hasToken(field.id, "100rel");
        (void)Challenge::parse(field.value);
    }
    const int status = message.rejectionStatus();
    check((status == 0) == (message.isResponse() || message.validate().has_value()),
        "a bad request has a status");
    if (const auto valid = message.validate(); !valid)
        check(valid.error().position >= 0 && valid.error().position <= message.arenaBytes(),
            "the fault is inside");
}

void readAgain(const SipMessage &message, const QByteArray &written)
{
    if (written.size() > SipMessage::Limits::MessageBytes)
        return; // may have grown over the limit: a space behind each colon
    const auto again = SipMessage::parse(written);
    check(again.has_value(), "what is written is read again");
    check(*again == message, "what is read again is equal");
    check(again->rejectionStatus() == 0 || message.rejectionStatus() != 0, "writing makes nothing worse");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = inputOf(data, size);
    auto message = SipMessage::parse(bytes);
    const auto salvaged = SipMessage::salvage(bytes);
    check(!message || (salvaged && *salvaged == *message), "nothing is left out of a good message");
    if (!message) {
        check(
            message.error().position >= 0 && message.error().position <= bytes.size(), "the error is inside");
        if (salvaged) {
            lookAtEverything(*salvaged);
            readAgain(*salvaged, salvaged->toBytes());
        }
        return 0;
    }
    lookAtEverything(*message);
    readAgain(*message, message->toBytes());
    readAgain(*message, message->toCompactBytes());
    if (message->isRequest()) {
        const SipResponse answer = SipResponse::to(SipRequest(*message), 486, "tag");
        readAgain(answer, answer.toBytes());
    }
    if (const auto via = message->topVia()) {
        message->setTopVia(*via);
        const auto again = message->topVia();
        check(again && *again == *via, "the top Via that was set is there");
    }
    message->append("X-Own", message->value(HeaderId::Subject));
    message->set(HeaderId::Contact, message->value(HeaderId::From));
    message->setBody(message->body() + message->callId(), message->value(HeaderId::ContentType));
    message->remove(HeaderId::Via);
    if (message->fieldCount() <= SipMessage::Limits::HeaderFields)
        readAgain(*message, message->toBytes());
    return 0;
}
