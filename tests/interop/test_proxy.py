"""Handing over, being handed over and not being answered where everything goes through a proxy with digest and Record-Route."""
import os
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon
from harness.case import Case
from harness.kamailio import Kamailio
from harness.process import wait_for
from harness.tone import Recording

RINGING_SECONDS = 4


class Proxy(Case):
    def setUp(self):
        super().setUp()
        self.kamailio = self.started(Kamailio(self.directory, ringing_seconds=RINGING_SECONDS))
        self.peer = self.started(Baresip(self.directory, "peer", "1002", self.kamailio.server("udp"), tone_hz=880))
        self.third = self.started(Baresip(self.directory, "third", "1003", self.kamailio.server("udp"), tone_hz=660, answer="auto"))
        self.phone = self.started(Carillon(self.directory))

    def register(self, transport):
        account = self.phone.add_account("1001", self.kamailio, transport, media_encryption="none")
        self.phone.wait_registered(account)
        return account

    def messages(self, call, direction, start):
        return [m["message"] for m in self.phone.ctl("trace", "--call", call) if m["direction"] == direction and m["message"].startswith(start)]

    def assert_through_the_proxy(self, call):
        """The INVITE was challenged, and the dialog has the proxy in its route set."""
        self.assertEqual(len(self.messages(call, "received", "SIP/2.0 407")), 1)
        self.assertIn("\r\nProxy-Authorization: ", self.messages(call, "sent", "INVITE ")[1])
        self.assertTrue(any("\r\nRecord-Route: " in m for m in self.messages(call, "received", "SIP/2.0 200")))

    def hands_over(self, transport):
        self.register(transport)
        call = self.phone.dial("1002")
        self.peer.accept()
        self.phone.wait_call(call, "Established", "the call")
        self.phone.wait_heard(call, 500)
        self.phone.ctl("transfer", call, "1003")
        self.third.wait_event("CALL_ESTABLISHED")
        done = self.phone.wait_call(call, lambda c: c["transfer"]["state"] in ("succeeded", "failed"), "the handover")
        self.assertEqual((done["transfer"]["state"], done["transfer"]["code"]), ("succeeded", 200))
        self.phone.wait_call(call, "Terminated", "our leg to end")
        self.assert_through_the_proxy(call)
        refer = self.messages(call, "sent", "REFER ")
        self.assertEqual(len(refer), 1)
        self.assertIn("\r\nRefer-To: <sip:1003@carillon.test", refer[0])
        for message in refer + self.messages(call, "sent", "BYE "):
            self.assertIn("\r\nRoute: ", message)
        wait_for(lambda: any(os.path.getsize(r) > 48_000 for r in self.third.recordings()), "sound at the third phone")
        self.peer.hang_up()
        self.third.wait_event("CALL_CLOSED")
        self.assertGreater(sum(Recording(r).tone_seconds(880) for r in self.third.recordings()), 0.2, "the peer talks to the third")

    def test_we_hand_over_by_udp(self):
        self.hands_over("udp")

    def test_we_hand_over_by_tls(self):
        self.hands_over("tls")

    def test_we_are_handed_over(self):
        self.register("tcp")
        self.peer.dial("sip:1001@carillon.test")
        incoming = self.phone.wait_incoming()
        self.phone.ctl("answer", incoming)
        self.phone.wait_call(incoming, "Established", "the call")
        self.peer.command("transfer", "sip:1003@carillon.test")
        asked = self.phone.wait_call(incoming, lambda c: c["referral"], "the question")
        self.assertEqual(asked["referralUri"], "sip:1003@carillon.test")
        self.phone.ctl("referral", incoming, "accept")
        self.phone.wait_call(incoming, "Terminated", "the first leg to end")
        following = next(c["id"] for c in self.phone.ctl("calls") if c["id"] != incoming)
        self.phone.wait_call(following, "Established", "the third to answer")
        self.phone.wait_heard(following, 500)
        self.assert_through_the_proxy(following)
        for message in self.messages(incoming, "sent", "NOTIFY "):
            self.assertIn("\r\nRoute: ", message)

    def test_to_somebody_who_does_not_exist(self):
        self.register("udp")
        call = self.phone.dial("1002")
        self.peer.accept()
        self.phone.wait_call(call, "Established", "the call")
        self.phone.ctl("transfer", call, "1009")
        failed = self.phone.wait_call(call, lambda c: c["transfer"]["state"] == "failed", "the transfer to fail")
        self.assertEqual((failed["transfer"]["code"], failed["transfer"]["sentence"]), (404, "There is no 1009. 1002 is back with you."))

    def test_nobody_answers(self):
        """The phone rings for as long as the proxy lets it."""
        self.register("udp")
        call = self.phone.dial("1002")
        self.peer.wait_event("CALL_INCOMING")
        self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
        ended = self.phone.wait_call(call, "Terminated", "the proxy to give up", RINGING_SECONDS + 10)
        self.assertEqual((ended["end"]["by"], ended["end"]["code"], ended["establishedAt"]), ("remote", 408, None))
        self.assertEqual(ended["end"]["sentence"], "1002 did not answer.")
        self.assertEqual(self.phone.ctl("history", "--limit", "1")[0]["outcome"], "noanswer")
        self.peer.wait_event("CALL_CLOSED")


if __name__ == "__main__":
    unittest.main(verbosity=2)
