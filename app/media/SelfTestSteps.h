#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <cstdint>
#include <optional>
#include <span>

namespace carillon {

/// One line of the self-test's card.
struct SelfTestStep {
    const char *name = "";
    QJsonValue ok; ///< null: there was nothing to measure, or it could not be
    double value = 0;
    const char *unit = "";  ///< empty: there is no value
    QString sentence;       ///< one, for people
    bool isRunning = false; ///< it began, and came to no end yet

    static SelfTestStep begun(const char *name);
    bool isGood() const { return ok.toBool(false); }
    bool isFailed() const { return ok.isBool() && !ok.toBool(); }
    /// {"name", "ok", "value", "unit", "sentence", "running"}
    QJsonObject toJson() const;
};

/// What came of the measurements, in words: nothing is said of what was not measured. Pure functions.
namespace SelfTestSteps {

/// Of the way through our own media stack and back.
struct Network {
    std::optional<double> delayMs; ///< of a tone; nothing: none came
    bool isEncrypted = false;
    double lossPercent = 0;
    double level = 0; ///< of the tone, linear
};
/// Always "network", "loss" and "level".
QList<SelfTestStep> network(const Network &found);

/// Of the way from the loudspeaker to the microphone.
struct Devices {
    enum class Chosen {
        None,
        Virtual, ///< a file, a tone
        Real
    };
    Chosen input = Chosen::Real;
    Chosen output = Chosen::Real;
    bool isInputMuted = false; ///< at system level
    bool isOutputMuted = false;
    std::span<const std::int16_t> captured;
    std::optional<std::size_t> chirpBegan; ///< where in it the chirp was given to the loudspeaker
    bool isChirpPlayed = false;            ///< to its end
    bool isLoudspeakerTaking = false;      ///< it fetches what it is given
};
constexpr std::size_t QuietSamples = 48000 / 2;    ///< before the chirp: the room
constexpr std::size_t LoopSamples = 48000 * 3 / 2; ///< from the chirp's beginning on

/// Whether there is enough to judge.
bool isWhole(const Devices &found);
/// Always "microphone", "loudspeaker", "loop" and "echo".
QList<SelfTestStep> devices(const Devices &found);
/// Those that began, before there is enough: ended is what is well so far. A fault is told at the end only,
/// as what comes later may excuse it (a microphone that is off while the room is still).
QList<SelfTestStep> devicesSoFar(const Devices &found);

} // namespace SelfTestSteps
} // namespace carillon
