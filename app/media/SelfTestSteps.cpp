#include "SelfTestSteps.h"

#include "ChirpProbe.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

using Devices = SelfTestSteps::Devices;
using Chosen = Devices::Chosen;

constexpr double MostNetworkDelayMs = 250;
constexpr double MostLossPercent = 2;
constexpr double Heard = 0.02;
constexpr double LoudRoomDb = -35;
constexpr double StrongEchoDb = -20;

QString text(const char *english)
{
    return QCoreApplication::translate("SelfTest", english);
}

double decibels(double linear)
{
    return linear > 1e-5 ? 20 * std::log10(linear) : -100;
}

double rmsDb(std::span<const std::int16_t> sound)
{
    double square = 0;
    for (const std::int16_t sample : sound)
        square += double(sample) * sample;
    return decibels(std::sqrt(square / double(std::max<std::size_t>(1, sound.size()))) / 32768);
}

SelfTestStep failed(const char *name, const char *sentence)
{
    return {name, false, 0, "", text(sentence)};
}

SelfTestStep notMeasured(const char *name, const char *sentence)
{
    return {name, QJsonValue(), 0, "", text(sentence)};
}

bool isSilent(std::span<const std::int16_t> sound)
{
    return std::all_of(sound.begin(), sound.end(), [](std::int16_t sample) { return sample == 0; });
}

/// By what it gave until now: the room before the chirp.
SelfTestStep microphoneSoFar(const Devices &found)
{
    const char *const name = "microphone";
    if (found.input == Chosen::None)
        return notMeasured(name, QT_TRANSLATE_NOOP("SelfTest", "No microphone is chosen."));
    if (found.captured.empty())
        return failed(name, QT_TRANSLATE_NOOP("SelfTest", "The microphone gives no sound."));
    if (found.isInputMuted)
        return failed(
            name, QT_TRANSLATE_NOOP("SelfTest", "The microphone is muted in the settings of this computer."));
    if (isSilent(found.captured))
        return {name, false, -100, "dB",
            text("The microphone gives nothing but silence: it may have a switch, or be the wrong one.")};
    const double level
        = rmsDb(found.captured.first(std::min(found.captured.size(), SelfTestSteps::QuietSamples)));
    return {name, true, level, "dB",
        level > LoudRoomDb ? text("The microphone works; it is loud where you are.")
                           : text("The microphone works, and it is quiet where you are.")};
}

SelfTestStep microphone(const Devices &found)
{
    SelfTestStep step = microphoneSoFar(found);
    if (step.isGood() && !isWhole(found))
        return failed(step.name,
            QT_TRANSLATE_NOOP("SelfTest", "The microphone gives less sound than it should, or breaks off."));
    return step;
}

SelfTestStep loudspeaker(const Devices &found)
{
    const char *const name = "loudspeaker";
    if (found.output == Chosen::None)
        return notMeasured(name, QT_TRANSLATE_NOOP("SelfTest", "No loudspeaker is chosen."));
    if (!found.isLoudspeakerTaking)
        return failed(name, QT_TRANSLATE_NOOP("SelfTest", "The loudspeaker takes no sound."));
    if (found.isOutputMuted)
        return failed(name,
            QT_TRANSLATE_NOOP("SelfTest", "The loudspeaker is muted in the settings of this computer."));
    if (found.chirpBegan && !found.isChirpPlayed)
        return failed(name,
            QT_TRANSLATE_NOOP("SelfTest", "The loudspeaker takes less sound than it should, or breaks off."));
    return {name, true, 0, "", text("The loudspeaker takes the sound.")};
}

/// Why the way between the two cannot be measured; null: it can.
const char *obstacle(const Devices &found)
{
    if (found.input != Chosen::Real || found.output != Chosen::Real)
        return QT_TRANSLATE_NOOP("SelfTest",
            "There is no loop from loudspeaker to microphone: one of the two is a file, a tone or nothing.");
    if (microphone(found).isFailed())
        return QT_TRANSLATE_NOOP("SelfTest", "This was not measured: the microphone does not work.");
    if (loudspeaker(found).isFailed())
        return QT_TRANSLATE_NOOP("SelfTest", "This was not measured: the loudspeaker does not work.");
    return nullptr;
}

QList<SelfTestStep> loopAndEcho(const Devices &found)
{
    if (const char *const why = obstacle(found))
        return {notMeasured("loop", why), notMeasured("echo", why)};
    const auto chirp = ChirpProbe::find(found.captured.subspan(*found.chirpBegan));
    if (!chirp)
        return {notMeasured("loop",
                    QT_TRANSLATE_NOOP("SelfTest",
                        "The microphone does not hear the loudspeaker: right with a headset, else one of the "
                        "two is muted.")),
            {"echo", true, 0, "", text("The other side hears no echo of itself.")}};
    const bool isStrong = chirp->gainDb > StrongEchoDb;
    return {{"loop", true, chirp->at * 1000, "ms",
                text("So long does sound take from this phone to the loudspeaker, and from the microphone "
                     "back.")},
        {"echo", true, chirp->gainDb, "dB",
            isStrong ? text("The microphone hears the loudspeaker well: leave the echo cancellation on, or "
                            "use a headset.")
                     : text("The microphone hears little of the loudspeaker.")}};
}

} // namespace

SelfTestStep SelfTestStep::begun(const char *name)
{
    return {name, QJsonValue(), 0, "", text("This is being tried."), true};
}

QJsonObject SelfTestStep::toJson() const
{
    const QString unitText = QLatin1String(unit);
    return {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("ok"), ok},
        {QStringLiteral("value"),
            unitText.isEmpty() ? QJsonValue() : QJsonValue(std::round(value * 10) / 10)},
        {QStringLiteral("unit"), unitText}, {QStringLiteral("sentence"), sentence},
        {QStringLiteral("running"), isRunning}};
}

QList<SelfTestStep> SelfTestSteps::network(const Network &found)
{
    if (!found.delayMs || !found.isEncrypted) {
        const char *const why
            = QT_TRANSLATE_NOOP("SelfTest", "This was not measured: no encrypted sound came through.");
        return {failed("network",
                    QT_TRANSLATE_NOOP(
                        "SelfTest", "No encrypted sound came through this phone's own media stack.")),
            notMeasured("loss", why), notMeasured("level", why)};
    }
    const bool isQuick = *found.delayMs <= MostNetworkDelayMs;
    const bool isComplete = found.lossPercent <= MostLossPercent;
    const bool isHeard = found.level > Heard;
    return {{"network", isQuick, *found.delayMs, "ms",
                isQuick ? text("Encrypted sound goes through this phone's own media stack.")
                        : text("This phone's own media stack is slow: the computer may be busy.")},
        {"loss", isComplete, found.lossPercent, "%",
            isComplete ? text("Nothing is lost on this computer.")
                       : text("Packets are lost on this computer: it may be busy.")},
        {"level", isHeard, decibels(found.level), "dB",
            isHeard ? text("This is how loud a tone arrives.") : text("A tone arrives far too quiet.")}};
}

bool SelfTestSteps::isWhole(const Devices &found)
{
    return found.chirpBegan && found.captured.size() >= *found.chirpBegan + LoopSamples;
}

QList<SelfTestStep> SelfTestSteps::devices(const Devices &found)
{
    return QList{microphone(found), loudspeaker(found)} + loopAndEcho(found);
}

QList<SelfTestStep> SelfTestSteps::devicesSoFar(const Devices &found)
{
    if (!found.chirpBegan)
        return {SelfTestStep::begun("microphone")};
    const SelfTestStep in = microphoneSoFar(found), out = loudspeaker(found);
    return {in.isGood() ? in : SelfTestStep::begun("microphone"),
        out.isGood() && found.isChirpPlayed ? out : SelfTestStep::begun("loudspeaker"),
        SelfTestStep::begun("loop"), SelfTestStep::begun("echo")};
}

} // namespace carillon
