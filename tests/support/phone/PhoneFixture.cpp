#include "PhoneFixture.h"

#include <QCoreApplication>

namespace carillon {

void PhoneWorld::run(Milliseconds time)
{
    // From timer to timer: what the event loop does in between may need the clock again.
    const TimePoint end = clock.now() + time;
    for (;;) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
        if (clock.now() >= end)
            break;
        const std::chrono::nanoseconds left = end - clock.now();
        clock.advance(std::min<std::chrono::nanoseconds>(
            left, std::max(clock.untilNext().value_or(time), Milliseconds(1))));
    }
}

PhoneFixture::PhoneFixture(PhoneWorld &phoneWorld, const QString &phoneName)
    : world(phoneWorld)
    , name(phoneName)
    , address(QStringLiteral("192.0.2.%1").arg(++phoneWorld.phones))
{
    begin();
}

void PhoneFixture::begin()
{
    profile = std::move(*Profile::open(directory.path()));
    const auto makeTransport = [this](const TransportOptions &options) {
        auto transport = std::make_unique<FakeTransport>(
            world.clock, Hop{options.protocol, address, quint16(5060 + transports.size()), {}});
        world.network.attach(*transport);
        transport->close();
        transport->failOpen(failOpen);
        transports.append(transport.get());
        return transport;
    };
    transports.clear();
    environment.reset(
        new Phone::Environment{world.clock, world.random, world.hops, monitor, *profile, keychain, media,
            makeTransport, [this](const Endpoint &) { return address; }, {}, QStringLiteral("1.2.3")});
    phone = std::make_unique<Phone>(*environment);
}

void PhoneFixture::restart()
{
    phone.reset();
    environment.reset();
    profile.reset();
    begin();
    world.run(Milliseconds(100));
}

Account *PhoneFixture::addAccount(const QString &password)
{
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:%1@%2").arg(name, address.toString());
    settings.registers = false;
    Account *account = phone->addAccount(settings, password).value_or(nullptr);
    world.run(Milliseconds(20));
    return account;
}

void PhoneFixture::moveTo(const QHostAddress &newAddress)
{
    address = newAddress;
    for (const auto &transport : transports)
        if (transport)
            transport->moveTo(address);
    Q_EMIT monitor.changed();
}

QString PhoneFixture::uri() const
{
    return QStringLiteral("sip:%1@%2:5060").arg(name, address.toString());
}

} // namespace carillon
