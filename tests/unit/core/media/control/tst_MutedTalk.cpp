#include "MutedTalk.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

/// Somebody at a microphone, looked at every 40 ms.
struct Talker {
    MutedTalk talk;
    TimePoint now{std::chrono::hours(1)};
    int notices = 0;

    using Microphone = MutedTalk::Microphone;
    void run(Milliseconds duration, double share, Microphone microphone = Microphone::Muted)
    {
        double spoken = 0;
        for (const TimePoint end = now + duration; now < end; now += 40ms) {
            spoken += 40 * share;
            const auto whole = Milliseconds(int(spoken / 10) * 10);
            spoken -= double(whole.count());
            const bool before = talk.isTalking();
            notices += talk.heard(now, whole, microphone) && !before ? 1 : 0;
        }
    }
};

class tst_MutedTalk final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noticesATalker_data();
    void noticesATalker();
    void isOverWhenHeIsSilent();
    void isOverWhenHeIsHeard();
    void isSaidOnceInTenSeconds();
};

void tst_MutedTalk::noticesATalker_data()
{
    QTest::addColumn<int>("ms");
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("muted");
    QTest::addColumn<bool>("noticed");
    QTest::newRow("a sentence") << 1000 << 0.8 << true << true;
    QTest::newRow("a cough") << 280 << 1. << true << false;
    QTest::newRow("crackling, for long") << 60000 << 0.2 << true << false;
    QTest::newRow("who is heard") << 10000 << 0.8 << false << false;
    QTest::newRow("silence") << 10000 << 0. << true << false;
}

void tst_MutedTalk::noticesATalker()
{
    QFETCH(int, ms);
    QFETCH(double, share);
    QFETCH(bool, muted);
    QFETCH(bool, noticed);
    const auto microphone = muted ? Talker::Microphone::Muted : Talker::Microphone::Heard;
    Talker talker;
    talker.run(5s, 0, microphone);
    talker.run(Milliseconds(ms), share, microphone);
    QCOMPARE(talker.talk.isTalking(), noticed);
}

void tst_MutedTalk::isOverWhenHeIsSilent()
{
    Talker talker;
    talker.run(2s, 0.8);
    talker.run(3s, 0);
    QVERIFY(talker.talk.isTalking());
    talker.run(3s, 0);
    QVERIFY(!talker.talk.isTalking());
}

void tst_MutedTalk::isOverWhenHeIsHeard()
{
    Talker talker;
    talker.run(2s, 0.8);
    QVERIFY(talker.talk.isTalking());
    talker.run(40ms, 0.8, Talker::Microphone::Heard);
    QVERIFY(!talker.talk.isTalking());
}

void tst_MutedTalk::isSaidOnceInTenSeconds()
{
    Talker talker;
    for (int i = 0; i < 5; ++i) { // each time muted for a moment and talking
        talker.run(1s, 0.8);
        talker.run(40ms, 0.8, Talker::Microphone::Heard);
    }
    QCOMPARE(talker.notices, 1);
    talker.run(6s, 0);
    talker.run(1s, 0.8);
    QCOMPARE(talker.notices, 2);
}

QTEST_APPLESS_MAIN(tst_MutedTalk)
#include "tst_MutedTalk.moc"
