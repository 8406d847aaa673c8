"""The built-in exchange: the friend can be handed over and calls back, busy is busy, and what nobody answers can be given up."""
import unittest

from harness.carillon import Carillon
from harness.case import Case
from harness.process import wait_for


class TryOut(Case):
    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory, options=("--try-out",)))
        account = wait_for(lambda: self.phone.ctl("status")["accounts"], "the try-out account")[0]["id"]
        self.phone.wait_registered(account)

    def established(self, extension):
        call = self.phone.dial(extension)
        self.phone.wait_call(call, "Established", extension)
        return call

    def test_the_friend_is_handed_over_to_music(self):
        call = self.established("friend")
        self.phone.wait_heard(call, 500)
        exchange = self.phone.call(call)["remoteUri"].split("@")[1]
        self.phone.ctl("transfer", call, f"sip:music@{exchange}")
        done = self.phone.wait_call(call, lambda c: c["transfer"]["state"] in ("succeeded", "failed"), "the handover")
        self.assertEqual((done["transfer"]["state"], done["transfer"]["code"]), ("succeeded", 200))
        self.phone.wait_call(call, "Terminated", "our leg to end")

    def test_the_friend_calls_back(self):
        call = self.established("friend")
        self.phone.ctl("dtmf", call, "1")
        self.phone.wait_call(call, "Terminated", "the friend to hang up")
        incoming = self.phone.wait_incoming()
        self.phone.ctl("answer", incoming)
        self.phone.wait_call(incoming, "Established", "the friend's call")
        self.phone.wait_heard(incoming, 500)

    def test_busy_and_noanswer(self):
        busy = self.phone.wait_call(self.phone.dial("busy"), "Terminated", "busy")
        self.assertEqual(busy["end"]["code"], 486)
        for dialled, code in (("bus", 484), ("nobody", 404)):
            self.assertEqual(self.phone.wait_call(self.phone.dial(dialled), "Terminated", dialled)["end"]["code"], code)
        call = self.phone.dial("noanswer")
        self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
        self.phone.ctl("hangup", call)
        self.assertEqual(self.phone.wait_call(call, "Terminated", "the end")["end"]["code"], 487)


if __name__ == "__main__":
    unittest.main(verbosity=2)
