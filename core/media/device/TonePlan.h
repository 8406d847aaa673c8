#pragma once

#include <QLocale>
#include <QStringList>
#include <array>
#include <span>

namespace carillon {

/// A piece of a tone.
struct ToneStep {
    double hz = 0; ///< 0: pause
    double secondHz = 0;
    int frames = 0; ///< of 10 ms
};

/// What is repeated for as long as a tone is heard.
struct Cadence {
    static constexpr std::size_t MaxSteps = 6;
    std::array<ToneStep, MaxSteps> steps{};
    std::size_t count = 0;

    template <typename... Steps>
    constexpr explicit Cadence(Steps... all)
        : steps{all...}
        , count(sizeof...(all))
    {
    }
    constexpr std::span<const ToneStep> span() const { return {steps.data(), count}; }
};

/// The tones of a country's telephone network, as the list that belongs to ITU-T E.180 has them.
struct TonePlan {
    QLatin1StringView region; ///< ISO 3166, lower case
    QLocale::Country country;
    Cadence ringback;
    Cadence busy;
    Cadence congestion;
    Cadence callWaiting;

    /// Of a region that is not known: what E.180 recommends.
    static const TonePlan &of(QStringView region);
    static const TonePlan &of(const QLocale &locale);
    static QStringList regions();
};

} // namespace carillon
