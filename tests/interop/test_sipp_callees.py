"""We call SIPp, which does what the RFCs let a callee do: one scenario for each feature, judged by SIPp and by ctl."""
import glob
import hashlib
import os
import re
import unittest

from harness.process import wait_for
from harness.sipp_case import SippCase


class Callees(SippCase):
    def established(self, scenario, *options):
        callee = self.callee(scenario)
        call = self.dial(callee, *options)
        self.phone.wait_call(call, "Established", "the answer")
        return callee, call

    def hang_up(self, callee, call):
        self.phone.ctl("hangup", call)
        self.assert_content(callee)
        self.assertEqual(self.ended(call)["by"], "local")

    def test_reliable_provisional_responses(self):
        callee, call = self.established("uas_100rel")
        self.hang_up(callee, call)

    def test_early_media(self):
        callee = self.callee("uas_early_media")
        call = self.dial(callee)
        wait_for(lambda: any(m.startswith("SIP/2.0 183") for m in self.messages(call)), "the 183")
        self.assertEqual(self.phone.call(call)["state"], "Establishing")
        self.phone.wait_call(call, "Established", "the answer")
        self.hang_up(callee, call)

    def test_who_moved(self):
        callee = self.callee("uas_redirect")
        call = self.dial(callee)
        end = self.ended(call)
        self.assertEqual((end["code"], end["by"]), (302, "remote"))
        self.assert_content(callee)
        self.assertEqual(len(self.phone.ctl("calls")), 1, "nobody is called by itself")
        self.assertEqual(self.phone.call(call)["redirects"], ["sip:dave@127.0.0.1:9", "sip:carol@127.0.0.1:9"])
        followed = self.phone.ctl("follow", call)["call"]
        self.assertEqual(self.phone.call(followed)["remoteUri"], "sip:dave@127.0.0.1:9")

    def test_overload(self):
        callee = self.callee("uas_busy_503")
        call = self.dial(callee)
        end = self.ended(call)
        self.assertEqual((end["code"], end["by"]), (503, "remote"))
        self.assert_content(callee)

    def digest(self, code, header):
        callee = self.callee(f"uas_digest_{code}", "-trace_msg")  # our own trace keeps secrets to itself
        # Only its own server is told who we are.
        account = self.phone.ctl("account", "add", "--aor", "sip:anna@carillon.test", "--server", f"sip:127.0.0.1:{callee.port}",
                                 "--no-register", "--media-encryption", "none", "--password-stdin", stdin="open sesame\n")["id"]
        call = self.phone.dial("sip:service@carillon.test", "--account", account)
        self.phone.wait_call(call, "Established", "the answer")
        self.hang_up(callee, call)
        [log] = glob.glob(os.path.join(self.directory, f"uas_digest_{code}_*_messages.log"))
        with open(log) as heard:
            answers = re.findall(rf"^{header}: Digest (.*)$", heard.read(), re.M)
        fields = dict(re.findall(r'(\w+)="?([^",]+)"?', answers[0].strip()))

        def sha(text):
            return hashlib.sha256(text.encode()).hexdigest()
        a1, a2 = sha("anna:carillon.test:open sesame"), sha(f"INVITE:{fields['uri']}")
        self.assertEqual(fields["response"], sha(f"{a1}:{fields['nonce']}:{fields['nc']}:{fields['cnonce']}:auth:{a2}"))
        self.assertNotIn(fields["response"], str(self.phone.ctl("trace")))

    def test_digest_of_a_callee(self):
        self.digest(401, "Authorization")

    def test_digest_of_a_proxy(self):
        self.digest(407, "Proxy-Authorization")

    def test_glare(self):
        callee, call = self.established("uas_491")
        self.phone.ctl("hold", call)
        wait_for(lambda: sum(m.startswith("INVITE ") for m in self.messages(call)) == 3, "the second try")
        self.phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        wait_for(lambda: sum(m.startswith("SIP/2.0 200") for m in self.messages(call)) == 2, "its answer")
        self.hang_up(callee, call)

    def test_cancel(self):
        callee = self.callee("uas_cancelled")
        call = self.dial(callee)
        self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
        self.phone.ctl("hangup", call)
        self.assert_content(callee)
        end = self.ended(call)
        self.assertEqual((end["code"], end["by"]), (487, "local"))

    def test_an_answer_that_crosses_cancel(self):
        callee = self.callee("uas_cancel_crosses")
        call = self.dial(callee)
        self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
        self.phone.ctl("hangup", call)
        self.assert_content(callee)
        self.assertEqual(self.ended(call)["by"], "local")

    def test_two_who_answer(self):
        callee, call = self.established("uas_forked")
        wait_for(lambda: sum(m.startswith("BYE ") for m in self.messages(call)) == 1, "the second one's end")
        self.assertEqual(self.phone.call(call)["state"], "Established")
        wait_for(lambda: self.phone.call(call)["durationMs"] > 500, "the first one to stay")
        self.hang_up(callee, call)

    def test_update_and_a_new_offer(self):
        callee, call = self.established("uas_update")
        self.phone.wait_call(call, lambda c: c["heldRemote"], "being held by UPDATE")
        self.phone.wait_call(call, lambda c: not c["heldRemote"], "being resumed by a re-INVITE")
        self.hang_up(callee, call)

    def test_a_transfer(self):
        callee, call = self.established("uas_transferred")
        self.phone.ctl("transfer", call, "sip:carol@127.0.0.1")
        ended = self.phone.wait_call(call, "Terminated", "the handover")
        self.assertEqual(ended["transfer"]["state"], "succeeded")
        self.assert_content(callee)

    def test_digits_by_info(self):
        callee, call = self.established("uas_info")
        self.phone.ctl("dtmf", call, "15#", "--via", "info")
        wait_for(lambda: sum(m.startswith("INFO ") for m in self.messages(call)) == 3, "three INFOs")
        self.hang_up(callee, call)


if __name__ == "__main__":
    unittest.main(verbosity=2)
