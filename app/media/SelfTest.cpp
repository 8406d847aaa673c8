#include "SelfTest.h"

#include "AudioDevices.h"
#include "AudioEngine.h"
#include "AudioPort.h"
#include "AudioSession.h"
#include "ChirpProbe.h"
#include "MediaController.h"

#include <QCoreApplication>
#include <QPointer>
#include <algorithm>
#include <cmath>

namespace carillon {

using namespace std::chrono_literals;

namespace {

constexpr Milliseconds LookPeriod{5};
constexpr std::chrono::seconds NetworkPatience{4};
constexpr std::uint64_t NetworkPackets = 100; ///< two seconds
constexpr std::uint64_t PacketsBeforeSpeech = 25;
constexpr float Heard = 0.02f;
constexpr double MostNetworkDelayMs = 250;
constexpr double MostLossPercent = 2;

constexpr std::chrono::seconds DevicePatience{3};  ///< until the microphone gives its first frame
constexpr std::size_t QuietSamples = 48000 / 2;    ///< before the chirp: the room
constexpr std::size_t LoopSamples = 48000 * 3 / 2; ///< from the chirp's beginning on
constexpr std::size_t WaitingFrames = 3;           ///< in the ring to the loudspeaker
constexpr double LoudRoomDb = -35;
constexpr double StrongEchoDb = -20;

QString text(const char *english)
{
    return QCoreApplication::translate("SelfTest", english);
}

double rounded(double value)
{
    return std::round(value * 10) / 10;
}

AudioSessionOptions loopOptions(EndpointKind kind)
{
    AudioSessionOptions options;
    options.encryption = MediaEncryption::Sdes;
    options.ice = AudioSessionOptions::Ice::Off;
    options.endpoint = {kind, 440};
    return options;
}

double rmsDb(std::span<const std::int16_t> sound)
{
    double square = 0;
    for (const std::int16_t sample : sound)
        square += double(sample) * sample;
    const double rms = std::sqrt(square / double(std::max<std::size_t>(1, sound.size()))) / 32768;
    return rms > 1e-5 ? 20 * std::log10(rms) : -100;
}

} // namespace

SelfTest::SelfTest(AudioEngine &audio, Clock &clock, Done done)
    : m_audio(audio)
    , m_clock(clock)
    , m_done(std::move(done))
    , m_timer(clock)
    , m_chirp(ChirpProbe::chirp())
{
    // A call began: its stream takes the rings, in the next tick of the media thread and no sooner.
    connect(&audio.controller(), &MediaController::devicesWanted, this, [this](bool wanted) {
        if (!wanted)
            return;
        m_ownsRings = false;
        add({"interrupted", false, 0, "", text("A call came in between; the rest was not tried.")});
        finish();
    });
    m_timer.start(Milliseconds(0), [this] { startNetwork(); });
}

SelfTest::~SelfTest()
{
    stopDevices();
}

void SelfTest::add(const Step &step)
{
    m_isAllWell = m_isAllWell && (step.ok.isNull() || step.ok.toBool());
    const QString unit = QLatin1String(step.unit);
    m_steps.append(
        QJsonObject{{QStringLiteral("name"), QLatin1String(step.name)}, {QStringLiteral("ok"), step.ok},
            {QStringLiteral("value"), unit.isEmpty() ? QJsonValue() : QJsonValue(rounded(step.value))},
            {QStringLiteral("unit"), unit}, {QStringLiteral("sentence"), step.sentence}});
}

void SelfTest::startNetwork()
{
    m_begun = m_clock.now();
    m_caller = std::make_unique<AudioSession>(m_audio.controller(), loopOptions(EndpointKind::Tone));
    m_callee = std::make_unique<AudioSession>(m_audio.controller(), loopOptions(EndpointKind::Silence));
    m_caller->setMuted(true); // the moment in which it is not is what is measured
    exchangeDescriptions();
    watchNetwork();
}

/// What does not come about is seen by what is not heard.
void SelfTest::exchangeDescriptions()
{
    DescriptionOptions here;
    here.localAddress = QHostAddress(QHostAddress::LocalHost);
    const QPointer<SelfTest> self(this);
    m_caller->createDescription(here, [self, here](auto offer) {
        if (!self || !offer)
            return;
        self->m_callee->applyDescription(*offer, [self, here](auto applied) {
            if (!self || !applied)
                return;
            self->m_callee->createDescription(here, [self](auto answer) {
                if (self && answer)
                    self->m_caller->applyDescription(*answer, [](auto) {});
            });
        });
    });
    m_caller->allowMedia();
    m_callee->allowMedia();
}

void SelfTest::watchNetwork()
{
    const TimePoint now = m_clock.now();
    const std::uint64_t packets = m_callee->figures().stream.packetsReceived;
    if (!m_spokenAt && packets >= PacketsBeforeSpeech) {
        m_caller->setMuted(false);
        m_spokenAt = now;
    }
    if (m_spokenAt && !m_delayMs && m_callee->outputLevel() >= Heard)
        m_delayMs = std::chrono::duration<double, std::milli>(now - *m_spokenAt).count();
    const bool isEnough = m_delayMs && packets >= NetworkPackets;
    if (isEnough || now - m_begun > NetworkPatience)
        judgeNetwork();
    else
        m_timer.start(LookPeriod, [this] { watchNetwork(); });
}

void SelfTest::judgeNetwork()
{
    const StreamStatistics stream = m_callee->figures().stream;
    const double lost = double(std::max<std::int64_t>(0, stream.lost));
    const double lossPercent = 100 * lost / std::max(1.0, lost + double(stream.packetsReceived));
    const bool isEncrypted = m_caller->isEncrypted() && stream.srtpAuthFailed == 0;
    m_caller.reset();
    m_callee.reset();
    if (!m_delayMs || !isEncrypted) {
        add({"network", false, 0, "", text("No encrypted sound came through this phone's own media stack.")});
    } else {
        const bool isQuick = *m_delayMs <= MostNetworkDelayMs;
        add({"network", isQuick, *m_delayMs, "ms",
            isQuick ? text("Encrypted sound goes through this phone's own media stack.")
                    : text("This phone's own media stack is slow: the computer may be busy.")});
        const bool isWhole = lossPercent <= MostLossPercent;
        add({"loss", isWhole, lossPercent, "%",
            isWhole ? text("Nothing is lost on this computer.")
                    : text("Packets are lost on this computer: it may be busy.")});
        add({"level", stream.receivedRms > Heard, 20 * std::log10(std::max(1e-5, double(stream.receivedRms))),
            "dB", text("This is how loud a tone arrives.")});
    }
    m_begun = m_clock.now();
    m_timer.start(LookPeriod, [this] { startDevices(); });
}

/// When the media thread has given the streams back.
void SelfTest::startDevices()
{
    if (m_audio.controller().streamCount() > 0) {
        if (m_clock.now() - m_begun > DevicePatience)
            return finish();
        m_timer.start(LookPeriod, [this] { startDevices(); });
        return;
    }
    m_begun = m_clock.now();
    m_ownsRings = true;
    AudioPort &port = m_audio.port();
    port.capture.drop(port.capture.size());
    m_captured.reserve(QuietSamples + LoopSamples + 4800);
    m_audio.devices().setCallActive(true);
    port.active.store(true, std::memory_order_release);
    pump();
}

/// A frame is due each 10 ms; twice as often we look.
void SelfTest::pump()
{
    AudioPort &port = m_audio.port();
    AudioFrame frame;
    while (port.capture.pop(frame))
        m_captured.insert(m_captured.end(), frame.begin(), frame.end());
    while (port.playback.size() < WaitingFrames) {
        frame.fill(0);
        const bool isChirp = m_captured.size() >= QuietSamples && m_chirpAt < m_chirp.size();
        if (isChirp && m_chirpAt == 0)
            m_chirpBegan = m_captured.size();
        const std::size_t count = isChirp ? std::min(frame.size(), m_chirp.size() - m_chirpAt) : 0;
        std::copy_n(m_chirp.begin() + std::ptrdiff_t(m_chirpAt), count, frame.begin());
        if (!port.playback.push(frame))
            break;
        m_chirpAt += count;
        ++m_framesPlayed;
    }
    const auto spent = m_clock.now() - m_begun;
    const bool isWhole = m_chirpBegan && m_captured.size() >= *m_chirpBegan + LoopSamples;
    const bool isStuck = m_captured.empty() && spent > DevicePatience;
    constexpr std::chrono::seconds most{MostSeconds - 5};
    if (isWhole || isStuck || spent > most)
        judgeDevices();
    else
        m_timer.start(LookPeriod, [this] { pump(); });
}

bool SelfTest::isReal(const QString &spec) const
{
    return spec == QLatin1String("default") || spec.startsWith(QLatin1String("id:"));
}

void SelfTest::judgeDevices()
{
    stopDevices();
    judgeMicrophone();
    const bool isTaken = m_framesPlayed > 2 * WaitingFrames;
    add({"loudspeaker", isTaken, 0, "",
        isTaken ? text("The loudspeaker takes the sound.") : text("The loudspeaker takes no sound.")});
    judgeLoop();
    finish();
}

void SelfTest::judgeMicrophone()
{
    if (m_audio.devices().selected(DeviceRole::Input) == QLatin1String("null")) {
        add({"microphone", QJsonValue(), 0, "", text("No microphone is chosen.")});
        return;
    }
    const auto room = std::span(m_captured).first(std::min(m_captured.size(), QuietSamples));
    const bool isSilent
        = std::all_of(room.begin(), room.end(), [](std::int16_t sample) { return sample == 0; });
    const double level = rmsDb(room);
    if (room.empty())
        add({"microphone", false, 0, "", text("The microphone gives no sound.")});
    else if (isSilent)
        add({"microphone", false, -100, "dB",
            text("The microphone gives nothing but silence: it may have a switch, or be the wrong one.")});
    else
        add({"microphone", true, level, "dB",
            level > LoudRoomDb ? text("The microphone works; it is loud where you are.")
                               : text("The microphone works, and it is quiet where you are.")});
}

void SelfTest::judgeLoop()
{
    const AudioDevices &devices = m_audio.devices();
    if (!isReal(devices.selected(DeviceRole::Input)) || !isReal(devices.selected(DeviceRole::Output))) {
        const QString sentence = text(
            "There is no loop from loudspeaker to microphone: one of the two is a file, a tone or nothing.");
        add({"loop", QJsonValue(), 0, "", sentence});
        add({"echo", QJsonValue(), 0, "", sentence});
        return;
    }
    const std::size_t begin = m_chirpBegan.value_or(m_captured.size());
    const auto found = ChirpProbe::find(std::span<const std::int16_t>(m_captured).subspan(begin));
    if (!found) {
        add({"loop", QJsonValue(), 0, "",
            text("The microphone does not hear the loudspeaker: right with a headset, else one of the two is "
                 "muted.")});
        add({"echo", true, -100, "dB", text("The other side hears no echo of itself.")});
        return;
    }
    add({"loop", true, found->at * 1000, "ms",
        text("So long does sound take from this phone to the loudspeaker, and from the microphone back.")});
    const bool isStrong = found->gainDb > StrongEchoDb;
    add({"echo", true, found->gainDb, "dB",
        isStrong ? text(
            "The microphone hears the loudspeaker well: leave the echo cancellation on, or use a headset.")
                 : text("The microphone hears little of the loudspeaker.")});
}

void SelfTest::stopDevices()
{
    if (!std::exchange(m_ownsRings, false))
        return;
    AudioPort &port = m_audio.port();
    port.active.store(false, std::memory_order_release);
    port.capture.drop(port.capture.size());
    m_audio.devices().setCallActive(false);
}

void SelfTest::finish()
{
    m_timer.stop();
    stopDevices();
    m_caller.reset();
    m_callee.reset();
    disconnect(&m_audio.controller(), nullptr, this, nullptr);
    if (const Done done = std::exchange(m_done, {}))
        done({{QStringLiteral("ok"), m_isAllWell}, {QStringLiteral("steps"), m_steps}});
}

} // namespace carillon
