#include "SystemResolver.h"

#include "DnsAnswer.h"
#include "DnsQuestion.h"
#include "Logging.h"

#include <QHostInfo>
#include <arpa/nameser.h>

namespace carillon {

namespace {

/// What the system knows the name as.
class SystemAddressQuestion final : public Question<QList<QHostAddress>>
{
public:
    using Question::Question;
    void ask()
    {
        limit(SystemResolver::Patience);
        QHostInfo::lookupHost(name(), &m_context, [this](const QHostInfo &info) {
            if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty()) {
                answer(info.addresses());
                return;
            }
            qCInfo(lcNet) << "no address of" << name() << info.errorString();
            answer(Failure<NetworkError>({NetworkError::Kind::HostNotFound, name()}));
        });
    }

private:
    QObject m_context; ///< dies with the question, and the answer with it
};

/// What one server says, after /etc/hosts.
class ServerAddressQuestion final : public DnsQuestion<QList<QHostAddress>>
{
public:
    using DnsQuestion::DnsQuestion;
    void ask()
    {
        limit(SystemResolver::Patience);
        const auto asked = dnsName(name());
        if (!asked || !channel().isOpen()) {
            tellLater(Failure<NetworkError>({NetworkError::Kind::HostNotFound, name()}));
            return;
        }
        ares_addrinfo_hints hints{};
        hints.ai_family = AF_UNSPEC;
        hints.ai_socktype = SOCK_DGRAM;
        ares_getaddrinfo(
            channel().handle(), asked->constData(), nullptr, &hints, &ServerAddressQuestion::heard, this);
        channel().asked();
    }

private:
    static void heard(void *self, int status, int, ares_addrinfo *found)
    {
        const std::unique_ptr<ares_addrinfo, decltype(&ares_freeaddrinfo)> owned(found, ares_freeaddrinfo);
        if (status == ARES_EDESTRUCTION || status == ARES_ECANCELLED)
            return;
        auto &question = *static_cast<ServerAddressQuestion *>(self);
        QList<QHostAddress> addresses;
        for (const ares_addrinfo_node *node = found ? found->nodes : nullptr; node; node = node->ai_next) {
            const QHostAddress address(node->ai_addr);
            if (!addresses.contains(address) && addresses.size() < DnsAnswer<QHostAddress>::Limits::Records)
                addresses.append(address);
        }
        if (!addresses.isEmpty()) {
            question.tellLater(addresses);
            return;
        }
        const bool isSilent = status == ARES_ETIMEOUT || status == ARES_ECONNREFUSED;
        question.tellLater(Failure<NetworkError>(
            {isSilent ? NetworkError::Kind::TimedOut : NetworkError::Kind::HostNotFound, question.name()}));
    }
};

/// SRV or NAPTR.
template <typename Record>
class RecordQuestion final : public DnsQuestion<QList<Record>>
{
public:
    struct Kind {
        ns_type type;
        Result<DnsAnswer<Record>, NetworkError> (*read)(QByteArrayView);
        DnsCache<Record> &cache;
        Milliseconds patience;
    };
    RecordQuestion(const DnsWay &way, const QString &name,
        typename Question<QList<Record>>::Callback answered, Kind kind)
        : DnsQuestion<QList<Record>>(way, name, std::move(answered))
        , m_kind(kind)
    {
    }
    void ask()
    {
        this->limit(m_kind.patience);
        const auto asked = dnsName(this->name());
        if (!asked) { // longer than any name: no server knows it
            this->tellLater(QList<Record>());
        } else if (!this->channel().isOpen()) {
            this->tellLater(Failure<NetworkError>({NetworkError::Kind::Unreachable, this->name()}));
        } else {
            ares_query(this->channel().handle(), asked->constData(), ns_c_in, m_kind.type,
                &RecordQuestion::heard, this);
            this->channel().asked();
        }
    }

private:
    static void heard(void *self, int status, int, unsigned char *bytes, int size)
    {
        if (status != ARES_EDESTRUCTION && status != ARES_ECANCELLED)
            static_cast<RecordQuestion *>(self)->take(
                status, {reinterpret_cast<const char *>(bytes), bytes ? size : 0});
    }
    void take(int status, QByteArrayView message)
    {
        using Cache = DnsCache<Record>;
        if (status == ARES_ENODATA || status == ARES_ENOTFOUND) {
            m_kind.cache.add(this->name(), {}, Cache::Limits::NothingLife);
            this->tellLater(QList<Record>());
            return;
        }
        if (status != ARES_SUCCESS) {
            qCInfo(lcNet) << "no answer about" << this->name() << ares_strerror(status);
            const bool isSilent = status == ARES_ETIMEOUT;
            this->tellLater(Failure<NetworkError>(
                {isSilent ? NetworkError::Kind::TimedOut : NetworkError::Kind::Unreachable,
                    QString::fromLatin1(ares_strerror(status))}));
            return;
        }
        const auto answer = m_kind.read(message);
        if (!answer) {
            this->tellLater(Failure<NetworkError>(answer.error()));
            return;
        }
        m_kind.cache.add(this->name(), answer->records,
            answer->records.isEmpty() ? Cache::Limits::NothingLife : answer->life);
        this->tellLater(answer->records);
    }

    Kind m_kind;
};

/// From the cache, though not from inside the call; else asked.
template <typename Record, typename Callback>
std::unique_ptr<Lookup> lookUp(
    const DnsWay &way, const QString &name, Callback answered, typename RecordQuestion<Record>::Kind kind)
{
    if (const auto known = kind.cache.find(name)) {
        auto told = std::make_unique<Question<QList<Record>>>(way.clock, name, std::move(answered));
        told->answerIn(Milliseconds(0), *known);
        return told;
    }
    auto question = std::make_unique<RecordQuestion<Record>>(way, name, std::move(answered), kind);
    question->ask();
    return question;
}

} // namespace

std::unique_ptr<Lookup> SystemResolver::addresses(const QString &host, AddressesCallback answered)
{
    if (m_server) {
        auto question
            = std::make_unique<ServerAddressQuestion>(DnsWay{m_clock, m_server}, host, std::move(answered));
        question->ask();
        return question;
    }
    auto question = std::make_unique<SystemAddressQuestion>(m_clock, host, std::move(answered));
    question->ask();
    return question;
}

std::unique_ptr<Lookup> SystemResolver::services(const QString &name, ServicesCallback answered)
{
    return lookUp<ServiceRecord>(DnsWay{m_clock, m_server}, name, std::move(answered),
        {ns_t_srv, DnsAnswers::services, m_services, Patience});
}

std::unique_ptr<Lookup> SystemResolver::namingPointers(const QString &domain, PointersCallback answered)
{
    const auto remember = [this, domain, answered = std::move(answered)](const auto &pointers) {
        using Limits = DnsCache<NamingPointer>::Limits;
        if (!pointers && pointers.error().kind == NetworkError::Kind::TimedOut)
            m_pointers.add(domain, {}, Limits::UnansweredLife);
        answered(pointers);
    };
    return lookUp<NamingPointer>(DnsWay{m_clock, m_server}, domain, PointersCallback(remember),
        {ns_t_naptr, DnsAnswers::namingPointers, m_pointers, PointersPatience});
}

void SystemResolver::forget()
{
    m_services.clear();
    m_pointers.clear();
}

} // namespace carillon
