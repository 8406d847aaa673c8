#include "TonePlan.h"

#include <algorithm>

namespace carillon {

namespace {

constexpr ToneStep on(double hz, int milliseconds)
{
    return {hz, 0, milliseconds / 10};
}

constexpr ToneStep both(double hz, double secondHz, int milliseconds)
{
    return {hz, secondHz, milliseconds / 10};
}

constexpr ToneStep off(int milliseconds)
{
    return {0, 0, milliseconds / 10};
}

/// What a single pause after a single tone makes.
constexpr Cadence even(double hz, int onMs, int offMs)
{
    return Cadence(on(hz, onMs), off(offMs));
}

// The first one is for everybody else. Times of 375 and 225 ms are of 370 and 220 here: a frame has 10 ms. A
// tone that is modulated ("400 x 16") is the sum of the two which that makes.
constexpr std::array plans{
    TonePlan{QLatin1StringView(""), QLocale::AnyCountry, even(425, 1000, 4000), even(425, 500, 500),
        even(425, 200, 200), Cadence(on(425, 200), off(200), on(425, 200), off(5000))},
    TonePlan{QLatin1StringView("at"), QLocale::Austria, even(420, 1000, 5000), even(420, 400, 400),
        even(420, 200, 200), even(420, 40, 1960)},
    TonePlan{QLatin1StringView("au"), QLocale::Australia,
        Cadence(both(413, 438, 400), off(200), both(413, 438, 400), off(2000)), even(425, 370, 370),
        Cadence(on(425, 370), off(370), on(420, 370), off(370)),
        Cadence(on(425, 200), off(200), on(425, 200), off(4400))},
    TonePlan{QLatin1StringView("ch"), QLocale::Switzerland, even(425, 1000, 4000), even(425, 500, 500),
        even(425, 200, 200), Cadence(on(425, 200), off(200), on(425, 200), off(4000))},
    TonePlan{QLatin1StringView("de"), QLocale::Germany, even(425, 1000, 4000), even(425, 480, 480),
        even(425, 240, 240), Cadence(on(425, 200), off(200), on(425, 200), off(5000))},
    TonePlan{QLatin1StringView("es"), QLocale::Spain, even(425, 1500, 3000), even(425, 200, 200),
        Cadence(on(425, 200), off(200), on(425, 200), off(200), on(425, 200), off(600)),
        Cadence(on(425, 170), off(170), on(425, 170), off(3500))},
    TonePlan{QLatin1StringView("fr"), QLocale::France, even(440, 1500, 3500), even(440, 500, 500),
        even(440, 250, 250), even(440, 300, 10000)},
    TonePlan{QLatin1StringView("gb"), QLocale::UnitedKingdom,
        Cadence(both(400, 450, 400), off(200), both(400, 450, 400), off(2000)), even(400, 370, 370),
        Cadence(on(400, 400), off(350), on(400, 220), off(520)), even(400, 100, 3000)},
    TonePlan{QLatin1StringView("it"), QLocale::Italy, even(425, 1000, 4000), even(425, 500, 500),
        even(425, 200, 200),
        Cadence(on(425, 400), off(100), on(425, 250), off(100), on(425, 150), off(14000))},
    TonePlan{QLatin1StringView("jp"), QLocale::Japan, Cadence(both(384, 416, 1000), off(2000)),
        even(400, 500, 500), even(400, 500, 500), Cadence(both(384, 416, 500), off(8000))},
    TonePlan{QLatin1StringView("nl"), QLocale::Netherlands, even(425, 1000, 4000), even(425, 500, 500),
        even(425, 250, 250), even(425, 500, 9500)},
    TonePlan{QLatin1StringView("us"), QLocale::UnitedStates, Cadence(both(440, 480, 2000), off(4000)),
        Cadence(both(480, 620, 500), off(500)), Cadence(both(480, 620, 250), off(250)),
        even(440, 300, 10000)},
};

} // namespace

const TonePlan &TonePlan::of(QStringView region)
{
    const auto found = std::find_if(
        plans.begin(), plans.end(), [&](const TonePlan &plan) { return region == plan.region; });
    return found == plans.end() ? plans.front() : *found;
}

const TonePlan &TonePlan::of(const QLocale &locale)
{
    const auto found = std::find_if(
        plans.begin(), plans.end(), [&](const TonePlan &plan) { return plan.country == locale.country(); });
    return found == plans.end() ? plans.front() : *found;
}

QStringList TonePlan::regions()
{
    QStringList names;
    for (const TonePlan &plan : plans)
        if (!plan.region.isEmpty())
            names.append(plan.region);
    return names;
}

} // namespace carillon
