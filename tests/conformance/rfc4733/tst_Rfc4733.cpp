// RFC 4733, telephone events in RTP.
//
// Covered: §2.1 marker and timestamp; §2.3 payload; §2.5.1.2 updates, §2.5.1.3 long events in segments,
// §2.5.1.4 the last packet three times; §2.5.2.2 what a receiver makes of lost, repeated and reordered
// packets. Not covered: §2.5.1.5 several events in one packet (RFC 2198), §3 events other than keys, §4
// telephone-tone.
#include "TelephoneEvent.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <random>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Rfc4733 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void s2_3_payloadLayout();
    void s2_5_1_updates();
    void s2_5_1_3_longEvents();
    void s2_5_1_4_endsAreSentThreeTimes();
    void s2_5_2_2_anyLossAndOrder();
};

static std::vector<TelephoneEventSender::Packet> packetsOf(
    std::uint8_t event, std::uint32_t timestamp, std::uint32_t duration, std::uint32_t step)
{
    TelephoneEventSender sender;
    sender.start(event, timestamp, duration);
    std::vector<TelephoneEventSender::Packet> packets;
    while (sender.isActive() && packets.size() < 5000)
        packets.push_back(sender.next(step));
    return packets;
}

void tst_Rfc4733::s2_3_payloadLayout()
{
    std::array<std::uint8_t, 4> bytes{};
    TelephoneEvent{9, true, 7, 1600}.write(bytes);
    const std::array<std::uint8_t, 4> wanted{9, 0x87, 0x06, 0x40};
    QVERIFY(bytes == wanted);
    bytes[1] |= 0x40; // R: reserved, ignored by receivers
    QVERIFY(*TelephoneEvent::parse(bytes) == (TelephoneEvent{9, true, 7, 1600}));
}

void tst_Rfc4733::s2_5_1_updates()
{
    const auto packets = packetsOf(9, 11200, 1600, 400); // 200 ms in steps of 50 ms
    QCOMPARE(packets.size(), std::size_t(6));
    for (std::size_t i = 0; i < packets.size(); ++i) {
        QCOMPARE(packets[i].timestamp, 11200u);
        QCOMPARE(packets[i].marker, i == 0);
        QCOMPARE(int(packets[i].payload.duration), std::min(1600, 400 * (int(i) + 1)));
    }
}

void tst_Rfc4733::s2_5_1_3_longEvents()
{
    const auto packets = packetsOf(1, 0xffff0000, 240000, 960); // 5 s at 48 kHz
    std::uint32_t segment = packets[0].timestamp;
    int segments = 1, lastDuration = 0;
    for (const auto &packet : packets) {
        if (packet.timestamp != segment) {
            ++segments;
            QCOMPARE(packet.timestamp, segment + std::uint32_t(lastDuration)); // begins where the other stops
            segment = packet.timestamp;
        }
        QVERIFY(!packet.marker || &packet == &packets.front());
        lastDuration = packet.payload.duration;
    }
    QCOMPARE(segments, 4);
    // And the receiver makes one event of it.
    TelephoneEventReceiver receiver;
    MediaTime now{1h};
    std::vector<TelephoneEventReceiver::Finished> finished;
    for (const auto &packet : packets) {
        now += 20ms;
        if (const auto one = receiver.received(packet.payload, packet.timestamp, 48000, now))
            finished.push_back(*one);
    }
    QCOMPARE(finished.size(), std::size_t(1));
    QCOMPARE(finished[0].durationMs, 5000);
}

void tst_Rfc4733::s2_5_1_4_endsAreSentThreeTimes()
{
    const auto packets = packetsOf(9, 0, 1600, 160);
    const auto ends
        = std::count_if(packets.begin(), packets.end(), [](const auto &p) { return p.payload.end; });
    QCOMPARE(int(ends), 3);
    for (auto packet = packets.end() - 3; packet != packets.end(); ++packet)
        QVERIFY(packet->payload == packets.back().payload);
}

void tst_Rfc4733::s2_5_2_2_anyLossAndOrder()
{
    std::mt19937 random(11);
    for (int round = 0; round < 500; ++round) {
        TelephoneEventReceiver receiver;
        MediaTime now{1h};
        std::vector<int> heard;
        const auto note = [&heard](const auto &finished) {
            if (finished)
                heard.push_back(finished->event);
        };
        for (std::uint32_t digit = 0; digit < 10; ++digit) {
            auto packets = packetsOf(std::uint8_t(digit), digit * 2400, 800, 160);
            for (std::size_t i = 0; i + 1 < packets.size(); ++i) {
                if (random() % 4 == 0)
                    std::swap(packets[i], packets[i + 1]);
            }
            std::size_t kept = 0;
            for (std::size_t i = 0; i < packets.size(); ++i) {
                now += 20ms;
                if (random() % 3 == 0 && kept + (packets.size() - i) > 1)
                    continue; // lost, but never all of a digit
                ++kept;
                note(receiver.received(packets[i].payload, packets[i].timestamp, 8000, now));
                note(receiver.timedOut(now));
            }
            now += 160ms;
            note(receiver.timedOut(now));
        }
        const std::vector<int> wanted{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        QVERIFY2(heard == wanted, qPrintable(QString::number(round)));
    }
}

QTEST_APPLESS_MAIN(tst_Rfc4733)
#include "tst_Rfc4733.moc"
