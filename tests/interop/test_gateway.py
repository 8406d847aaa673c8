"""A phone of plain RTP and a browser, with rtpengine between them: WebRTC on its side, RTP/AVP over UDP on ours."""
import unittest

from harness import sandbox
from harness.browser import Browser, fetch
from harness.carillon import Carillon
from harness.case import Case
from harness.kamailio import Kamailio
from harness.rtpengine import Rtpengine
from harness.tone import Recording


class Gateway(Case):
    def setUp(self):
        super().setUp()
        server = self.started(Kamailio(self.directory, gateway=self.started(Rtpengine(self.directory, sandbox.ADDRESS))))
        self.browser = Browser(self.directory, "1002", server, "wss", 880)
        self.addCleanup(self.browser.stop)
        self.browser.register()
        self.phone = self.started(Carillon(self.directory))
        self.phone.wait_registered(self.phone.add_account("1001", server, "udp", media_encryption="none"))

    def sound(self, call):
        self.phone.wait_call(call, "Established", "the call")
        self.browser.established()
        self.browser.wait_heard(440)
        self.phone.wait_heard(call, 1500)

    def end(self, call):
        self.browser.ended()
        self.phone.wait_call(call, "Terminated", "the end")
        self.phone.stop()
        self.assertGreater(Recording(self.phone.recording).tone_seconds(880), 1.0, "the browser's tone in our recording")

    def test_we_call_it(self):
        call = self.phone.dial("1002")
        self.browser.accept()
        self.sound(call)
        self.phone.ctl("hangup", call)
        self.end(call)

    def test_it_calls_us(self):
        self.browser.call("sip:1001@carillon.test")
        call = self.phone.wait_incoming()
        self.phone.ctl("answer", call)
        self.sound(call)
        self.phone.ctl("dtmf", call, "5", "--via", "rtp")
        self.browser.do("bye")
        self.end(call)

    def test_hold_and_resume_from_either_side(self):
        call = self.phone.dial("1002")
        self.browser.accept()
        self.sound(call)
        self.phone.ctl("hold", call)
        self.phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        self.browser.wait("reinvited")
        self.phone.ctl("resume", call)
        self.phone.wait_call(call, lambda c: not c["heldLocal"], "resume")
        self.browser.wait_heard(440, since=self.browser.recording().seconds)
        self.browser.asked("hold")
        self.phone.wait_call(call, lambda c: c["heldRemote"], "being held")
        self.browser.asked("resume")
        self.phone.wait_call(call, lambda c: not c["heldRemote"], "being resumed")
        self.browser.wait_heard(440, since=self.browser.recording().seconds)
        self.browser.do("bye")
        self.end(call)


if __name__ == "__main__":
    fetch()
    sandbox.enter()
    unittest.main(verbosity=2)
