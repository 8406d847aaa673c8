#include "DnsAnswer.h"

#include <ares.h>
#include <arpa/nameser.h>

namespace carillon {

namespace {

struct AresDeleter {
    void operator()(void *data) const { ares_free_data(data); }
};
template <typename T>
using AresData = std::unique_ptr<T, AresDeleter>;

const unsigned char *bytesOf(QByteArrayView message)
{
    return reinterpret_cast<const unsigned char *>(message.data());
}

QString textOf(const unsigned char *text)
{
    return QString::fromLatin1(reinterpret_cast<const char *>(text));
}

/// c-ares keeps it to itself. All of the answer section counts: a CNAME on the way ends sooner than its
/// target.
std::chrono::seconds lifeOf(QByteArrayView message)
{
    constexpr quint32 mostSignificantBit = 1u << 31; // RFC 2181 §8: such a TTL is 0
    ns_msg parsed{};
    if (ns_initparse(bytesOf(message), int(message.size()), &parsed) != 0
        || ns_msg_count(parsed, ns_s_an) == 0)
        return std::chrono::seconds(0);
    quint32 least = mostSignificantBit - 1;
    for (int i = 0; i < ns_msg_count(parsed, ns_s_an); ++i) {
        ns_rr record{};
        if (ns_parserr(&parsed, ns_s_an, i, &record) != 0)
            return std::chrono::seconds(0);
        const auto ttl = quint32(ns_rr_ttl(record));
        least = std::min(least, ttl >= mostSignificantBit ? 0 : ttl);
    }
    return std::chrono::seconds(least);
}

NamingPointer recordOf(const ares_naptr_reply &reply)
{
    return {reply.order, reply.preference, textOf(reply.flags), textOf(reply.service), textOf(reply.regexp),
        QString::fromLatin1(reply.replacement)};
}

ServiceRecord recordOf(const ares_srv_reply &reply)
{
    return {QString::fromLatin1(reply.host), reply.port, reply.priority, reply.weight};
}

template <typename Record, typename Reply>
Result<DnsAnswer<Record>, NetworkError> answerOf(
    QByteArrayView message, int (*parse)(const unsigned char *, int, Reply **))
{
    if (message.size() > NS_MAXMSG)
        return Failure<NetworkError>({NetworkError::Kind::TooLarge, {}});
    Reply *replies = nullptr;
    const int status = parse(bytesOf(message), int(message.size()), &replies);
    const AresData<Reply> owned(replies);
    DnsAnswer<Record> answer;
    if (status == ARES_ENODATA || status == ARES_ENOTFOUND)
        return answer;
    if (status != ARES_SUCCESS)
        return Failure<NetworkError>(
            {NetworkError::Kind::Unreachable, QString::fromLatin1(ares_strerror(status))});
    answer.life = lifeOf(message);
    for (const Reply *one = replies; one && answer.records.size() < DnsAnswer<Record>::Limits::Records;
         one = one->next)
        answer.records.append(recordOf(*one));
    return answer;
}

} // namespace

Result<DnsAnswer<NamingPointer>, NetworkError> DnsAnswers::namingPointers(QByteArrayView message)
{
    return answerOf<NamingPointer>(message, ares_parse_naptr_reply);
}

Result<DnsAnswer<ServiceRecord>, NetworkError> DnsAnswers::services(QByteArrayView message)
{
    return answerOf<ServiceRecord>(message, ares_parse_srv_reply);
}

} // namespace carillon
