#include "SelfTest.h"

#include "AudioDevices.h"
#include "AudioEngine.h"
#include "AudioPort.h"
#include "AudioSession.h"
#include "ChirpProbe.h"
#include "MediaController.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QPointer>
#include <algorithm>

namespace carillon {

using namespace std::chrono_literals;

namespace {

constexpr Milliseconds LookPeriod{5};
constexpr std::chrono::seconds NetworkPatience{4};
constexpr std::uint64_t NetworkPackets = 100; ///< two seconds
constexpr std::uint64_t PacketsBeforeSpeech = 25;
constexpr float Heard = 0.02f;

constexpr std::chrono::seconds DevicePatience{3}; ///< until the microphone gives its first frame
constexpr std::size_t WaitingFrames = 3;          ///< in the ring to the loudspeaker

QString text(const char *english)
{
    return QCoreApplication::translate("SelfTest", english);
}

AudioSessionOptions loopOptions(EndpointKind kind)
{
    AudioSessionOptions options;
    options.encryption = MediaEncryption::Sdes;
    options.ice = AudioSessionOptions::Ice::Off;
    options.endpoint = {kind, 440};
    return options;
}

} // namespace

SelfTest::SelfTest(AudioEngine &audio, Clock &clock, SelfTestListener listener)
    : m_audio(audio)
    , m_clock(clock)
    , m_listener(std::move(listener))
    , m_timer(clock)
    , m_chirp(ChirpProbe::chirp())
{
    // A call began: its stream takes the rings, in the next tick of the media thread and no sooner.
    connect(&audio.controller(), &MediaController::devicesWanted, this, [this](bool wanted) {
        if (!wanted)
            return;
        m_ownsRings = false;
        tell({{"interrupted", false, 0, "", text("A call came in between; the rest was not tried.")}});
        finish();
    });
    m_timer.start(Milliseconds(0), [this] { startNetwork(); });
}

SelfTest::~SelfTest()
{
    stopDevices();
}

void SelfTest::tell(const QList<SelfTestStep> &steps)
{
    for (const SelfTestStep &step : steps) {
        const auto known = std::find_if(m_steps.begin(), m_steps.end(),
            [&step](const SelfTestStep &other) { return qstrcmp(other.name, step.name) == 0; });
        const QJsonObject told = step.toJson();
        if (known == m_steps.end())
            m_steps.append(step);
        else if (known->toJson() != told)
            *known = step;
        else
            continue;
        if (m_listener.step)
            m_listener.step(told);
    }
}

void SelfTest::startNetwork()
{
    m_begun = m_clock.now();
    tell({SelfTestStep::begun("network")});
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
    if (m_delayMs)
        tell({SelfTestSteps::network(measured()).first(), SelfTestStep::begun("loss"),
            SelfTestStep::begun("level")});
    const bool isEnough = m_delayMs && packets >= NetworkPackets;
    if (isEnough || now - m_begun > NetworkPatience)
        judgeNetwork();
    else
        m_timer.start(LookPeriod, [this] { watchNetwork(); });
}

SelfTestSteps::Network SelfTest::measured() const
{
    const StreamStatistics stream = m_callee->figures().stream;
    const double lost = double(std::max<std::int64_t>(0, stream.lost));
    const double lossPercent = 100 * lost / std::max(1.0, lost + double(stream.packetsReceived));
    const bool isEncrypted = m_caller->isEncrypted() && stream.srtpAuthFailed == 0;
    return {m_delayMs, isEncrypted, lossPercent, double(stream.receivedRms)};
}

void SelfTest::judgeNetwork()
{
    const SelfTestSteps::Network found = measured();
    m_caller.reset();
    m_callee.reset();
    tell(SelfTestSteps::network(found));
    m_begun = m_clock.now();
    m_timer.start(LookPeriod, [this] { startDevices(); });
}

/// When the media thread has given the streams back.
void SelfTest::startDevices()
{
    if (m_audio.controller().streamCount() > 0) {
        if (m_clock.now() - m_begun > DevicePatience) {
            tell({{"devices", false, 0, "",
                text("Microphone and loudspeaker were not tried: this phone's own media stack is stuck.")}});
            return finish();
        }
        m_timer.start(LookPeriod, [this] { startDevices(); });
        return;
    }
    m_begun = m_clock.now();
    m_ownsRings = true;
    AudioPort &port = m_audio.port();
    port.capture.drop(port.capture.size());
    m_captured.reserve(SelfTestSteps::QuietSamples + SelfTestSteps::LoopSamples + 4800);
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
        const bool isChirp = m_captured.size() >= SelfTestSteps::QuietSamples && m_chirpAt < m_chirp.size();
        if (isChirp && m_chirpAt == 0)
            m_chirpBegan = m_captured.size();
        const std::size_t count = isChirp ? std::min(frame.size(), m_chirp.size() - m_chirpAt) : 0;
        std::copy_n(m_chirp.begin() + std::ptrdiff_t(m_chirpAt), count, frame.begin());
        if (!port.playback.push(frame))
            break;
        m_chirpAt += count;
        ++m_framesPlayed;
    }
    const SelfTestSteps::Devices now = found();
    const auto spent = m_clock.now() - m_begun;
    const bool isStuck = m_captured.empty() && spent > DevicePatience;
    constexpr std::chrono::seconds most{MostSeconds - 5};
    if (isStuck || spent > most || SelfTestSteps::isWhole(now))
        return judgeDevices();
    tell(SelfTestSteps::devicesSoFar(now));
    m_timer.start(LookPeriod, [this] { pump(); });
}

SelfTestSteps::Devices::Chosen SelfTest::chosen(DeviceRole role) const
{
    using Chosen = SelfTestSteps::Devices::Chosen;
    const QString spec = m_audio.devices().selected(role);
    if (spec == QLatin1String("null"))
        return Chosen::None;
    const bool isReal = spec == QLatin1String("default") || spec.startsWith(QLatin1String("id:"));
    return isReal ? Chosen::Real : Chosen::Virtual;
}

SelfTestSteps::Devices SelfTest::found() const
{
    SelfTestSteps::Devices result;
    result.input = chosen(DeviceRole::Input);
    result.output = chosen(DeviceRole::Output);
    result.isInputMuted = m_audio.devices().isSystemMuted(DeviceRole::Input);
    result.isOutputMuted = m_audio.devices().isSystemMuted(DeviceRole::Output);
    result.captured = m_captured;
    result.chirpBegan = m_chirpBegan;
    result.isChirpPlayed = m_chirpAt >= m_chirp.size();
    result.isLoudspeakerTaking = m_framesPlayed > 2 * WaitingFrames;
    return result;
}

void SelfTest::judgeDevices()
{
    const SelfTestSteps::Devices result = found(); // while they are open
    stopDevices();
    tell(SelfTestSteps::devices(result));
    finish();
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
    QJsonArray steps;
    bool isAllWell = true;
    for (const SelfTestStep &step : std::as_const(m_steps)) {
        if (step.isRunning)
            continue; // it came to no end
        steps.append(step.toJson());
        isAllWell = isAllWell && !step.isFailed();
    }
    if (const auto done = std::exchange(m_listener.done, {}))
        done({{QStringLiteral("ok"), isAllWell}, {QStringLiteral("steps"), steps}});
}

} // namespace carillon
