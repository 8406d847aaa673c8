"""A conference that one of us mixes, listened to at each end: who hears whom, hold, split, and leaving it to the other two."""
import unittest

from harness.carillon import Carillon
from harness.case import Case
from harness.process import wait_for

OURS, FIRST, SECOND, THIRD = 400, 700, 1000, 1300


def phone(case, name, hz, user):
    started = case.started(Carillon(case.directory, name, audio_input=f"tone:{hz}"))
    # What makes speech better takes a tone for noise.
    for key in ("echoCancellation", "noiseSuppression", "automaticGain"):
        if key in started.ctl("settings"):
            started.ctl("set", key, "off")
    return started, started.contact(started.add_account(user, media_encryption="none"))


class Conference(Case):
    def setUp(self):
        super().setUp()
        self.mixer, _ = phone(self, "mixer", OURS, "1001")
        self.first, first = phone(self, "first", FIRST, "1002")
        self.second, second = phone(self, "second", SECOND, "1003")
        self.contacts = (first, second)
        for member in (self.first, self.second):
            member.ctl("set", "autoAnswer", "on")
            member.ctl("set", "acceptRefer", "always")

    def dial(self, contact):
        call = self.mixer.dial(contact)
        self.mixer.wait_call(call, "Established", "the call")
        self.mixer.wait_heard(call, 300)
        return call

    def merged(self):
        calls = [self.dial(contact) for contact in self.contacts]
        self.mixer.wait_call(calls[0], lambda c: c["heldLocal"], "the first to wait")
        self.mixer.ctl("merge", *calls)
        for call in calls:
            self.mixer.wait_call(call, lambda c: not c["heldLocal"] and c["conference"], "the conference")
        return calls

    def shares(self, heard, since, *frequencies):
        """The greatest share that each of the tones has in 50 ms, of what came @p since, in seconds of the recording."""
        part = heard.heard().since(since)
        return [max((share for share, level in part.windows(hz) if level > -50), default=0) for hz in frequencies]

    def wait_heard(self, who, *frequencies):
        """Until all of the tones are heard at once. @returns when that was, in seconds of its recording."""
        def all_at_once():
            part = who.heard().since(max(0, who.heard().seconds - 1))
            windows = [part.windows(hz) for hz in frequencies]
            if any(all(w[i][0] > 0.5 / len(frequencies) for w in windows) for i in range(len(windows[0]))):
                return who.heard().seconds
        return wait_for(all_at_once, f"{frequencies} Hz at once")

    def test_each_hears_all_others_and_not_itself(self):
        calls = self.merged()
        self.assertEqual(self.mixer.call(calls[0])["conference"]["members"], calls)
        at = {who: self.wait_heard(who, *tones) for who, tones in (
            (self.first, (OURS, SECOND)), (self.second, (OURS, FIRST)), (self.mixer, (FIRST, SECOND)))}
        wait_for(lambda: all(who.heard().seconds > since + 1 for who, since in at.items()), "a second of it")
        for who, own in ((self.first, FIRST), (self.second, SECOND)):
            self.assertLess(self.shares(who, at[who], own)[0], 0.02, "its own voice comes back")
        # Both speak, all the time.
        for call in calls:
            self.mixer.wait_call(call, lambda c: c["speaking"], "who speaks to be told")

    def test_holding_the_conference_and_a_member_who_hangs_up(self):
        calls = self.merged()
        self.wait_heard(self.first, OURS, SECOND)
        self.mixer.ctl("hold", calls[1])
        for member in (self.first, self.second):
            held = next(c for c in member.ctl("calls"))["id"]
            member.wait_call(held, lambda c: c["heldRemote"], "being held")
        silent = self.first.heard().seconds + 0.3
        wait_for(lambda: self.first.heard().seconds > silent + 1, "a second of silence")
        self.assertEqual([share < 0.02 for share in self.shares(self.first, silent, OURS, SECOND)], [True, True])
        self.mixer.ctl("resume", calls[0])
        self.wait_heard(self.first, OURS, SECOND)
        self.second.ctl("hangup")
        self.mixer.wait_call(calls[1], "Terminated", "the second to go")
        rest = self.mixer.call(calls[0])
        self.assertEqual((rest["state"], rest["conference"], rest["heldLocal"]), ("Established", None, False))
        since = self.first.heard().seconds + 0.3
        wait_for(lambda: self.first.heard().seconds > since + 0.5, "what is heard then")
        ours, theirs = self.shares(self.first, since, OURS, SECOND)
        self.assertGreater(ours, 0.8)
        self.assertLess(theirs, 0.02)

    def test_splitting_it(self):
        calls = self.merged()
        self.wait_heard(self.second, OURS, FIRST)
        self.mixer.ctl("split", calls[1])
        self.mixer.wait_call(calls[0], lambda c: c["heldLocal"] and not c["conference"], "the first to wait")
        self.assertFalse(self.mixer.call(calls[1])["heldLocal"])
        since = self.second.heard().seconds + 0.3
        wait_for(lambda: self.second.heard().seconds > since + 0.5, "what is heard then")
        ours, theirs = self.shares(self.second, since, OURS, FIRST)
        self.assertGreater(ours, 0.8)
        self.assertLess(theirs, 0.02)

    def test_a_third_joins(self):
        third, contact = phone(self, "third", THIRD, "1004")
        third.ctl("set", "autoAnswer", "on")
        calls = self.merged()
        another = self.dial(contact)
        self.mixer.ctl("merge", another, calls[0])
        self.wait_heard(third, OURS, FIRST, SECOND)
        self.wait_heard(self.first, OURS, SECOND, THIRD)

    def test_leaving_it_to_the_other_two(self):
        calls = self.merged()
        self.mixer.ctl("leave", calls[0])
        for call in calls:
            self.mixer.wait_call(call, "Terminated", "our end of it")
        since = self.first.heard().seconds
        wait_for(lambda: max(self.shares(self.first, since, SECOND), default=0) > 0.8, "the two to hear each other")
        self.assertEqual(sum(c["state"] == "Established" for c in self.first.ctl("calls")), 1)
        self.assertEqual(sum(c["state"] == "Established" for c in self.second.ctl("calls")), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
