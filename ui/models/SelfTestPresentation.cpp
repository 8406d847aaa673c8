#include "SelfTestPresentation.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

namespace carillon {
namespace {

using Outcome = SelfTestRow::Outcome;
constexpr qsizetype mostSteps = 20;

QString text(const char *source)
{
    return QCoreApplication::translate("SelfTestPresentation", source);
}

QString titleOf(const QString &name)
{
    static const QHash<QString, const char *> titles{
        {QStringLiteral("network"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Sound through this phone")},
        {QStringLiteral("loss"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Lost on the way")},
        {QStringLiteral("level"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Loudness of a tone")},
        {QStringLiteral("microphone"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Microphone")},
        {QStringLiteral("loudspeaker"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Loudspeaker")},
        {QStringLiteral("loop"), QT_TRANSLATE_NOOP("SelfTestPresentation", "From loudspeaker to microphone")},
        {QStringLiteral("echo"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Echo")},
        {QStringLiteral("interrupted"), QT_TRANSLATE_NOOP("SelfTestPresentation", "Interrupted")}};
    const char *title = titles.value(name);
    return title ? text(title) : name;
}

QString valueOf(const QJsonObject &step)
{
    const QString unit = step[QLatin1String("unit")].toString();
    const QJsonValue value = step[QLatin1String("value")];
    if (unit.isEmpty() || !value.isDouble())
        return {};
    return text("%1 %2").arg(
        QLocale().toString(value.toDouble(), 'f', unit == QLatin1String("%") ? 1 : 0), unit);
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) { // no default: a new outcome must break this build
    case Outcome::Running: return text("being tried");
    case Outcome::Good: return text("all right");
    case Outcome::Failed: return text("not right");
    case Outcome::NotTried: return text("not tried");
    }
    Q_UNREACHABLE();
}

SelfTestRow stepOf(const QJsonObject &told)
{
    const QJsonValue ok = told[QLatin1String("ok")];
    SelfTestRow step;
    step.outcome = told[QLatin1String("running")].toBool() ? Outcome::Running
        : !ok.isBool()                                     ? Outcome::NotTried
        : ok.toBool()                                      ? Outcome::Good
                                                           : Outcome::Failed;
    step.title = titleOf(told[QLatin1String("name")].toString());
    step.value = valueOf(told);
    step.sentence = told[QLatin1String("sentence")].toString();
    step.spoken = text("%1: %2. %3").arg(step.title, outcomeWord(step.outcome), step.sentence);
    return step;
}

QList<SelfTestRow> stepsOf(const QJsonObject &card)
{
    QList<SelfTestRow> steps;
    const QJsonArray told = card[QLatin1String("steps")].toArray();
    for (const auto &step : told) {
        if (steps.size() < mostSteps)
            steps.append(stepOf(step.toObject()));
    }
    return steps;
}

} // namespace

SelfTestPresentation presentSelfTest(SelfTestState state, const QJsonObject &card)
{
    SelfTestPresentation shown;
    shown.button = text("&Start the test");
    shown.steps = stepsOf(card);
    switch (state) { // no default: a new state must break this build
    case SelfTestState::Idle:
        shown.sentence = text("Tries out microphone, loudspeaker and this phone's own network in a few "
                              "seconds. You will hear a short chirp.");
        shown.canStart = true;
        break;
    case SelfTestState::Running:
        shown.sentence = text("Testing: be quiet for a few seconds…");
        shown.button = text("Testing…");
        shown.canStop = true;
        break;
    case SelfTestState::Busy:
        shown.sentence
            = text("A call is under way and has the sound. The test can start when the call is over.");
        shown.tone = Tone::Attention;
        break;
    case SelfTestState::Done: {
        const bool isAllWell = card[QLatin1String("ok")].toBool();
        shown.sentence = isAllWell ? text("All is well.") : text("Something is not right:");
        shown.tone = isAllWell ? Tone::Good : Tone::Attention;
        shown.button = text("&Test again");
        shown.canStart = true;
        break;
    }
    case SelfTestState::Stopped:
        shown.sentence = text("The test was stopped.");
        shown.button = text("&Test again");
        shown.canStart = true;
        shown.steps.removeIf([](const SelfTestRow &row) { return row.outcome == Outcome::Running; });
        break;
    case SelfTestState::Unavailable:
        shown.sentence = text("The sound cannot be tested now; perhaps another test is under way.");
        shown.tone = Tone::Attention;
        shown.canStart = true;
        break;
    }
    return shown;
}

} // namespace carillon
