// The sound of a call on this machine, as the phone hears of it: here what its devices do to a call.
#include "LocalMedia.h"
#include "MediaEnvironment.h"
#include "SoundFile.h"
#include "SystemNetwork.h"
#include "TestPhone.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;
using Role = PhoneMedia::Role;

Q_DECLARE_METATYPE(carillon::PhoneMedia::Alert)

class tst_LocalMedia : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aDeviceThatStandsInIsToldToCalls();
    void aDeviceThatFailsIsToldToCalls();
    void voiceSettingsReachTheMicrophone();
    void aRecordingYieldsToACall();
    void aRecordingYieldsToARing_data();
    void aRecordingYieldsToARing();
    void whatIsNotMutedIsNotUnmuted();

private:
    /// A minute of sound is being played.
    void play();
    bool isPlaying() const { return !m_media->playing().file.isEmpty(); }
    QString problem() const { return m_media->state(*m_handler).problem; }

    FakeClock m_clock;
    std::unique_ptr<TestPhone> m_phone;
    SystemRandom m_random;
    SystemNetwork m_network{m_clock};
    std::unique_ptr<LocalMedia> m_media;
    std::unique_ptr<SessionDescriptionHandler> m_handler; ///< of the one call
    QTemporaryDir m_folder;
};

void tst_LocalMedia::play()
{
    const QString path = m_folder.filePath(QStringLiteral("played.wav"));
    QVERIFY(SoundFile::tone(440, 8000, 1, 60).write(path));
    QSignalSpy noticed(m_media.get(), &PhoneMedia::noticed);
    m_media->play(path);
    QTRY_VERIFY(m_media->playing().positionMs > 0 && m_media->playing().durationMs > 0);
    QVERIFY(noticed.isEmpty());
}

void tst_LocalMedia::init()
{
    m_phone = std::make_unique<TestPhone>(m_clock, 1, TestPhone::Options{});
    m_media = std::make_unique<LocalMedia>(MediaEnvironment{m_random, m_clock, m_network});
    for (const Role role : {Role::Input, Role::Output, Role::Ring})
        QCOMPARE(m_media->setDevice(role, QStringLiteral("null")), QString());
    m_handler = m_media->makeHandler(*m_phone->call("sip:user2@10.0.0.2"), {});
}

void tst_LocalMedia::cleanup()
{
    m_handler.reset();
    m_media.reset();
    m_phone.reset();
}

void tst_LocalMedia::aDeviceThatStandsInIsToldToCalls()
{
    QSignalSpy told(m_media.get(), &PhoneMedia::stateChanged);
    m_media->standInFor(Role::Input, QStringLiteral("The headset is gone."));
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0][0].value<SessionDescriptionHandler *>(), m_handler.get());
    QCOMPARE(problem(), QStringLiteral("The headset is gone."));
    QCOMPARE(m_media->setDevice(Role::Input, QStringLiteral("null")), QString());
    QCOMPARE(told.size(), 2);
    QCOMPARE(problem(), QString());
    m_media->standInFor(Role::Ring, QStringLiteral("The bell is gone."));
    QCOMPARE(problem(), QString());
}

/// In the middle of the call, on the device's own thread, which is heard here.
void tst_LocalMedia::aDeviceThatFailsIsToldToCalls()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("voice.wav"));
    QVERIFY((SoundFile{48'000, 1, SF_FORMAT_WAV | SF_FORMAT_PCM_16, std::vector<short>(4800)}.write(path)));
    QCOMPARE(m_media->setDevice(Role::Input, QStringLiteral("file:") + path), QString());
    QVERIFY(QFile::remove(path));
    AudioSessionOptions options;
    options.endpoint = {EndpointKind::Echo, 0};
    AudioSession peer(m_media->controller(), options);
    DescriptionOptions here;
    here.localAddress = QHostAddress(QHostAddress::LocalHost);
    QString problemThen;
    QSignalSpy told(m_media.get(), &PhoneMedia::stateChanged);
    connect(m_media.get(), &PhoneMedia::stateChanged, this, [&] { problemThen = problem(); });
    m_handler->createDescription(here, [&](auto offer) {
        peer.applyDescription(offer.value(), [&](auto) {
            peer.createDescription(
                here, [&](auto answer) { m_handler->applyDescription(answer.value(), [](auto) {}); });
        });
    });
    m_handler->allowMedia();
    QTRY_VERIFY(problemThen.contains(QStringLiteral("voice.wav")));
    QCOMPARE(m_media->setDevice(Role::Input, QStringLiteral("null")), QString());
    QCOMPARE(problemThen, QString());
    peer.close();
    m_handler->close();
}

void tst_LocalMedia::voiceSettingsReachTheMicrophone()
{
    m_media->setVoice({VoiceSettings::When::Always, VoiceSettings::Echo::Low, VoiceSettings::Noise::High,
        VoiceSettings::Gain::Off});
    const VoiceParameters wanted{VoiceParameters::When::Always, VoiceParameters::Echo::Low,
        VoiceParameters::Noise::High, VoiceParameters::Gain::Off, VoiceParameters::HighPass::On};
    QVERIFY(m_media->controller().port().voice.wanted() == wanted);
}

void tst_LocalMedia::aRecordingYieldsToACall()
{
    play();
    QSignalSpy changed(m_media.get(), &PhoneMedia::playingChanged);
    QSignalSpy noticed(m_media.get(), &PhoneMedia::noticed);
    AudioSessionOptions options;
    options.endpoint = {EndpointKind::Echo, 0};
    AudioSession peer(m_media->controller(), options);
    DescriptionOptions here;
    here.localAddress = QHostAddress(QHostAddress::LocalHost);
    m_handler->createDescription(here, [&](auto offer) {
        peer.applyDescription(offer.value(), [&](auto) {
            peer.createDescription(
                here, [&](auto answer) { m_handler->applyDescription(answer.value(), [](auto) {}); });
        });
    });
    m_handler->allowMedia();
    QVERIFY(m_media->controller().usesDevices());
    QVERIFY(!isPlaying());
    QCOMPARE(changed.size(), 1);
    QVERIFY(noticed.isEmpty()); // it is plain why
    m_media->play(m_folder.filePath(QStringLiteral("played.wav")));
    QVERIFY(!isPlaying());
    QCOMPARE(noticed.size(), 1);
    QCOMPARE(noticed[0][1].toString(), QStringLiteral("A recording cannot be played during a call."));
    m_handler->close();
    peer.close();
    QTRY_VERIFY(!m_media->controller().usesDevices());
    play();
}

void tst_LocalMedia::aRecordingYieldsToARing_data()
{
    using Alert = PhoneMedia::Alert;
    QTest::addColumn<Alert>("alert");
    QTest::addColumn<bool>("yields");
    QTest::newRow("one that comes") << Alert::Ringing << true;
    QTest::newRow("another that comes") << Alert::CallWaiting << true;
    QTest::newRow("one that goes out") << Alert::Ringback << true;
    QTest::newRow("one that is over") << Alert::Busy << false;
}

void tst_LocalMedia::aRecordingYieldsToARing()
{
    QFETCH(PhoneMedia::Alert, alert);
    QFETCH(bool, yields);
    play();
    m_media->setAlert(alert);
    QCOMPARE(isPlaying(), !yields);
    m_media->setAlert(PhoneMedia::Alert::None);
    play();
}

void tst_LocalMedia::whatIsNotMutedIsNotUnmuted()
{
    QVERIFY(!m_media->unmuteSystem(Role::Input));
    QVERIFY(!m_media->unmuteSystem(Role::Output));
}

QTEST_GUILESS_MAIN(tst_LocalMedia)
#include "tst_LocalMedia.moc"
