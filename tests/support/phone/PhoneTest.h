#pragma once

#include "PhoneFixture.h"

#include <QTest>

namespace carillon {

/// Three phones which know no one but each other, each with an account of its own: made anew for each test
/// function of a class that derives from this one.
class PhoneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

protected:
    /// The newest call that waits for an answer.
    static Call *incoming(PhoneFixture &phone);
    /// Both ends of a call; null when there is none.
    std::pair<Call *, Call *> established(PhoneFixture &from, PhoneFixture &to);
    static CallState::Phase phase(const Call *call) { return call->state().phase; }
    static void set(PhoneFixture &phone, const char *key, const char *value);

    std::unique_ptr<PhoneWorld> m_world;
    std::unique_ptr<PhoneFixture> m_anna;
    std::unique_ptr<PhoneFixture> m_bob;
    std::unique_ptr<PhoneFixture> m_cy;
};

} // namespace carillon
