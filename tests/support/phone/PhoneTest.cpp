#include "PhoneTest.h"

#include "SettingsStore.h"

namespace carillon {

using namespace std::chrono_literals;
using Phase = CallState::Phase;

void PhoneTest::init()
{
    m_world = std::make_unique<PhoneWorld>();
    for (const auto &[phone, name] :
        {std::pair(&m_anna, "anna"), std::pair(&m_bob, "bob"), std::pair(&m_cy, "cy")}) {
        *phone = std::make_unique<PhoneFixture>(*m_world, QLatin1String(name));
        QVERIFY((*phone)->addAccount());
    }
}

void PhoneTest::cleanup()
{
    m_anna.reset();
    m_bob.reset();
    m_cy.reset();
    m_world.reset();
}

Call *PhoneTest::incoming(PhoneFixture &phone)
{
    const QList<Call *> calls = phone->calls();
    for (auto call = calls.rbegin(); call != calls.rend(); ++call)
        if ((*call)->state().direction == CallState::Direction::Incoming && phase(*call) == Phase::Initial)
            return *call;
    return nullptr;
}

std::pair<Call *, Call *> PhoneTest::established(PhoneFixture &from, PhoneFixture &to)
{
    const auto call = from->dial(to.uri());
    if (!call)
        return {};
    m_world->run(100ms);
    Call *answered = incoming(to);
    if (!answered || !answered->answer())
        return {};
    m_world->run(200ms);
    return {*call, answered};
}

void PhoneTest::set(PhoneFixture &phone, const char *key, const char *value)
{
    QCOMPARE(phone->settings().set(QLatin1String(key), QLatin1String(value)), QString());
}

} // namespace carillon
