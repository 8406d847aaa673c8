// Counting one source: sequence, loss and jitter in ordinary life. The appendix' own cases:
// conformance/rfc3550.
#include "RtpSource.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_RtpSource final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsLossOnlyOnce();
    void duplicatesCountAsReceived();
    void ignoresAStrayJump();
    void followsASenderWhichRestarts();
    void jitterIsThatOfTheNetwork();
    void jitterIgnoresANewOrigin();
};

static RtpSource started(std::uint16_t first)
{
    RtpSource source;
    source.start(1);
    source.received(first);
    return source;
}

void tst_RtpSource::countsLossOnlyOnce()
{
    RtpSource source = started(65530);
    for (const int sequence : {65531, 65534, 65535, 1, 0, 2}) // 65532 and 65533 are lost, 0 comes after 1
        source.received(std::uint16_t(sequence));
    QCOMPARE(source.extendedHighestSequence(), 0x10002u);
    QCOMPARE(source.cumulativeLost(), 2);
    QCOMPARE(int(source.takeFractionLost()), 2 * 256 / 9);
    QCOMPARE(int(source.takeFractionLost()), 0);
}

void tst_RtpSource::duplicatesCountAsReceived()
{
    RtpSource source = started(10);
    QVERIFY(source.received(10) == RtpSource::Verdict::Reordered);
    QVERIFY(source.received(10) == RtpSource::Verdict::Reordered);
    QCOMPARE(source.cumulativeLost(), -2);
    QCOMPARE(int(source.takeFractionLost()), 0);
}

void tst_RtpSource::ignoresAStrayJump()
{
    RtpSource source = started(10);
    QVERIFY(source.received(30000) == RtpSource::Verdict::Jump);
    QVERIFY(source.received(11) == RtpSource::Verdict::InOrder);
    QVERIFY(source.received(40000) == RtpSource::Verdict::Jump);
    QCOMPARE(source.packets(), 2u);
    QCOMPARE(source.cumulativeLost(), 0);
}

void tst_RtpSource::followsASenderWhichRestarts()
{
    RtpSource source = started(10);
    source.received(12); // one lost
    QVERIFY(source.received(30000) == RtpSource::Verdict::Jump);
    QVERIFY(source.received(30001) == RtpSource::Verdict::Restarted);
    QVERIFY(source.received(30002) == RtpSource::Verdict::InOrder);
    QCOMPARE(source.cumulativeLost(), 1);
    QCOMPARE(source.extendedHighestSequence(), 30002u);
}

void tst_RtpSource::jitterIsThatOfTheNetwork()
{
    RtpSource source = started(0);
    MediaTime now{1h};
    for (int i = 0; i < 500; ++i) {
        const auto delay = i % 2 ? 8ms : 0ms;
        source.arrived(std::uint32_t(i * 160), 8000, now + i * 20ms + delay);
    }
    QVERIFY(std::abs(source.jitterMs() - 8.) < 0.2);
}

void tst_RtpSource::jitterIgnoresANewOrigin()
{
    RtpSource source = started(0);
    MediaTime now{1h};
    for (int i = 0; i < 100; ++i)
        source.arrived(std::uint32_t(i * 160) + (i >= 50 ? 0x80000000u : 0u), 8000, now + i * 20ms);
    QCOMPARE(source.jitterMs(), 0.);
}

QTEST_APPLESS_MAIN(tst_RtpSource)
#include "tst_RtpSource.moc"
