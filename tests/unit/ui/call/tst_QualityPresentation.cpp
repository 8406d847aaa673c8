#include "QualityPresentation.h"
#include "SampleValues.h"

#include <QTest>

using namespace carillon;
using Fix = CallState::Fix;
using Show = ButtonPresentation::Show;

class tst_QualityPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void behindTheDot_data()
    {
        QTest::addColumn<CallState::Quality>("quality");
        QTest::addColumn<QString>("told");
        QTest::addColumn<double>("here");
        QTest::addColumn<double>("there");
        QTest::addColumn<QString>("sentence");
        using Quality = CallState::Quality;
        const auto row = [](const char *name, Quality quality, const char *told, double here, double there,
                             const char *sentence) {
            QTest::newRow(name) << quality << QString::fromUtf8(told) << here << there
                                << QString::fromUtf8(sentence);
        };
        row("nothing is known", Quality::Unknown, "", 0, 0, "");
        row("only the grade", Quality::Fair, "", 0, 0,
            "The sound is fair: some of it is lost on the way. Codec: opus/48000.");
        row("the phone knows why", Quality::Poor, "12 percent of the sound is lost.", 0, 0,
            "12 percent of the sound is lost. Codec: opus/48000.");
        row("both ends", Quality::Fair, "Some is lost.", 4.3, 3.3,
            "Some is lost. You hear them well; they hear you with gaps. Codec: opus/48000.");
        row("the other side tells nothing", Quality::Good, "The sound is good.", 4.2, 0,
            "The sound is good. You hear them well; how they hear you is not known. Codec: opus/48000.");
    }
    void behindTheDot()
    {
        QFETCH(CallState::Quality, quality);
        QFETCH(QString, told);
        CallState call = sample::anna();
        call.quality = quality;
        call.qualitySentence = told;
        QFETCH(double, here);
        QFETCH(double, there);
        call.mosHeard = here;
        call.mosRemote = there;
        const CallPresentation shown = present(call, {});
        QTEST(shown.qualitySentence, "sentence");
        QCOMPARE(shown.qualityWord.isEmpty(), quality == CallState::Quality::Unknown);
        call.problem = QStringLiteral("There is no microphone.");
        QVERIFY(present(call, {}).qualitySentence.isEmpty());
    }
    void whatWouldHelp_data()
    {
        QTest::addColumn<Fix>("fix");
        QTest::addColumn<QString>("caption");
        QTest::newRow("nothing") << Fix::None << QString();
        QTest::newRow("reconnect") << Fix::Reconnect << QStringLiteral("Connect the sound anew");
        QTest::newRow("relay") << Fix::UseRelay << QStringLiteral("Use the relay");
        QTest::newRow("microphone") << Fix::ChooseMicrophone << QStringLiteral("Choose a microphone");
        QTest::newRow("loudspeaker") << Fix::ChooseLoudspeaker << QStringLiteral("Choose a loudspeaker");
        QTest::newRow("unmute") << Fix::Unmute << QStringLiteral("Unmute the microphone");
        QTest::newRow("unmute the system") << Fix::UnmuteSystem << QStringLiteral("Unmute it");
        QTest::newRow("resume") << Fix::Resume << QStringLiteral("Resume the call");
    }
    void whatWouldHelp()
    {
        QFETCH(Fix, fix);
        QFETCH(QString, caption);
        CallState call = sample::anna();
        call.fix = fix;
        QVERIFY(present(call, {}).diagnosis.isEmpty()); // nothing is wrong
        QCOMPARE(present(call, {}).fix.show, Show::Hidden);
        call.diagnosis.sentence = QStringLiteral("Nothing is heard.");
        const CallPresentation shown = present(call, {});
        QCOMPARE(shown.diagnosis, call.diagnosis.sentence);
        QCOMPARE(QString(shown.fix.caption).remove(QLatin1Char('&')), caption);
        QCOMPARE(shown.fix.show == Show::Enabled, fix != Fix::None);
        QCOMPARE(shown.fix.sentence.isEmpty(), fix == Fix::None);
        call.phase = CallState::Phase::Terminated;
        QVERIFY(present(call, {}).diagnosis.isEmpty());
    }
    void whatStandsAboveIsNotToldTwice()
    {
        CallState call = sample::anna();
        call.diagnosis.sentence = QStringLiteral("You have put this call on hold.");
        call.fix = Fix::Resume;
        call.heldLocal = true;
        QVERIFY(present(call, {}).diagnosis.isEmpty());
        QCOMPARE(present(call, {}).fix.show, Show::Hidden);
        call.heldLocal = false;
        call.way = CallState::Way::Failed; // has a button of its own
        call.fix = Fix::Reconnect;
        QVERIFY(present(call, {}).diagnosis.isEmpty());
        QCOMPARE(present(call, {}).reconnect.show, Show::Enabled);
    }
};

QTEST_MAIN(tst_QualityPresentation)
#include "tst_QualityPresentation.moc"
