// A call through everything that sound passes: a virtual microphone, the media thread, RTP on loopback, and a
// file that stands for the loudspeaker. What arrives is measured in the file.
#include "AudioDevices.h"
#include "AudioSession.h"
#include "MediaController.h"
#include "SoundFile.h"
#include "SpeechGenerator.h"
#include "SystemClock.h"
#include "SystemNetwork.h"
#include "TwoTones.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace carillon;

namespace {

AudioSessionOptions options(QByteArrayView codec, MediaEncryption policy, StreamEndpoint endpoint)
{
    AudioSessionOptions result;
    result.codecs = {*AudioFormat::named(codec)};
    result.encryption = policy;
    result.endpoint = endpoint;
    return result;
}

DescriptionOptions description(bool hold = false)
{
    DescriptionOptions result;
    result.hold = hold;
    result.localAddress = QHostAddress(QHostAddress::LocalHost);
    return result;
}

/// A phone with devices, and a peer which is a voice of the exchange.
struct Call {
    AudioPort port;
    SystemRandom random;
    AudioDevices devices{port};
    SystemClock clock;
    SystemNetwork network{clock};
    MediaController controller{port, {random, clock, network}};
    AudioSession phone;
    AudioSession peer;

    Call(const AudioSessionOptions &ours, const AudioSessionOptions &theirs)
        : phone(controller, ours)
        , peer(controller, theirs)
    {
        QObject::connect(
            &controller, &MediaController::devicesWanted, &devices, &AudioDevices::setCallActive);
    }
    bool exchange(bool hold = false)
    {
        bool isAgreed = false;
        phone.createDescription(description(hold), [&](auto offer) {
            peer.applyDescription(offer.value(), [&](auto) {
                peer.createDescription(description(), [&](auto answer) {
                    phone.applyDescription(
                        answer.value(), [&](auto applied) { isAgreed = applied.has_value(); });
                });
            });
        });
        return isAgreed;
    }
    /// The other way round.
    bool exchangeByPeer(bool hold)
    {
        bool isAgreed = false;
        peer.createDescription(description(hold), [&](auto offer) {
            phone.applyDescription(offer.value(), [&](auto) {
                phone.createDescription(description(), [&](auto answer) {
                    peer.applyDescription(
                        answer.value(), [&](auto applied) { isAgreed = applied.has_value(); });
                });
            });
        });
        return isAgreed;
    }
    void start()
    {
        phone.allowMedia();
        peer.allowMedia();
    }
};

const StreamEndpoint device{EndpointKind::Device, 0};

} // namespace

class tst_DeviceCall : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_path = m_folder.filePath(QStringLiteral("%1.wav").arg(++m_count)); }
    void aToneArrivesInTheFile_data();
    void aToneArrivesInTheFile();
    void twoChannelsThereAndBack_data();
    void twoChannelsThereAndBack();
    void theMicrophoneComesBackFromAnEcho();
    void heldThePeerDoesNotHearTheMicrophone();
    void theLevelIsThatOfWhatIsSent_data();
    void theLevelIsThatOfWhatIsSent();
    void mutedFromTheFirstPacket();
    void whoTalksWhileMutedIsNoticed();
    void aMissingMicrophoneDoesNotEndTheCall();
    void everySocketCloses();
    void afterCloseNothingIsHeard();
    void theAddressIsFoundByTheWayToThePeer();
    void aNameInTheDescriptionIsLookedUp();
    void whatCannotBeAnsweredIsRefusedBeforeItRings();

private:
    QTemporaryDir m_folder;
    QString m_path;
    int m_count = 0;
};

void tst_DeviceCall::aToneArrivesInTheFile_data()
{
    QTest::addColumn<QByteArray>("codec");
    QTest::addColumn<MediaEncryption>("policy");
    for (const char *codec : {"opus", "g722", "pcmu", "pcma"}) {
        QTest::newRow(qPrintable(QStringLiteral("%1, plain").arg(QLatin1String(codec))))
            << QByteArray(codec) << MediaEncryption::None;
        QTest::newRow(qPrintable(QStringLiteral("%1, SDES").arg(QLatin1String(codec))))
            << QByteArray(codec) << MediaEncryption::Sdes;
    }
}

void tst_DeviceCall::aToneArrivesInTheFile()
{
    QFETCH(QByteArray, codec);
    QFETCH(MediaEncryption, policy);
    Call call(options(codec, policy, device), options(codec, policy, {EndpointKind::Tone, 440}));
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("null")));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("file:") + m_path));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.phone.figures().stream.packetsReceived > 60);
    call.phone.close();
    call.peer.close();
    QTRY_VERIFY(SoundFile::read(m_path).seconds() > 0.8);
    const SoundFile heard = SoundFile::read(m_path);
    QCOMPARE(heard.rateHz, 48000);
    const double share = toneShare(std::span(heard.samples).last(20 * 480), 440);
    QVERIFY2(share > 0.9, qPrintable(QString::number(share)));
}

void tst_DeviceCall::twoChannelsThereAndBack_data()
{
    QTest::addColumn<bool>("ours");
    QTest::addColumn<bool>("theirs");
    QTest::newRow("both wish it") << true << true;
    QTest::newRow("we do") << true << false;
    QTest::newRow("the peer does") << false << true;
    QTest::newRow("nobody does") << false << false;
}

/// A file of two tones goes out, an echo brings it back, and it is measured in a file.
void tst_DeviceCall::twoChannelsThereAndBack()
{
    QFETCH(bool, ours);
    QFETCH(bool, theirs);
    const QString music = m_folder.filePath(QStringLiteral("music.wav"));
    QVERIFY(SoundFile::twoTones(440, 880, 48000, 1).write(music));
    AudioSessionOptions wish = options("opus", MediaEncryption::None, device);
    wish.opusBitrate = 96000;
    wish.stereo = ours;
    AudioSessionOptions peers = options("opus", MediaEncryption::None, {EndpointKind::Echo, 0});
    peers.opusBitrate = 96000;
    peers.stereo = theirs;
    Call call(wish, peers);
    call.devices.setChannels(ours ? Channels::Two : Channels::One);
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("file:") + music));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("file:") + m_path));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.phone.figures().stream.packetsReceived > 150);
    const bool both = ours && theirs;
    QCOMPARE(call.phone.figures().stream.sendChannels, both ? 2 : 1);
    QCOMPARE(call.phone.figures().stream.receiveChannels, both ? 2 : 1);
    call.phone.close();
    call.peer.close();
    QTRY_VERIFY(SoundFile::read(m_path).seconds() > 2);
    const SoundFile heard = SoundFile::read(m_path);
    QCOMPARE(heard.channels, ours ? 2 : 1);
    const auto left = heard.channel(0), right = heard.channel(heard.channels - 1);
    if (!both) {
        QVERIFY(left == right);
        return;
    }
    // The second second: what begins and ends the call is no tone.
    const auto strength = [](const std::vector<short> &samples, double hz) {
        return std::abs(TwoTones::heard(std::span(samples).subspan(SampleRateHz, SampleRateHz), hz));
    };
    const double onLeft = 20 * std::log10(strength(left, 440) / (strength(left, 880) + 1e-3));
    const double onRight = 20 * std::log10(strength(right, 880) / (strength(right, 440) + 1e-3));
    QVERIFY2(onLeft >= 30, qPrintable(QString::number(onLeft)));
    QVERIFY2(onRight >= 30, qPrintable(QString::number(onRight)));
    QVERIFY(strength(left, 440) > 5000 && strength(right, 880) > 5000);
}

void tst_DeviceCall::theMicrophoneComesBackFromAnEcho()
{
    Call call(options("opus", MediaEncryption::None, device),
        options("opus", MediaEncryption::None, {EndpointKind::Echo, 0}));
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("tone:1000")));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("file:") + m_path));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.phone.figures().stream.packetsReceived > 60);
    call.phone.close();
    QTRY_VERIFY(SoundFile::read(m_path).seconds() > 0.8);
    const SoundFile heard = SoundFile::read(m_path);
    QVERIFY(toneShare(std::span(heard.samples).last(20 * 480), 1000) > 0.9);
}

void tst_DeviceCall::heldThePeerDoesNotHearTheMicrophone()
{
    Call call(options("pcmu", MediaEncryption::None, device),
        options("pcmu", MediaEncryption::None, {EndpointKind::Tone, 440}));
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("tone:1000")));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("file:") + m_path));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.peer.figures().stream.receivedRms > 0.05f);
    QVERIFY(call.exchange(true));
    QTRY_VERIFY(call.peer.figures().stream.receivedRms < 0.001f);
    QVERIFY(call.controller.usesDevices()); // so that resuming takes no time
    QVERIFY(call.exchange(false));
    QTRY_VERIFY(call.peer.figures().stream.receivedRms > 0.05f);
}

void tst_DeviceCall::theLevelIsThatOfWhatIsSent_data()
{
    QTest::addColumn<MediaEncryption>("policy");
    QTest::addColumn<bool>("byUs");
    QTest::newRow("we hold") << MediaEncryption::None << true;
    QTest::newRow("we are held") << MediaEncryption::None << false;
    QTest::newRow("we are held, SDES") << MediaEncryption::Sdes << false;
}

void tst_DeviceCall::theLevelIsThatOfWhatIsSent()
{
    QFETCH(MediaEncryption, policy);
    QFETCH(bool, byUs);
    Call call(options("pcmu", policy, device), options("pcmu", policy, {EndpointKind::Silence, 0}));
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("tone:1000")));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("null")));
    QVERIFY(call.exchange());
    QCOMPARE(call.phone.inputLevel(), 0.f); // nothing flows yet
    call.start();
    const auto hold = [&](bool on) { return byUs ? call.exchange(on) : call.exchangeByPeer(on); };
    for (int time = 0; time < 2; ++time) {
        QTRY_VERIFY(call.phone.inputLevel() > 0.05f);
        QVERIFY(hold(true));
        QTRY_COMPARE(call.phone.inputLevel(), 0.f);
        const auto before = call.port.capturedFrames.load();
        if (!byUs) // by us nobody fetches what the microphone gives
            QTRY_VERIFY(call.port.capturedFrames.load() > before + 20);
        QCOMPARE(call.phone.inputLevel(), 0.f);
        QVERIFY(!call.phone.isTalkingWhileMuted()); // nobody expects to be heard
        QVERIFY(hold(false));
    }
}

void tst_DeviceCall::mutedFromTheFirstPacket()
{
    Call call(options("pcmu", MediaEncryption::None, {EndpointKind::Tone, 440}),
        options("pcmu", MediaEncryption::None, {EndpointKind::Silence, 0}));
    QVERIFY(call.phone.setMuted(true));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.peer.figures().stream.packetsReceived > 20);
    QVERIFY(call.peer.figures().stream.receivedPeak < 0.001f);
    call.phone.setMuted(false);
    QTRY_VERIFY(call.peer.figures().stream.receivedPeak > 0.1f);
}

void tst_DeviceCall::whoTalksWhileMutedIsNoticed()
{
    SoundFile speech{48000, 1, SF_FORMAT_WAV | SF_FORMAT_PCM_16, {}};
    SpeechGenerator speaker;
    for (int i = 0; i < 300; ++i) {
        AudioFrame frame{};
        speaker.generate(frame);
        speech.samples.insert(speech.samples.end(), frame.begin(), frame.end());
    }
    QVERIFY(speech.write(m_path));
    Call call(options("pcmu", MediaEncryption::None, device),
        options("pcmu", MediaEncryption::None, {EndpointKind::Silence, 0}));
    VoiceParameters parameters;
    parameters.when = VoiceParameters::When::Always;
    call.port.voice.set(parameters);
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("file:") + m_path));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("null")));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.phone.inputLevel() > 0.01f);
    QVERIFY(!call.phone.isTalkingWhileMuted());
    QSignalSpy changed(&call.phone, &AudioSession::changed);
    call.phone.setMuted(true);
    QTRY_VERIFY(call.phone.isTalkingWhileMuted());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(call.phone.inputLevel(), 0.f);
    QVERIFY(!call.peer.isTalkingWhileMuted());
    call.phone.setMuted(false);
    QTRY_VERIFY(!call.phone.isTalkingWhileMuted());
}

void tst_DeviceCall::aMissingMicrophoneDoesNotEndTheCall()
{
    const QString gone = m_folder.filePath(QStringLiteral("gone.wav"));
    QVERIFY(SoundFile::tone(440, 8000, 1, 1).write(gone));
    Call call(options("opus", MediaEncryption::None, device),
        options("opus", MediaEncryption::None, {EndpointKind::Tone, 440}));
    QSignalSpy failed(&call.devices, &AudioDevices::failed);
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("file:") + gone));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("file:") + m_path));
    QVERIFY(QFile::remove(gone));
    QVERIFY(call.exchange());
    call.start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][1].value<DeviceError>().message.contains(gone));
    QTRY_VERIFY(call.phone.figures().stream.packetsReceived > 20);
    QTRY_VERIFY(call.peer.figures().stream.packetsReceived > 20); // silence, but a call
    QVERIFY(call.peer.figures().stream.receivedPeak < 0.001f);
}

void tst_DeviceCall::everySocketCloses()
{
    const auto openFiles = [] { return QDir(QStringLiteral("/proc/self/fd")).count(); };
    Call call(options("opus", MediaEncryption::Sdes, device),
        options("opus", MediaEncryption::Sdes, {EndpointKind::Echo, 0}));
    QVERIFY(call.devices.select(DeviceRole::Input, QStringLiteral("null")));
    QVERIFY(call.devices.select(DeviceRole::Output, QStringLiteral("null")));
    QVERIFY(call.exchange());
    call.start();
    QTRY_VERIFY(call.phone.figures().stream.packetsReceived > 5);
    const auto during = openFiles();
    call.phone.close();
    call.peer.close();
    QTRY_COMPARE(call.controller.streamCount(), 0);
    QCOMPARE(openFiles(), during - 4);
}

void tst_DeviceCall::afterCloseNothingIsHeard()
{
    Call call(options("opus", MediaEncryption::None, device), options("opus", MediaEncryption::None, device));
    call.phone.close();
    call.phone.close();
    std::optional<MediaError::Kind> kind;
    call.phone.createDescription(description(), [&](auto result) { kind = result.error().kind; });
    QCOMPARE(*kind, MediaError::Kind::Closed);
    call.phone.allowMedia();
    call.phone.rollback();
    QVERIFY(call.phone.sendDtmf("1", 100) == SessionDescriptionHandler::DtmfResult::NotNegotiated);
    QCOMPARE(call.controller.streamCount(), 0);
}

void tst_DeviceCall::theAddressIsFoundByTheWayToThePeer()
{
    Call call(options("opus", MediaEncryption::None, device), options("opus", MediaEncryption::None, device));
    std::optional<MediaError::Kind> kind;
    call.phone.createDescription(
        {}, [&](auto result) { kind = result ? std::nullopt : std::optional(result.error().kind); });
    QCOMPARE(*kind, MediaError::Kind::NoPort); // nobody said how the peer is reached
    QByteArray answer;
    call.phone.createDescription(description(), [&](auto offer) {
        call.peer.applyDescription(offer.value(), [&](auto) {
            call.peer.createDescription({}, [&](auto result) { answer = result.value().content; });
        });
    });
    QVERIFY(answer.contains("c=IN IP4 127.0.0.1\r\n"));
}

void tst_DeviceCall::aNameInTheDescriptionIsLookedUp()
{
    Call call(options("pcmu", MediaEncryption::None, {EndpointKind::Tone, 440}),
        options("pcmu", MediaEncryption::None, {EndpointKind::Tone, 440}));
    bool isAgreed = false;
    call.phone.createDescription(description(), [&](auto offer) {
        call.peer.applyDescription(offer.value(), [&](auto) {
            call.peer.createDescription(description(), [&](auto answer) {
                SessionDescriptionHandler::Description named = answer.value();
                named.content.replace("c=IN IP4 127.0.0.1", "c=IN IP4 localhost");
                call.phone.applyDescription(named, [&](auto applied) { isAgreed = applied.has_value(); });
            });
        });
    });
    call.phone.allowMedia(); // early: the lookup is under way; the peer stays silent
    QTRY_VERIFY(isAgreed);
    QTRY_VERIFY(call.phone.figures().stream.packetsSent > 10);
    QCOMPARE(call.phone.figures().stream.sendErrors, 0u);
}

void tst_DeviceCall::whatCannotBeAnsweredIsRefusedBeforeItRings()
{
    Call call(options("opus", MediaEncryption::None, device), options("pcmu", MediaEncryption::None, device));
    std::optional<MediaError::Kind> kind;
    call.phone.createDescription(description(), [&](auto offer) {
        call.peer.applyDescription(offer.value(), [&](auto applied) { kind = applied.error().kind; });
    });
    QCOMPARE(*kind, MediaError::Kind::NotAcceptable);
    // Nothing is pending: the peer may make an offer of its own.
    QByteArray offer;
    call.peer.createDescription(description(), [&](auto result) { offer = result.value().content; });
    QVERIFY(offer.contains("m=audio"));
}

QTEST_GUILESS_MAIN(tst_DeviceCall)
#include "tst_DeviceCall.moc"
