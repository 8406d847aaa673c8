"""SIP.js 0.21 in node through Kamailio, over WS and WSS: what a browser's signalling does with us. Its media are plain PCMU packets."""
import unittest

from harness.agent import Agent
from harness.carillon import Carillon
from harness.kamailio import Kamailio
from harness.process import scratch, wait_for
from harness.sipjs import SipJs


class SipJsInterop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = scratch()
        cls.addClassCleanup(folder.cleanup)
        cls.directory = folder.name
        cls.kamailio = Kamailio(cls.directory).start()
        cls.addClassCleanup(cls.kamailio.stop)
        cls.phone = Carillon(cls.directory).start()
        cls.addClassCleanup(cls.phone.stop)
        cls.phone.wait_registered(cls.phone.add_account("1001", cls.kamailio, "ws", media_encryption="none"))
        cls.peer = SipJs(cls.directory, "1002", cls.kamailio, "ws").register()
        cls.addClassCleanup(cls.peer.stop)

    def setUp(self):
        self.peer.events.clear()

    def heard(self):
        before = len(self.peer.seen("heard"))
        self.peer.do("heard")
        return self.peer.wait("heard", before + 1)["packets"]

    def call_to_us(self):
        self.peer.do("call", to="sip:1001@carillon.test")
        call = self.phone.wait_incoming()
        self.phone.ctl("answer", call)
        self.phone.wait_call(call, "Established", "the answer")
        self.peer.wait("session", state="Established")
        return call

    def call_to_them(self):
        call = self.phone.dial("1002")
        self.peer.wait("invited")
        self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
        self.peer.do("accept")
        self.phone.wait_call(call, "Established", "their answer")
        self.peer.wait("session", state="Established")
        return call

    def test_it_calls_and_we_hang_up(self):
        call = self.call_to_us()
        self.phone.wait_heard(call, 400)
        wait_for(lambda: self.heard() > 20, "our sound")
        self.phone.ctl("hangup", call)
        self.peer.wait("bye")
        self.peer.ended()
        self.assertEqual(self.phone.wait_call(call, "Terminated", "the end")["end"]["by"], "local")

    def test_we_call_and_it_hangs_up(self):
        call = self.call_to_them()
        self.phone.wait_heard(call, 400)
        self.peer.do("bye")
        self.assertEqual(self.phone.wait_call(call, "Terminated", "the end")["end"]["by"], "remote")
        self.peer.ended()

    def test_it_holds_and_resumes(self):
        call = self.call_to_us()
        self.peer.do("hold")
        self.peer.wait("answered", what="hold", code=200)
        self.phone.wait_call(call, lambda c: c["heldRemote"], "being held")
        self.peer.do("resume")
        self.peer.wait("answered", what="resume", code=200)
        self.phone.wait_call(call, lambda c: not c["heldRemote"], "being resumed")
        self.peer.do("bye")
        self.phone.wait_call(call, "Terminated", "the end")

    def test_we_hold_and_resume(self):
        call = self.call_to_them()
        self.phone.ctl("hold", call)
        self.phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        self.peer.wait("described", held=True)
        self.phone.ctl("resume", call)
        self.phone.wait_call(call, lambda c: not c["heldLocal"], "resume")
        self.phone.ctl("hangup", call)
        self.peer.wait("bye")

    def test_it_transfers_us(self):
        with Carillon(self.directory, "third") as third:
            third.wait_registered(third.add_account("1003", self.kamailio, "udp", media_encryption="none"))
            third.ctl("set", "autoAnswer", "on")
            call = self.call_to_us()
            self.peer.do("refer", to="sip:1003@carillon.test")
            self.phone.wait_call(call, lambda c: c["referral"], "the question")
            self.phone.ctl("referral", call, "accept")
            self.peer.wait("answered", what="refer", code=202)
            self.peer.wait("progress", text="SIP/2.0 200 OK")
            onward = next(c for c in self.phone.ctl("calls") if c["state"] == "Established" and c["id"] != call)
            self.phone.wait_heard(onward["id"], 400)
            self.peer.do("bye")
            self.phone.wait_call(call, "Terminated", "the first leg to end")
            self.phone.ctl("hangup", onward["id"])

    def test_we_transfer_it(self):
        """SIP.js is asked, says no, and the call stays."""
        call = self.call_to_them()
        self.phone.ctl("transfer", call, "sip:1003@carillon.test")
        self.peer.wait("referred")
        failed = self.phone.wait_call(call, lambda c: c["transfer"]["state"] == "failed", "the refusal")
        self.assertEqual(failed["transfer"]["code"], 603)
        self.phone.ctl("hangup", call)
        self.peer.wait("bye")

    def test_it_cancels_and_it_refuses(self):
        self.peer.do("call", to="sip:1001@carillon.test")
        call = self.phone.wait_incoming()
        self.peer.do("cancel")
        ended = self.phone.wait_call(call, "Terminated", "the end")
        self.assertEqual((ended["end"]["code"], ended["end"]["by"]), (487, "remote"))
        call = self.phone.dial("1002")
        self.peer.wait("invited")
        self.peer.do("reject", code=486)
        self.assertEqual(self.phone.wait_call(call, "Terminated", "the end")["end"]["code"], 486)

    def test_messages_both_ways(self):
        agent = Agent(self.directory, "1004", self.kamailio, "ws")
        self.addCleanup(agent.stop)
        self.peer.do("message", to="sip:1004@carillon.test", text="Grüße von SIP.js")
        agent.wait("message", text="Grüße von SIP.js")
        self.peer.wait("answered", what="message", code=200)
        agent.do("message", to="sip:1002@carillon.test", text="Grüße zurück")
        self.peer.wait("message", text="Grüße zurück")
        agent.wait("answered", what="message", code=200)

    def test_over_wss(self):
        peer = SipJs(self.directory, "1005", self.kamailio, "wss").register()
        self.addCleanup(peer.stop)
        call = self.phone.dial("1005")
        peer.wait("invited")
        peer.do("accept")
        self.phone.wait_call(call, "Established", "their answer")
        self.phone.wait_heard(call, 200)
        self.phone.ctl("hangup", call)
        peer.wait("bye")
        peer.do("unregister")
        peer.wait("registration", state="Unregistered")


if __name__ == "__main__":
    unittest.main(verbosity=2)
