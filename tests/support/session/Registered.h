#pragma once

#include "CallWorld.h"
#include "TestRegistrar.h"

namespace carillon {

/// A phone and its registrar over datagrams in virtual time.
struct Registered {
    explicit Registered(const QByteArray &demanded = {}, const QByteArray &known = {},
        std::chrono::seconds expires = std::chrono::seconds(600))
        : registrar(world.clock, world.network, demanded)
        , phone(world.add({.server = QByteArray(TestRegistrar::Uri), .password = known, .expires = expires}))
        , registerer(phone.agent->registerer())
    {
    }
    CallWorld world;
    TestRegistrar registrar;
    TestPhone &phone;
    Registerer &registerer;
};

} // namespace carillon
