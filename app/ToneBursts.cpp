#include "ToneBursts.h"

#include <QFile>
#include <QtEndian>
#include <cmath>
#include <cstring>

namespace carillon {

namespace {

constexpr int WindowSamples = ToneBursts::SampleRateHz / 100;
constexpr qint64 HeaderBytes = 44;
constexpr qint64 MaxFileBytes = 64 << 20;

template <typename T>
void append(QByteArray &bytes, T value)
{
    const T little = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

QByteArray header(qsizetype samples)
{
    const auto dataBytes = quint32(samples * 2);
    QByteArray bytes("RIFF");
    append<quint32>(bytes, dataBytes + HeaderBytes - 8);
    bytes += "WAVEfmt ";
    append<quint32>(bytes, 16);
    append<quint16>(bytes, 1); // PCM
    append<quint16>(bytes, 1); // mono
    append<quint32>(bytes, ToneBursts::SampleRateHz);
    append<quint32>(bytes, ToneBursts::SampleRateHz * 2);
    append<quint16>(bytes, 2);
    append<quint16>(bytes, 16);
    bytes += "data";
    append<quint32>(bytes, dataBytes);
    return bytes;
}

struct Window {
    double energy = 0; ///< mean square, 1 at full scale
    double share = 0;  ///< of it at ToneHz
};

Window measure(const qint16 *samples)
{
    const double coefficient = 2 * std::cos(2 * M_PI * ToneBursts::ToneHz / ToneBursts::SampleRateHz);
    double s1 = 0;
    double s2 = 0;
    double energy = 0;
    for (int i = 0; i < WindowSamples; ++i) {
        const double x = samples[i] / 32768.0;
        const double s0 = x + coefficient * s1 - s2;
        s2 = s1;
        s1 = s0;
        energy += x * x;
    }
    const double power = (s1 * s1 + s2 * s2 - coefficient * s1 * s2) * 2 / WindowSamples;
    return {energy / WindowSamples, energy > 1e-9 ? power / energy : 0};
}

} // namespace

bool ToneBursts::write(const QString &path)
{
    constexpr qsizetype total = qsizetype(SampleRateHz) * PeriodMs / 1000;
    constexpr qsizetype tone = qsizetype(SampleRateHz) * ToneMs / 1000;
    QByteArray bytes = header(total);
    for (qsizetype i = 0; i < total; ++i) {
        const qsizetype into = i - (total - tone); // silence first
        const double value = into < 0 ? 0 : 0.4 * std::sin(2 * M_PI * ToneHz * double(into) / SampleRateHz);
        append<qint16>(bytes, qint16(std::lround(value * 32767)));
    }
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
}

ToneBursts::Found ToneBursts::find(const QList<qint16> &samples)
{
    constexpr double audible = 1e-5; // -50 dBFS
    constexpr double pure = 0.8;
    constexpr int shortest = ToneMs / 10 / 2; // windows in a row: half a burst, so that a click is none
    Found found;
    found.seconds = double(samples.size()) / SampleRateHz;
    int run = 0;
    int counted = 0;
    double energy = 0;
    double share = 0;
    for (qsizetype at = 0; at + WindowSamples <= samples.size(); at += WindowSamples) {
        const Window window = measure(samples.constData() + at);
        run = window.energy >= audible && window.share >= pure ? run + 1 : 0;
        if (run == shortest)
            ++found.bursts;
        if (run > 0) {
            energy += window.energy;
            share += window.share;
            ++counted;
        }
    }
    if (counted > 0) {
        found.levelDbfs = 10 * std::log10(energy / counted);
        found.purity = share / counted;
    }
    return found;
}

Result<ToneBursts::Found, QString> ToneBursts::findIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure<QString>(QStringLiteral("%1: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.read(MaxFileBytes);
    const qsizetype data = bytes.indexOf("data");
    if (!bytes.startsWith("RIFF") || data < 0)
        return Failure<QString>(QStringLiteral("%1 is no WAV file.").arg(path));
    const QByteArray body = bytes.sliced(std::min(data + 8, bytes.size()));
    QList<qint16> samples(body.size() / 2);
    std::memcpy(samples.data(), body.constData(), size_t(samples.size()) * 2);
    for (qint16 &sample : samples)
        sample = qFromLittleEndian(sample);
    return find(samples);
}

} // namespace carillon
