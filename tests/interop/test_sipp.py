"""SIPp as caller and callee: the basic flows, and both with losses on either side."""
import unittest
from datetime import datetime

from harness import sipp
from harness.carillon import Carillon
from harness.case import Case
from harness.ear import Ear
from harness.process import wait_for

CALLS = 5
PACKET_MS = 20


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

    def test_a_callee_on_hold_hears_silence_and_then_us_again(self):
        ear = Ear()
        self.addCleanup(ear.stop)
        callee = self.callee("-sf", sipp.scenario("uas_hold"), "-m", "1", "-key", "ear_port", str(ear.port))
        call = self.phone.dial(f"sip:service@127.0.0.1:{callee.port}")
        self.phone.wait_call(call, "Established", "the answer")
        wait_for(lambda: ear.seconds() > 1.2, "our tone")
        self.phone.ctl("hold", call)
        held = self.phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        self.phone.wait_call(call, lambda c: c["durationMs"] > held["durationMs"] + 1500, "time to pass on hold")
        self.phone.ctl("resume", call)
        self.phone.wait_call(call, lambda c: not c["heldLocal"], "resume")
        resumed = ear.seconds()
        wait_for(lambda: ear.seconds() > resumed + 1.2, "our tone again")
        self.phone.ctl("hangup", call)
        self.assertEqual(callee.wait(), 0)
        heard = ear.recording()
        spans = heard.tone_spans(440)
        self.assertEqual(len(spans), 2, f"tone, silence, tone: {spans}")
        self.assertTrue(all(end - begin > 1 for begin, end in spans), spans)
        self.assertGreater(spans[1][0] - spans[0][1], 1.3, spans)
        levels = [level for _, level in heard.windows(440)]
        silent = levels[int(spans[0][1] / 0.05) + 2:int(spans[1][0] / 0.05) - 1]
        self.assertLess(max(silent), -60, "nothing of us is heard while held")

    def test_sound_starts_with_the_answer(self):
        """Within one packet time. Of some calls, as the machine may be busy in one of them."""
        ear = Ear()
        self.addCleanup(ear.stop)
        callee = self.callee("-sf", sipp.scenario("uas_ear"), "-m", str(CALLS), "-key", "ear_port", str(ear.port))
        waits = []
        for number in range(1, CALLS + 1):
            call = self.phone.dial(f"sip:service@127.0.0.1:{callee.port}")
            self.phone.wait_call(call, "Established", "the answer")
            wait_for(lambda: len(ear.starts) == number, "our sound")
            answer = next(m for m in self.phone.ctl("trace", "--call", call) if m["message"].startswith("SIP/2.0 200"))
            answered = datetime.fromisoformat(answer["time"].replace("Z", "+00:00")).timestamp()
            waits.append(1000 * (list(ear.starts.values())[-1] - answered))
            self.phone.ctl("hangup", call)
            self.phone.wait_call(call, "Terminated", "the end")
        self.assertEqual(callee.wait(), 0)
        print("from the answer to the first packet, ms:", *(f"{wait:.0f}" for wait in waits), end=" ... ", flush=True)
        self.assertLess(min(waits), PACKET_MS)
        self.assertLess(sorted(waits)[CALLS // 2], 2 * PACKET_MS)

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
