// Samples that wait: in the order they came, never more than there is room for, and what was heard stays
// where who stretches looks for it.
#include "PcmFifo.h"
#include "PlayoutLine.h"

#include <QTest>
#include <numeric>
#include <vector>

using namespace carillon;

namespace {

/// first, first + 1, …
std::vector<std::int16_t> counting(int first, std::size_t count)
{
    std::vector<std::int16_t> samples(count);
    std::iota(samples.begin(), samples.end(), std::int16_t(first));
    return samples;
}

std::vector<std::int16_t> vectorOf(std::span<const std::int16_t> samples)
{
    return {samples.begin(), samples.end()};
}

} // namespace

class tst_PcmLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFifoKeepsTheOrderAcrossAnyCut()
    {
        PcmFifo<1000> fifo;
        int in = 0, out = 0;
        for (int round = 0; round < 200; ++round) {
            const auto pushed = std::size_t(1 + round * 37 % 160);
            fifo.push(counting(in, pushed));
            in += int(pushed);
            const std::size_t taken = std::min(fifo.size(), std::size_t(1 + round * 53 % 170));
            QCOMPARE(vectorOf(fifo.peek(taken)), counting(out, taken));
            fifo.drop(taken);
            out += int(taken);
            QCOMPARE(fifo.size(), std::size_t(in - out));
            QCOMPARE(fifo.space(), 1000 - fifo.size());
        }
    }
    void whatDoesNotFitIsDropped()
    {
        PcmFifo<10> fifo;
        fifo.push(counting(1, 8));
        fifo.pushSilence(1);
        fifo.push(counting(50, 8));
        fifo.pushSilence(8);
        QCOMPARE(fifo.space(), std::size_t(0));
        QCOMPARE(vectorOf(fifo.peek(99)), (std::vector<std::int16_t>{1, 2, 3, 4, 5, 6, 7, 8, 0, 50}));
        fifo.drop(99);
        QCOMPARE(fifo.size(), std::size_t(0));
        QVERIFY(fifo.peek(1).empty());
    }
    void whatWasPlayedBecomesPast()
    {
        PlayoutLine<960> line;
        std::vector<std::int16_t> out(480);
        int in = 1, heard = 1;
        for (int round = 0; round < 20; ++round) {
            while (line.space() >= 96 && line.size() < 600) {
                line.push(counting(in, 96));
                in += 96;
            }
            line.pop(out);
            QCOMPARE(out, counting(heard, 480));
            heard += 480;
            const auto past = std::min(std::size_t(heard - 1), std::size_t(line.Past));
            QCOMPARE(vectorOf(line.samples().subspan(line.Past - past, past + line.size())),
                counting(heard - int(past), past + line.size()));
        }
    }
    void whatIsMissingIsSilence()
    {
        PlayoutLine<960> line;
        line.push(counting(1, 100));
        std::vector<std::int16_t> out(480, 7);
        line.pop(out);
        std::vector<std::int16_t> expected = counting(1, 100);
        expected.resize(480);
        QCOMPARE(out, expected);
        QCOMPARE(line.size(), std::size_t(0));
        line.push(counting(1, 200));
        line.clear();
        line.pop(out);
        QCOMPARE(out, std::vector<std::int16_t>(480)); // and nothing of the past is left
        QVERIFY(std::all_of(line.samples().begin(), line.samples().end(), [](auto s) { return s == 0; }));
    }
};

QTEST_GUILESS_MAIN(tst_PcmLine)
#include "tst_PcmLine.moc"
