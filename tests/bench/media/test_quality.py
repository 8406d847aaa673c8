"""The measures themselves: known values, known properties, and that they say how much was put in."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "interop")]

import numeric  # noqa: E402

numeric.enter()

import numpy as np  # noqa: E402

import cells  # noqa: E402
import chromium  # noqa: E402
import opus  # noqa: E402
import quality  # noqa: E402
import report  # noqa: E402
from harness.impair import Impairment, Path  # noqa: E402

RATE = quality.RATE


def voice(seconds=6, rate=10000, seed=0):
    """Something like speech: a buzz and a breath, in syllables, with pauses; the same everywhere."""
    draw, t = np.random.RandomState(seed), np.arange(seconds * rate) / rate
    buzz = sum(np.sin(2 * np.pi * 130 * k * t + k) / k for k in range(1, 30))
    syllables = np.maximum(0, np.sin(2 * np.pi * 2.3 * t) + 0.4 * np.sin(2 * np.pi * 0.7 * t))
    return 0.1 * syllables * (buzz + 0.3 * draw.standard_normal(len(t)))


def melody(seconds=8, rate=RATE, seed=3):
    """As voice(), with a pitch that changes: of a buzz alone nobody can tell one period from the next."""
    draw, t = np.random.RandomState(seed), np.arange(seconds * rate) / rate
    phase = 2 * np.pi * np.cumsum(120 + 25 * np.sin(2 * np.pi * 0.9 * t) + 10 * np.sin(2 * np.pi * 2.7 * t)) / rate
    buzz = sum(np.sin(k * phase + k) / k for k in range(1, 25))
    syllables = np.maximum(0, np.sin(2 * np.pi * 2.3 * t) + 0.4 * np.sin(2 * np.pi * 0.7 * t))
    return 0.1 * syllables * (buzz + 0.5 * draw.standard_normal(len(t)))


def noisy(clean, snr_db, seed=1):
    noise = np.random.RandomState(seed).standard_normal(len(clean))
    return clean + noise * np.sqrt(np.mean(clean ** 2) / np.mean(noise ** 2)) * 10 ** (-snr_db / 20)


def with_gaps(clean, share, rate=RATE, burst=1, seed=1):
    """Packets of 20 ms left out."""
    size = rate // 50
    kept = Path(Impairment(loss=share, burst=burst), seed).carry([(n, bytes([0])) for n in range(len(clean) // size)])
    result = np.zeros(len(clean))
    for n, _ in kept:
        result[n * size:(n + 1) * size] = clean[n * size:(n + 1) * size]
    return result


def late(sound, seconds, tail=2.0, rate=RATE):
    return np.concatenate((np.zeros(round(seconds * rate)), sound, np.zeros(round(tail * rate))))


class Intelligibility(unittest.TestCase):
    def test_known_values(self):
        # From the definition by plain loops, one band and segment after the other.
        clean = voice()
        for snr_db, expected in ((20, 0.997211), (10, 0.970607), (5, 0.908336), (0, 0.774474), (-5, 0.605985), (-10, 0.459616)):
            self.assertAlmostEqual(quality.stoi(clean, noisy(clean, snr_db), 10000), expected, places=5)

    def test_the_same_is_one(self):
        self.assertAlmostEqual(quality.stoi(voice(), voice(), 10000), 1, places=9)

    def test_loudness_is_no_matter(self):
        clean = voice()
        self.assertAlmostEqual(quality.stoi(clean, 0.1 * noisy(clean, 5), 10000), quality.stoi(clean, noisy(clean, 5), 10000), places=9)

    def test_what_happens_in_a_pause_is_no_matter(self):
        clean, noise = voice(), np.random.RandomState(5).standard_normal(10000)
        with_pause = np.concatenate((clean, np.zeros(10000)))
        self.assertGreater(quality.stoi(with_pause, np.concatenate((clean, 0.2 * noise)), 10000), 0.99)

    def test_something_else_is_not_understood(self):
        other = 0.1 * np.random.RandomState(6).standard_normal(60000)
        self.assertLess(quality.stoi(voice(), other, 10000), 0.3)

    def test_more_gaps_are_worse(self):
        clean = melody()
        found = [quality.stoi(clean, with_gaps(clean, share)) for share in (0, 0.01, 0.05, 0.1, 0.2, 0.4)]
        self.assertEqual(found, sorted(found, reverse=True))
        self.assertLess(found[-1], 0.8)


class SpectralDistance(unittest.TestCase):
    def test_the_same_is_zero(self):
        self.assertAlmostEqual(quality.log_spectral_distance(melody(), melody()), 0, places=6)

    def test_a_gain_is_its_decibels(self):
        clean = 0.3 * np.random.RandomState(1).standard_normal(2 * RATE)
        self.assertAlmostEqual(quality.log_spectral_distance(clean, clean * 10 ** (-6 / 20)), 6, delta=0.01)

    def test_more_noise_is_farther(self):
        clean = melody()
        found = [quality.log_spectral_distance(clean, noisy(clean, snr)) for snr in (40, 30, 20, 10)]
        self.assertEqual(found, sorted(found))

    def test_silence_is_as_far_as_the_floor(self):
        clean = melody()
        self.assertLess(quality.log_spectral_distance(clean, np.zeros(len(clean))), quality.FLOOR_DB)


class Alignment(unittest.TestCase):
    def test_a_delay_is_found_to_the_sample(self):
        clean = melody()
        for seconds in (0, 0.04, 0.3, 1.2):
            score = quality.score(clean, late(clean, seconds))
            self.assertAlmostEqual(score.delay_ms, seconds * 1000, delta=0.2)
            self.assertAlmostEqual(score.delay_max_ms, seconds * 1000, delta=0.2)
            self.assertGreater(score.stoi, 0.999)
            self.assertLess(score.lsd, 0.2)

    def test_a_delay_that_changes_is_followed(self):
        clean, half = melody(), 4 * RATE
        played = np.concatenate((late(clean[:half], 0.05, tail=0.06), clean[half:], np.zeros(2 * RATE)))  # then 110 ms
        score = quality.score(clean, played)
        self.assertAlmostEqual(score.delay_ms, 80, delta=4)
        self.assertAlmostEqual(score.delay_max_ms, 110, delta=1)
        self.assertGreater(score.stoi, 0.97)

    def test_the_delay_is_that_of_the_speech_and_not_of_what_was_invented(self):
        clean = melody()
        score = quality.score(clean, late(with_gaps(clean, 0.1), 0.07))
        self.assertAlmostEqual(score.delay_ms, 70, delta=1)
        self.assertAlmostEqual(score.delay_max_ms, 70, delta=3)

    def test_nothing_played_has_no_delay(self):
        clean = melody()
        score = quality.score(clean, np.zeros(len(clean) + RATE))
        self.assertTrue(np.isnan(score.delay_ms))
        self.assertGreater(score.silent, 0.99)

    def test_gaps_are_counted(self):
        clean = melody()
        for share in (0, 0.05, 0.2):
            self.assertAlmostEqual(quality.silent_share(clean, with_gaps(clean, share)), share, delta=0.02 + share / 4)


class Parts(unittest.TestCase):
    def test_packets_are_the_speech(self):
        sound = melody(2)
        payloads = opus.encode(sound)
        self.assertEqual(len(payloads), 100)
        score = quality.score(sound, late(opus.decode(payloads), 0))
        self.assertGreater(score.stoi, 0.95)
        self.assertAlmostEqual(score.delay_ms, 6.5, delta=1)  # libopus' own

    def test_rtp_goes_on(self):
        found = opus.packets([b"a", b"b"])
        self.assertEqual([at for at, _ in found], [0, 20000])
        (first, second) = (payload for _, payload in found)
        self.assertEqual(int.from_bytes(second[2:4], "big") - int.from_bytes(first[2:4], "big"), 1)
        self.assertEqual(int.from_bytes(second[4:8], "big") - int.from_bytes(first[4:8], "big"), 960)
        self.assertEqual((first[0], first[1] & 127, first[12:]), (0x80, 111, b"a"))

    def test_the_grid_is_the_whole_one(self):
        names = [cell.name for cell in cells.cells()]
        self.assertEqual(len(set(names)), 28)
        self.assertIn("5 % in bursts, 150 ms", names)

    def test_both_get_the_same_network(self):
        material = cells.Material([(n * 20000, bytes([n])) for n in range(200)], np.zeros(RATE))
        one, other = (cells.Trial(cells.Cell.of("10", 60), 4, [material]) for _ in range(2))
        self.assertEqual(one.arrivals, other.arrivals)
        self.assertLess(len(one.arrivals), 200)

    def test_the_control_protocol_of_the_gateway(self):
        words = {"sdp": "v=0\r\n", "flags": ["a", "b"], "port": 7}
        self.assertEqual(chromium.bdecode(chromium.bencode(words)), (words, len(chromium.bencode(words))))

    def test_what_the_browser_played_is_put_on_the_clock(self):
        rate, pieces = opus.RATE, 300
        sound = np.arange(pieces * 480) / 1e6
        times = [(5_000_000 + 10_000 * n + (7000 if n % 3 else 0), 0, 480, rate) for n in range(pieces)]  # most of them late
        placed = chromium.on_the_clock(sound, times, 5_500_000, 1)
        self.assertEqual(len(placed), rate)
        self.assertAlmostEqual(placed[0] * 1e6, 24000, delta=1)
        before = chromium.on_the_clock(sound, times, 4_900_000, 1)
        self.assertEqual(np.flatnonzero(before)[0], 4801)
        self.assertAlmostEqual(chromium.stalled_ms(times), 7, delta=0.1)


def runs(cell, **values):
    return [{"cell": cell, "seed": seed, "stoi": 0.9, "lsd": 2.0, "delay_ms": 50.0, "delay_max_ms": 60.0, "silent": 0.0, "concealed": 0.01,
             **{name: each[seed] for name, each in values.items()}} for seed in range(10)]


class Report(unittest.TestCase):
    def result(self, ours, theirs):
        return {"date": "D", "chromiumDate": "D", "seeds": 10, "bitrate": 32000, "version": "V", "lateMs": 0.5, "ours": ours,
                "chromium": theirs}

    def test_where_we_lose_is_said(self):
        text = report.text(self.result(runs("5 %, 60 ms", stoi=[0.90] * 10), runs("5 %, 60 ms", stoi=[0.95] * 10)))
        self.assertIn("**worse in 1**: 5 %, 60 ms. Worst at 5 %, 60 ms: 0.900 instead of 0.950", text)

    def test_where_we_win_is_said(self):
        text = report.text(self.result(runs("0 %, 0 ms", delay_ms=[20] * 10), runs("0 %, 0 ms")))
        self.assertIn("**mean delay** (from a difference of 5 on, in 70% of the seeds): better than Chromium in 1 cells", text)

    def test_only_what_both_went_through_is_compared(self):
        theirs = [{**run, "stoi": 0.5 if run["seed"] > 2 else 0.9} for run in runs("a") + runs("b")]
        text = report.text(self.result([run for run in runs("a") if run["seed"] <= 2], theirs))
        self.assertIn("| a | 0.900 (0.900–0.900) | 0.900 (0.900–0.900) | 1.000 |", text)
        self.assertNotIn("| b |", text)

    def test_the_shorter_list_is_given(self):
        self.assertEqual(report.enumerated(["a", "b"], list("abcdef")), "a; b")
        self.assertEqual(report.enumerated(list("abcde"), list("abcdef")), "everywhere but at f")
        self.assertEqual(report.enumerated(["a", "b"], ["a", "b"]), "everywhere")

    def test_chance_is_neither(self):
        mixed = [0.95, 0.85] * 5
        text = report.text(self.result(runs("0 %, 0 ms", stoi=mixed), runs("0 %, 0 ms")))
        self.assertIn("better than Chromium in 0 cells, about the same in 1, **worse in 0**", text.splitlines()[2])

    def test_a_busy_machine_is_confessed(self):
        self.assertIn("Preliminary", report.text({**self.result(runs("a"), runs("a")), "lateMs": 8}))
        self.assertNotIn("Preliminary", report.text(self.result(runs("a"), runs("a"))))

    def test_a_browser_that_was_held_up_counts_for_nobody(self):
        held_up = [{**run, "stalledMs": 100, "stoi": 0.5} for run in runs("a")] + runs("b")
        text = report.text(self.result(runs("a") + runs("b"), held_up))
        self.assertIn("better than Chromium in 0 cells, about the same in 1", text)
        self.assertIn("| a † |", text)
        self.assertIn("| b |", text)

    def test_chromiums_figures_come_from_the_table(self):
        import tempfile
        ours, theirs = runs("0 %, 0 ms", stoi=[0.99] * 10), runs("0 %, 0 ms", stoi=[0.9 + seed / 100 for seed in range(10)])
        with tempfile.NamedTemporaryFile("w+") as file:
            file.write(f"{report.BEGIN}\n{report.text(self.result(ours, theirs))}\n{report.END}\n")
            file.flush()
            table = report.of_table(file.name)
        self.assertEqual((table["version"], table["chromiumDate"], table["lateMs"]), ("V", "D", 0.5))
        text = report.text({**self.result(ours, []), **table})
        self.assertIn("| 0.990 (0.990–0.990) | 0.945 (0.900–0.990) | 1.048 |", text)
        self.assertIn("better than Chromium in 1 cells", text.splitlines()[2])

    def test_only_what_stands_between_the_marks_is_replaced(self):
        import tempfile
        with tempfile.NamedTemporaryFile("w+") as file:
            file.write(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
            file.flush()
            report.write(file.name, "new")
            with open(file.name) as again:
                self.assertEqual(again.read(), f"before\n{report.BEGIN}\nnew\n{report.END}\nafter\n")


if __name__ == "__main__":
    unittest.main()
