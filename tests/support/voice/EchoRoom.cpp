#include "EchoRoom.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace carillon {

namespace {
constexpr double SoundMetresPerSecond = 343;
constexpr std::array Box{4.2, 3.4, 2.6};
constexpr std::array Loudspeaker{2.0, 1.1, 0.9};
constexpr std::array Microphone{2.3, 1.5, 1.1};
constexpr double EarlyMs = 40;      ///< images; later ones are too many to be told apart
constexpr double TailTapsPerMs = 2; ///< smooth to the ear, and cheap
constexpr int ImageOrder = 5;

double power(double db)
{
    return std::pow(10., db / 10);
}
} // namespace

EchoRoom::EchoRoom(const EchoRoomSpec &spec)
    : m_spec(spec)
    , m_delaySamples(spec.delayMs * SampleRateHz / 1000)
    , m_random(spec.seed)
{
    if (spec.reverberationMs > 0) {
        // Eyring: how much a wall gives back for the room to take that long.
        const double volume = Box[0] * Box[1] * Box[2];
        const double surface = 2 * (Box[0] * Box[1] + Box[0] * Box[2] + Box[1] * Box[2]);
        addImages(std::exp(-0.161 * volume / (surface * spec.reverberationMs / 1000) / 2));
        addTail();
    } else {
        m_taps = {{0, 1.f}, {9, -0.3f}, {23, 0.1f}};
    }
    scale(spec.echoDb);
}

void EchoRoom::addImages(double reflection)
{
    const auto positions = [](std::size_t axis, int image) {
        const double source = image % 2 == 0 ? Loudspeaker[axis] : Box[axis] - Loudspeaker[axis];
        return image * Box[axis] + source;
    };
    for (int x = -ImageOrder; x <= ImageOrder; ++x) {
        for (int y = -ImageOrder; y <= ImageOrder; ++y) {
            for (int z = -ImageOrder; z <= ImageOrder; ++z) {
                const double metres = std::hypot(positions(0, x) - Microphone[0],
                    positions(1, y) - Microphone[1], positions(2, z) - Microphone[2]);
                const double ms = metres / SoundMetresPerSecond * 1000;
                if (ms > EarlyMs)
                    continue;
                const double gain = std::pow(reflection, std::abs(x) + std::abs(y) + std::abs(z)) / metres;
                m_taps.push_back({std::size_t(ms * SampleRateHz / 1000), float(gain)});
            }
        }
    }
}

/// Goes on where the images end, as loud as their last 10 ms.
void EchoRoom::addTail()
{
    double energy = 0;
    for (const Tap &tap : m_taps) {
        if (double(tap.samples) > (EarlyMs - 10) * SampleRateHz / 1000)
            energy += double(tap.gain) * double(tap.gain);
    }
    const double level = std::sqrt(energy / (10 * TailTapsPerMs));
    std::uniform_real_distribution<double> place(0, 1 / TailTapsPerMs);
    for (double ms = EarlyMs; ms < m_spec.reverberationMs; ms += 1 / TailTapsPerMs) {
        const double decayed = level * std::pow(10., -3 * (ms - EarlyMs) / m_spec.reverberationMs);
        m_taps.push_back({std::size_t((ms + place(m_random)) * SampleRateHz / 1000),
            float(m_random() & 1 ? decayed : -decayed)});
    }
}

void EchoRoom::scale(double db)
{
    double energy = 0;
    for (const Tap &tap : m_taps)
        energy += double(tap.gain) * double(tap.gain);
    const auto factor = float(std::sqrt(power(db) / energy));
    for (Tap &tap : m_taps)
        tap.gain *= factor;
}

/// What was played at a moment between two samples: a cubic through the four around it.
float EchoRoom::drifted(double at) const
{
    const auto whole = std::size_t(at);
    const auto t = float(at - double(whole));
    const auto sample
        = [&](std::size_t offset) { return m_played[(whole + offset - 1) & (LineSamples - 1)]; };
    const float a = sample(0), b = sample(1), c = sample(2), d = sample(3);
    return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

AudioFrame EchoRoom::hear(const AudioFrame &played, const AudioFrame &said)
{
    const auto hardness = float(1 + 3 * m_spec.distortion);
    for (std::size_t i = 0; i < played.size(); ++i) {
        const float sample = float(played[i]) / 32768.f;
        m_played[(m_now + i) & (LineSamples - 1)]
            = m_spec.distortion > 0 ? std::tanh(hardness * sample) / hardness : sample;
    }
    std::normal_distribution<float> noise(0.f, float(std::sqrt(power(m_spec.noiseDb))));
    AudioFrame result{};
    for (std::size_t i = 0; i < result.size(); ++i, ++m_now) {
        m_drift += m_spec.driftPpm * 1e-6;
        m_air[m_now & (LineSamples - 1)] = drifted(double(m_now) - m_delaySamples - m_drift);
        float echo = noise(m_random);
        for (const Tap &tap : m_taps)
            echo += tap.gain * m_air[(m_now - tap.samples) & (LineSamples - 1)];
        const float sum = echo * 32768.f + float(said[i]);
        result[i] = std::int16_t(std::lrint(std::clamp(sum, -32768.f, 32767.f)));
    }
    return result;
}

} // namespace carillon
