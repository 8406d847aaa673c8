"""The bad network itself: each pattern has the statistics that it promises, each seed gives the same, and the relay is exact."""
import collections
import dataclasses
import itertools
import socket
import statistics
import time
import unittest

from harness.impair import Fates, Impairment, Path, Relay, replay, udp

PACKETS = 50000
STEP_US = 20000


def fates(seed=1, packets=PACKETS, **pattern):
    source = Fates(Impairment(**pattern), seed)
    return [source.fate(n) for n in range(packets)]


def sent(packets=PACKETS, size=100):
    return [(n * STEP_US, n.to_bytes(4, "big") + bytes(size - 4)) for n in range(packets)]


def pairs(items):
    return zip(items, items[1:])


def number(payload):
    return int.from_bytes(payload[:4], "big")


def carried(seed=1, packets=PACKETS, **pattern):
    """[(number, late by, ms)] in the order of arrival."""
    arrivals = Path(Impairment(**pattern), seed).carry(sent(packets))
    return [(number(payload), (at - number(payload) * STEP_US) / 1000) for at, payload in arrivals]


class Patterns(unittest.TestCase):
    def test_nothing_is_done_unless_asked_for(self):
        self.assertEqual(carried(packets=1000), [(n, 0) for n in range(1000)])

    def test_the_same_seed_is_the_same_fate(self):
        pattern = dict(loss=0.1, jitter_ms=60, reorder=0.02, duplicate=0.01)
        self.assertEqual(fates(7, 2000, **pattern), fates(7, 2000, **pattern))
        self.assertNotEqual(fates(7, 2000, **pattern), fates(8, 2000, **pattern))
        backwards = Fates(Impairment(**pattern), 7)
        self.assertEqual([backwards.fate(n) for n in reversed(range(2000))][::-1], fates(7, 2000, **pattern))

    def test_more_jitter_does_not_change_who_is_lost(self):
        self.assertEqual([f.is_lost for f in fates(3, 5000, loss=0.1)], [f.is_lost for f in fates(3, 5000, loss=0.1, jitter_ms=150)])

    def test_random_loss_has_its_share_and_no_memory(self):
        for share in (0.01, 0.05, 0.2):
            lost = [f.is_lost for seed in range(4) for f in fates(seed, loss=share)]
            self.assertAlmostEqual(sum(lost) / len(lost), share, delta=0.07 * share)
            after_loss = [b for a, b in pairs(lost) if a]
            self.assertAlmostEqual(sum(after_loss) / len(after_loss), share, delta=0.25 * share + 0.01)

    def test_bursts_have_their_share_and_their_length(self):
        lost = [f.is_lost for seed in range(4) for f in fates(seed, loss=0.05, burst=3)]
        lengths = [len(list(run)) for is_lost, run in itertools.groupby(lost) if is_lost]
        self.assertAlmostEqual(sum(lost) / len(lost), 0.05, delta=0.005)
        self.assertAlmostEqual(statistics.mean(lengths), 3, delta=0.15)
        self.assertGreater(max(lengths), 9)  # geometric: long ones are rare, not absent
        counts = collections.Counter(lengths)
        self.assertAlmostEqual(counts[2] / counts[1], 2 / 3, delta=0.1)

    def test_jitter_keeps_its_promise(self):
        for shape, mean in (("normal", 0.407), ("gamma", 0.4216)):
            late = sorted(f.late_us / 1000 for f in fates(jitter_ms=60, shape=shape))
            self.assertAlmostEqual(late[int(0.95 * PACKETS)], 60, delta=1.5, msg=shape)
            self.assertAlmostEqual(statistics.mean(late), mean * 60, delta=0.7, msg=shape)
            self.assertGreaterEqual(late[0], 0)

    def test_spikes_are_rare_and_bounded(self):
        late = [f.late_us / 1000 for f in fates(jitter_ms=150, shape="spiky", delay_ms=10)]
        self.assertAlmostEqual(sum(x > 80 for x in late) / PACKETS, 0.02, delta=0.003)
        self.assertLessEqual(max(late), 160)
        self.assertLessEqual(statistics.median(late), 20)

    def test_one_queue_keeps_the_order_and_drains(self):
        arrived = carried(jitter_ms=150, shape="spiky")
        self.assertEqual([n for n, _ in arrived], list(range(PACKETS)))
        # Who follows a late one is late by a packet's time less, or by its own lateness.
        self.assertTrue(all(b >= a - STEP_US / 1000 - 1e-6 for (_, a), (_, b) in pairs(arrived)))

    def test_overtaking_is_asked_for(self):
        order = [n for n, _ in carried(jitter_ms=60, overtaking=True)]
        self.assertEqual(sorted(order), list(range(PACKETS)))
        self.assertGreater(sum(b < a for a, b in pairs(order)) / PACKETS, 0.1)

    def test_held_back_packets_are_overtaken(self):
        arrived = carried(reorder=0.03, reorder_ms=50)
        self.assertAlmostEqual(sum(late > 49 for _, late in arrived) / PACKETS, 0.03, delta=0.003)
        self.assertEqual({late for _, late in arrived}, {0.0, 50.0})
        self.assertGreater(sum(b < a for (a, _), (b, _) in pairs(arrived)), 0.025 * PACKETS)

    def test_duplicates(self):
        counts = collections.Counter(n for n, _ in carried(duplicate=0.04))
        self.assertAlmostEqual(sum(c == 2 for c in counts.values()) / PACKETS, 0.04, delta=0.004)
        self.assertLessEqual(max(counts.values()), 2)

    def test_a_narrow_link_spaces_and_drops(self):
        # 128 bytes with headers each 20 ms are 51.2 kbit/s.
        self.assertEqual({late for _, late in carried(rate_kbit=102.4, packets=1000)}, {10.0})
        arrived = carried(rate_kbit=25.6, queue_ms=100, packets=1000)
        self.assertAlmostEqual(len(arrived) / 1000, 0.5, delta=0.02)
        self.assertLessEqual(max(late for _, late in arrived), 100 + 40)

    def test_an_impairment_is_a_plain_value(self):
        self.assertEqual(Impairment(**dataclasses.asdict(Impairment(loss=0.1))), Impairment(loss=0.1))


class Process(unittest.TestCase):
    """Real sockets. What the clock says is looked at loosely: a busy machine may be late."""

    def setUp(self):
        self.left, self.right = udp(), udp()
        for s in (self.left, self.right):
            s.settimeout(2)
            self.addCleanup(s.close)

    def relay(self, there, **rest):
        relay = Relay(there, peers=(None, self.right.getsockname()), **rest)
        self.addCleanup(relay.__exit__)
        return relay

    def send(self, relay, packets=200, step=0.002):
        for n in range(packets):
            self.left.sendto(n.to_bytes(4, "big"), ("127.0.0.1", relay.ports[0]))
            time.sleep(step)

    def heard(self, s):
        s.settimeout(0.3)
        found = []
        try:
            while True:
                found.append(number(s.recv(100)))
        except socket.timeout:
            return found

    def test_the_process_does_what_the_library_says(self):
        pattern = Impairment(loss=0.2, burst=3)
        relay = self.relay(pattern, seed=5)
        self.send(relay)
        expected = [n for n in range(200) if not Fates(pattern, "5/0").fate(n).is_lost]
        self.assertEqual(self.heard(self.right), expected)
        self.assertEqual(relay.stop()["received"], [200, 0])

    def test_the_way_back_is_another_one(self):
        relay = self.relay(Impairment(loss=1))
        self.send(relay, 3)
        self.right.sendto(b"\0\0\0\7", ("127.0.0.1", relay.ports[1]))
        self.assertEqual(self.heard(self.left), [7])
        self.assertEqual(self.heard(self.right), [])

    def test_delay_is_kept_to_the_millisecond(self):
        relay = self.relay(Impairment(delay_ms=40))
        late = []
        for _ in range(50):
            begin = time.monotonic()
            self.send(relay, 1, 0)
            self.right.recv(100)
            late.append((time.monotonic() - begin) * 1000)
        self.assertGreaterEqual(min(late), 40)
        self.assertLess(min(late), 42)
        self.assertLess(relay.stop()["lateMs50"], 2)

    def test_a_replay_keeps_its_times(self):
        begin, figures = replay([(self.right.getsockname(), [(at, at.to_bytes(4, "big")) for at in range(0, 200000, 5000)])])
        self.assertEqual(self.heard(self.right), list(range(0, 200000, 5000)))
        self.assertEqual(figures["sent"], 40)
        self.assertLess(figures["lateMs50"], 2)
        self.assertLess(begin, time.monotonic_ns() // 1000)


if __name__ == "__main__":
    unittest.main()
