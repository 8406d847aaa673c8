"""Our receiver, in virtual time, on networks that are written down: what comes out of the loudspeaker. BENCH_RECEIVER names the program.

The floors are below what it reaches (docs/quality.md says that) and above what a broken one does."""
import os
import statistics
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "interop")]

import numeric  # noqa: E402

numeric.enter()

import numpy as np  # noqa: E402

import opus  # noqa: E402
import ours  # noqa: E402
import quality  # noqa: E402
from harness.impair import Impairment, Path  # noqa: E402
from harness.process import scratch  # noqa: E402
from test_quality import melody  # noqa: E402

PROGRAM = os.environ.get("BENCH_RECEIVER", "")
SEEDS = range(3)


class Trial:
    def __init__(self, packets, seed, seconds=1.5):
        self.arrivals, self.seed, self.seconds = packets, seed, packets[-1][0] / 1e6 + seconds


class Receiver(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        assert PROGRAM, "BENCH_RECEIVER names the program"
        payloads = opus.encode(melody(10))
        cls.packets, cls.clean = opus.packets(payloads), opus.decode(payloads)

    def hear(self, *arrivals):
        """@returns [(what was played, figures)]."""
        with scratch() as directory:
            return ours.hear(PROGRAM, directory, [Trial(a, seed) for seed, a in enumerate(arrivals, 1)])

    def scores(self, **pattern):
        heard = self.hear(*(Path(Impairment(**pattern), seed).carry(self.packets) for seed in SEEDS))
        return [quality.score(self.clean, played) for played, _ in heard]

    def assert_scores(self, stoi, longest_ms, **pattern):
        scores = self.scores(**pattern)
        self.assertGreaterEqual(statistics.median(s.stoi for s in scores), stoi, scores)
        self.assertLessEqual(statistics.median(s.delay_ms for s in scores), longest_ms, scores)

    def test_a_good_network_is_as_good_as_none(self):
        self.assert_scores(0.995, 60)

    def test_the_same_packets_give_the_same_sound(self):
        arrivals = Path(Impairment(loss=0.1, jitter_ms=60), 1).carry(self.packets)
        (first, _), (second, _) = self.hear(arrivals)[0], self.hear(arrivals)[0]
        self.assertTrue(np.array_equal(first, second))

    def test_loss(self):
        self.assert_scores(0.95, 60, loss=0.05)

    def test_much_loss(self):
        self.assert_scores(0.84, 80, loss=0.2)

    def test_bursts(self):
        self.assert_scores(0.88, 70, loss=0.05, burst=3)

    def test_jitter(self):
        self.assert_scores(0.93, 150, jitter_ms=60)

    def test_much_jitter(self):
        self.assert_scores(0.87, 320, jitter_ms=150)

    def test_overtaking(self):
        self.assert_scores(0.9, 150, jitter_ms=40, overtaking=True)

    def test_each_packet_twice(self):
        self.assert_scores(0.99, 60, duplicate=1)

    def test_the_delay_of_the_way_is_not_ours(self):
        self.assert_scores(0.995, 460, delay_ms=400)

    def test_a_second_of_nothing_is_caught_up(self):
        """All of it comes at once, afterwards."""
        begin, end = 3_000_000, 4_000_000
        arrivals = [(end if begin <= at < end else at, payload) for at, payload in self.packets]
        (played, _), = self.hear(arrivals)
        last = slice(7 * opus.RATE, None)
        score = quality.score(self.clean[last], played[last])
        self.assertGreater(score.stoi, 0.9)
        self.assertLess(score.delay_ms, 250)

    def test_half_a_second_of_jitter_does_not_pile_up(self):
        for played, figures in self.hear(Path(Impairment(jitter_ms=500), 1).carry(self.packets)):
            self.assertLess(figures["bufferMs"], 1300)
            self.assertGreater(np.sqrt(np.mean(played ** 2)), 0.1 * np.sqrt(np.mean(self.clean ** 2)))


if __name__ == "__main__":
    unittest.main()
