#include "CallStrip.h"

#include "IconButton.h"
#include "SampleValues.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_CallStrip : public QObject
{
    Q_OBJECT
private:
    static CallState held(CallState call)
    {
        call.heldLocal = true;
        return call;
    }
    static IconButton *button(const CallStrip &strip, const char *start)
    {
        for (auto *one : strip.findChildren<IconButton *>()) {
            if (one->accessibleName().startsWith(QLatin1String(start)))
                return one;
        }
        return nullptr;
    }

private Q_SLOTS:
    void whoIsTalkedToIsShown()
    {
        QVERIFY(!presentStrip({}));
        QVERIFY(!presentStrip({sample::ringing()})); // that is the popup's
        QCOMPARE(
            presentStrip({held(sample::anna()), sample::bob(), sample::ringing()})->callId, sample::bob().id);
        CallState out = sample::bob();
        out.phase = CallState::Phase::Establishing;
        QCOMPARE(presentStrip({held(sample::anna()), out})->callId, out.id);
        QCOMPARE(presentStrip({held(sample::anna())})->callId, sample::anna().id);
        CallState ended = sample::anna();
        ended.phase = CallState::Phase::Terminated;
        QVERIFY(!presentStrip({ended}));
    }
    void inAConferenceWhoSpeaksIsShown()
    {
        CallState anna = sample::anna();
        CallState bob = sample::bob();
        anna.conference = bob.conference = CallState::Conference{QStringLiteral("m1"), {anna.id, bob.id}};
        bob.speaking = true;
        const auto strip = presentStrip({anna, bob});
        QCOMPARE(strip->callId, anna.id);
        QCOMPARE(strip->picture, QStringLiteral("Bob Miller"));
        QCOMPARE(strip->spoken, QStringLiteral("In a conference. Bob Miller is speaking"));
    }
    void onTopAndNeverInTheWay()
    {
        CallStrip strip;
        QCOMPARE(strip.size(), QSize(320, 44));
        QVERIFY(strip.windowFlags().testFlag(Qt::WindowStaysOnTopHint));
        QVERIFY(strip.testAttribute(Qt::WA_ShowWithoutActivating));
    }
    void buttonsAsk()
    {
        CallStrip strip;
        strip.setPresentation(*presentStrip({sample::anna()}));
        strip.show();
        QSignalSpy mute(&strip, &CallStrip::muteRequested);
        QSignalSpy handOver(&strip, &CallStrip::handOverRequested);
        QSignalSpy hangUp(&strip, &CallStrip::hangUpRequested);
        button(strip, "Mute")->click();
        button(strip, "Hand Anna Weber over")->click();
        button(strip, "Hang up")->click();
        QCOMPARE(mute.first().at(0).toString(), QStringLiteral("c1"));
        QCOMPARE(mute.first().at(1).toBool(), true);
        QCOMPARE(handOver.size(), 1);
        QCOMPARE(hangUp.size(), 1);
        for (const auto *one : strip.findChildren<IconButton *>())
            QVERIFY2(strip.rect().contains(one->geometry()), qPrintable(one->accessibleName()));
    }
    void keys()
    {
        CallStrip strip;
        strip.setPresentation(*presentStrip({sample::anna()}));
        strip.show();
        QSignalSpy mute(&strip, &CallStrip::muteRequested);
        QSignalSpy close(&strip, &CallStrip::closeAsked);
        QSignalSpy shown(&strip, &CallStrip::showRequested);
        QTest::keyClick(&strip, Qt::Key_M);
        QTest::keyClick(&strip, Qt::Key_S);
        QTest::keyClick(&strip, Qt::Key_Return);
        QCOMPARE(mute.size(), 1);
        QCOMPARE(close.size(), 1);
        QCOMPARE(shown.size(), 1);
    }
    void aDoubleClickShowsTheWindow()
    {
        CallStrip strip;
        strip.setPresentation(*presentStrip({sample::anna()}));
        strip.show();
        QSignalSpy shown(&strip, &CallStrip::showRequested);
        QTest::mouseDClick(&strip, Qt::LeftButton, {}, {100, 20});
        QCOMPARE(shown.first().first().toString(), QStringLiteral("c1"));
    }
};

QTEST_MAIN(tst_CallStrip)
#include "tst_CallStrip.moc"
