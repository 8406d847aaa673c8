// The phone on a real bus, with somebody who calls it; the rest is in tests/interop/test_bus.py.
#include "BusInterface.h"
#include "BusLink.h"
#include "BusService.h"
#include "PhoneFixture.h"
#include "SettingsStore.h"
#include "TestBus.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusError>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QXmlStreamReader>

using namespace carillon;

/// Notes the signals of the phone.
class Ear final : public QObject
{
    Q_OBJECT
public:
    QStringList members;
    QList<QVariantList> arguments;
public Q_SLOTS:
    void heard(const QDBusMessage &message)
    {
        members.append(message.member());
        arguments.append(message.arguments());
    }
};

class tst_BusService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void namesAProfile();
    void describesItself();
    void runsVerbs();
    void tellsErrors();
    void refusesOtherShapes_data();
    void refusesOtherShapes();
    void dialsAndHangsUp();
    void tellsWhatHappens();
    void hasProperties();
    void isActivated();
    void togglesDoNotDisturb();
    void answersAFloodWithErrors();
    void aFloodLeavesRoomForOthers();
    void keepsPasswordsToItself();
    void returnsWithTheBus();
    void saysThatItEnds();
    void leavesTheNameToWhoHasIt();

private:
    QDBusMessage call(const QString &interface, const char *method, const QVariantList &arguments);
    QDBusMessage control(const char *method, const QVariantList &arguments)
    {
        return call(BusInterface::control(), method, arguments);
    }
    QJsonObject run(const QString &verb, const QStringList &arguments = {}, const QVariantMap &options = {})
    {
        return QJsonDocument::fromJson(
            control("Run", {verb, arguments, options}).arguments().value(0).toString().toUtf8())
            .object();
    }
    void listen(Ear &ear)
    {
        for (const QString &interface : {BusInterface::control(), BusInterface::properties()})
            QVERIFY(m_bus->other().connect(QStringLiteral("org.carillon.Carillon"), BusInterface::object(),
                interface, QString(), &ear, SLOT(heard(QDBusMessage))));
    }
    bool isThere()
    {
        return m_bus->other().interface()->isServiceRegistered(QStringLiteral("org.carillon.Carillon"));
    }

    std::unique_ptr<TestBus> m_bus;
    std::unique_ptr<PhoneWorld> m_world;
    std::unique_ptr<PhoneFixture> m_phone;
    std::unique_ptr<CommandTable> m_commands;
    std::unique_ptr<BusLink> m_link;
    std::unique_ptr<BusService> m_service;
    QStringList m_activated;
    QStringList m_tokens;
};

void tst_BusService::init()
{
    m_bus = std::make_unique<TestBus>();
    m_world = std::make_unique<PhoneWorld>();
    m_phone = std::make_unique<PhoneFixture>(*m_world, QStringLiteral("anna"));
    m_commands = std::make_unique<CommandTable>(**m_phone);
    m_link = std::make_unique<BusLink>(m_bus->address(), m_world->clock);
    m_service = std::make_unique<BusService>(
        **m_phone, *m_commands, *m_link, QStringLiteral("org.carillon.Carillon"));
    m_activated.clear();
    m_service->activated = [this](const Activation &wish) -> PhoneResult<> {
        const bool isNew = wish.show == Activation::Show::NewCall;
        m_activated.append(isNew ? QStringLiteral("new ") + wish.number : wish.uri);
        m_tokens.append(wish.token);
        if (wish.uri.startsWith(QLatin1String("http:")))
            return Failure<PhoneError>({QStringLiteral("bad-target"), QStringLiteral("No.")});
        return {};
    };
    m_link->start();
    QTRY_VERIFY(isThere());
}

void tst_BusService::cleanup()
{
    m_service.reset();
    m_link.reset();
    m_commands.reset();
    m_phone.reset();
    m_world.reset();
    m_bus.reset();
}

/// Both ends are in this process: the event loop runs while we wait.
QDBusMessage tst_BusService::call(const QString &interface, const char *method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.carillon.Carillon"), BusInterface::object(), interface, QLatin1String(method));
    message.setArguments(arguments);
    const QDBusPendingCall pending = m_bus->other().asyncCall(message, 10'000);
    const auto isOver = [&] {
        m_world->run(Milliseconds(1));
        return pending.isFinished();
    };
    return QTest::qWaitFor(isOver, 15'000) ? pending.reply() : QDBusMessage();
}

void tst_BusService::namesAProfile()
{
    const auto name = [](const char *profile) {
        return BusInterface::name(QString::fromUtf8(profile), QStringLiteral("/home/a/.config/carillon"));
    };
    QCOMPARE(name("/home/a/.config/carillon"), QStringLiteral("org.carillon.Carillon"));
    for (const char *profile : {"/tmp/x", "/", "/tmp/\xc3\xa4 b/../..", ""}) {
        static const QRegularExpression valid(QStringLiteral("^org\\.carillon\\.Carillon\\.p[0-9a-f]{20}$"));
        QVERIFY(valid.match(name(profile)).hasMatch());
    }
    QVERIFY(name("/tmp/x") != name("/tmp/y"));
}

void tst_BusService::describesItself()
{
    const QString text = call(QStringLiteral("org.freedesktop.DBus.Introspectable"), "Introspect", {})
                             .arguments()
                             .value(0)
                             .toString();
    QXmlStreamReader xml(text);
    QStringList methods;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("method"))
            methods.append(xml.attributes().value(QLatin1String("name")).toString());
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const char *method : {"Activate", "Open", "ActivateAction", "Run", "Dial", "Answer", "HangUp",
             "BlindTransfer", "Consult", "Complete", "CancelConsult", "Mute", "Hold", "SetDoNotDisturb"})
        QCOMPARE(methods.count(QLatin1String(method)), 1);
}

void tst_BusService::runsVerbs()
{
    QCOMPARE(run(QStringLiteral("status")).value(QLatin1String("version")).toString(), (*m_phone)->version());
    QCOMPARE(control("Run", {QStringLiteral("get"), QStringList{QStringLiteral("dnd")}, QVariantMap()})
                 .arguments(),
        QVariantList{QStringLiteral("\"off\"")});
    QVERIFY(control("SetDoNotDisturb", {true, 0u}).type() == QDBusMessage::ReplyMessage);
    QCOMPARE((*m_phone)->settings().value(QStringLiteral("dnd")), QStringLiteral("on"));
}

void tst_BusService::tellsErrors()
{
    const QDBusMessage unknown = control("HangUp", {QStringLiteral("c99")});
    QCOMPARE(unknown.errorName(), QStringLiteral("org.carillon.Error.UnknownCall"));
    QVERIFY(unknown.errorMessage().contains(QStringLiteral("c99")));
    QCOMPARE(control("Run", {QStringLiteral("fly"), QStringList(), QVariantMap()}).errorName(),
        QStringLiteral("org.carillon.Error.Usage"));
    QCOMPARE(control("Answer", {QString()}).errorName(), QStringLiteral("org.carillon.Error.NoCall"));
}

void tst_BusService::refusesOtherShapes_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<QString>("error");
    const QString invalid = QDBusError::errorString(QDBusError::InvalidArgs),
                  limits = QDBusError::errorString(QDBusError::LimitsExceeded);
    QTest::newRow("too few") << QStringLiteral("Mute") << QVariantList{QStringLiteral("c1")} << invalid;
    QTest::newRow("another type") << QStringLiteral("Mute") << QVariantList{QStringLiteral("c1"), 1}
                                  << invalid;
    QTest::newRow("no such method") << QStringLiteral("Explode") << QVariantList()
                                    << QDBusError::errorString(QDBusError::UnknownMethod);
    QTest::newRow("a long text") << QStringLiteral("HangUp")
                                 << QVariantList{QString(100'000, QLatin1Char('x'))} << limits;
    QTest::newRow("many words") << QStringLiteral("Run")
                                << QVariantList{QStringLiteral("status"),
                                       QStringList(1000, QStringLiteral("x")), QVariantMap()}
                                << limits;
    QTest::newRow("a long option") << QStringLiteral("Dial")
                                   << QVariantList{QStringLiteral("echo"),
                                          QVariantMap{
                                              {QStringLiteral("header"), QString(100'000, QLatin1Char('x'))}}}
                                   << limits;
    QTest::newRow("an option that is a dictionary")
        << QStringLiteral("Dial")
        << QVariantList{QStringLiteral("echo"), QVariantMap{{QStringLiteral("header"), QVariantMap()}}}
        << QStringLiteral("org.carillon.Error.Usage");
}

void tst_BusService::refusesOtherShapes()
{
    QFETCH(QString, method);
    QFETCH(QVariantList, arguments);
    QTEST(control(method.toLatin1().constData(), arguments).errorName(), "error");
}

void tst_BusService::dialsAndHangsUp()
{
    PhoneFixture bob(*m_world, QStringLiteral("bob"));
    QVERIFY(m_phone->addAccount() && bob.addAccount());
    const QString id = control("Dial", {bob.uri(), QVariantMap()}).arguments().value(0).toString();
    const Call *ours = (*m_phone)->call(id);
    QVERIFY(ours);
    m_world->run(Milliseconds(200));
    QVERIFY(!bob->calls().isEmpty() && bob->calls().constFirst()->answer());
    m_world->run(Milliseconds(200));
    QCOMPARE(control("Mute", {id, true}).type(), QDBusMessage::ReplyMessage);
    QVERIFY(ours->state().muted);
    QCOMPARE(control("Hold", {id, true}).type(), QDBusMessage::ReplyMessage);
    m_world->run(Milliseconds(200));
    QVERIFY(ours->state().heldLocal);
    QCOMPARE(control("HangUp", {id}).type(), QDBusMessage::ReplyMessage);
    m_world->run(Milliseconds(200));
    QVERIFY(ours->state().end);
}

void tst_BusService::tellsWhatHappens()
{
    Ear ear;
    listen(ear);
    QVERIFY(m_phone->addAccount());
    QTRY_VERIFY(ear.members.contains(QStringLiteral("AccountChanged")));
    QVERIFY(control("Dial", {QStringLiteral("sip:nobody@192.0.2.99"), QVariantMap()}).type()
        == QDBusMessage::ReplyMessage);
    QTRY_VERIFY(ear.members.contains(QStringLiteral("CallChanged")));
    const QVariantList changed = ear.arguments[ear.members.indexOf(QStringLiteral("CallChanged"))];
    const auto state = qdbus_cast<QVariantMap>(changed.value(1));
    QCOMPARE(changed.value(0), state.value(QStringLiteral("id")));
    QCOMPARE(state.value(QStringLiteral("direction")).toString(), QStringLiteral("out"));
    QVERIFY(!state.contains(QStringLiteral("event")));
    (*m_phone)->settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    QTRY_VERIFY(ear.members.contains(QStringLiteral("PropertiesChanged")));
}

void tst_BusService::hasProperties()
{
    const auto get = [&](const char *name) {
        const QDBusMessage reply
            = call(BusInterface::properties(), "Get", {BusInterface::control(), QString::fromLatin1(name)});
        return reply.type() == QDBusMessage::ReplyMessage
            ? reply.arguments().constFirst().value<QDBusVariant>().variant()
            : QVariant();
    };
    QCOMPARE(get("Version").toString(), (*m_phone)->version());
    QCOMPARE(get("DoNotDisturb"), QVariant(false));
    QVERIFY(m_phone->addAccount());
    QCOMPARE(get("Accounts").value<QDBusArgument>().currentSignature(), QStringLiteral("aa{sv}"));
    QVERIFY(!get("Password").isValid());
    const QVariantMap all = qdbus_cast<QVariantMap>(
        call(BusInterface::properties(), "GetAll", {BusInterface::control()}).arguments().constFirst());
    QCOMPARE(all.size(), BusInterface::readable().size());
    QCOMPARE(call(BusInterface::properties(), "Set",
                 {BusInterface::control(), QStringLiteral("Online"), QVariant::fromValue(QDBusVariant(true))})
                 .type(),
        QDBusMessage::ErrorMessage);
}

void tst_BusService::isActivated()
{
    const auto ask = [&](const char *method, const QVariantList &arguments) {
        return call(BusInterface::application(), method, arguments).type();
    };
    QCOMPARE(ask("Activate", {QVariantMap()}), QDBusMessage::ReplyMessage);
    QCOMPARE(ask("Open", {QStringList{QStringLiteral("tel:112"), QStringLiteral("sip:b@c")}, QVariantMap()}),
        QDBusMessage::ReplyMessage);
    QCOMPARE(
        ask("Open", {QStringList{QStringLiteral("http://x")}, QVariantMap()}), QDBusMessage::ErrorMessage);
    QCOMPARE(ask("ActivateAction", {QStringLiteral("NewCall"), QVariantList(), QVariantMap()}),
        QDBusMessage::ReplyMessage);
    QCOMPARE(ask("ActivateAction", {QStringLiteral("Format"), QVariantList(), QVariantMap()}),
        QDBusMessage::ErrorMessage);
    QCOMPARE(m_activated,
        (QStringList{QString(), QStringLiteral("tel:112"), QStringLiteral("sip:b@c"),
            QStringLiteral("http://x"), QStringLiteral("new ")}));
    m_activated.clear();
    const QVariantMap platform{{QStringLiteral("activation-token"), QStringLiteral("t-1")}};
    ask("Activate", {platform});
    QCOMPARE(m_tokens.constLast(), QStringLiteral("t-1"));
    ask("ActivateAction",
        {QStringLiteral("NewCall"), QVariantList{QStringLiteral("030 123")},
            QVariantMap{{QStringLiteral("desktop-startup-id"), QStringLiteral("t-2")}}});
    QCOMPARE(m_tokens.constLast(), QStringLiteral("t-2"));
    QCOMPARE(m_activated, (QStringList{QString(), QStringLiteral("new 030 123")}));
    QCOMPARE(
        ask("ActivateAction", {QStringLiteral("NewCall"), QVariantList{QString(600, u'1')}, QVariantMap()}),
        QDBusMessage::ErrorMessage);
    m_activated.clear();
    m_tokens.clear();
    const QVariantMap clicked{
        {QStringLiteral("desktop-startup-id"), QStringLiteral("t-3")}, {QStringLiteral("anonymous"), true}};
    QVERIFY(control("Dial", {QStringLiteral("sip:nobody@192.0.2.9"), clicked}).errorName()
        != QLatin1String("org.carillon.Error.Usage")); // it is no option
    // No window that comes later may have it.
    QCOMPARE(m_tokens, (QStringList{QStringLiteral("t-3"), QString()}));
    QCOMPARE(m_activated, (QStringList{QString(), QString()}));
    m_tokens.clear();
    const QVariantMap wrong{{QStringLiteral("activation-tokens"), QStringLiteral("t-4")}};
    QCOMPARE(control("Dial", {QStringLiteral("sip:nobody@192.0.2.9"), wrong}).errorName(),
        QStringLiteral("org.carillon.Error.Usage"));
    QCOMPARE(m_tokens, QStringList());
    m_activated.clear();
    ask("Open", {QStringList(100, QStringLiteral("tel:1")), QVariantMap()});
    QCOMPARE(m_activated.size(), BusService::Limits::Links);
}

void tst_BusService::togglesDoNotDisturb()
{
    for (const char *state : {"on", "off"}) {
        QCOMPARE(call(BusInterface::application(), "ActivateAction",
                     {QStringLiteral("ToggleDnd"), QVariantList(), QVariantMap()})
                     .type(),
            QDBusMessage::ReplyMessage);
        QCOMPARE((*m_phone)->settings().value(QStringLiteral("dnd")), QLatin1String(state));
    }
}

/// The phone's own timers go on meanwhile, and others are heard.
void tst_BusService::answersAFloodWithErrors()
{
    QDBusMessage status = QDBusMessage::createMethodCall(QStringLiteral("org.carillon.Carillon"),
        BusInterface::object(), BusInterface::control(), QStringLiteral("Run"));
    status << QStringLiteral("status") << QStringList() << QVariantMap();
    QList<QDBusPendingCall> flood;
    for (int i = 0; i < 3000; ++i)
        flood.append(m_bus->other().asyncCall(status, 20'000));
    QTRY_VERIFY_WITH_TIMEOUT(
        std::all_of(flood.begin(), flood.end(), [](const QDBusPendingCall &one) { return one.isFinished(); }),
        20'000);
    qsizetype answered = 0, refused = 0;
    for (const QDBusPendingCall &one : flood) {
        answered += one.reply().type() == QDBusMessage::ReplyMessage;
        refused += one.reply().errorName() == QDBusError::errorString(QDBusError::LimitsExceeded);
    }
    QVERIFY(answered > 0);
    QCOMPARE(answered + refused, flood.size());
    // A second or two of its rate may have passed.
    QVERIFY2(double(answered) <= CallBudget::Limits::Burst + 20 * CallBudget::Limits::Rate,
        qPrintable(QString::number(answered)));
    QVERIFY(refused > flood.size() / 2);
    m_bus->stranger();
    QCOMPARE(control("Run", {QStringLiteral("status"), QStringList(), QVariantMap()}).type(),
        QDBusMessage::ReplyMessage);
}

/// While the phone's thread looks at nothing.
void tst_BusService::aFloodLeavesRoomForOthers()
{
    QDBusMessage status = QDBusMessage::createMethodCall(QStringLiteral("org.carillon.Carillon"),
        BusInterface::object(), BusInterface::control(), QStringLiteral("Run"));
    status << QStringLiteral("status") << QStringList() << QVariantMap();
    QList<QDBusPendingCall> flood;
    for (int i = 0; i < BusGate::Limits::Waiting + 10; ++i)
        flood.append(m_bus->other().asyncCall(status, 20'000));
    flood.last().waitForFinished(); // by the gate: all of them have been there
    QCOMPARE(flood.last().reply().errorName(), QDBusError::errorString(QDBusError::LimitsExceeded));
    m_bus->stranger();
    const QDBusPendingCall other = m_bus->other().asyncCall(status, 20'000);
    QTRY_VERIFY(other.isFinished());
    QCOMPARE(other.reply().type(), QDBusMessage::ReplyMessage);
}

void tst_BusService::keepsPasswordsToItself()
{
    Ear ear;
    listen(ear);
    const QVariantMap options{{QStringLiteral("aor"), QStringLiteral("sip:a@b.org")},
        {QStringLiteral("no-register"), true}, {QStringLiteral("password-stdin"), true},
        {QStringLiteral("secret"), QStringLiteral("5ecret")}};
    const QDBusMessage added = control("Run", {QStringLiteral("account add"), QStringList(), options});
    QCOMPARE(added.errorMessage(), QString());
    QVERIFY((*m_phone)->accounts().constFirst()->hasPassword());
    QString all = added.arguments().constFirst().toString();
    for (const char *verb : {"status", "account list", "settings"})
        all += control("Run", {QString::fromLatin1(verb), QStringList(), QVariantMap()})
                   .arguments()
                   .value(0)
                   .toString();
    QTRY_VERIFY(!ear.members.isEmpty());
    for (const QVariantList &arguments : ear.arguments)
        all += arguments.value(0).toString();
    QVERIFY(!all.isEmpty());
    QVERIFY(!all.contains(QStringLiteral("5ecret")));
}

void tst_BusService::returnsWithTheBus()
{
    m_bus->stop();
    QTRY_VERIFY(!m_link->isUp());
    (*m_phone)->settings().set(QStringLiteral("dnd"), QStringLiteral("on")); // nobody is told
    m_bus->start();
    m_bus->stranger();
    m_world->clock.advance(BusLink::FirstRetry);
    QTRY_VERIFY(isThere());
    QCOMPARE(run(QStringLiteral("status")).value(QLatin1String("version")).toString(), (*m_phone)->version());
    QDBusMessage ping = control("SetDoNotDisturb", {false, 0u});
    QCOMPARE(ping.type(), QDBusMessage::ReplyMessage);
}

void tst_BusService::saysThatItEnds()
{
    m_service->setQuitting();
    QCOMPARE(control("HangUp", {QString()}).errorName(), QStringLiteral("org.carillon.Error.Quitting"));
    m_service.reset();
    QCOMPARE(control("HangUp", {QString()}).type(), QDBusMessage::ErrorMessage); // and nobody crashes
}

void tst_BusService::leavesTheNameToWhoHasIt()
{
    BusLink link(m_bus->address(), m_world->clock);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("belongs to another program")));
    BusService second(**m_phone, *m_commands, link, QStringLiteral("org.carillon.Carillon"));
    link.start();
    QTRY_VERIFY(link.isUp());
    const QDBusPendingCall behind
        = link.bus().asyncCall(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
            QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus.Peer"), QStringLiteral("Ping")));
    QTRY_VERIFY(behind.isFinished());
    QCOMPARE(control("SetDoNotDisturb", {true, 0u}).type(), QDBusMessage::ReplyMessage);
}

QTEST_GUILESS_MAIN(tst_BusService)
#include "tst_BusService.moc"
