"""SIPp as caller and callee: the basic flows, and both with losses on either side."""
import unittest

from harness import sipp
from harness.carillon import Carillon
from harness.case import Case


class Sipp(Case):
    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory))
        self.account = self.phone.add_account("1001", media_encryption="none")
        self.host_port = self.phone.contact(self.account).split("@")[1].split(";")[0].rstrip(">")

    def callee(self, *args):
        callee = sipp.Callee(self.directory, *args)
        self.addCleanup(callee.stop)
        return callee

    def sent(self, call, start, method):
        """How many messages of the call we sent that begin so and belong to that method."""
        return sum(m["direction"] == "sent" and m["message"].startswith(start) and f" {method}\r\n" in m["message"]
                   for m in self.phone.ctl("trace", "--call", call))

    def test_a_caller(self):
        self.phone.ctl("set", "autoAnswer", "on")
        status, output = sipp.call(self.directory, self.host_port, "-sn", "uac", "-d", "300", "-m", "3", "-l", "1")
        self.assertEqual(status, 0, output)
        ended = [c for c in self.phone.ctl("calls") if c["state"] == "Terminated"]
        self.assertEqual(len(ended), 3)

    def test_a_caller_that_loses_our_200(self):
        self.phone.ctl("set", "autoAnswer", "on")
        status, output = sipp.call(self.directory, self.host_port, "-sf", sipp.scenario("uac_retransmit"), "-m", "1")
        self.assertEqual(status, 0, output)
        self.assertEqual(len(self.phone.ctl("calls")), 1)
        self.assertGreaterEqual(self.sent("c1", "SIP/2.0 200", "INVITE"), 3)

    def test_a_caller_over_a_bad_line(self):
        self.phone.ctl("set", "autoAnswer", "on")
        status, output = sipp.call(self.directory, self.host_port, "-sn", "uac", "-d", "200", "-m", "10", "-l", "5", "-lost", "20",
                                   timeout=90)
        self.assertEqual(status, 0, output)

    def test_a_callee(self):
        callee = self.callee("-sn", "uas", "-m", "1")
        call = self.phone.dial(f"sip:service@127.0.0.1:{callee.port}")
        self.phone.wait_call(call, "Established", "the answer")
        self.phone.ctl("hangup", call)
        self.phone.wait_call(call, "Terminated", "the end")
        self.assertEqual(callee.wait(), 0)

    def test_a_callee_that_loses_our_invite_and_our_bye(self):
        callee = self.callee("-sf", sipp.scenario("uas_retransmit"), "-m", "1")
        call = self.phone.dial(f"sip:service@127.0.0.1:{callee.port}")
        self.phone.wait_call(call, "Established", "the answer")
        self.phone.ctl("hangup", call)
        self.assertEqual(callee.wait(), 0)
        self.phone.wait_call(call, "Terminated", "the end")
        self.assertGreaterEqual(self.sent(call, "INVITE ", "INVITE"), 2)
        self.assertGreaterEqual(self.sent(call, "BYE ", "BYE"), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
