// Favourites and their lamps in virtual time: kept, checked, and followed through the account they are called
// with.
#include "Favourites.h"
#include "LampTeller.h"
#include "PhoneTest.h"
#include "SettingsStore.h"
#include "TestRegistrar.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QByteArray ringing
    = "<dialog id=\"1\" direction=\"recipient\"><state>early</state><remote>"
      "<identity display=\"Eve &lt;b&gt;&#x202e;\">sip:eve@example.com</identity></remote></dialog>";
const QByteArray talking = "<dialog id=\"1\"><state>confirmed</state></dialog>";

} // namespace

class tst_PhoneFavourites : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void areKeptInTheirOrder();
    void refuses_data();
    void refuses();
    void areBounded();
    void namesAreFitToBeShown();
    void anAccountThatIsGoneLeavesThemToTheDefaultOne();
    void lampsFollowTheTelephone();
    void eventsTellOfThem();
    void nobodyIsAskedWhenLampsAreOff();
    void theyAreNotAskedAllAtOnce();
    void aRefusalIsNotAskedAgainUntilTheNextRegistration();
    void aChangeOfNetworkAsksAnew();
    void stoppingEndsTheSubscriptions();

private:
    Favourites &favourites() { return (*m_anna)->favourites(); }
    PhoneResult<Favourite> add(const QString &target, const QString &name = {}, const QString &account = {})
    {
        return favourites().add({{}, name, target, account});
    }
    Lamp lamp() { return favourites().list().constFirst().lamp; }
    QStringList names()
    {
        QStringList names;
        for (const FavouriteState &state : favourites().list())
            names.append(state.favourite.name);
        return names;
    }
};

void tst_PhoneFavourites::areKeptInTheirOrder()
{
    QSignalSpy changed(m_anna->phone.get(), &Phone::favouritesChanged);
    QVERIFY(add(m_bob->uri(), QStringLiteral("Bob")));
    const auto cy = add(QStringLiteral("1002"), QStringLiteral("Cy"), QStringLiteral("a1"));
    QVERIFY(cy);
    QVERIFY(add(QStringLiteral("sip:dora@10.0.0.7")));
    QCOMPARE(names(), (QStringList{QStringLiteral("Bob"), QStringLiteral("Cy"), QStringLiteral("dora")}));
    QCOMPARE(favourites().list()[1].address, QStringLiteral("sip:1002@192.0.2.1"));
    QVERIFY(favourites().move(cy->id, 0));
    QVERIFY(favourites().rename(cy->id, QStringLiteral("Cyrus")));
    QVERIFY(favourites().move(cy->id, 99));
    QVERIFY(favourites().move(cy->id, -5));
    QVERIFY(changed.size() >= 6);
    const auto before = favourites().list();
    m_anna->restart();
    QCOMPARE(favourites().list(), before);
    QCOMPARE(names(), (QStringList{QStringLiteral("Cyrus"), QStringLiteral("Bob"), QStringLiteral("dora")}));
    QVERIFY(favourites().remove(cy->id));
    QCOMPARE(names(), (QStringList{QStringLiteral("Bob"), QStringLiteral("dora")}));
    const auto again = add(QStringLiteral("1002"));
    QVERIFY(again);
    QVERIFY(again->id != cy->id); // a number is never given twice
}

void tst_PhoneFavourites::refuses_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *title, const QString &target, const char *name, const char *account,
                         const char *code) {
        QTest::newRow(title) << target << QString::fromUtf8(name) << QString::fromUtf8(account)
                             << QString::fromUtf8(code);
    };
    const QString good = QStringLiteral("1003");
    row("no target", {}, "Bob", "", "bad-target");
    row("no address", QStringLiteral("http://x"), "Bob", "", "bad-target");
    row("an endless one", QString(600, QLatin1Char('1')), "Bob", "", "bad-target");
    row("a name that cannot be seen", good, "\xe2\x80\xae\xe2\x80\x8b", "", "bad-name");
    row("an account that is none", good, "Bob", "a9", "unknown-account");
    row("twice", QStringLiteral("sip:1001@192.0.2.1"), "Bob", "", "favourite-exists");
}

void tst_PhoneFavourites::refuses()
{
    QFETCH(QString, target);
    QFETCH(QString, name);
    QFETCH(QString, account);
    QVERIFY(add(QStringLiteral("1001")));
    const auto added = add(target, name, account);
    QVERIFY(!added);
    QTEST(added.error().code, "code");
    QCOMPARE(favourites().list().size(), 1);
    QCOMPARE(favourites().remove(QStringLiteral("f99")).error().code, QStringLiteral("unknown-favourite"));
    QCOMPARE(
        favourites().rename(QStringLiteral("x"), name).error().code, QStringLiteral("unknown-favourite"));
}

void tst_PhoneFavourites::areBounded()
{
    for (int i = 0; i < Favourites::Limits::Favourites; ++i)
        QVERIFY(add(QString::number(1000 + i)));
    QCOMPARE(add(QStringLiteral("2000")).error().code, QStringLiteral("too-many-favourites"));
    m_anna->restart();
    QCOMPARE(favourites().list().size(), Favourites::Limits::Favourites);
}

void tst_PhoneFavourites::namesAreFitToBeShown()
{
    QVERIFY(
        add(QStringLiteral("1001"), QStringLiteral("  Bob \n\u202eB. ") + QString(300, QLatin1Char('x'))));
    const QString name = names().constFirst();
    QVERIFY(name.startsWith(QStringLiteral("Bob B.")));
    QVERIFY(name.toUcs4().size() <= Favourites::Limits::Name + 1);
}

void tst_PhoneFavourites::anAccountThatIsGoneLeavesThemToTheDefaultOne()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@198.51.100.1");
    QVERIFY((*m_anna)->addAccount(settings, {}));
    QVERIFY(add(QStringLiteral("1001"), {}, QStringLiteral("a2")));
    QCOMPARE(favourites().list().constFirst().address, QStringLiteral("sip:1001@198.51.100.1"));
    QVERIFY((*m_anna)->removeAccount(QStringLiteral("a2")));
    QCOMPARE(favourites().list().constFirst().address, QStringLiteral("sip:1001@192.0.2.1"));
}

void tst_PhoneFavourites::lampsFollowTheTelephone()
{
    LampTeller teller(*m_world);
    QVERIFY(add(QStringLiteral("sip:user7@10.0.0.7"), QStringLiteral("Dora")));
    QCOMPARE(lamp(), Lamp::Unknown);
    m_world->run(1s);
    QCOMPARE(lamp(), Lamp::Idle);
    teller.tell(ringing);
    m_world->run(100ms);
    QCOMPARE(lamp(), Lamp::Ringing);
    QCOMPARE(favourites().list().constFirst().party, QStringLiteral("Eve <b>")); // plain, on one line
    teller.tell(talking);
    m_world->run(100ms);
    QCOMPARE(lamp(), Lamp::Busy);
    m_world->run(2h); // refreshed
    teller.tell({});
    m_world->run(100ms);
    QCOMPARE(lamp(), Lamp::Idle);
    QCOMPARE(teller.askedAt.size(), 1);
    QVERIFY(favourites().remove(favourites().list().constFirst().favourite.id));
    m_world->run(1s);
    QCOMPARE(teller.notifiers.constFirst()->state(), Notifier::State::Terminated);
}

void tst_PhoneFavourites::eventsTellOfThem()
{
    LampTeller teller(*m_world);
    QList<QJsonObject> events;
    QObject::connect(
        m_anna->phone.get(), &Phone::happened, m_anna->phone.get(), [&](const QJsonObject &event) {
            if (event.value(QStringLiteral("event")).toString() == QLatin1String("favourite"))
                events.append(event);
        });
    const auto added = add(QStringLiteral("sip:user7@10.0.0.7"), QStringLiteral("Dora"));
    QVERIFY(added);
    m_world->run(1s);
    teller.tell(talking);
    m_world->run(100ms);
    QVERIFY(favourites().remove(added->id));
    QStringList lamps;
    for (const QJsonObject &event : std::as_const(events)) {
        QCOMPARE(event.value(QStringLiteral("favourite")).toString(), added->id);
        lamps.append(event.value(QStringLiteral("lamp")).toString());
    }
    QCOMPARE(lamps,
        (QStringList{QStringLiteral("unknown"), QStringLiteral("idle"), QStringLiteral("busy"), QString()}));
    QCOMPARE(events.constLast().value(QStringLiteral("state")).toString(), QStringLiteral("Removed"));
}

void tst_PhoneFavourites::nobodyIsAskedWhenLampsAreOff()
{
    set(*m_anna, "lamps", "off");
    LampTeller teller(*m_world);
    QVERIFY(add(QStringLiteral("sip:user7@10.0.0.7")));
    m_world->run(5s);
    QVERIFY(teller.askedAt.isEmpty());
    set(*m_anna, "lamps", "on");
    m_world->run(5s);
    QCOMPARE(teller.askedAt.size(), 1);
    QCOMPARE(lamp(), Lamp::Idle);
    set(*m_anna, "lamps", "off");
    QCOMPARE(lamp(), Lamp::Unknown);
    m_world->run(1s);
    QCOMPARE(teller.notifiers.constFirst()->state(), Notifier::State::Terminated);
}

void tst_PhoneFavourites::theyAreNotAskedAllAtOnce()
{
    LampTeller teller(*m_world);
    constexpr int count = 8;
    for (int i = 0; i < count; ++i)
        QVERIFY(add(QStringLiteral("sip:%1@10.0.0.7").arg(100 + i)));
    m_world->run(10s);
    QCOMPARE(teller.askedAt.size(), count);
    for (int i = 1; i < count; ++i)
        QVERIFY(teller.askedAt[i] - teller.askedAt[i - 1] >= Favourites::Limits::Spread - 20ms);
}

/// The account that is registered is asked through, and only while it is.
void tst_PhoneFavourites::aRefusalIsNotAskedAgainUntilTheNextRegistration()
{
    TestRegistrar registrar(m_world->clock, m_world->network);
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:work@10.0.1.1");
    const auto account = (*m_anna)->addAccount(settings, {});
    QVERIFY(account);
    m_world->run(1s);
    QVERIFY((*account)->isRegistered());
    LampTeller teller(*m_world);
    teller.refuseWith = 403;
    QVERIFY(add(QStringLiteral("sip:user7@10.0.0.7"), QStringLiteral("Dora"), (*account)->id()));
    m_world->run(5s);
    QCOMPARE(teller.subscribers, QList<QByteArray>{"work"});
    QCOMPARE(lamp(), Lamp::Unknown);
    m_world->run(3h); // the registration was refreshed many times
    QCOMPARE(teller.askedAt.size(), 1);
    teller.refuseWith = 0;
    QVERIFY((*account)->removeBinding());
    m_world->run(1s);
    QVERIFY((*account)->addBinding());
    m_world->run(5s);
    QCOMPARE(teller.askedAt.size(), 2);
    QCOMPARE(lamp(), Lamp::Idle);
}

void tst_PhoneFavourites::aChangeOfNetworkAsksAnew()
{
    LampTeller teller(*m_world);
    QVERIFY(add(QStringLiteral("sip:user7@10.0.0.7")));
    m_world->run(1s);
    QCOMPARE(lamp(), Lamp::Idle);
    teller.now = talking;
    m_anna->moveTo(QHostAddress(QStringLiteral("192.0.2.77")));
    m_world->run(30s);
    QCOMPARE(teller.askedAt.size(), 2);
    QCOMPARE(lamp(), Lamp::Busy);
}

void tst_PhoneFavourites::stoppingEndsTheSubscriptions()
{
    LampTeller teller(*m_world);
    QVERIFY(add(QStringLiteral("sip:user7@10.0.0.7")));
    m_world->run(1s);
    QCOMPARE(teller.notifiers.size(), 1);
    (*m_anna)->stop();
    m_world->run(1s);
    QCOMPARE(teller.notifiers.constFirst()->state(), Notifier::State::Terminated);
}

QTEST_GUILESS_MAIN(tst_PhoneFavourites)
#include "tst_PhoneFavourites.moc"
