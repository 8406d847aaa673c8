"""Hold, resume, DTMF, blind transfer, being transferred, CANCEL, reject, busy, no answer: with baresip as the far end."""
import os
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon, CtlError
from harness.case import Case
from harness.process import wait_for
from harness.tone import Recording


class CallControl(Case):
    def setUp(self):
        super().setUp()
        self.peer = self.started(Baresip(self.directory, "peer", "1002", tone_hz=880))
        self.phone = self.started(Carillon(self.directory))
        self.account = self.phone.add_account("1001", media_encryption="none")

    def established(self):
        call = self.phone.dial(self.peer.contact)
        self.peer.accept()
        self.phone.wait_call(call, "Established", "the call")
        self.phone.wait_heard(call, 1000)
        return call

    def test_hold_silences_and_resume_restores(self):
        call = self.established()
        self.phone.ctl("hold", call)
        self.phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        held_at = self.phone.received_packets(call)
        # Silence is the absence of packets in both directions: a second of media time of nothing is judged in the recordings.
        wait_for(lambda: self.phone.call(call)["durationMs"] > 2500, "time to pass on hold")
        self.assertLess(self.phone.received_packets(call) - held_at, 15, "packets while held")
        self.phone.ctl("resume", call)
        self.phone.wait_call(call, lambda c: not c["heldLocal"], "resume")
        resumed = self.phone.received_packets(call)
        wait_for(lambda: self.phone.received_packets(call) > resumed + 60, "the tone after resuming")
        self.phone.ctl("hangup", call)
        self.peer.wait_event("CALL_CLOSED")
        self.phone.wait_call(call, "Terminated", "the end")
        spans = [s for s in Recording(self.phone.recording).tone_spans(880) if s[1] - s[0] > 0.3]
        self.assertGreaterEqual(len(spans), 2, f"tone, silence, tone in our recording: {spans}")
        self.assertGreater(spans[1][0] - spans[0][1], 0.5, f"the silence of the hold: {spans}")
        # What baresip hears is not in its recording after a re-INVITE: test_sipp.py listens to us.

    def test_the_peer_holds(self):
        call = self.established()
        self.peer.command("hold")
        self.phone.wait_call(call, lambda c: c["heldRemote"], "being held")
        self.peer.command("resume")
        self.phone.wait_call(call, lambda c: not c["heldRemote"], "being resumed")

    def test_dtmf_reaches_the_peer(self):
        call = self.established()
        self.phone.ctl("dtmf", call, "15#")
        wait_for(lambda: "".join(e.get("param", "") for e in self.peer.seen("CALL_DTMF_START")).startswith("15#"),
                 f"the digits at the peer")

    def test_blind_transfer_to_a_third_phone(self):
        with Baresip(self.directory, "third", "1003", tone_hz=660, answer="auto") as third:
            call = self.established()
            self.phone.ctl("transfer", call, third.contact)
            third.wait_event("CALL_ESTABLISHED")
            done = self.phone.wait_call(call, lambda c: c["transfer"]["state"] == "succeeded", "the transfer")
            self.assertEqual(done["transfer"]["code"], 200)
            self.phone.wait_call(call, "Terminated", "our leg to end")
            # Half a second of sound between the two, by the size of what is written down of it.
            wait_for(lambda: any(os.path.getsize(r) > 48_000 for r in third.recordings()), "sound at the third phone")
            self.peer.hang_up()
            third.wait_event("CALL_CLOSED")
            self.assertGreater(sum(Recording(r).tone_seconds(880) for r in third.recordings()), 0.2, "the peer talks to the third")

    def test_a_blind_transfer_that_fails_gives_the_call_back(self):
        with Carillon(self.directory, "busy") as third:
            identity = third.add_account("1003", media_encryption="none")
            third.ctl("set", "dnd", "on")
            call = self.established()
            self.phone.ctl("transfer", call, third.contact(identity))
            failed = self.phone.wait_call(call, lambda c: c["transfer"]["state"] == "failed", "the transfer to fail")
            self.assertEqual(failed["transfer"]["code"], 486)
            self.assertTrue(failed["transfer"]["sentence"].endswith(" is busy. 1002 is back with you."), failed["transfer"])
            self.phone.wait_call(call, lambda c: c["state"] == "Established" and not c["heldLocal"], "the call to be back")

    def asked_to_be_transferred(self, third):
        """A call of the peer's, which it wants to hand over; what ctl shows of it."""
        self.assertEqual(self.phone.ctl("get", "acceptRefer"), "ask")
        self.peer.dial(self.phone.contact(self.account))
        incoming = self.phone.wait_incoming()
        self.phone.ctl("answer", incoming)
        self.phone.wait_call(incoming, "Established", "the call")
        self.assertIsNone(self.phone.call(incoming)["referral"])
        self.peer.command("transfer", third.contact)
        return self.phone.wait_call(incoming, lambda c: c["referral"], "the question")

    def test_being_transferred_asks_and_goes_after_a_yes(self):
        with Baresip(self.directory, "third", "1003", tone_hz=660, answer="auto") as third:
            asked = self.asked_to_be_transferred(third)
            self.assertEqual((asked["referral"], asked["referralUri"], asked["state"]), ("1003", third.contact, "Established"))
            self.assertEqual(len(self.phone.ctl("calls")), 1, "nobody is called before the yes")
            self.assertIsNone(self.phone.ctl("referral", asked["id"], "accept")["referral"])
            third.wait_event("CALL_ESTABLISHED")
            self.phone.wait_call(asked["id"], "Terminated", "the first leg to end")
            following = next(c for c in self.phone.ctl("calls") if c["id"] != asked["id"])
            self.assertEqual((following["direction"], following["state"]), ("out", "Established"))
            self.phone.wait_heard(following["id"], 500)

    def test_being_transferred_asks_and_stays_after_a_no(self):
        with Baresip(self.directory, "third", "1003", tone_hz=660, answer="auto") as third:
            asked = self.asked_to_be_transferred(third)
            after = self.phone.ctl("referral", asked["id"], "reject")
            self.assertEqual((after["referral"], after["referralUri"]), (None, ""))
            self.peer.wait_event("TRANSFER_FAILED")
            with self.assertRaises(CtlError) as raised:
                self.phone.ctl("referral", asked["id"], "accept")
            self.assertEqual(raised.exception.code, "no-referral")
            # baresip then hangs up by itself; we call nobody.
            self.assertEqual(self.phone.wait_call(asked["id"], "Terminated", "baresip to hang up")["end"]["by"], "remote")
            self.assertEqual([c["id"] for c in self.phone.ctl("calls")], [asked["id"]])
            self.assertEqual(third.seen("CALL_INCOMING"), [])

    def test_a_no_leaves_the_call_to_who_asked(self):
        with Carillon(self.directory, "asking", audio_input="tone:660") as asking:
            asking.add_account("1003", media_encryption="none")
            call = asking.dial(self.phone.contact(self.account))
            mine = self.phone.wait_incoming()
            self.phone.ctl("answer", mine)
            asking.wait_call(call, "Established", "the call")
            asking.ctl("transfer", call, self.peer.contact)
            self.phone.wait_call(mine, lambda c: c["referral"], "the question")
            self.phone.ctl("referral", mine, "reject")
            failed = asking.wait_call(call, lambda c: c["transfer"]["state"] == "failed", "the answer")
            self.assertEqual(failed["transfer"]["code"], 603)
            # Whom it should have gone to was never called, and cannot have declined.
            self.assertEqual(failed["transfer"]["sentence"], f"The handover to {self.peer.contact} was declined. 1001 is back with you.")
            asking.wait_call(call, lambda c: c["state"] == "Established" and not c["heldLocal"], "the call to be back")
            self.phone.wait_heard(mine, 500)
            self.assertEqual(self.phone.call(mine)["state"], "Established")
            self.assertEqual(self.peer.seen("CALL_INCOMING"), [])

    def test_being_transferred_without_being_asked(self):
        self.phone.ctl("set", "acceptRefer", "always")
        with Baresip(self.directory, "third", "1003", tone_hz=660, answer="auto") as third:
            self.peer.dial(self.phone.contact(self.account))
            incoming = self.phone.wait_incoming()
            self.phone.ctl("answer", incoming)
            self.phone.wait_call(incoming, "Established", "the call")
            self.peer.command("transfer", third.contact)
            third.wait_event("CALL_ESTABLISHED")
            self.phone.wait_call(incoming, "Terminated", "the first leg to end")

    def test_cancel(self):
        call = self.phone.dial(self.peer.contact)
        self.peer.wait_event("CALL_INCOMING")
        self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
        self.phone.ctl("hangup", call)
        self.peer.wait_event("CALL_CLOSED")
        ended = self.phone.wait_call(call, "Terminated", "the end")
        self.assertEqual((ended["end"]["code"], ended["end"]["by"]), (487, "local"))

    def test_the_peer_rejects(self):
        call = self.phone.dial(self.peer.contact)
        self.peer.wait_event("CALL_INCOMING")
        self.peer.hang_up()
        ended = self.phone.wait_call(call, "Terminated", "the end")
        self.assertEqual(ended["end"]["by"], "remote")
        self.assertGreaterEqual(ended["end"]["code"], 400)

    def test_nobody_answers_at_the_peer(self):
        with Baresip(self.directory, "patient", "1004", patience=2) as third:
            call = self.phone.dial(third.contact)
            third.wait_event("CALL_INCOMING")
            self.phone.wait_call(call, lambda c: c["ringing"], "ringing")
            ended = self.phone.wait_call(call, "Terminated", "the peer to give up")
            self.assertEqual((ended["end"]["by"], ended["end"]["code"], ended["establishedAt"]), ("remote", 486, None))

    def test_we_reject_and_we_are_busy(self):
        self.peer.dial(self.phone.contact(self.account))
        incoming = self.phone.wait_incoming()
        self.phone.ctl("reject", incoming)
        self.peer.wait_event("CALL_CLOSED", 1)
        self.assertEqual(self.phone.wait_call(incoming, "Terminated", "the end")["end"]["code"], 486)
        self.phone.ctl("set", "dnd", "on")
        self.peer.dial(self.phone.contact(self.account))
        closed = self.peer.wait_event("CALL_CLOSED", 2)
        self.assertIn("486", str(closed))

    def test_the_peer_cancels(self):
        self.peer.dial(self.phone.contact(self.account))
        incoming = self.phone.wait_incoming()
        self.peer.hang_up()
        ended = self.phone.wait_call(incoming, "Terminated", "the end")
        self.assertEqual((ended["end"]["code"], ended["end"]["by"]), (487, "remote"))
        self.assertEqual(self.phone.ctl("history", "--limit", "1")[0]["outcome"], "missed")


if __name__ == "__main__":
    unittest.main(verbosity=2)
