"""Who reaches the phone, by what a caller hears of it on the wire, and that the program keeps it over a restart."""
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon
from harness.case import Case
from harness.flood import Flood
from harness.process import wait_for


class Incoming(Case):
    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory))
        self.contact = self.phone.contact(self.phone.add_account("1001", media_encryption="none"))
        self.port = int(self.contact.split("@")[1].split(";")[0].split(":")[1])

    def heard(self, user="1001", address="127.0.0.1"):
        """@returns the first final or ringing status that a caller gets."""
        caller = Flood("127.0.0.1", self.port, user, address)
        self.addCleanup(caller.stop)
        caller.invite()
        wait_for(lambda: caller.answers, "an answer")
        return next(iter(caller.answers.values()))

    def test_scanners_and_the_unwanted_do_not_ring(self):
        self.assertEqual(self.heard("100", "127.0.0.2"), 404)  # not the address of the domain, which is as good as its server
        self.phone.ctl("set", "blocked", "flood*")
        self.assertEqual(self.heard(), 603)
        self.phone.ctl("set", "blocked", "")
        self.phone.ctl("set", "dndCode", "480")
        self.assertIsNotNone(self.phone.ctl("dnd", "on", "--for", "5")["until"])
        self.assertEqual(self.heard(), 480)
        self.phone.ctl("dnd", "off")
        self.phone.ctl("set", "forwardAlways", "sip:1002@127.0.0.1:9")
        self.assertEqual(self.heard(), 302)
        self.assertEqual(self.phone.ctl("status")["refusedCalls"], 1)
        self.assertFalse([c for c in self.phone.ctl("calls") if c["ringing"]], "nothing rings")
        self.phone.ctl("set", "forwardAlways", "")
        self.assertEqual(self.heard(), 180)
        self.phone.ctl("hangup", "--all")

    def test_a_baresip_is_rung_for_a_while_and_sent_on(self):
        with Baresip(self.directory, "third", "1003", tone_hz=660) as third:
            self.phone.ctl("set", "forwardNoAnswer", third.contact)
            self.phone.ctl("set", "forwardAfter", "5")
            caller = self.started(Carillon(self.directory, "caller"))
            caller.add_account("1002", media_encryption="none")
            call = caller.dial(self.contact)
            caller.wait_call(call, lambda c: c["ringing"], "ringing")
            ended = caller.wait_call(call, "Terminated", "being sent on")
            self.assertEqual(ended["end"]["code"], 302)
            self.assertEqual(len(ended["redirects"]), 1)
            followed = caller.ctl("follow", call)["call"]
            third.accept()
            caller.wait_call(followed, "Established", "the third phone")
            self.assertTrue(self.phone.ctl("history")[0]["transferredTo"])


if __name__ == "__main__":
    unittest.main()
