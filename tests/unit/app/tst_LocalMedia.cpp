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

class tst_LocalMedia : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aDeviceThatStandsInIsToldToCalls();
    void aDeviceThatFailsIsToldToCalls();
    void voiceSettingsReachTheMicrophone();

private:
    QString problem() const { return m_media->state(*m_handler).problem; }

    FakeClock m_clock;
    std::unique_ptr<TestPhone> m_phone;
    SystemRandom m_random;
    SystemNetwork m_network{m_clock};
    std::unique_ptr<LocalMedia> m_media;
    std::unique_ptr<SessionDescriptionHandler> m_handler; ///< of the one call
};

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

QTEST_GUILESS_MAIN(tst_LocalMedia)
#include "tst_LocalMedia.moc"
