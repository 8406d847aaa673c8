// What the self-test says of what it measured, and that it says nothing of what it did not.
#include "ChirpProbe.h"
#include "SelfTestSteps.h"

#include <QRegularExpression>
#include <QTest>

using namespace carillon;
using Devices = SelfTestSteps::Devices;

Q_DECLARE_METATYPE(carillon::SelfTestSteps::Devices)
Q_DECLARE_METATYPE(carillon::SelfTestSteps::Network)

namespace {

constexpr std::size_t Begin = SelfTestSteps::QuietSamples;

std::vector<std::int16_t> room()
{
    std::vector<std::int16_t> sound(Begin + SelfTestSteps::LoopSamples);
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound[i] = std::int16_t(i % 7) - 3; // a room is never silent
    return sound;
}

/// The chirp comes back 100 ms later, quieter by so much.
std::vector<std::int16_t> roomWithEcho(int divisor)
{
    std::vector<std::int16_t> sound = room();
    const std::vector<std::int16_t> chirp = ChirpProbe::chirp();
    for (std::size_t i = 0; i < chirp.size(); ++i)
        sound[Begin + 4800 + i] = std::int16_t(sound[Begin + 4800 + i] + chirp[i] / divisor);
    return sound;
}

const std::vector<std::int16_t> quiet = room();
const std::vector<std::int16_t> loud = roomWithEcho(2);
const std::vector<std::int16_t> faint = roomWithEcho(30);
const std::vector<std::int16_t> zeros(quiet.size());
const std::vector<std::int16_t> brokenOff(quiet.begin(), quiet.begin() + Begin + 4800);

Devices well(const std::vector<std::int16_t> &captured)
{
    Devices found;
    found.captured = captured;
    if (captured.size() >= Begin)
        found.chirpBegan = Begin;
    found.isChirpPlayed = found.chirpBegan.has_value();
    found.isLoudspeakerTaking = true;
    return found;
}

/// "ok", "failed", "none" of each step.
QString verdicts(const QList<SelfTestStep> &steps)
{
    QStringList words;
    for (const SelfTestStep &step : steps)
        words.append(QLatin1String(step.name)
            + (step.ok.isNull()       ? QLatin1String(" none")
                    : step.isFailed() ? QLatin1String(" failed")
                                      : QLatin1String(" ok")));
    return words.join(QLatin1String(", "));
}

} // namespace

class tst_SelfTestSteps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void devices_data();
    void devices();
    void whatIsKnownBeforeTheEnd();
    void network_data();
    void network();
    void theLoopIsMeasured();
    void whatWasNotMeasuredHasNoValue();
};

void tst_SelfTestSteps::devices_data()
{
    QTest::addColumn<Devices>("found");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *what, Devices found, const char *said, auto change) {
        change(found);
        QTest::newRow(what) << found << QString::fromLatin1(said);
    };
    const auto same = [](Devices &) {};
    const char *const stuck = "microphone failed, loudspeaker ok, loop none, echo none";
    row("all well", well(loud), "microphone ok, loudspeaker ok, loop ok, echo ok", same);
    row("a headset", well(quiet), "microphone ok, loudspeaker ok, loop none, echo ok", same);
    row("a microphone that gives nothing", well({}), stuck, same);
    row("one that gives zeros", well(zeros), stuck, same);
    row("one that breaks off", well(brokenOff), stuck, same);
    row("one that the system mutes", well(loud), stuck, [](Devices &d) { d.isInputMuted = true; });
    row("a loudspeaker that takes nothing", well(quiet),
        "microphone ok, loudspeaker failed, loop none, echo none",
        [](Devices &d) { d.isLoudspeakerTaking = false; });
    row("one that breaks off", well(quiet), "microphone ok, loudspeaker failed, loop none, echo none",
        [](Devices &d) { d.isChirpPlayed = false; });
    row("one that the system mutes", well(quiet), "microphone ok, loudspeaker failed, loop none, echo none",
        [](Devices &d) { d.isOutputMuted = true; });
    row("none is chosen", well(zeros), "microphone none, loudspeaker none, loop none, echo none",
        [](Devices &d) { d.input = d.output = Devices::Chosen::None; });
    row("a file", well(quiet), "microphone ok, loudspeaker ok, loop none, echo none",
        [](Devices &d) { d.input = Devices::Chosen::Virtual; });
}

void tst_SelfTestSteps::devices()
{
    QFETCH(Devices, found);
    const QList<SelfTestStep> steps = SelfTestSteps::devices(found);
    QTEST(verdicts(steps), "said");
    static const QRegularExpression oneSentence(QStringLiteral("^[A-Z][^.]*[.]$"));
    for (const SelfTestStep &step : steps)
        QVERIFY2(oneSentence.match(step.sentence).hasMatch(), qPrintable(step.sentence));
}

void tst_SelfTestSteps::whatIsKnownBeforeTheEnd()
{
    const auto running = [](const Devices &found) {
        QStringList names;
        for (const SelfTestStep &step : SelfTestSteps::devicesSoFar(found))
            if (step.isRunning)
                names.append(QLatin1String(step.name));
        return names.join(QLatin1Char(' '));
    };
    Devices found = well(loud);
    const auto whole = found.captured;
    found.captured = whole.first(SelfTestSteps::QuietSamples / 2);
    found.chirpBegan.reset();
    QCOMPARE(running(found), QStringLiteral("microphone"));
    found.captured = whole.first(SelfTestSteps::QuietSamples);
    found.chirpBegan = SelfTestSteps::QuietSamples;
    found.isChirpPlayed = false;
    QCOMPARE(running(found), QStringLiteral("loudspeaker loop echo"));
    found.isChirpPlayed = true;
    QCOMPARE(running(found), QStringLiteral("loop echo"));
    found.isInputMuted = true; // a fault is told at the end
    QCOMPARE(running(found), QStringLiteral("microphone loop echo"));
}

void tst_SelfTestSteps::network_data()
{
    QTest::addColumn<SelfTestSteps::Network>("found");
    QTest::addColumn<QString>("said");
    using Network = SelfTestSteps::Network;
    const auto row = [](const char *what, const Network &found, const char *said) {
        QTest::newRow(what) << found << QString::fromLatin1(said);
    };
    row("all well", {40, true, 0, 0.2}, "network ok, loss ok, level ok");
    row("nothing came", {std::nullopt, true, 0, 0}, "network failed, loss none, level none");
    row("it was not encrypted", {40, false, 0, 0.2}, "network failed, loss none, level none");
    row("it took long", {400, true, 0, 0.2}, "network failed, loss ok, level ok");
    row("some is lost", {40, true, 5, 0.2}, "network ok, loss failed, level ok");
    row("it is too quiet", {40, true, 0, 0.001}, "network ok, loss ok, level failed");
}

void tst_SelfTestSteps::network()
{
    QFETCH(SelfTestSteps::Network, found);
    QTEST(verdicts(SelfTestSteps::network(found)), "said");
}

void tst_SelfTestSteps::theLoopIsMeasured()
{
    const QList<SelfTestStep> strong = SelfTestSteps::devices(well(loud));
    QVERIFY2(std::abs(strong[2].value - 100) < 1, qPrintable(QString::number(strong[2].value)));
    QVERIFY2(std::abs(strong[3].value + 6) < 1.5, qPrintable(QString::number(strong[3].value)));
    QVERIFY(strong[3].sentence.contains(QStringLiteral("leave the echo cancellation on")));
    const QList<SelfTestStep> weak = SelfTestSteps::devices(well(faint));
    QVERIFY(weak[3].sentence.contains(QStringLiteral("hears little")));
}

void tst_SelfTestSteps::whatWasNotMeasuredHasNoValue()
{
    for (const SelfTestStep &step : SelfTestSteps::devices(well({}))) {
        const QJsonObject json = step.toJson();
        QVERIFY(json.value(QStringLiteral("value")).isNull());
        QCOMPARE(json.value(QStringLiteral("unit")).toString(), QString());
    }
    const QJsonObject echo = SelfTestSteps::devices(well(quiet)).last().toJson();
    QVERIFY(echo.value(QStringLiteral("value")).isNull());
}

QTEST_GUILESS_MAIN(tst_SelfTestSteps)
#include "tst_SelfTestSteps.moc"
