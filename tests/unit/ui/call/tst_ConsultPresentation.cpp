#include "ConsultPresentation.h"

#include "SampleValues.h"

#include <QTest>

using namespace carillon;
using Show = ButtonPresentation::Show;

class tst_ConsultPresentation : public QObject
{
    Q_OBJECT
private:
    static CallState waiting()
    {
        CallState call = sample::anna();
        call.heldLocal = true;
        return call;
    }
    static CallState ringing()
    {
        CallState call = sample::bob();
        call.phase = CallState::Phase::Establishing;
        call.ringing = true;
        call.establishedAt.reset();
        call.consultOf = QStringLiteral("c1");
        return call;
    }

private Q_SLOTS:
    void whileItRingsItCanBeConnectedAndDropped()
    {
        const ConsultPresentation shown = presentConsult(waiting(), ringing(), {});
        QCOMPARE(shown.first.name, QStringLiteral("Anna Weber"));
        QCOMPARE(shown.first.sentence, QStringLiteral("held"));
        QVERIFY(shown.second.isActive);
        QCOMPARE(shown.second.sentence, QString::fromUtf8("ringing…"));
        QVERIFY(shown.connect.show == Show::Enabled);
        QCOMPARE(
            shown.connect.sentence, QStringLiteral("Send Anna Weber to Bob Miller, whose phone is ringing"));
        QVERIFY(shown.swap.show == Show::Disabled);
        QVERIFY(shown.merge.show == Show::Disabled);
        QCOMPARE(shown.drop.caption, QStringLiteral("Drop Bob Miller"));
    }
    void whenItIsUpEverythingCanBeDone()
    {
        const ConsultPresentation shown = presentConsult(waiting(), sample::bob(), {});
        for (const ButtonPresentation *one : {&shown.connect, &shown.swap, &shown.merge, &shown.drop})
            QVERIFY2(one->show == Show::Enabled, qPrintable(one->caption));
        QVERIFY(shown.enter == ConsultAct::Connect);
        QCOMPARE(shown.sentence, QStringLiteral("Enter connects them, Esc goes back to Anna Weber"));
        QCOMPARE(shown.active.name, QStringLiteral("Bob Miller")); // whom the buttons of the window mean
        QVERIFY(shown.first.timer == CallPresentation::Timer::Running);
    }
    void afterSwappingTheFirstOneIsTalkedTo()
    {
        CallState held = sample::bob();
        held.heldLocal = true;
        const ConsultPresentation shown = presentConsult(sample::anna(), held, {});
        QVERIFY(shown.first.isActive);
        QVERIFY(!shown.second.isActive);
        QCOMPARE(shown.active.name, QStringLiteral("Anna Weber"));
        QCOMPARE(shown.swap.sentence, QStringLiteral("Talk to Bob Miller; Anna Weber waits"));
    }
    void whoCannotBeHandedOverIsMerged()
    {
        TransferOptions options;
        options.canRefer = false;
        const ConsultPresentation shown = presentConsult(waiting(), sample::bob(), options);
        QVERIFY(shown.connect.show == Show::Hidden);
        QVERIFY(shown.enter == ConsultAct::Merge);
        QVERIFY(shown.sentence.contains(QStringLiteral("cannot be handed over")));
    }
    void whyTheAskedOneIsGone_data()
    {
        QTest::addColumn<CallState>("asked");
        QTest::addColumn<QString>("sentence");
        const auto ended = [](CallState::End::By by, int code, bool wasUp) {
            CallState call = wasUp ? sample::bob() : ringing();
            call.phase = CallState::Phase::Terminated;
            call.end = CallState::End{by, code, {}, QStringLiteral("The network is gone.")};
            return call;
        };
        using By = CallState::End::By;
        QTest::newRow("busy") << ended(By::Remote, 486, false)
                              << QStringLiteral("Bob Miller is busy. Anna Weber is back with you.");
        QTest::newRow("declined") << ended(By::Remote, 603, false)
                                  << QStringLiteral("Bob Miller declined. Anna Weber is back with you.");
        QTest::newRow("no answer") << ended(By::Remote, 480,
            false) << QStringLiteral("Bob Miller did not answer. Anna Weber is back with you.");
        QTest::newRow("hung up") << ended(By::Remote, 200, true)
                                 << QStringLiteral("Bob Miller hung up. Anna Weber is back with you.");
        QTest::newRow("network") << ended(By::Network, 0, false)
                                 << QStringLiteral("The network is gone. Anna Weber is back with you.");
        QTest::newRow("by us") << ended(By::Local, 487, false) << QString();
    }
    void whyTheAskedOneIsGone()
    {
        QFETCH(CallState, asked);
        QFETCH(QString, sentence);
        QCOMPARE(consultOutcome(waiting(), asked), sentence);
    }
};

QTEST_MAIN(tst_ConsultPresentation)
#include "tst_ConsultPresentation.moc"
