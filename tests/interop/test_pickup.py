"""Picking up a call that rings at a colleague's: baresip rings, a telephone of the framework's tells of it as the colleague's, and all goes
through Kamailio, with digest and Record-Route. Who called is another Carillon, which hears us in the end."""
import re
import unittest
from xml.sax.saxutils import quoteattr

from harness.agent import Agent
from harness.baresip import Baresip
from harness.carillon import Carillon, CtlError
from harness.case import Case
from harness.kamailio import Kamailio
from harness.process import wait_for

US, CALLER = 440, 660  # Hz


class Pickup(Case):
    def setUp(self):
        super().setUp()
        self.kamailio = self.started(Kamailio(self.directory))
        self.bob = self.started(Baresip(self.directory, "bob", "1003", self.kamailio.server("udp"), tone_hz=880))
        self.lamp = Agent(self.directory, "1004", self.kamailio)
        self.addCleanup(self.lamp.stop)
        self.eve = self.started(Carillon(self.directory, "eve", audio_input=f"tone:{CALLER}"))
        self.phone = self.started(Carillon(self.directory, audio_input=f"tone:{US}"))
        for phone, user in ((self.eve, "1002"), (self.phone, "1001")):
            phone.wait_registered(phone.add_account(user, self.kamailio, media_encryption="none"))
        self.favourite = self.phone.ctl("favourite", "add", "1004", "--name", "Bob")["id"]
        self.lamp.wait("notifier", state="Active")

    def messages(self, phone, call, direction, start):
        return [m["message"] for m in phone.ctl("trace", "--call", call) if m["direction"] == direction and m["message"].startswith(start)]

    def tell(self, state, call):
        """What Bob's telephone knows of Eve's call, by what went over the wire."""
        invite = self.messages(self.eve, call, "sent", "INVITE ")[-1]
        ringing = self.messages(self.eve, call, "received", "SIP/2.0 180")[-1]
        def one(pattern, message):
            return re.search(pattern, message, re.MULTILINE)[1]
        names = {"call-id": one(r"^Call-ID: (\S+)", ringing), "local-tag": one(r"^To: .*;tag=([^;\s]+)", ringing),
                 "remote-tag": one(r"^From: .*;tag=([^;\s]+)", ringing)}
        told = " ".join(f"{name}={quoteattr(value)}" for name, value in names.items())
        target = quoteattr(one(r"^Contact: .*<([^>]+)>", invite))
        self.version = getattr(self, "version", 0) + 1
        self.lamp.do("notify", type="application/dialog-info+xml", text=(
            f'<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="{self.version}" state="full" entity="sip:1004@carillon.test">'
            f'<dialog id="1" direction="recipient" {told}><state>{state}</state><remote><identity display="Eve">sip:1002@carillon.test'
            f'</identity><target uri={target}/></remote></dialog></dialog-info>'))

    def lamp_shows(self, lamp):
        def shown():
            one = self.phone.ctl("favourite", "list")[0]
            return one if one["lamp"] == lamp else None
        return wait_for(shown, f"the lamp to be {lamp}")

    def ring(self):
        call = self.eve.dial("1003")
        self.bob.wait_event("CALL_INCOMING")
        self.eve.wait_call(call, lambda c: c["ringing"], "ringing")
        self.tell("early", call)
        self.assertEqual(self.lamp_shows("ringing")["party"], "Eve")
        return call

    def test_the_caller_talks_to_us(self):
        first = self.ring()
        ours = self.phone.ctl("favourite", "pickup", self.favourite)["call"]
        self.phone.wait_call(ours, "Established", "the call to be ours")
        self.bob.wait_event("CALL_CLOSED")
        self.eve.wait_call(first, "Terminated", "what rang to end")
        sent = self.messages(self.phone, ours, "sent", "INVITE ")[-1]
        self.assertRegex(sent, r"\r\nReplaces: \S+;to-tag=\S+;from-tag=\S+;early-only\r\n")
        self.eve.wait_recorded(US, 0.5)
        self.phone.wait_recorded(CALLER, 0.5)

    def test_somebody_was_faster(self):
        first = self.ring()
        self.bob.accept()
        self.eve.wait_call(first, "Established", "bob to answer")
        ours = self.phone.ctl("favourite", "pickup", self.favourite)["call"]  # the lamp has not heard of it
        ended = self.phone.wait_call(ours, "Terminated", "the end")
        self.assertEqual((ended["end"]["code"], ended["end"]["sentence"]),
                         (486, "The call for Bob is not there any more: somebody else took it, or the caller hung up."))
        self.assertEqual(self.eve.call(first)["state"], "Established")
        self.tell("confirmed", first)
        self.lamp_shows("busy")
        with self.assertRaises(CtlError) as refused:
            self.phone.ctl("favourite", "pickup", self.favourite)
        self.assertEqual(refused.exception.code, "not-ringing")


if __name__ == "__main__":
    unittest.main(verbosity=2)
