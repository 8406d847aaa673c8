"""Digits both ways: by RTP and by INFO with baresip (whose 1.0 sends none of the latter) and between two of ours, in the sound, behind the number."""
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon
from harness.case import Case
from harness.process import wait_for
from harness.tone import Recording


class Digits(Case):
    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory))
        self.account = self.phone.add_account("1001", media_encryption="none")

    def listener(self, phone):
        events = phone.events()
        self.addCleanup(events.stop)
        return events

    @staticmethod
    def heard(events):
        return [(e["digit"], e["via"]) for e in events.lines if e["event"] == "dtmf"]

    def wait_digits(self, events, digits, via):
        wait_for(lambda: self.heard(events) == [(d, via) for d in digits], f"{digits} by {via}: {self.heard(events)}")

    def baresip_hears(self, peer):
        return "".join(e.get("param", "") for e in peer.seen("CALL_DTMF_START"))


class WithBaresip(Digits):
    def setUp(self):
        super().setUp()
        self.peer = self.started(Baresip(self.directory, "peer", "1002", tone_hz=880, codecs=("PCMA",), answer="auto"))

    def established(self):
        call = self.phone.dial(self.peer.contact)
        self.phone.wait_call(call, "Established", "the call")
        self.phone.wait_heard(call, 500)
        return call

    def test_by_rtp_to_it(self):
        call = self.established()
        self.phone.ctl("dtmf", call, "1590*#", "--via", "rtp")
        wait_for(lambda: self.baresip_hears(self.peer) == "1590*#", "the digits at the peer")

    def test_by_info_to_it(self):
        call = self.established()
        self.phone.ctl("dtmf", call, "1590*#", "--via", "info")
        wait_for(lambda: self.baresip_hears(self.peer) == "1590*#", "the digits at the peer")

    def test_by_rtp_from_it(self):
        events = self.listener(self.phone)
        self.established()
        for digit in "27#":
            before = len(self.heard(events))
            self.peer.command("sndcode", digit)
            wait_for(lambda: len(self.heard(events)) > before, f"{digit} from the peer")
        self.wait_digits(events, "27#", "rtp")

    def test_in_the_sound(self):
        # Our microphone is quiet, so that only the keys are in what it records.
        with Carillon(self.directory, "quiet", audio_input="null") as quiet:
            quiet.add_account("1003", media_encryption="none")
            call = quiet.dial(self.peer.contact)
            quiet.wait_call(call, "Established", "the call")
            quiet.wait_heard(call, 500)
            quiet.ctl("dtmf", call, "15#A", "--via", "inband")
            before = quiet.received_packets(call)
            wait_for(lambda: quiet.received_packets(call) > before + 100, "two seconds of media time")
            quiet.ctl("hangup", call)
            self.peer.wait_event("CALL_CLOSED")
            self.assertEqual("".join(Recording(path).dtmf() for path in self.peer.recordings()), "15#A")
            self.assertEqual(self.baresip_hears(self.peer), "", "and in no other way")

    def test_behind_the_number(self):
        call = self.phone.dial(self.peer.contact + ",9#")
        self.phone.wait_call(call, "Established", "the call")
        wait_for(lambda: self.baresip_hears(self.peer) == "9#", "the digits at the peer")


class BetweenOurs(Digits):
    def setUp(self):
        super().setUp()
        self.other = self.started(Carillon(self.directory, "other", audio_input="tone:660"))
        self.other.ctl("set", "autoAnswer", "on")
        self.contact = self.other.contact(self.other.add_account("1002", media_encryption="none"))

    def test_each_way_says_how_it_came(self):
        events = self.listener(self.other)
        call = self.phone.dial(self.contact)
        self.phone.wait_call(call, "Established", "the call")
        self.phone.wait_heard(call, 500)
        self.phone.ctl("dtmf", call, "1D", "--via", "info")
        wait_for(lambda: len(self.heard(events)) == 2, "the digits by INFO")
        self.phone.ctl("dtmf", call, "2#")
        wait_for(lambda: len(self.heard(events)) == 4, "the digits by RTP")
        self.assertEqual(self.heard(events), [("1", "info"), ("D", "info"), ("2", "rtp"), ("#", "rtp")])

    def test_a_question_waits_for_its_answer(self):
        events = self.listener(self.other)
        call = self.phone.dial(self.contact + ",1;2")
        waiting = self.phone.wait_call(call, lambda c: c["digits"]["state"] == "confirming", "the question")
        self.assertEqual(waiting["digits"]["waiting"], 1)
        self.wait_digits(events, "1", "rtp")
        self.phone.ctl("digits", call, "send")
        self.wait_digits(events, "12", "rtp")
        self.assertEqual(self.phone.call(call)["digits"], {"state": "none", "waiting": 0})


if __name__ == "__main__":
    unittest.main(verbosity=2)
