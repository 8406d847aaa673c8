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

private:
    struct Pending final : Lookup {
        explicit Pending(Clock &clock)
            : timer(clock)
        {
        }
        Timer timer;
    };
    std::unique_ptr<Lookup> later(std::function<void()> action)
    {
        auto pending = std::make_unique<Pending>(m_clock);
        pending->timer.start(Milliseconds(1), std::move(action));
        return pending;
    }

    Clock &m_clock;
};

} // namespace carillon
