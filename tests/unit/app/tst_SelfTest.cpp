// The self-test where there is no sound system: our own stack and the level, and plainly no loop. With
// loudspeaker and microphone: tests/interop/test_doctor.py.
#include "AudioDevices.h"
#include "AudioEngine.h"
#include "AudioSession.h"
#include "MediaController.h"
#include "MediaEnvironment.h"
#include "SelfTest.h"
#include "SystemClock.h"
#include "SystemNetwork.h"

#include <QTest>

using namespace carillon;

class tst_SelfTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("PULSE_SERVER", "unix:/nowhere"); } // whatever the machine has
    void init()
    {
        m_audio = std::make_unique<AudioEngine>(MediaEnvironment{m_random, m_clock, m_network});
        m_card = {};
        m_told.clear();
        QVERIFY(m_audio->devices().select(DeviceRole::Output, QStringLiteral("null")));
    }
    void cleanup() { m_audio.reset(); }
    void triesTheStackAndTheLevel()
    {
        QVERIFY(m_audio->devices().select(DeviceRole::Input, QStringLiteral("tone:440")));
        run();
        QVERIFY(m_card.value(QStringLiteral("ok")).toBool());
        const QJsonObject network = step("network");
        QVERIFY(network.value(QStringLiteral("ok")).toBool());
        const double delay = network.value(QStringLiteral("value")).toDouble();
        QVERIFY2(delay > 5 && delay < 250, qPrintable(QString::number(delay)));
        QCOMPARE(network.value(QStringLiteral("unit")).toString(), QStringLiteral("ms"));
        QCOMPARE(step("loss").value(QStringLiteral("value")).toDouble(), 0.);
        QVERIFY(step("level").value(QStringLiteral("value")).toDouble() > -30);
        QVERIFY(step("microphone").value(QStringLiteral("value")).toDouble() > -30);
        QVERIFY(step("loudspeaker").value(QStringLiteral("ok")).isNull()); // there is none
        QVERIFY(step("loop").value(QStringLiteral("ok")).isNull());
        QVERIFY(step("loop")
                    .value(QStringLiteral("sentence"))
                    .toString()
                    .startsWith(QStringLiteral("There is no loop")));
        QCOMPARE(m_audio->controller().streamCount(), 0);
        QVERIFY(!m_audio->port().active.load());
        for (const char *name : {"network", "loss", "level", "microphone", "loudspeaker", "loop", "echo"}) {
            const auto began = m_told.indexOf(QLatin1String(name) + QStringLiteral(" begins"));
            QVERIFY2(began >= 0 && began < m_told.lastIndexOf(QLatin1String(name) + QStringLiteral(" ends")),
                name);
        }
        QVERIFY(
            m_told.indexOf(QStringLiteral("network ends")) < m_told.indexOf(QStringLiteral("level ends")));
        QVERIFY(m_told.indexOf(QStringLiteral("level ends"))
            < m_told.indexOf(QStringLiteral("microphone begins")));
        QVERIFY(
            m_told.indexOf(QStringLiteral("microphone ends")) < m_told.indexOf(QStringLiteral("loop ends")));
    }
    void noMicrophoneIsNoFault()
    {
        QVERIFY(m_audio->devices().select(DeviceRole::Input, QStringLiteral("null")));
        run();
        QVERIFY(m_card.value(QStringLiteral("ok")).toBool());
        QVERIFY(step("microphone").value(QStringLiteral("ok")).isNull());
    }
    void devicesThatAreNotThereAreNoLoop()
    {
        for (const DeviceRole role : {DeviceRole::Input, DeviceRole::Output})
            QVERIFY(m_audio->devices().select(role, QStringLiteral("id:nothing-such")));
        run();
        QVERIFY(!m_card.value(QStringLiteral("ok")).toBool());
        QCOMPARE(step("microphone").value(QStringLiteral("ok")), QJsonValue(false));
        QCOMPARE(step("loudspeaker").value(QStringLiteral("ok")), QJsonValue(false));
        for (const char *name : {"loop", "echo"}) {
            QVERIFY(step(name).value(QStringLiteral("ok")).isNull());
            QVERIFY(step(name)
                        .value(QStringLiteral("sentence"))
                        .toString()
                        .contains(QStringLiteral("not measured")));
        }
    }
    void whatKeepsItFromItsEndIsAFailedStep()
    {
        QVERIFY(m_audio->devices().select(DeviceRole::Input, QStringLiteral("tone:440")));
        start();
        AudioSessionOptions options;
        options.endpoint = {EndpointKind::Echo, 0};
        AudioSession one(m_audio->controller(), options); // a stream that does not go away
        AudioSession other(m_audio->controller(), options);
        connectBoth(one, other);
        QTRY_VERIFY_WITH_TIMEOUT(!m_test, SelfTest::MostSeconds * 1000);
        QVERIFY(!m_card.value(QStringLiteral("ok")).toBool());
        QCOMPARE(step("devices").value(QStringLiteral("ok")), QJsonValue(false));
    }
    void givesWayToACall()
    {
        QVERIFY(m_audio->devices().select(DeviceRole::Input, QStringLiteral("tone:440")));
        start();
        QTRY_VERIFY_WITH_TIMEOUT(m_audio->port().active.load(), 10000); // it has the devices
        AudioSession call(m_audio->controller(), {});
        AudioSession peer(m_audio->controller(), {});
        connectBoth(call, peer);
        QVERIFY(!m_test);
        QVERIFY(!m_card.value(QStringLiteral("ok")).toBool());
        QVERIFY(!step("interrupted").isEmpty());
        for (const auto step : m_card.value(QStringLiteral("steps")).toArray())
            QVERIFY(!step.toObject().value(QStringLiteral("running")).toBool());
        QTRY_VERIFY(call.figures().stream.sentRms > 0.05f); // the microphone is the call's
    }
    void canBeAbandoned()
    {
        QVERIFY(m_audio->devices().select(DeviceRole::Input, QStringLiteral("tone:440")));
        start();
        QTRY_VERIFY_WITH_TIMEOUT(m_audio->port().active.load(), 10000);
        m_test.reset();
        QVERIFY(!m_audio->port().active.load());
        QVERIFY(m_card.isEmpty());
    }

private:
    static void connectBoth(AudioSession &caller, AudioSession &callee)
    {
        DescriptionOptions here;
        here.localAddress = QHostAddress(QHostAddress::LocalHost);
        caller.createDescription(here, [&, here](auto offer) {
            callee.applyDescription(*offer, [&, here](auto) {
                callee.createDescription(
                    here, [&](auto answer) { caller.applyDescription(*answer, [](auto) {}); });
            });
        });
        caller.allowMedia();
    }
    void start()
    {
        SelfTestListener listener;
        listener.step = [this](const QJsonObject &step) {
            const bool isRunning = step.value(QStringLiteral("running")).toBool();
            m_told.append(step.value(QStringLiteral("name")).toString()
                + (isRunning ? QStringLiteral(" begins") : QStringLiteral(" ends")));
        };
        listener.done = [this](const QJsonObject &card) {
            m_card = card;
            m_test.reset(); // as whoever asked may do
        };
        m_test = std::make_unique<SelfTest>(*m_audio, m_clock, std::move(listener));
    }
    void run()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_test, SelfTest::MostSeconds * 1000);
    }
    QJsonObject step(const char *name) const
    {
        for (const auto step : m_card.value(QStringLiteral("steps")).toArray())
            if (step.toObject().value(QStringLiteral("name")).toString() == QLatin1String(name))
                return step.toObject();
        return {};
    }

    SystemRandom m_random;
    SystemClock m_clock;
    SystemNetwork m_network{m_clock};
    std::unique_ptr<AudioEngine> m_audio;
    std::unique_ptr<SelfTest> m_test;
    QJsonObject m_card;
    QStringList m_told; ///< of the steps
};

QTEST_GUILESS_MAIN(tst_SelfTest)
#include "tst_SelfTest.moc"
