#pragma once

#include "FakeClock.h"
#include "FakeNetworkMonitor.h"
#include "FakePhoneMedia.h"
#include "FakeRandom.h"
#include "FakeResolver.h"
#include "HopResolver.h"
#include "Keychain.h"
#include "LoopbackNetwork.h"
#include "PhoneEnvironment.h"
#include "Profile.h"
#include "TransportFactory.h"
#include "TryOut.h"

#include <QTemporaryDir>
#include <QTimer>

namespace carillon {

/// The world that phones of a test share: one clock and one network, both in virtual time.
struct PhoneWorld {
    FakeClock clock;
    FakeRandom random;
    FakeResolver resolver{clock};
    HopResolver hops{resolver, random};
    LoopbackNetwork network{clock};
    int phones = 0;
    /// Lets everything happen that is due, and what the event loop has for us.
    void run(Milliseconds time);
};

/// There is none, or one that works, or one that waits for somebody to unlock it.
class FakeKeychain final : public Keychain
{
    Q_OBJECT
public:
    void read(const QString &key, ReadCallback done) override
    {
        if (isSilent)
            m_waiting = std::move(done);
        else if (works)
            later([this, key, done] {
                done(kept.contains(key) ? Result<QString, Error>(kept.value(key))
                                        : Failure<Error>({Error::Kind::NotFound, {}}));
            });
        else
            m_none.read(key, std::move(done));
    }
    void write(const QString &key, const QString &secret, DoneCallback done) override
    {
        if (!works) {
            m_none.write(key, secret, std::move(done));
            return;
        }
        kept.insert(key, secret);
        later([done] { done({}); });
    }
    void remove(const QString &key, DoneCallback done) override
    {
        kept.remove(key);
        m_none.remove(key, std::move(done));
    }
    void answer(const QString &secret) { std::exchange(m_waiting, {})(secret); }
    bool isSilent = false;
    bool works = false;
    QHash<QString, QString> kept;

private:
    void later(std::function<void()> answer) { QTimer::singleShot(0, this, std::move(answer)); }
    NoKeychain m_none;
    ReadCallback m_waiting;
};

/// One phone with everything it is injected with; reachable at sip:NAME@address().
class PhoneFixture
{
public:
    PhoneFixture(PhoneWorld &world, const QString &name);
    /// Ends the phone and begins it anew on the same profile, as after a crash.
    void restart();
    /// An account without registration; ready when this returns.
    Account *addAccount(const QString &password = {});
    QString uri() const; ///< "sip:NAME@192.0.2.N:5060"
    /// The machine has another address from now on, of which the monitor tells.
    void moveTo(const QHostAddress &newAddress);
    Phone &operator*() { return *phone; }
    Phone *operator->() { return phone.get(); }

    PhoneWorld &world;
    QString name;
    QHostAddress address;
    QTemporaryDir directory;
    std::unique_ptr<Profile> profile;
    FakeKeychain keychain;
    FakeNetworkMonitor monitor;
    FakePhoneMedia media;
    QList<QPointer<FakeTransport>> transports; ///< the newest last
    std::optional<TransportError> failOpen;    ///< of transports made from now on
    std::unique_ptr<Phone::Environment> environment;
    std::unique_ptr<Phone> phone;

private:
    void begin();
};

} // namespace carillon
