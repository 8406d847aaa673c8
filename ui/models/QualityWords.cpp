#include "QualityWords.h"

#include <QCoreApplication>

namespace carillon {
namespace {

using Grade = CallState::Quality;

constexpr double goodMos = 3.9; // most users are satisfied
constexpr double fairMos = 3.1; // many are not

QString text(const char *source)
{
    return QCoreApplication::translate("QualityWords", source);
}

QString heard(Grade grade)
{
    switch (grade) { // no default: a new grade must break this build
    case Grade::Unknown: return {};
    case Grade::Good: return text("You hear them well");
    case Grade::Fair: return text("You hear them with gaps");
    case Grade::Poor: return text("You hear them badly");
    }
    Q_UNREACHABLE();
}

QString sent(Grade grade)
{
    switch (grade) { // no default: a new grade must break this build
    case Grade::Unknown: return {};
    case Grade::Good: return text("they hear you well");
    case Grade::Fair: return text("they hear you with gaps");
    case Grade::Poor: return text("they hear you badly");
    }
    Q_UNREACHABLE();
}

QString sentAlone(Grade grade)
{
    switch (grade) { // no default: a new grade must break this build
    case Grade::Unknown: return {};
    case Grade::Good: return text("They hear you well.");
    case Grade::Fair: return text("They hear you with gaps.");
    case Grade::Poor: return text("They hear you badly.");
    }
    Q_UNREACHABLE();
}

} // namespace

CallState::Quality QualityWords::gradeOf(double mos)
{
    if (!(mos >= 1))
        return Grade::Unknown;
    return mos >= goodMos ? Grade::Good : mos >= fairMos ? Grade::Fair : Grade::Poor;
}

QString QualityWords::word(CallState::Quality grade)
{
    switch (grade) { // no default: a new grade must break this build
    case Grade::Unknown: return {};
    case Grade::Good: return text("good");
    case Grade::Fair: return text("fair");
    case Grade::Poor: return text("poor");
    }
    Q_UNREACHABLE();
}

QString QualityWords::bothEnds(double mosHeard, double mosRemote)
{
    const Grade here = gradeOf(mosHeard);
    const Grade there = gradeOf(mosRemote);
    if (here == Grade::Unknown)
        return sentAlone(there);
    if (there == Grade::Unknown)
        return text("%1; how they hear you is not known.").arg(heard(here));
    return text("%1; %2.").arg(heard(here), sent(there));
}

QString QualityWords::ofThePast(double mosMean, double mosLeast)
{
    const Grade mean = gradeOf(mosMean);
    const Grade least = gradeOf(mosLeast);
    if (mean == Grade::Unknown)
        return {};
    if (least == Grade::Unknown || least == mean)
        return text("The sound was %1.").arg(word(mean));
    return text("The sound was %1, at its worst %2.").arg(word(mean), word(least));
}

} // namespace carillon
