#include "DtmfSender.h"
#include "GoertzelDetector.h"

#include <QTest>
#include <vector>

using namespace carillon;

class tst_DtmfSender final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsEventsWithGaps();
    void clampsDurations();
    void refusesWhatIsNoKey();
    void boundsItsQueue();
    void soundsInBand();
    void stopsWhenNothingMayBeSent();
    void neverSendsAnEventThatIsNotAgreedAnyMore();
};

void tst_DtmfSender::sendsEventsWithGaps()
{
    DtmfSender sender;
    QVERIFY(sender.queue({1, 100, DtmfRequest::Via::TelephoneEvent}));
    QVERIFY(sender.queue({2, 100, DtmfRequest::Via::TelephoneEvent}));
    std::uint32_t timestamp = 5000;
    std::vector<TelephoneEventSender::Packet> packets;
    int gapTicks = 0, finished = 0;
    AudioFrame frame{};
    for (int tick = 0; tick < 100; ++tick) {
        finished += sender.tick(frame, true) ? 1 : 0;
        if (sender.isSendingEvent()) {
            if (tick % 2 == 1) {
                packets.push_back(sender.nextEvent(timestamp, 8000, 160));
            }
        } else if (packets.size() == 7) {
            ++gapTicks;
        }
        if (tick % 2 == 1)
            timestamp += 160;
    }
    // 100 ms in packets of 20 ms: four, and three times the fifth, the end.
    QCOMPARE(packets.size(), std::size_t(14));
    for (std::size_t i = 0; i < 7; ++i) {
        QCOMPARE(packets[i].marker, i == 0);
        QCOMPARE(packets[i].timestamp, 5000u);
        QCOMPARE(packets[i].payload.end, i >= 4);
        QCOMPARE(int(packets[i].payload.duration), 160 * std::min(5, int(i) + 1));
        QCOMPARE(int(packets[i].payload.event), 1);
    }
    QVERIFY(packets[7].timestamp > 5000u + 800u);
    QCOMPARE(int(packets[7].payload.event), 2);
    QVERIFY(gapTicks >= 5);
    QCOMPARE(finished, 1);
}

void tst_DtmfSender::clampsDurations()
{
    DtmfSender sender;
    sender.queue({1, -5, DtmfRequest::Via::TelephoneEvent});
    AudioFrame frame{};
    sender.tick(frame, true);
    TelephoneEventSender::Packet last;
    while (sender.isSendingEvent())
        last = sender.nextEvent(0, 8000, 160);
    QCOMPARE(int(last.payload.duration), 320);
}

void tst_DtmfSender::refusesWhatIsNoKey()
{
    DtmfSender sender;
    QVERIFY(!sender.queue({16, 100, DtmfRequest::Via::TelephoneEvent}));
    QVERIFY(!sender.queue({255, 100, DtmfRequest::Via::InBand}));
}

void tst_DtmfSender::boundsItsQueue()
{
    DtmfSender sender;
    std::size_t accepted = 0;
    for (int i = 0; i < 100; ++i)
        accepted += sender.queue({1, 100, DtmfRequest::Via::InBand}) ? 1 : 0;
    QCOMPARE(accepted, DtmfSender::MaxQueued);
}

void tst_DtmfSender::soundsInBand()
{
    DtmfSender sender;
    sender.queue({11, 100, DtmfRequest::Via::TelephoneEvent}); // which the peer does not take
    GoertzelDetector low(941), high(1477);
    int toneTicks = 0;
    for (int tick = 0; tick < 30; ++tick) {
        AudioFrame frame;
        frame.fill(1000);
        sender.tick(frame, false);
        QVERIFY(!sender.isSendingEvent());
        const bool speech
            = std::all_of(frame.begin(), frame.end(), [](auto sample) { return sample == 1000; });
        toneTicks += speech ? 0 : 1;
        if (tick >= 1 && tick < 9) {
            low.add(frame);
            high.add(frame);
        }
    }
    QVERIFY(low.share() > 0.45 && high.share() > 0.45);
    QCOMPARE(toneTicks, 11); // with the frame in which it fades
}

void tst_DtmfSender::stopsWhenNothingMayBeSent()
{
    for (const auto via : {DtmfRequest::Via::TelephoneEvent, DtmfRequest::Via::InBand}) {
        DtmfSender sender;
        sender.queue({1, 100, via});
        sender.queue({2, 100, via});
        AudioFrame frame{};
        sender.tick(frame, true);
        QCOMPARE(sender.taken(), 1u);
        sender.abort();
        QCOMPARE(sender.taken(), 2u);
        QVERIFY(!sender.isSendingEvent());
        sender.tick(frame, true);
        QVERIFY(!sender.isSendingEvent());
        sender.queue({3, 100, DtmfRequest::Via::TelephoneEvent});
        sender.tick(frame, true);
        QVERIFY(sender.isSendingEvent());
        const auto packet = sender.nextEvent(9000, 8000, 160);
        QCOMPARE(int(packet.payload.event), 3);
        QCOMPARE(packet.timestamp, 9000u);
        QVERIFY(packet.marker);
    }
}

void tst_DtmfSender::neverSendsAnEventThatIsNotAgreedAnyMore()
{
    DtmfSender sender;
    sender.queue({1, 100, DtmfRequest::Via::TelephoneEvent});
    AudioFrame frame{};
    sender.tick(frame, true);
    (void)sender.nextEvent(0, 8000, 160);
    sender.tick(frame, false);
    QVERIFY(!sender.isSendingEvent());
}

QTEST_APPLESS_MAIN(tst_DtmfSender)
#include "tst_DtmfSender.moc"
