"""The program in a call over a bad network: the call goes on, what is heard is the far end, and delay and memory stay bounded."""
import os
import time
import unittest

from harness.carillon import Carillon
from harness.case import Case
from harness.far_end import FarEnd, Voice, media
from harness.impair import Fates, Impairment, Relay
from harness.process import wait_for

ADDRESS = "127.0.0.1"
SECONDS = 6
SEED = 1
HZ = 880


class BadNetwork(Case):
    """A relay stands between the two; each believes that the other is there."""

    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory))
        account = self.phone.add_account("1001", media_encryption="none", address=ADDRESS)
        self.phone.ctl("set", "autoAnswer", "on")
        self.contact = self.phone.contact(account)
        self.far = FarEnd(ADDRESS)
        self.addCleanup(self.far.stop)
        self.voice = Voice(ADDRESS, HZ)
        self.addCleanup(self.voice.stop)

    def talk(self, there, back=Impairment(), seconds=SECONDS):
        """@p there: to the phone. @returns (the phone's figures when that much came, what it played)."""
        relay = Relay(there, back, SEED, peers=((ADDRESS, self.voice.port), None))
        self.addCleanup(relay.__exit__)
        status, answer = self.far.call(self.contact, self.far.sdp(port=relay.ports[1]))
        self.assertEqual(status, 200)
        wait_for(lambda: self.voice.heard, "the phone's first packet")  # now the relay knows where it is
        self.assertEqual(media(answer)[0], ADDRESS)
        self.voice.remote = (ADDRESS, relay.ports[0])
        call = next(c["id"] for c in self.phone.ctl("calls") if c["state"] == "Established")
        expected = int(seconds * 50 * (1 - there.loss))
        wait_for(lambda: self.phone.received_packets(call) >= expected, f"{expected} packets", 6 * seconds, self.phone.started.process)
        self.assertEqual(self.phone.call(call)["state"], "Established")
        return self.phone.ctl("stats", call)["audio"], self.phone.heard()

    def memory_mib(self):
        with open(f"/proc/{self.phone.started.process.pid}/statm") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2 ** 20

    def assert_heard(self, heard, share, seconds=SECONDS):
        """So much of the time it was the far end's tone."""
        self.assertGreater(heard.tone_seconds(HZ, share=0.5), share * seconds)

    def test_through_the_relay_alone_nothing_is_lost(self):
        figures, heard = self.talk(Impairment(delay_ms=20))
        self.assertEqual(figures["received"]["lost"], 0)
        self.assert_heard(heard, 0.9)

    def test_three_of_ten_packets_lost(self):
        figures, heard = self.talk(Impairment(loss=0.3))
        received, lost = figures["received"]["packets"], figures["received"]["lost"]
        fates = Fates(Impairment(loss=0.3), f"{SEED}/0")
        expected = [fates.fate(n).is_lost for n in range(received + lost)]
        self.assertAlmostEqual(lost, sum(expected), delta=12)  # RTCP goes the same way, and one count may be a moment old
        self.assert_heard(heard, 0.5)

    def test_half_a_second_of_jitter(self):
        before = self.memory_mib()
        figures, heard = self.talk(Impairment(jitter_ms=500))
        self.assertLess(figures["received"]["bufferMs"], 1300)
        self.assert_heard(heard, 0.3)
        self.assertLess(self.memory_mib() - before, 30)

    def test_packets_that_overtake_and_come_twice(self):
        figures, heard = self.talk(Impairment(jitter_ms=60, overtaking=True, duplicate=0.2))
        self.assertGreater(figures["received"]["duplicate"], 10)
        self.assert_heard(heard, 0.6)

    def test_bursts_both_ways(self):
        burst = Impairment(loss=0.1, burst=5, jitter_ms=40)
        figures, heard = self.talk(burst, burst)
        self.assertGreater(figures["received"]["lost"], 0)
        self.assertGreater(len(self.voice.heard), 50)
        self.assert_heard(heard, 0.5)

    def test_a_link_that_is_too_narrow(self):
        """PCMU wants 80 kbit/s."""
        begin = time.monotonic()
        figures, _ = self.talk(Impairment(rate_kbit=64, queue_ms=300), seconds=4)
        self.assertLess(time.monotonic() - begin, 24)
        self.assertGreater(figures["received"]["lost"], 0)
        self.assertLess(figures["received"]["bufferMs"], 1300)


if __name__ == "__main__":
    unittest.main()
