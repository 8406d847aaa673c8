"""The far end that test_browser.py measures us with, against itself: two browsers with SIP.js through Kamailio, over WS and WSS."""
import contextlib
import unittest

from harness import sandbox
from harness.browser import Browser, fetch
from harness.kamailio import Kamailio
from harness.process import scratch, wait_for


class Selfcheck(unittest.TestCase):
    transport = "wss"
    settings = {}  # of anna's

    @classmethod
    def setUpClass(cls):
        folder = scratch()
        cls.addClassCleanup(folder.cleanup)
        cls.kamailio = Kamailio(folder.name).start()
        cls.addClassCleanup(cls.kamailio.stop)
        cls.anna, cls.bob = (cls.browser(folder.name, *who, **more) for *who, more in (("1001", 440, cls.settings), ("1002", 880, {})))

    @classmethod
    def browser(cls, directory, user, hz, **settings):
        browser = Browser(directory, user, cls.kamailio, cls.transport, hz, **settings)
        cls.addClassCleanup(browser.stop)
        return browser.register()

    def setUp(self):
        self.anna.forget()
        self.bob.forget()

    def call(self):
        self.anna.call(self.bob.uri)
        self.bob.accept()
        self.anna.established()
        self.anna.wait_heard(880)
        self.bob.wait_heard(440)

    def hang_up(self, who):
        who.do("bye")
        self.anna.ended()
        self.bob.ended()

    def sound_both_ways(self):
        self.call()
        for browser in (self.anna, self.bob):
            figures = browser.connected()
            self.assertEqual(figures["dtls"]["state"], "connected")
            self.assertTrue(figures["srtp"])
            self.assertEqual(figures["received"]["codec"], "audio/opus")
            self.assertEqual(figures["ice"]["local"]["type"], "host")
        self.assertLess(self.anna.heard_seconds(440), 0.1, "its own tone does not come back")
        self.hang_up(self.bob)


class OverWss(Selfcheck):
    def test_sound_both_ways(self):
        self.sound_both_ways()

    def test_hold_is_silence_and_resume_is_sound(self):
        self.call()
        self.anna.asked("hold")
        held = self.bob.recording().seconds + 0.5
        wait_for(lambda: self.bob.recording().seconds > held + 1.0, "a second of hold")
        self.assertLess(self.bob.heard_seconds(440, since=held), 0.1)
        self.anna.asked("resume")
        self.bob.wait_heard(440, since=held)
        self.anna.wait_heard(880, since=self.anna.recording().seconds)
        self.hang_up(self.anna)

    def test_mute_is_silence(self):
        self.call()
        self.anna.do("mute", on=True)
        muted = self.bob.recording().seconds + 0.5
        wait_for(lambda: self.bob.recording().seconds > muted + 1.0, "a second of it")
        self.assertLess(self.bob.heard_seconds(440, since=muted), 0.1)
        self.anna.do("mute", on=False)
        self.bob.wait_heard(440, since=muted)
        self.hang_up(self.anna)

    def test_dtmf_by_info_and_by_rtp(self):
        self.call()
        self.anna.asked("info", signal="5")
        self.assertIn("Signal=5", self.bob.wait("info")["text"])
        # The browser at the other end plays what it is told by RTP, over the sound of the call: so that is silenced.
        self.anna.do("mute", on=True)
        self.anna.do("tones", digits="159")
        wait_for(lambda: self.bob.recording().dtmf() == "159", "the tone pairs of 1, 5 and 9", process=self.bob.process)
        self.hang_up(self.anna)

    def test_an_ice_restart_keeps_the_sound(self):
        self.call()
        before = self.anna.stats()["ice"]["ufrag"]
        self.anna.asked("restart")
        wait_for(lambda: self.anna.stats()["ice"]["ufrag"] != before, "new credentials")
        self.bob.wait_heard(440, since=self.bob.recording().seconds)
        self.hang_up(self.bob)

    def test_a_blind_transfer(self):
        self.call()
        with self.third() as clara:
            self.anna.do("refer", to=clara.uri)
            self.bob.wait("referred")
            clara.accept()
            self.anna.wait("answered", what="refer", code=202)
            self.anna.wait("progress", text="SIP/2.0 200 OK")
            self.bob.wait_heard(660, name="call-onward")
            clara.wait_heard(880)
            self.hang_up(self.anna)
            clara.do("bye")
            self.bob.ended("call-onward")

    def test_an_attended_transfer(self):
        self.call()
        with self.third() as clara:
            self.anna.call(clara.uri, "consultation")
            clara.accept()
            self.anna.wait_heard(660, name="consultation")
            self.anna.do("refer", other="consultation")
            self.assertIn("Replaces", self.bob.wait("referred")["to"])
            clara.accept("second")
            self.bob.wait_heard(660, name="call-onward")
            clara.wait_heard(880, name="second")
            self.bob.do("bye", call="call-onward")
            clara.ended("second")

    def third(self):
        return contextlib.closing(self.browser(self.anna.folder, "1003", 660))


class OverWs(Selfcheck):
    transport = "ws"

    def test_sound_both_ways(self):
        self.sound_both_ways()


class Hidden(Selfcheck):
    """A page that may not use the microphone tells no address."""
    settings = {"hidden": {"hz": 440}}

    def test_candidates_are_names(self):
        self.anna.call(self.bob.uri)
        self.assertIn(".local", self.bob.accept()["sdp"])
        self.bob.wait_heard(440)
        self.hang_up(self.bob)


if __name__ == "__main__":
    fetch()
    sandbox.enter()
    unittest.main(verbosity=2)
