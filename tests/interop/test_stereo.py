"""Two phones with stereo on at both, at one and at none: a file with a tone on each side goes both ways, and what comes out of each
loudspeaker's file is measured."""
import math
import os
import unittest
import wave
from array import array

from harness.carillon import Carillon
from harness.case import Case
from harness.process import wait_for
from harness.sndfile import channels_of

LEFT, RIGHT = (440, 1320), (880, 1760)  # of the caller, of the callee
LEAST_DB = 30


def write_two_tones(path, left_hz, right_hz, rate=48000, seconds=20, amplitude=0.3):
    second = array("h")
    for i in range(rate):
        for hz in (left_hz, right_hz):
            second.append(int(32767 * amplitude * math.sin(2 * math.pi * hz * i / rate)))
    with wave.open(path, "wb") as w:
        w.setnchannels(2)
        w.setsampwidth(2)
        w.setframerate(rate)
        for _ in range(seconds):
            w.writeframes(second.tobytes())


def strength(samples, rate, hz):
    """The amplitude of a tone in a second from the midst of a recording, into which whole periods of all fit."""
    middle = samples[len(samples) // 2:][:rate]
    coefficient, before, last = 2 * math.cos(2 * math.pi * hz / rate), 0.0, 0.0
    for sample in middle:
        before, last = last, sample + coefficient * last - before
    return 2 / len(middle) * math.sqrt(max(last * last + before * before - coefficient * last * before, 0))


class Stereo(Case):
    def phone(self, name, user, tones, is_stereo):
        music = os.path.join(self.directory, f"{name}.wav")
        write_two_tones(music, *tones)
        phone = self.started(Carillon(self.directory, name, audio_input=f"file:{music}"))
        phone.ctl("set", "opusBitrate", "96")
        self.assertEqual(phone.ctl("settings")["stereo"], "off")
        if is_stereo:
            phone.ctl("set", "stereo", "on")
        return phone, phone.contact(phone.add_account(user, media_encryption="none"))

    def talk(self, ours, theirs):
        """@returns [(phone, its call, what it hears: a recording of each channel)] of the caller and the callee."""
        caller, _ = self.phone("caller", "1001", (LEFT[0], RIGHT[0]), ours)
        callee, contact = self.phone("callee", "1002", (LEFT[1], RIGHT[1]), theirs)
        callee.ctl("set", "autoAnswer", "on")
        call = caller.dial(contact)
        caller.wait_call(call, "Established", "the call")
        answered = wait_for(lambda: next(iter(callee.ctl("calls")), None), "the call at the callee")["id"]
        for phone, identity in ((caller, call), (callee, answered)):
            phone.wait_heard(identity, 4000)
        stats = [phone.ctl("stats", identity)["audio"] for phone, identity in ((caller, call), (callee, answered))]
        self.assertEqual([caller.call(call)["codec"], callee.call(answered)["codec"]], ["opus/48000"] * 2)
        caller.ctl("hangup", call)
        callee.wait_call(answered, "Terminated", "the end")
        for phone in (caller, callee):
            phone.ctl("quit")
            phone.started.process.wait(10)
        return stats, [channels_of(phone.recording) for phone in (caller, callee)]

    def assert_channels(self, stats, number):
        for one in stats:
            self.assertEqual((one["sent"]["channels"], one["received"]["channels"]), (number, number))

    def assert_apart(self, heard, left_hz, right_hz):
        for channel, own, other in ((heard[0], left_hz, right_hz), (heard[1], right_hz, left_hz)):
            there, smeared = (strength(channel.samples, channel.rate, hz) for hz in (own, other))
            self.assertGreater(there, 3000, f"{own} Hz on its side")
            self.assertGreaterEqual(20 * math.log10(there / (smeared + 1e-3)), LEAST_DB, f"{own} Hz over {other} Hz")

    def assert_mean(self, heard, left_hz, right_hz):
        """Both tones, equally on all channels there are."""
        for channel in heard:
            self.assertEqual(channel.samples, heard[0].samples)
            for hz in (left_hz, right_hz):
                self.assertGreater(strength(channel.samples, channel.rate, hz), 1500)

    def test_both(self):
        stats, (at_caller, at_callee) = self.talk(True, True)
        self.assert_channels(stats, 2)
        self.assertEqual((len(at_caller), len(at_callee)), (2, 2))
        self.assert_apart(at_caller, LEFT[1], RIGHT[1])
        self.assert_apart(at_callee, LEFT[0], RIGHT[0])

    def test_the_caller_alone(self):
        stats, (at_caller, at_callee) = self.talk(True, False)
        self.assert_channels(stats, 1)
        self.assertEqual((len(at_caller), len(at_callee)), (2, 1))
        self.assert_mean(at_caller, LEFT[1], RIGHT[1])
        self.assert_mean(at_callee, LEFT[0], RIGHT[0])

    def test_the_callee_alone(self):
        stats, (at_caller, at_callee) = self.talk(False, True)
        self.assert_channels(stats, 1)
        self.assertEqual((len(at_caller), len(at_callee)), (1, 2))
        self.assert_mean(at_caller, LEFT[1], RIGHT[1])
        self.assert_mean(at_callee, LEFT[0], RIGHT[0])

    def test_nobody(self):
        stats, (at_caller, at_callee) = self.talk(False, False)
        self.assert_channels(stats, 1)
        self.assertEqual((len(at_caller), len(at_callee)), (1, 1))
        self.assert_mean(at_caller, LEFT[1], RIGHT[1])


if __name__ == "__main__":
    unittest.main(verbosity=2)
