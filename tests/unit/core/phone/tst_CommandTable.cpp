#include "CommandTable.h"
#include "PhoneFixture.h"
#include "SettingsStore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

using namespace carillon;
using namespace std::chrono_literals;

class tst_CommandTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void answers_data();
    void answers();
    void everyVerbIsImplemented();
    void accounts();
    void passwordsComeAlong();
    void warnsOfWhatIsNotKept();
    void waitsForTheListOfDevices();
    void choosesADeviceWhenTheListIsThere();
    void refusedDevicesAreNotKept();
    void aChosenDeviceStandsInFrontOfTheOthers();
    void volumes();
    void calls();
    void events();
    void aSelfTestTakesItsTime();
    void theStepsOfASelfTestAreFollowed();
    void noSelfTestDuringACall();
    void doNotDisturb();
    void favourites();
    void quits();

private:
    struct Outcome {
        QJsonValue value;
        QString error; ///< code
        bool isUsage = false;
    };
    Outcome run(const QString &words, const std::optional<QString> &secret = std::nullopt);

    std::unique_ptr<PhoneWorld> m_world;
    std::unique_ptr<PhoneFixture> m_anna;
    std::unique_ptr<PhoneFixture> m_bob;
    std::unique_ptr<CommandTable> m_table;
    QString m_warning; ///< of the last run()
};

void tst_CommandTable::init()
{
    m_world = std::make_unique<PhoneWorld>();
    m_anna = std::make_unique<PhoneFixture>(*m_world, QStringLiteral("anna"));
    m_bob = std::make_unique<PhoneFixture>(*m_world, QStringLiteral("bob"));
    m_anna->addAccount();
    m_bob->addAccount();
    m_table = std::make_unique<CommandTable>(**m_anna);
}

void tst_CommandTable::cleanup()
{
    m_table.reset();
    m_anna.reset();
    m_bob.reset();
    m_world.reset();
}

tst_CommandTable::Outcome tst_CommandTable::run(const QString &words, const std::optional<QString> &secret)
{
    Outcome outcome;
    auto command = Command::parse(words.split(QLatin1Char(' ')));
    if (!command)
        return {{}, command.error().code, true};
    command->secret = secret;
    CommandListener listener;
    int answered = 0;
    listener.done = [&](const CommandResult &result) {
        ++answered;
        if (result)
            outcome.value = *result;
        else
            outcome = {{}, result.error().error.code, result.error().kind == CommandError::Kind::Usage};
    };
    listener.warned = [&](const PhoneError &warning) { m_warning = warning.code; };
    m_warning.clear();
    const auto running = m_table->run(*command, std::move(listener));
    if (running)
        m_world->run(3s); // what waits does so for a while only
    if (answered != 1)
        outcome.error = QStringLiteral("no answer");
    return outcome;
}

void tst_CommandTable::answers_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("error"); ///< code; empty: it is done
    QTest::addColumn<bool>("isUsage");
    const auto row = [](const char *words, const char *error, bool isUsage = false) {
        QTest::newRow(words) << QString::fromUtf8(words) << QString::fromUtf8(error) << isUsage;
    };
    row("status", "");
    row("calls", "");
    row("call c9", "unknown-call");
    row("answer", "no-call");
    row("answer c9", "unknown-call");
    row("reject c9", "unknown-call");
    row("reject c9 --code 200", "usage", true);
    row("hangup", "no-call");
    row("hangup --all", "");
    row("hangup c1 --all", "usage", true);
    row("hold c9", "unknown-call");
    row("mute c9 loud", "usage", true);
    row("mute c9 on", "unknown-call");
    row("video c9 on", "unknown-call");
    row("dtmf c9 1 --via smoke", "usage", true);
    row("transfer c9", "usage", true);
    row("transfer c9 bob --to c2", "usage", true);
    row("transfer c9 --to c2", "unknown-call");
    row("referral c9 maybe", "usage", true);
    row("dtmf c9 1,2", "unknown-call");
    row("digits c9 send", "unknown-call");
    row("digits c9 perhaps", "usage", true);
    row("merge c1 c2", "unknown-call");
    row("merge c1", "usage", true);
    row("split c1", "unknown-call");
    row("leave c1", "unknown-call");
    row("record c1 start", "unknown-call");
    row("record c1 dance", "usage", true);
    row("record c1 stop --file /x.wav", "usage", true);
    row("fix c9", "unknown-call");
    row("selftest", "not-available"); // the fake has none
    row("message bob hi", "not-available");
    row("messages", "not-available");
    row("dial bob --video", "not-available");
    row("answer --video", "not-available");
    row("dial http://x", "bad-target");
    row("dial bob --header nonsense", "bad-header");
    row("dial bob --account a9", "unknown-account");
    row("stats c9", "unknown-call");
    row("history", "");
    row("history --limit 100000", "");
    row("trace --last 100000", "");
    row("account add --aor sip:x@y --media-encryption rot13", "usage", true);
    row("account add --aor sip:x@y --ice perhaps", "usage", true);
    row("account set a1 register perhaps", "usage", true);
    row("account add --aor sip:x@y --outbound-proxy sip:p;transport=ws", "bad-account");
    row("events --timeout x", "usage", true);
    row("history --limit 0", "usage", true);
    row("history --limit many", "usage", true);
    row("devices", "");
    row("device set input null", "");
    row("device set input nonsense", "");
    row("device set camera x", "usage", true);
    row("set dnd on", "");
    row("set dnd perhaps", "bad-value");
    row("set colour red", "unknown-setting");
    row("get dnd", "");
    row("dnd", "");
    row("dnd on", "");
    row("dnd on --for 90", "");
    row("dnd off", "");
    row("dnd maybe", "usage", true);
    row("dnd on --for soon", "usage", true);
    row("dnd on --for 0", "usage", true);
    row("dnd off --for 5", "usage", true);
    row("dnd --for 5", "usage", true);
    row("dnd on --for 100000", "bad-time");
    row("preview 030123", "");
    row("favourite list", "");
    row("favourite add 1002 --name Bob", "");
    row("favourite add http://x", "bad-target");
    row("favourite add 1002 --account a9", "unknown-account");
    row("favourite add", "usage", true);
    row("favourite rename f9 Bob", "unknown-favourite");
    row("favourite move f9 2", "unknown-favourite");
    row("favourite move f9 0", "usage", true);
    row("favourite remove f9", "unknown-favourite");
    row("favourite pickup f9", "unknown-favourite");
    row("favourite pickup", "usage", true);
    row("favourite love f9", "usage", true);
    row("set lamps off", "");
    row("set lamps dim", "bad-value");
    row("preview <b>", "bad-target");
    row("transfer c9 1003 --by-code", "unknown-call");
    row("transfer c9 --to c2 --by-code", "usage", true);
    row("get colour", "unknown-setting");
    row("settings", "");
    row("trace --last 5", "");
    row("trace --last 0", "usage", true);
    row("trace --call c9", "unknown-call");
    row("account list", "");
    row("account show a1", "");
    row("account show a9", "unknown-account");
    row("account add", "usage", true);
    row("account add --aor nonsense@", "bad-value");
    row("account add --aor sip:x@y --ice on", "");
    row("account add --aor sip:x@y --ice auto", "");
    row("account add --aor sip:x@y --media-encryption dtls", "");
    row("account add --aor sip:x@y --stun s:1", "");
    row("account add --aor sip:x@y --stun s:x", "bad-value");
    row("account add --aor sip:x@y --turn turn:u@r:1?transport=tcp", "");
    row("account add --aor sip:x@y --turn turn:r?transport=smoke", "bad-value");
    row("account add --aor sip:x@y --turn turn:r --turn-password-env PW", "no-password");
    row("account set a1 turn-password secret", "usage", true);
    row("account set a1 turn-password --password-env PW", "no-password");
    row("reconnect c9", "unknown-call");
    row("account add --aor sip:x@y --password-stdin", "no-password");
    row("account set a1 colour red", "usage", true);
    row("account set a1 expires 5", "bad-value");
    row("account set a1 password secret", "usage", true);
    row("account remove a9", "unknown-account");
    row("register a9", "unknown-account");
    row("events --count none", "usage", true);
}

void tst_CommandTable::answers()
{
    QFETCH(QString, words);
    const Outcome outcome = run(words);
    QTEST(outcome.error, "error");
    QTEST(outcome.isUsage, "isUsage");
}

void tst_CommandTable::everyVerbIsImplemented()
{
    QCOMPARE(run(QStringLiteral("autostart on")).error, QStringLiteral("not-available")); // without a desktop
    m_table->add(
        QStringLiteral("autostart"), [](const Command &) { return CommandResult(QJsonValue(true)); });
    for (const QString &verb : Command::verbs()) {
        Command command;
        command.verb = verb;
        command.arguments = {QStringLiteral("c9"), QStringLiteral("x"), QStringLiteral("y")};
        QString message;
        CommandListener listener;
        listener.line = [](const QJsonValue &) {};
        listener.done = [&](const CommandResult &result) {
            message = result ? QString() : result.error().error.message;
        };
        const auto running = m_table->run(command, std::move(listener));
        QVERIFY2(!message.startsWith(verb + QStringLiteral(" is not available")), qPrintable(verb));
    }
}

void tst_CommandTable::accounts()
{
    QCOMPARE(
        run(QStringLiteral("account add --aor 2002@192.0.2.9 --no-register --display-name Zoë --expires=90"))
            .value,
        QJsonValue(QJsonObject{{QStringLiteral("id"), QStringLiteral("a2")}}));
    m_world->run(50ms);
    const QJsonObject account = run(QStringLiteral("account show a2")).value.toObject();
    QCOMPARE(account.value(QLatin1String("aor")).toString(), QStringLiteral("sip:2002@192.0.2.9"));
    QCOMPARE(account.value(QLatin1String("displayName")).toString(), QStringLiteral("Zoë"));
    QCOMPARE(account.value(QLatin1String("registered")).toBool(true), false);
    QCOMPARE(account.value(QLatin1String("state")).toString(), QStringLiteral("Unregistered"));
    QCOMPARE(account.value(QLatin1String("transport")).toString(), QStringLiteral("udp"));
    QVERIFY(account.value(QLatin1String("contact"))
                .toString()
                .startsWith(QStringLiteral("sip:2002@192.0.2.1:5061")));
    for (const auto *key : {"server", "expiresIn", "reason"})
        QVERIFY(account.contains(QLatin1String(key)));
    QCOMPARE(run(QStringLiteral("account set a2 display-name Zed"))
                 .value.toObject()
                 .value(QLatin1String("displayName"))
                 .toString(),
        QStringLiteral("Zed"));
    QCOMPARE(run(QStringLiteral("account list")).value.toArray().size(), 2);
    QCOMPARE(run(QStringLiteral("account remove a2")).error, QString());
    QCOMPARE(run(QStringLiteral("account list")).value.toArray().size(), 1);
}

void tst_CommandTable::passwordsComeAlong()
{
    QCOMPARE(
        run(QStringLiteral("account add --aor a@b --no-register --password-stdin"), QStringLiteral("5ecre7"))
            .error,
        QString());
    QCOMPARE(run(QStringLiteral("account set a2 password --password-env PW"), QStringLiteral("5ecre8")).error,
        QString());
    QCOMPARE(run(QStringLiteral("account set a2 turn turn:u:5ecre9@r")).error, QString());
    QCOMPARE(
        run(QStringLiteral("account set a2 turn-password --password-env PW"), QStringLiteral("5ecrea")).error,
        QString());
    QCOMPARE(run(QStringLiteral("account show a2")).value.toObject().value(QLatin1String("turn")).toString(),
        QStringLiteral("turn:u@r"));
    for (const auto *words : {"status", "account list", "trace", "settings"}) {
        const QByteArray text = QJsonDocument(QJsonArray{run(QLatin1String(words)).value}).toJson();
        QVERIFY(!text.contains("5ecre"));
    }
}

void tst_CommandTable::warnsOfWhatIsNotKept()
{
    QCOMPARE(
        run(QStringLiteral("account add --aor a@b --no-register --password-stdin"), QStringLiteral("5ecre7"))
            .value.toObject()
            .value(QLatin1String("id"))
            .toString(),
        QStringLiteral("a2"));
    QCOMPARE(m_warning, QStringLiteral("no-keychain"));
    QCOMPARE(run(QStringLiteral("account show a2")).value.toObject().value(QLatin1String("passwordKept")),
        QJsonValue(false));
    QCOMPARE(m_warning, QString());
    QVERIFY(run(QStringLiteral("account show a1"))
                .value.toObject()
                .value(QLatin1String("passwordKept"))
                .toBool());
    // Each time, though a person is not told again.
    QCOMPARE(run(QStringLiteral("account set a2 password --password-stdin"), QStringLiteral("5ecre8")).error,
        QString());
    QCOMPARE(m_warning, QStringLiteral("no-keychain"));

    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit none{0, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    const Outcome added = run(QStringLiteral("account add --aor c@d --no-register"));
    const QString ofAccount = m_warning;
    const Outcome set = run(QStringLiteral("set dnd on"));
    const QString ofSetting = m_warning;
    setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(added.error + set.error, QString());
    QCOMPARE(ofAccount, QStringLiteral("account-not-kept"));
    QCOMPARE(ofSetting, QStringLiteral("setting-not-kept"));
    m_world->run(4s); // room again: stored after all
    m_anna->restart();
    QVERIFY((*m_anna)->account(QStringLiteral("a3")));
    QCOMPARE((*m_anna)->settings().value(QStringLiteral("dnd")), QStringLiteral("on"));
    m_table = std::make_unique<CommandTable>(**m_anna);
}

void tst_CommandTable::waitsForTheListOfDevices()
{
    m_anna->media.isListed = false;
    int answered = 0;
    CommandListener listener;
    listener.done = [&](const CommandResult &result) { answered += result && !result->toArray().isEmpty(); };
    const auto running = m_table->run(*Command::parse({QStringLiteral("devices")}), listener);
    QVERIFY(running);
    m_world->run(100ms);
    QCOMPARE(answered, 0);
    Q_EMIT m_anna->media.devicesListed();
    QCOMPARE(answered, 1);
    const auto second = m_table->run(*Command::parse({QStringLiteral("devices")}), listener);
    m_world->run(1900ms);
    QCOMPARE(answered, 1);
    m_world->run(200ms);
    QCOMPARE(answered, 2);
}

/// Only who knows the devices can say that there is none of that id.
void tst_CommandTable::choosesADeviceWhenTheListIsThere()
{
    m_anna->media.isListed = false;
    m_anna->media.devicesSet.clear();
    QString refusedAs;
    CommandListener listener;
    listener.done
        = [&](const CommandResult &result) { refusedAs = result ? QString() : result.error().error.code; };
    const auto running = m_table->run(*Command::parse({QStringLiteral("device"), QStringLiteral("set"),
                                          QStringLiteral("input"), QStringLiteral("broken")}),
        listener);
    QVERIFY(running);
    QVERIFY(m_anna->media.devicesSet.isEmpty());
    m_anna->media.isListed = true;
    Q_EMIT m_anna->media.devicesListed();
    QCOMPARE(refusedAs, QStringLiteral("bad-device"));
}

void tst_CommandTable::refusedDevicesAreNotKept()
{
    QCOMPARE(run(QStringLiteral("device set input broken")).error, QStringLiteral("bad-device"));
    QCOMPARE(run(QStringLiteral("set audioInput id:broken")).error, QStringLiteral("bad-value"));
    QCOMPARE((*m_anna)->settings().value(QStringLiteral("audioInput")), QStringLiteral("default"));
    m_anna->media.devicesSet.clear(); // the command line chose another one than the settings
    QCOMPARE(run(QStringLiteral("device set input default")).error, QString());
    QCOMPARE(m_anna->media.devicesSet.value(PhoneMedia::Role::Input), QStringLiteral("default"));
}

void tst_CommandTable::aChosenDeviceStandsInFrontOfTheOthers()
{
    using Role = PhoneMedia::Role;
    const auto setting = [this](const char *key) { return (*m_anna)->settings().value(QLatin1String(key)); };
    const auto preferred
        = [this](Role role) { return m_anna->media.preferred.value(role).join(QLatin1Char(' ')); };
    QCOMPARE(run(QStringLiteral("device set input headset")).error, QString());
    QCOMPARE(setting("audioInputs"), QStringLiteral("headset,default"));
    QCOMPARE(run(QStringLiteral("device set input builtin")).error, QString());
    QCOMPARE(preferred(Role::Input), QStringLiteral("builtin headset default"));
    QCOMPARE(run(QStringLiteral("set audioInputs usb,builtin")).error, QString());
    QCOMPARE(setting("audioInput"), QStringLiteral("id:usb"));
    QCOMPARE(preferred(Role::Input), QStringLiteral("usb builtin"));
    m_anna->media.preferred.clear();
    QCOMPARE(
        run(QStringLiteral("device set input usb")).error, QString()); // as it was, perhaps not on the line
    QCOMPARE(preferred(Role::Input), QStringLiteral("usb builtin"));
    QCOMPARE(run(QStringLiteral("set audioInput null")).error, QString());
    QCOMPARE(setting("audioInputs"), QStringLiteral("usb,builtin")); // for later
    QCOMPARE(run(QStringLiteral("set rings speaker,headset")).error, QString());
    QCOMPARE(setting("ringDevice"), QStringLiteral("id:speaker"));
    QCOMPARE(preferred(Role::Ring), QStringLiteral("speaker headset"));
    QCOMPARE(run(QStringLiteral("device set ring headset")).error, QString());
    QCOMPARE(setting("rings"), QStringLiteral("headset")); // on that one, not on that one as well
    QCOMPARE(run(QStringLiteral("set rings a,,b")).error, QStringLiteral("bad-value"));
    QCOMPARE(run(QStringLiteral("set rings a,a")).error, QStringLiteral("bad-value"));
}

void tst_CommandTable::volumes()
{
    QCOMPARE(run(QStringLiteral("set outputVolume 150")).error, QString());
    QCOMPARE(m_anna->media.volumes.value(PhoneMedia::Role::Output), 150);
    QCOMPARE(run(QStringLiteral("set ringVolume 40")).error, QString());
    QCOMPARE(m_anna->media.volumes.value(PhoneMedia::Role::Ring), 40);
    QCOMPARE(run(QStringLiteral("set ringVolume 101")).error, QStringLiteral("bad-value"));
    QCOMPARE(run(QStringLiteral("set inputVolume 201")).error, QStringLiteral("bad-value"));
    QCOMPARE(run(QStringLiteral("set inputVolume loud")).error, QStringLiteral("bad-value"));
}

void tst_CommandTable::calls()
{
    QCOMPARE(run(QStringLiteral("dial ") + m_bob->uri()).value,
        QJsonValue(QJsonObject{{QStringLiteral("call"), QStringLiteral("c1")}}));
    const QJsonObject early = run(QStringLiteral("stats c1")).value.toObject();
    for (const auto *key : {"streams", "audio", "ice", "srtpProfile"})
        QVERIFY2(early.contains(QLatin1String(key)), key);
    m_world->run(100ms);
    QVERIFY((*m_bob)->calls()[0]->answer());
    m_world->run(100ms);
    const QJsonObject call = run(QStringLiteral("call c1")).value.toObject();
    const QStringList keys = QStringLiteral("id,direction,account,localUri,remoteUri,remoteName,state,"
                                            "ringing,heldLocal,heldRemote,muted,video,codec,encryption,"
                                            "durationMs,end,transfer,conference,speaking,digits")
                                 .split(QLatin1Char(','));
    for (const QString &key : keys)
        QVERIFY2(call.contains(key), qPrintable(key));
    QCOMPARE(call.value(QLatin1String("direction")).toString(), QStringLiteral("out"));
    QCOMPARE(call.value(QLatin1String("state")).toString(), QStringLiteral("Established"));
    QCOMPARE(call.value(QLatin1String("remoteUri")).toString(), QStringLiteral("sip:bob@192.0.2.2:5060"));
    QCOMPARE(run(QStringLiteral("mute c1 on")).value.toObject().value(QLatin1String("muted")).toBool(), true);
    QCOMPARE(run(QStringLiteral("dtmf c1 15#")).error, QString());
    QCOMPARE(run(QStringLiteral("dtmf c1 x")).error, QStringLiteral("bad-digits"));
    QCOMPARE(run(QStringLiteral("dtmf c1 1 --via inband")).error, QString());
    QCOMPARE(run(QStringLiteral("hold c1")).error, QString());
    m_world->run(500ms);
    QCOMPARE(
        run(QStringLiteral("call c1")).value.toObject().value(QLatin1String("heldLocal")).toBool(), true);
    QCOMPARE(
        run(QStringLiteral("status")).value.toObject().value(QLatin1String("calls")).toArray().size(), 1);
    QCOMPARE(run(QStringLiteral("hangup")).error, QString());
    m_world->run(100ms);
    const QJsonObject end
        = run(QStringLiteral("call c1")).value.toObject().value(QLatin1String("end")).toObject();
    QCOMPARE(end.value(QLatin1String("by")).toString(), QStringLiteral("local"));
    QCOMPARE(run(QStringLiteral("history --limit 1"))
                 .value.toArray()[0]
                 .toObject()
                 .value(QLatin1String("outcome"))
                 .toString(),
        QStringLiteral("answered"));
    QCOMPARE(run(QStringLiteral("hold c1")).error, QStringLiteral("wrong-state"));
}

void tst_CommandTable::events()
{
    QList<QJsonValue> lines;
    int done = 0;
    CommandListener listener;
    listener.line = [&](const QJsonValue &line) { lines.append(line); };
    listener.done = [&](const CommandResult &result) { done += result ? 1 : 100; };
    const auto counted = m_table->run(
        *Command::parse({QStringLiteral("events"), QStringLiteral("--count"), QStringLiteral("2")}),
        listener);
    QVERIFY(counted);
    (void)(*m_anna)->settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    QCOMPARE(done, 0);
    (void)(*m_anna)->settings().set(QStringLiteral("dnd"), QStringLiteral("off"));
    (void)(*m_anna)->settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(done, 1);
    QCOMPARE(lines[0].toObject().value(QLatin1String("event")).toString(), QStringLiteral("setting"));

    const auto timed = m_table->run(
        *Command::parse({QStringLiteral("events"), QStringLiteral("--timeout=2.95")}), listener);
    m_world->run(2900ms);
    QCOMPARE(done, 1);
    m_world->run(200ms);
    QCOMPARE(done, 2);

    auto dropped = m_table->run(*Command::parse({QStringLiteral("events")}), listener);
    dropped.reset();
    (void)(*m_anna)->settings().set(QStringLiteral("dnd"), QStringLiteral("off"));
    QCOMPARE(lines.size(), 2);

    const auto told = m_table->run(
        *Command::parse({QStringLiteral("events"), QStringLiteral("--count=1"), QStringLiteral("--ready")}),
        listener);
    QCOMPARE(lines.size(), 3); // it is not one of the counted
    QCOMPARE(lines[2].toObject().value(QLatin1String("event")).toString(), QStringLiteral("ready"));
    QVERIFY(lines[2].toObject().contains(QLatin1String("time")));
    QCOMPARE(done, 2);
    (void)(*m_anna)->settings().set(QStringLiteral("dnd"), QStringLiteral("on"));
    QCOMPARE(lines.size(), 4);
    QCOMPARE(done, 3);
}

void tst_CommandTable::aSelfTestTakesItsTime()
{
    m_anna->media.hasSelfTest = true;
    const auto command = Command::parse({QStringLiteral("selftest")});
    std::optional<QJsonValue> card;
    CommandListener listener;
    listener.done = [&](const CommandResult &result) { card = result.value_or(QJsonValue()); };
    const auto running = m_table->run(*command, listener);
    QVERIFY(running);
    QVERIFY(!card);
    QCOMPARE(run(QStringLiteral("selftest")).error, QStringLiteral("busy")); // one at a time
    const QJsonObject expected{{QStringLiteral("ok"), true}};
    m_anna->media.testDone(expected);
    QCOMPARE(card.value_or(QJsonValue()), QJsonValue(expected));
}

void tst_CommandTable::theStepsOfASelfTestAreFollowed()
{
    m_anna->media.hasSelfTest = true;
    QJsonArray lines;
    CommandListener listener;
    listener.line = [&](const QJsonValue &line) { lines.append(line); };
    listener.done = [&](const CommandResult &result) { lines.append(result.value_or(QJsonValue())); };
    auto running
        = m_table->run(*Command::parse({QStringLiteral("selftest"), QStringLiteral("--follow")}), listener);
    const QJsonObject begun{
        {QStringLiteral("name"), QStringLiteral("loop")}, {QStringLiteral("running"), true}};
    m_anna->media.testStep(begun);
    QCOMPARE(lines, QJsonArray({begun})); // at once
    m_anna->media.testDone({{QStringLiteral("ok"), true}});
    QCOMPARE(lines.size(), 2);
    running.reset();
    lines = {};
    running = m_table->run(*Command::parse({QStringLiteral("selftest")}), listener);
    QVERIFY(!m_anna->media.testStep); // one value, as each verb has
    running.reset();                  // whoever asked went
    QVERIFY(!m_anna->media.test);
    QVERIFY(lines.isEmpty());
    QVERIFY(m_table->run(*Command::parse({QStringLiteral("selftest")}), listener));
}

void tst_CommandTable::noSelfTestDuringACall()
{
    m_anna->media.hasSelfTest = true;
    QVERIFY((*m_anna)->dial(m_bob->uri()));
    QCOMPARE(run(QStringLiteral("selftest")).error, QStringLiteral("busy"));
}

void tst_CommandTable::doNotDisturb()
{
    const QJsonObject on = run(QStringLiteral("dnd on --for 30")).value.toObject();
    QCOMPARE(on.value(QLatin1String("dnd")).toString(), QStringLiteral("on"));
    const QDateTime until = QDateTime::fromString(on.value(QLatin1String("until")).toString(), Qt::ISODate);
    QVERIFY(std::abs(m_world->clock.wallTime().secsTo(until) - 30 * 60) <= 1);
    const QJsonObject off = run(QStringLiteral("dnd off")).value.toObject();
    QCOMPARE(off.value(QLatin1String("dnd")).toString(), QStringLiteral("off"));
    QVERIFY(off.value(QLatin1String("until")).isNull());
}

void tst_CommandTable::favourites()
{
    const QJsonObject bob = run(QStringLiteral("favourite add 1002 --name Bob")).value.toObject();
    QCOMPARE(bob.value(QStringLiteral("id")).toString(), QStringLiteral("f1"));
    QCOMPARE(bob.value(QStringLiteral("lamp")).toString(), QStringLiteral("unknown"));
    QCOMPARE(bob.value(QStringLiteral("account")).toString(), QString());
    QVERIFY(run(QStringLiteral("favourite add 1003 --account a1")).error.isEmpty());
    QCOMPARE(run(QStringLiteral("favourite rename f2 Cy"))
                 .value.toObject()
                 .value(QStringLiteral("name"))
                 .toString(),
        QStringLiteral("Cy"));
    QCOMPARE(run(QStringLiteral("favourite move f2 1"))
                 .value.toArray()
                 .at(0)
                 .toObject()
                 .value(QStringLiteral("id"))
                 .toString(),
        QStringLiteral("f2"));
    QCOMPARE(run(QStringLiteral("favourite pickup f1")).error, QStringLiteral("not-ringing"));
    QVERIFY(run(QStringLiteral("favourite remove f1")).error.isEmpty());
    QCOMPARE(run(QStringLiteral("favourite list")).value.toArray().size(), 1);
}

void tst_CommandTable::quits()
{
    int asked = 0;
    m_table->quitRequested = [&] { ++asked; };
    QCOMPARE(run(QStringLiteral("quit")).error, QString());
    QCOMPARE(asked, 1);
}

QTEST_GUILESS_MAIN(tst_CommandTable)
#include "tst_CommandTable.moc"
