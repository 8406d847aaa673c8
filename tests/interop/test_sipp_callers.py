"""SIPp calls us and does what the RFCs let a caller do: one scenario for each feature, judged by SIPp and by ctl."""
import unittest

from harness import sipp
from harness.process import free_port, wait_for
from harness.sipp_case import SippCase


class Callers(SippCase):
    def setUp(self):
        super().setUp()
        self.phone.ctl("set", "autoAnswer", "on")

    def only_call(self):
        calls = self.phone.ctl("calls")
        self.assertEqual(len(calls), 1, calls)
        return calls[0]

    def arrived(self):
        """Until the caller beside us is answered."""
        wait_for(lambda: self.phone.ctl("calls"), "a call")
        return self.phone.wait_call("c1", "Established", "the call")

    def supports(self, tag):
        """Whether we say so in Supported."""
        call = self.caller("uac_call")
        found = self.arrived()
        answer = next(m for m in self.messages("c1") if m.startswith("SIP/2.0 200"))
        self.phone.ctl("hangup", found["id"])
        self.assert_content(call)
        return tag in [t.strip() for t in (self.header(answer, "Supported") or "").split(",")]

    def test_a_call_that_we_hang_up(self):
        caller = self.caller("uac_call")
        self.arrived()
        self.phone.ctl("hangup", "c1")
        self.assert_content(caller)
        self.assertEqual(self.ended("c1")["by"], "local")

    def test_reliable_provisional_responses(self):
        self.run_caller("uac_100rel")
        self.assertEqual(self.ended("c1")["by"], "remote")

    def test_update(self):
        caller = self.caller("uac_update")
        self.arrived()
        self.phone.wait_call("c1", lambda c: c["heldRemote"], "being held by UPDATE")
        self.assert_content(caller)
        self.assertEqual(self.ended("c1")["by"], "remote")

    def test_hold(self):
        caller = self.caller("uac_hold")
        self.arrived()
        self.phone.wait_call("c1", lambda c: c["heldRemote"], "being held")
        self.phone.wait_call("c1", lambda c: c["state"] == "Established" and not c["heldRemote"], "being resumed")
        self.assert_content(caller)
        self.ended("c1")

    def test_a_session_timer_that_the_caller_keeps(self):
        self.run_caller("uac_session_timer")
        self.assertEqual(self.ended("c1")["by"], "remote")

    def test_a_session_timer_that_the_caller_requires(self):
        """RFC 4028 where we support it; before that 420, as RFC 3261 has it for every extension."""
        if self.supports("timer"):
            self.run_caller("uac_session_timer_required")
            self.run_caller("uac_session_too_small")
        else:
            self.refused("INVITE", 420, more="Require: timer\nSession-Expires: 90")

    def test_a_transfer_that_is_declined(self):
        caller = self.caller("uac_refer", "-key", "refer_port", str(free_port()))
        self.arrived()
        asked = self.phone.wait_call("c1", lambda c: c["referral"], "the question")
        self.assertIn("carol", asked["referralUri"])
        # Who answers within a second declines the REFER itself; later it is accepted and the refusal follows by NOTIFY.
        wait_for(lambda: any(m.startswith("SIP/2.0 202") for m in self.messages("c1")), "the 202")
        self.phone.ctl("referral", "c1", "reject")
        self.assert_content(caller)
        self.assertEqual([c["id"] for c in self.phone.ctl("calls")], ["c1"], "nobody was called")

    def test_replaces(self):
        first = self.caller("uac_call")
        self.arrived()
        answer = next(m for m in self.messages("c1") if m.startswith("SIP/2.0 200"))
        name = (f"{self.header(answer, 'Call-ID')};to-tag={self.header(answer, 'To').split(';tag=')[1]};"
                f"from-tag={self.header(answer, 'From').split(';tag=')[1]}")
        self.phone.ctl("set", "autoAnswer", "off")  # nobody is asked, though
        self.run_caller("uac_replacing", "-key", "replaces", name)
        self.assert_content(first)
        self.assertEqual(self.ended("c1")["by"], "local")
        self.assertEqual(self.ended("c2")["by"], "remote")

    def test_options(self):
        self.run_caller("uac_options")
        self.assertEqual(self.phone.ctl("calls"), [])

    def test_digits_by_info(self):
        self.run_caller("uac_info")
        self.assertEqual(self.only_call()["state"], "Terminated")

    def test_cancel(self):
        self.phone.ctl("set", "autoAnswer", "off")
        self.run_caller("uac_cancel")
        end = self.ended("c1")
        self.assertEqual((end["code"], end["by"]), (487, "remote"))

    def test_cancel_after_the_answer(self):
        self.run_caller("uac_cancel_late")
        self.assertEqual(self.ended("c1")["code"], 200, "the CANCEL changed nothing")

    def test_cancel_of_nothing(self):
        self.run_caller("uac_cancel_unknown")
        self.assertEqual(self.phone.ctl("calls"), [])

    def refused(self, method, code, target="sip:[service]@[remote_ip]:[remote_port]", cseq=None, version="SIP/2.0", to="", more="X-Test: 1",
                type="application/sdp", body="v=0"):
        path = sipp.filled(self.directory, "uac_refused", method=method, target=target, version=version, to=to, more=more, type=type,
                           cseq=cseq or f"1 {method}", code=str(code), body=body, what="what is wrong")
        status, output = sipp.call(self.directory, self.host_port, "-sf", path, "-m", "1")
        self.assertEqual(status, 0, f"{method} {code}\n{output}\n{sipp.complaints(self.directory)}")

    def test_what_is_wrong_is_refused(self):
        """Each with the status that RFC 3261 asks for; no call comes of any, and the phone goes on."""
        for method, code, wrong in (
                ("INVITE", 400, {"cseq": "x INVITE"}), ("INVITE", 400, {"more": "Contact: <sip:b@[local_ip]>"}),
                ("INVITE", 415, {"type": "application/x-odd"}), ("INVITE", 416, {"target": "tel:+15551234"}),
                ("INVITE", 420, {"more": "Require: nosuchextension"}), ("INVITE", 481, {"to": ";tag=nobody"}),
                ("INVITE", 481, {"more": "Replaces: no;to-tag=such;from-tag=dialog"}), ("INVITE", 400, {"more": "Replaces: broken"}),
                ("INVITE", 406, {"more": "Accept: text/html"}), ("INVITE", 415, {"more": "Content-Encoding: gzip"}),
                ("INVITE", 400, {"body": "no description"}), ("OPTIONS", 505, {"version": "SIP/7.0"}),
                ("BYE", 481, {"to": ";tag=nobody"}), ("BYE", 481, {}), ("NOTIFY", 481, {"to": ";tag=nobody"}), ("INFO", 481, {"to": ";tag=nobody"}),
                ("PRACK", 481, {}), ("UPDATE", 481, {}), ("FLY", 501, {}), ("MESSAGE", 405, {}), ("SUBSCRIBE", 405, {}), ("PUBLISH", 405, {})):
            with self.subTest(method=method, code=code, **wrong):
                self.refused(method, code, **wrong)
        self.assertEqual([c for c in self.phone.ctl("calls") if c["state"] != "Terminated"], [])
        self.run_caller("uac_options")


if __name__ == "__main__":
    unittest.main(verbosity=2)
