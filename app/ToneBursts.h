#pragma once

#include "Result.h"

#include <QList>
#include <QString>

namespace carillon {

/// Short tones in silence: what a test call says, and how it is found again in what came back. 16-bit mono
/// WAV at 48 kHz.
namespace ToneBursts {

constexpr int SampleRateHz = 48000;
constexpr int ToneHz = 1000;
constexpr int ToneMs = 100;
constexpr int PeriodMs = 700; ///< longer than a level meter needs to forget the last burst

/// One period, to be looped. @returns false when the file cannot be written.
bool write(const QString &path);

struct Found {
    int bursts = 0;
    double seconds = 0;      ///< of the recording
    double levelDbfs = -100; ///< of the bursts
    double purity = 0;       ///< share of the energy in the bursts that is at ToneHz; 1 is a clean tone
};
/// In samples, by Goertzel over windows of 10 ms.
Found find(const QList<qint16> &samples);
/// In a file. @returns one sentence when it cannot be read.
Result<Found, QString> findIn(const QString &path);

} // namespace ToneBursts
} // namespace carillon
