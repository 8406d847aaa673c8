"""Calls between us and SIP.js in a real browser: WebRTC over WS and WSS, and plain RTP through rtpengine, with the same flows.

A tone of 440 Hz is our microphone, one of 880 Hz the browser's, one of 660 Hz that of a third phone.
"""
import os
import statistics
import unittest

from harness import sandbox
from harness.browser import Browser, fetch
from harness.carillon import Carillon
from harness.kamailio import Kamailio
from harness.process import scratch, wait_for
from harness.rtpengine import Rtpengine
from harness.tone import Recording, write_tone

SENT_DBFS = -13.5  # what write_tone() writes
GREATEST_CHANGE_DB = 2.0


class Calls:
    """A call in each direction, whatever the way between the two."""
    transport = None  # ours
    account = {}
    encryption = "dtls"
    browser_settings = {}

    @classmethod
    def setUpClass(cls):
        folder = scratch()
        cls.addClassCleanup(folder.cleanup)
        cls.directory = folder.name
        cls.server = cls.started(cls.make_server())
        cls.phone = cls.make_phone("1001", 440)
        cls.browser = Browser(cls.directory, "1002", cls.server, "wss" if cls.transport == "udp" else cls.transport, 880,
                              **cls.browser_settings)
        cls.addClassCleanup(cls.browser.stop)
        cls.browser.register()

    @classmethod
    def make_server(cls):
        return Kamailio(cls.directory)

    @classmethod
    def started(cls, peer):
        cls.addClassCleanup(peer.stop)
        return peer.start()

    @classmethod
    def make_phone(cls, user, hz):
        tone = os.path.join(cls.directory, f"{hz}.wav")
        write_tone(tone, hz)
        phone = cls.started(Carillon(cls.directory, user, audio_input=f"file:{tone}"))
        phone.wait_registered(phone.add_account(user, cls.server, cls.transport, **cls.account))
        return phone

    def setUp(self):
        self.browser.forget()
        self.addCleanup(self.phone.end_all)

    def third(self):
        """Answers by itself."""
        cls = type(self)
        if not hasattr(cls, "_third"):
            cls._third = cls.make_phone("1003", 660)
            cls._third.ctl("set", "autoAnswer", "on")
        self.addCleanup(cls._third.end_all)
        return cls._third

    def call_it(self):
        call = self.phone.dial("1002")
        self.browser.accept()
        return self.connected(call)

    def be_called(self):
        self.browser.call("sip:1001@carillon.test")
        call = self.phone.wait_incoming()
        self.phone.ctl("answer", call)
        return self.connected(call)

    def connected(self, call):
        self.phone.wait_call(call, "Established", "the call")
        self.browser.established()
        self.browser.wait_heard(440)
        self.phone.wait_heard(call, 1000)
        self.assertEqual(self.phone.call(call)["encryption"], self.encryption)
        return call

    def hear_on(self):
        """From now on, both."""
        self.browser.wait_heard(440, since=self.browser.recording().seconds)
        self.phone.wait_recorded(880, since=self.phone.heard().seconds)

    def hear_unbroken(self, begun):
        """Whoever waits for the processor drops a frame now and then: both go on until a piece is whole."""
        def longest(recording, hz):
            return max((end - begin for begin, end in recording.tone_spans(hz)), default=0)

        wait_for(lambda: longest(self.browser.recording(), 440) > 1.5 and longest(self.phone.heard().since(begun), 880) > 1.5,
                 "a second and a half without a gap, in both directions", 15)

    def assert_same_sound(self, recording, hz):
        spans = recording.tone_spans(hz)
        self.assertGreater(max(end - begin for begin, end in spans), 1.4, f"{hz} Hz without a gap: {spans}")
        levels = [level for share, level in recording.windows(hz) if share > 0.95]
        self.assertAlmostEqual(statistics.median(levels), SENT_DBFS, delta=GREATEST_CHANGE_DB)

    def test_we_call_it_and_it_hangs_up(self):
        begun = self.phone.heard().seconds
        call = self.call_it()
        self.browser.wait_heard(440, 2.0)
        self.phone.wait_recorded(880, 2.0, since=begun)
        self.hear_unbroken(begun)
        figures = self.phone.ctl("stats", call)
        self.browser.do("bye")
        self.browser.ended()
        self.assertEqual(self.phone.wait_call(call, "Terminated", "the end")["end"]["by"], "remote")
        self.assert_same_sound(self.browser.recording(), 440)
        self.assert_same_sound(self.phone.heard().since(begun), 880)
        self.check_media(figures)

    def check_media(self, figures):
        self.assertEqual(figures["encryption"], "dtls")
        self.assertIn("AES", figures["srtpProfile"].upper())
        self.assertEqual((figures["ice"]["local"]["type"], figures["ice"]["remote"]["type"]), ("host", "host"))

    def test_it_calls_us_and_we_hang_up(self):
        begun = self.phone.heard().seconds
        call = self.be_called()
        self.browser.wait_heard(440, 2.0)
        self.phone.wait_recorded(880, 2.0, since=begun)
        self.hear_unbroken(begun)
        self.assertEqual(self.phone.call(call)["codec"], "opus/48000")
        self.phone.ctl("hangup", call)
        self.browser.wait("bye")
        self.browser.ended()
        self.phone.wait_call(call, "Terminated", "the end")
        self.assert_same_sound(self.browser.recording(), 440)
        self.assert_same_sound(self.phone.heard().since(begun), 880)


class Flows(Calls):
    """What both ends do in a call."""

    def test_we_hold_and_resume(self):
        call = self.call_it()
        self.phone.ctl("hold", call)
        self.phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        self.assert_silent_for_it()
        self.phone.ctl("resume", call)
        self.phone.wait_call(call, lambda c: not c["heldLocal"], "resume")
        self.hear_on()

    def assert_silent_for_it(self):
        begun = self.browser.recording().seconds + 0.5
        wait_for(lambda: self.browser.recording().seconds > begun + 1.0, "a second more", process=self.browser.process)
        self.assertLess(self.browser.heard_seconds(440, since=begun), 0.1)

    def assert_silent_for_us(self):
        """Nothing that comes is no sound, and no time in our recording either."""
        begun = self.browser.recording().seconds + 0.5
        wait_for(lambda: self.browser.recording().seconds > begun, "half a second more", process=self.browser.process)
        before = self.phone.heard().seconds
        wait_for(lambda: self.browser.recording().seconds > begun + 1.0, "a second more", process=self.browser.process)
        self.assertLess(self.phone.heard().since(before).tone_seconds(880), 0.1)

    def test_it_holds_and_resumes(self):
        call = self.be_called()
        self.browser.asked("hold")
        self.phone.wait_call(call, lambda c: c["heldRemote"], "being held")
        self.assert_silent_for_us()
        self.browser.asked("resume")
        self.phone.wait_call(call, lambda c: not c["heldRemote"], "being resumed")
        self.hear_on()

    def test_mute_on_either_side(self):
        call = self.call_it()
        self.phone.ctl("mute", call, "on")
        self.assert_silent_for_it()
        self.phone.ctl("mute", call, "off")
        self.hear_on()
        self.browser.do("mute", on=True)
        self.assert_silent_for_us()
        self.browser.do("mute", on=False)
        self.hear_on()

    def test_dtmf_to_it(self):
        call = self.call_it()
        self.phone.ctl("dtmf", call, "7", "--via", "info")
        self.assertIn("Signal=7", self.browser.wait("info")["text"].replace(" ", ""))
        # It plays what it is told by RTP, over the sound of the call: so that is silenced.
        self.phone.ctl("mute", call, "on")
        self.phone.ctl("dtmf", call, "159", "--via", "rtp")
        wait_for(lambda: self.browser.recording().dtmf() == "159", "the tone pairs of 1, 5 and 9", process=self.browser.process)

    def test_dtmf_to_us(self):
        events = self.phone.events()
        self.addCleanup(events.stop)
        self.be_called()
        self.browser.do("tones", digits="159#")
        wait_for(lambda: self.digits(events) == "159#", "the digits by RTP", process=self.browser.process)
        self.browser.asked("info", signal="7")
        wait_for(lambda: self.digits(events) == "159#7", "the digit by INFO", process=self.browser.process)

    def digits(self, events):
        return "".join(e["digit"] for e in list(events.lines) if e["event"] == "dtmf")

    def test_it_restarts_ice(self):
        self.be_called()
        before = self.browser.stats()["ice"]["ufrag"]
        self.browser.asked("restart")
        wait_for(lambda: self.browser.stats()["ice"]["ufrag"] != before, "new credentials")
        self.hear_on()
        self.browser.asked("restart")
        self.hear_on()

    def test_we_transfer_it(self):
        third = self.third()
        begun = third.heard().seconds
        call = self.call_it()
        self.phone.ctl("transfer", call, "sip:1003@carillon.test")
        self.phone.wait_call(call, lambda c: c["transfer"]["state"] == "succeeded", "the transfer")
        self.phone.wait_call(call, "Terminated", "our leg to end")
        self.browser.wait_heard(660, name="call-onward")
        third.wait_recorded(880, since=begun)

    def test_it_transfers_us(self):
        third = self.third()
        begun, our_begin = third.heard().seconds, self.phone.heard().seconds
        call = self.be_called()
        self.browser.do("refer", to="sip:1003@carillon.test")
        self.phone.wait_call(call, lambda c: c["referral"], "the question")
        self.phone.ctl("referral", call, "accept")
        self.browser.wait("answered", what="refer", code=202)
        self.browser.wait("progress", text="SIP/2.0 200 OK")
        self.browser.do("bye")
        third.wait_recorded(440, since=begun)
        self.phone.wait_recorded(660, since=our_begin)

    def test_we_transfer_it_after_asking(self):
        third = self.third()
        begun = third.heard().seconds
        call = self.call_it()
        consultation = self.phone.ctl("consult", call, "sip:1003@carillon.test")["id"]
        self.phone.wait_call(consultation, "Established", "the third")
        self.phone.ctl("transfer", call, "--to", consultation)
        self.assertIn("Replaces", self.browser.wait("referred")["to"])
        self.phone.wait_call(call, "Terminated", "our leg to end")
        self.phone.wait_call(consultation, "Terminated", "the other one too")
        self.browser.wait_heard(660, name="call-onward")
        third.wait_recorded(880, since=begun)

    def test_it_transfers_us_after_asking(self):
        third = self.third()
        begun = third.heard().seconds
        call = self.be_called()
        self.browser.call("sip:1003@carillon.test", "consultation")
        self.browser.wait_heard(660, name="consultation")
        self.browser.do("refer", other="consultation")
        self.phone.wait_call(call, lambda c: c["referral"], "the question")
        self.phone.ctl("referral", call, "accept")
        self.browser.ended("consultation")
        third.wait_recorded(440, since=begun)


class OverWss(Flows, unittest.TestCase):
    transport = "wss"
    account = {"media_encryption": "dtls", "ice": "on"}

    def test_we_restart_ice(self):
        """Its answer names no candidates then: it is found by its own checks."""
        call = self.call_it()
        for _ in range(2):
            before = self.phone.ctl("stats", call)["ice"]["local"]["port"]
            self.phone.ctl("reconnect", call)
            wait_for(lambda: self.phone.ctl("stats", call)["ice"]["local"]["port"] != before, "another pair", process=self.browser.process)
            self.hear_on()


class OverWs(Calls, unittest.TestCase):
    transport = "ws"
    account = OverWss.account


class Hidden(Calls, unittest.TestCase):
    """A page without a microphone: its candidates are names of mDNS, which we resolve or do without."""
    transport = "wss"
    account = OverWss.account
    browser_settings = {"hidden": {"hz": 880}}

    def check_media(self, figures):
        self.assertEqual(figures["encryption"], "dtls")
        self.assertIn(figures["ice"]["remote"]["type"], ("host", "prflx"))


class ThroughGateway(Flows, unittest.TestCase):
    """rtpengine translates: nothing of WebRTC is asked of us."""
    transport = "udp"
    account = {"media_encryption": "none"}
    encryption = "none"

    @classmethod
    def make_server(cls):
        return Kamailio(cls.directory, gateway=cls.started(Rtpengine(cls.directory, sandbox.ADDRESS)))

    def check_media(self, figures):
        self.assertEqual(figures["encryption"], "none")


if __name__ == "__main__":
    fetch()
    sandbox.enter()
    unittest.main(verbosity=2)
