#include "SystemResolver.h"

#include "Logging.h"

#include <QDnsLookup>
#include <QHostInfo>
#include <QObject>

namespace carillon {

namespace {

/// Tells the answer once; destroyed first, it tells nothing.
template <typename T>
class Question : public Lookup
{
public:
    using Callback = std::function<void(const Result<T, NetworkError> &)>;
    Question(Clock &clock, const QString &name, Callback answered)
        : m_name(name)
        , m_answered(std::move(answered))
        , m_patience(clock)
    {
        m_patience.start(SystemResolver::Patience, [this] {
            answer(Failure<NetworkError>({NetworkError::Kind::TimedOut, m_name}));
        });
    }
    void answer(const Result<T, NetworkError> &result)
    {
        m_patience.stop();
        if (const Callback answered = std::exchange(m_answered, {}))
            answered(result); // may destroy this
    }
    const QString &name() const { return m_name; }

private:
    QString m_name;
    Callback m_answered;
    Timer m_patience;
};

class AddressQuestion final : public Question<QList<QHostAddress>>
{
public:
    using Question::Question;
    void ask()
    {
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

class ServiceQuestion final : public Question<QList<ServiceRecord>>
{
public:
    using Question::Question;
    void ask()
    {
        m_lookup.setType(QDnsLookup::SRV);
        m_lookup.setName(name());
        QObject::connect(&m_lookup, &QDnsLookup::finished, &m_lookup, [this] {
            // Deferred: answering may destroy the lookup, which is still at work here.
            QMetaObject::invokeMethod(
                &m_lookup, [this] { tell(); }, Qt::QueuedConnection);
        });
        m_lookup.lookup();
    }

private:
    void tell()
    {
        if (m_lookup.error() != QDnsLookup::NoError && m_lookup.error() != QDnsLookup::NotFoundError) {
            qCInfo(lcNet) << "no answer about" << name() << m_lookup.errorString();
            answer(Failure<NetworkError>({NetworkError::Kind::Unreachable, m_lookup.errorString()}));
            return;
        }
        QList<ServiceRecord> records;
        for (const QDnsServiceRecord &record : m_lookup.serviceRecords())
            records.append({record.target(), record.port(), record.priority(), record.weight()});
        answer(records);
    }

    QDnsLookup m_lookup;
};

} // namespace

std::unique_ptr<Lookup> SystemResolver::addresses(const QString &host, AddressesCallback answered)
{
    auto question = std::make_unique<AddressQuestion>(m_clock, host, std::move(answered));
    question->ask();
    return question;
}

std::unique_ptr<Lookup> SystemResolver::services(const QString &name, ServicesCallback answered)
{
    auto question = std::make_unique<ServiceQuestion>(m_clock, name, std::move(answered));
    question->ask();
    return question;
}

} // namespace carillon
