"""Recordings of calls, read with the library that every player has: who is on which side, takes, pauses, what goes wrong."""
import os
import resource
import shutil
import unittest

from harness.carillon import Carillon, CtlError
from harness.case import Case
from harness.process import wait_for
from harness.sndfile import channels_of

OURS, THEIRS, OTHER, SECRET, TONE = 440, 1000, 700, 1800, 1400


def phone(case, name, hz, user):
    started = case.started(Carillon(case.directory, name, audio_input=f"tone:{hz}"))
    # What makes speech better takes a tone for noise.
    for key in ("echoCancellation", "noiseSuppression", "automaticGain"):
        if key in started.ctl("settings"):
            started.ctl("set", key, "off")
    return started, started.contact(started.add_account(user, media_encryption="none"))


class Recordings(Case):
    def setUp(self):
        super().setUp()
        self.caller, _ = phone(self, "caller", OURS, "1001")
        self.callee, contact = phone(self, "callee", THEIRS, "+49301234")
        self.callee.ctl("set", "autoAnswer", "on")
        self.folder = os.path.join(self.directory, "recordings")
        self.caller.ctl("set", "recordingFolder", self.folder)
        self.call = self.caller.dial(contact)
        self.caller.wait_call(self.call, "Established", "the call")
        self.caller.wait_heard(self.call, 300)

    def recording(self):
        return self.caller.call(self.call)["recording"]

    def media(self, seconds):
        """Lets the call go on for so long, by what is received."""
        before = self.caller.received_packets(self.call)
        wait_for(lambda: self.caller.received_packets(self.call) >= before + 50 * seconds, f"{seconds} s of sound")

    def start(self, *options):
        started = self.caller.ctl("record", self.call, "start", *options)["recording"]
        self.assertEqual(started["state"], "on")
        return started["file"]

    def stop(self):
        self.assertEqual(self.caller.ctl("record", self.call, "stop")["recording"]["state"], "off")

    def sides(self, path):
        """How many seconds of (ours, theirs) are on each side, and how long it is."""
        left, right = channels_of(path)
        return [(side.tone_seconds(OURS), side.tone_seconds(THEIRS)) for side in (left, right)], left.seconds

    def assert_stereo(self, path, least):
        ((mine, echo), (cross, theirs)), seconds = self.sides(path)
        self.assertGreater(seconds, least)
        self.assertGreater(mine, 0.9 * seconds - 0.2)
        self.assertGreater(theirs, 0.9 * seconds - 0.2)
        self.assertEqual((echo, cross), (0, 0))

    def test_ogg_is_what_is_written_unless_told(self):
        path = self.start()
        self.assertTrue(path.endswith(".ogg"))
        self.assertEqual(os.path.dirname(path), self.folder)
        self.assertRegex(os.path.basename(path), r"^20\d\d-\d\d-\d\d_\d\d-\d\d-\d\d_out_\+49301234\.ogg$")
        self.media(2)
        self.stop()
        with open(path, "rb") as file:
            self.assertEqual(file.read(4), b"OggS")
        self.assert_stereo(path, 1.8)

    def test_wav_at_16_khz(self):
        self.caller.ctl("set", "recordingFormat", "wav")
        self.caller.ctl("set", "recordingRate", "16000")
        path = self.start()
        self.assertTrue(path.endswith(".wav"))
        self.media(2)
        self.stop()
        self.assertEqual(channels_of(path)[0].rate, 16000)
        self.assert_stereo(path, 1.8)

    def test_two_takes_and_the_history(self):
        first = self.start()
        self.media(1)
        self.stop()
        second = self.start()
        self.media(1)
        self.stop()
        self.assertNotEqual(first, second)
        named = os.path.join(self.directory, "named.wav")
        self.assertEqual(self.start("--file", named), named)
        self.media(1)
        self.caller.ctl("hangup", self.call)  # the call's end is the take's
        self.caller.wait_call(self.call, "Terminated", "the end")
        self.assertEqual(self.caller.ctl("history")[0]["recordings"], [first, second, named])
        wait_for(lambda: channels_of(named), "the last take to be complete")
        for path in (first, second, named):
            self.assert_stereo(path, 0.8)
        with self.assertRaises(CtlError):
            self.caller.ctl("record", self.call, "start")

    def test_a_pause_is_left_out(self):
        path = self.start()
        self.media(1)
        self.assertEqual(self.caller.ctl("record", self.call, "pause")["recording"]["state"], "paused")
        self.caller.ctl("device", "set", "input", f"tone:{SECRET}")
        self.callee.wait_recorded(SECRET, 1.0)
        self.caller.ctl("device", "set", "input", f"tone:{OURS}")
        since = self.callee.heard().seconds
        self.callee.wait_recorded(OURS, 0.3, since)
        self.assertEqual(self.start(), path)
        self.media(1)
        self.stop()
        left, _ = channels_of(path)
        self.assertEqual(left.tone_seconds(SECRET, share=0.2), 0)
        self.assertGreater(left.tone_seconds(OURS), 1.5)
        self.assertLess(left.seconds, 4)

    def test_nothing_is_written_over(self):
        named = os.path.join(self.directory, "mine.wav")
        with open(named, "w") as file:
            file.write("mine")
        with self.assertRaises(CtlError) as refused:
            self.caller.ctl("record", self.call, "start", "--file", named)
        self.assertEqual(refused.exception.code, "recording-failed")
        self.assertIn("mine.wav", refused.exception.error["message"])
        with open(named) as file:
            self.assertEqual(file.read(), "mine")
        self.start()  # may be tried again

    def test_the_program_is_killed(self):
        for form in ("opus", "wav"):
            self.caller.ctl("set", "recordingFormat", form)
            self.start()
            self.media(4)
            if form == "opus":
                self.stop()
        ogg, wav = sorted(os.path.join(self.folder, name) for name in os.listdir(self.folder))
        self.caller.kill()
        self.assert_stereo(ogg, 3.5)
        self.assert_stereo(wav, 2.4)
        self.caller.start()

    def test_the_program_is_killed_while_it_writes_ogg(self):
        path = self.start()
        self.media(4)
        self.caller.kill()
        self.assert_stereo(path, 2.0)
        self.caller.start()

    def test_the_folder_vanishes(self):
        kept = self.start()
        self.media(1)
        self.stop()
        lost = os.path.join(self.directory, "stick")
        self.caller.ctl("set", "recordingFolder", lost)
        self.start()
        events = self.caller.events()
        self.addCleanup(events.stop)
        wait_for(lambda: self.caller.ctl("status"), "the events to be listened to")
        shutil.rmtree(lost)
        ended = self.caller.wait_call(self.call, lambda c: c["recording"]["state"] == "off", "the recording to end")
        self.assertEqual(ended["state"], "Established")
        self.assertIn(lost, ended["recording"]["problem"])
        self.media(1)
        notices = [e for e in events.lines if e["event"] == "notice"]
        self.assertLessEqual(len(notices), 1)
        self.assert_stereo(kept, 0.8)

    def test_the_disk_fills(self):
        self.caller.ctl("set", "recordingFormat", "wav")
        path = self.start()
        self.media(1)
        # No file of the phone grows beyond a second more: what a full disk is to a writer.
        resource.prlimit(self.caller.started.process.pid, resource.RLIMIT_FSIZE, (os.path.getsize(path) + 200_000, resource.RLIM_INFINITY))
        ended = self.caller.wait_call(self.call, lambda c: c["recording"]["state"] == "off", "the recording to end")
        self.assertEqual(ended["state"], "Established")
        self.assertIn("the disk is full", ended["recording"]["problem"])
        self.media(1)
        self.assert_stereo(path, 1.0)

    def test_both_sides_hear_that_they_are_recorded(self):
        self.caller.ctl("set", "recordingTone", "on")
        since, here = self.callee.heard().seconds, self.caller.heard().seconds
        path = self.start()
        self.media(2)
        self.stop()
        left, right = channels_of(path)

        def heard(recording):
            return max((share for share, _ in recording.windows(TONE)), default=0)
        self.assertGreater(heard(left), 0.02)
        self.assertLess(heard(right), 0.005)
        self.assertGreater(heard(self.callee.heard().since(since)), 0.02)
        self.assertGreater(heard(self.caller.heard().since(here)), 0.02)

    def test_a_conference(self):
        other, contact = phone(self, "other", OTHER, "1003")
        other.ctl("set", "autoAnswer", "on")
        second = self.caller.dial(contact)
        self.caller.wait_call(second, "Established", "the second call")
        self.caller.wait_heard(second, 300)
        self.caller.ctl("merge", self.call, second)
        self.caller.wait_call(self.call, lambda c: c["conference"] and not c["heldLocal"], "the conference")
        self.media(1)
        path = self.start()
        self.media(2)
        self.stop()
        self.assertIn("_conference", os.path.basename(path))
        left, right = channels_of(path)

        def strongest(side, hz):
            return max(share for share, _ in side.windows(hz))
        self.assertGreater(strongest(left, OURS), 0.9)
        self.assertGreater(min(strongest(right, THEIRS), strongest(right, OTHER)), 0.3)
        self.assertLess(max(strongest(left, THEIRS), strongest(left, OTHER)), 0.01)
        self.assertLess(strongest(right, OURS), 0.01)


if __name__ == "__main__":
    unittest.main(verbosity=2)
