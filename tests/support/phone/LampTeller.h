#pragma once

#include "Notifier.h"
#include "PhoneFixture.h"
#include "TestPhone.h"

namespace carillon {

/// The last message that @p phone has sent and that begins so; an empty one where there is none.
inline SipMessage lastSent(const PhoneFixture &phone, const QByteArray &startLine)
{
    for (auto transport = phone.transports.crbegin(); transport != phone.transports.crend(); ++transport) {
        if (!*transport)
            continue;
        const auto &sent = (*transport)->sent();
        for (auto one = sent.crbegin(); one != sent.crend(); ++one)
            if (one->bytes.startsWith(startLine))
                return one->message;
    }
    return {};
}

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
    /// The call that @p caller has just made to @p callee, as if it rang here.
    static QByteArray ringingOf(const PhoneFixture &caller, const PhoneFixture &callee)
    {
        const SipMessage ringing = lastSent(callee, "SIP/2.0 180");
        const auto contacts = lastSent(caller, "INVITE ").nameAddrs(HeaderId::Contact);
        return "<dialog id=\"1\" direction=\"recipient\" call-id=\"" + ringing.callId() + "\" local-tag=\""
            + ringing.toTag() + "\" remote-tag=\"" + ringing.fromTag()
            + "\"><state>early</state><remote><identity display=\"" + caller.name.toUtf8()
            + "\">sip:somebody@example.com</identity><target uri=\"" + contacts->first().uri.toBytes()
            + "\"/></remote></dialog>";
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
