#pragma once

#include "Clock.h"
#include "Resolver.h"

#include <QHash>
#include <QStringList>

namespace carillon {

/// DNS as a table: answers 1 ms later in virtual time.
class FakeResolver final : public Resolver
{
public:
    explicit FakeResolver(Clock &clock)
        : m_clock(clock)
    {
    }
    QHash<QString, QList<QHostAddress>> hosts;
    QHash<QString, QList<ServiceRecord>> records;
    QHash<QString, QList<NamingPointer>> pointers;
    /// Questions to which nobody answers: told so after Silence.
    QStringList unanswered;
    static constexpr Milliseconds Silence{3000};
    QStringList asked; ///< every question, in order

    std::unique_ptr<Lookup> addresses(const QString &host, AddressesCallback answered) override
    {
        asked.append(host);
        return later([this, host, answered = std::move(answered)] {
            if (const auto found = hosts.constFind(host); found != hosts.constEnd())
                answered(*found);
            else
                answered(Failure<NetworkError>({NetworkError::Kind::HostNotFound, host}));
        });
    }
    std::unique_ptr<Lookup> services(const QString &name, ServicesCallback answered) override
    {
        asked.append(name);
        return later([this, name, answered = std::move(answered)] { answered(records.value(name)); });
    }
    /// Listed in asked with "NAPTR " before the name.
    std::unique_ptr<Lookup> namingPointers(const QString &domain, PointersCallback answered) override
    {
        asked.append(QStringLiteral("NAPTR ") + domain);
        if (unanswered.contains(asked.last()))
            return later(
                [domain, answered = std::move(answered)] {
                    answered(Failure<NetworkError>({NetworkError::Kind::TimedOut, domain}));
                },
                Silence);
        return later([this, domain, answered = std::move(answered)] { answered(pointers.value(domain)); });
    }

private:
    struct Pending final : Lookup {
        explicit Pending(Clock &clock)
            : timer(clock)
        {
        }
        Timer timer;
    };
    std::unique_ptr<Lookup> later(std::function<void()> action, Milliseconds delay = Milliseconds(1))
    {
        auto pending = std::make_unique<Pending>(m_clock);
        pending->timer.start(delay, std::move(action));
        return pending;
    }

    Clock &m_clock;
};

} // namespace carillon
