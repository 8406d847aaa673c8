#pragma once

#include "Notifier.h"
#include "PhoneFixture.h"
#include "TestPhone.h"

namespace carillon {

/// A telephone that tells everybody of its calls.
struct LampTeller {
    explicit LampTeller(PhoneWorld &world)
        : phone(world.clock, 7,
            {.adjust = [](UserAgentOptions &options) { // it tells of all its extensions
                options.strangers = UserAgentOptions::Strangers::Take;
            }})
    {
        world.network.attach(*phone.transport);
        QObject::connect(phone.agent.get(), &UserAgent::subscriptionRequested, phone.agent.get(),
            [this, &world](const std::shared_ptr<Notifier> &asked) {
                askedAt.append(world.clock.now());
                subscribers.append(asked->subscriber().uri.user);
                if (refuseWith) {
                    asked->reject(refuseWith);
                    return;
                }
                asked->accept(content(0, now));
                notifiers.append(asked);
            });
    }
    void tell(const QByteArray &dialogs)
    {
        now = dialogs;
        for (const auto &notifier : std::as_const(notifiers))
            notifier->notify(content(++version, now));
    }
    static Notifier::Content content(int version, const QByteArray &dialogs)
    {
        return {"<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\""
                + QByteArray::number(version) + "\" state=\"full\" entity=\"sip:dora@10.0.0.7\">" + dialogs
                + "</dialog-info>",
            "application/dialog-info+xml"};
    }
    QByteArray now;
    int version = 0;
    int refuseWith = 0;
    QList<TimePoint> askedAt;
    QList<QByteArray> subscribers;
    QList<std::shared_ptr<Notifier>> notifiers;
    TestPhone phone;
};

} // namespace carillon
