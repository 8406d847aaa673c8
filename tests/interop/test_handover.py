"""Handing over from the call window under a real X server: for every intent the clicks and keys are counted, no dialog comes up, and at the
end it is heard who talks to whom. Kamailio is the server; the other two parties are phones of their own with a tone each."""
import unittest

from harness.carillon import Carillon
from harness.desktop import Desktop
from harness.eyes import Eyes
from harness.kamailio import Kamailio
from harness.process import scratch, wait_for

ANNA, BOB = 660, 880  # Hz: what each of them says
WHO = {"anna": "1002", "bob": "1003"}


class Handover(unittest.TestCase):
    """One office for all tests: starting it takes longer than any of them."""

    @classmethod
    def setUpClass(cls):
        folder = scratch()
        cls.addClassCleanup(folder.cleanup)
        directory = folder.name
        cls.server = cls.begun(Kamailio(directory))
        cls.desktop = Desktop(directory)
        cls.addClassCleanup(cls.desktop.stop)
        cls.eyes = Eyes(cls.desktop, directory)
        cls.addClassCleanup(cls.eyes.stop)
        cls.anna, cls.bob = (cls.begun(Carillon(directory, name, audio_input=f"tone:{hz}")) for name, hz in (("anna", ANNA), ("bob", BOB)))
        for phone, user in ((cls.anna, "1002"), (cls.bob, "1003")):
            phone.wait_registered(phone.add_account(user, cls.server, media_encryption="none"))
            phone.ctl("set", "acceptRefer", "always")
            phone.ctl("set", "autoAnswer", "on")
        cls.phone = Carillon(directory, "desk", audio_input="tone:440")
        cls.phone.argv = [a for a in cls.phone.argv if a != "--headless"]
        cls.phone.env = {**cls.phone.env, **cls.eyes.env}
        cls.begun(cls.phone)
        cls.main = cls.desktop.wait_window("^Carillon")
        cls.phone.wait_registered(cls.phone.add_account("1001", cls.server, media_encryption="none"))
        cls.talk("bob")  # from now on Bob is somebody one talks to: he has a chip, and a row in the list
        cls.phone.end_all()
        wait_for(lambda: not cls.desktop.windows("^1003$"), "its window to close")

    @classmethod
    def begun(cls, peer):
        cls.addClassCleanup(peer.stop)
        return peer.start()

    @classmethod
    def talk(cls, who):
        call = cls.phone.dial(WHO[who])
        cls.phone.wait_call(call, "Established", f"{who} to answer")
        return call

    def setUp(self):
        self.addCleanup(self.everything_over)
        self.windows_before = set(self.desktop.windows("."))

    def everything_over(self):
        for phone in (self.phone, self.anna, self.bob):
            phone.end_all()
        self.desktop.run("xdotool", "mousemove", "5", "5")  # a call that failed stays to be read as long as the pointer is over it
        try:
            wait_for(lambda: not self.windows_of_calls(), "the windows of the calls to close", 30)
        except AssertionError as error:
            names = [self.desktop.run("xdotool", "getwindowname", window).stdout.strip() for window in self.windows_of_calls()]
            raise AssertionError(f"{error}; there is {names} with {sorted({e['name'] for e in self.eyes.look()})}") from None

    def windows_of_calls(self):
        return [window for window in self.desktop.windows(".") if window not in self.windows_before]

    def window_of(self, who):
        window = self.desktop.wait_window(f"^{WHO[who]}$")
        self.desktop.focus(window)
        return window

    def begin(self, who="anna"):
        """A call with Anna in her window; from here on it is counted."""
        call = self.talk(who)
        self.window_of(who)
        self.eyes.wait("Send 1002 to 1003")
        self.eyes.count = 0
        return call

    def assert_they_talk(self):
        """Anna and Bob with each other, by what they hear from now on, and we with nobody."""
        wait_for(lambda: all(c["state"] == "Terminated" for c in self.phone.ctl("calls")), "our calls to end", 30)
        marks = self.anna.heard().seconds, self.bob.heard().seconds
        self.anna.wait_recorded(BOB, 0.5, since=marks[0])
        self.bob.wait_recorded(ANNA, 0.5, since=marks[1])

    def assert_we_talk_to_anna(self, call):
        self.phone.wait_call(call, lambda c: c["state"] == "Established" and not c["heldLocal"], "Anna to be back")
        mark = self.anna.heard().seconds
        self.anna.wait_recorded(440, 0.5, since=mark)

    def test_blind_to_a_chip_is_one_click(self):
        self.begin()
        self.eyes.click("Send 1002 to 1003")
        self.assertEqual(self.eyes.count, 1)
        self.assert_they_talk()

    def test_ask_first_and_connect_is_two_clicks(self):
        call = self.begin()
        self.eyes.click("Ask 1003 first, while 1002 waits")
        self.phone.wait_call(call, lambda c: c["heldLocal"], "Anna to wait")
        self.eyes.wait("1003, talking")
        self.assertEqual(len(self.desktop.windows("^1003$")), 0, "Bob has no window of his own")
        self.eyes.click("Connect 1002 with 1003 and leave the call")
        self.assertEqual(self.eyes.count, 2)
        self.assert_they_talk()

    def test_two_live_calls_are_joined_by_one_click(self):
        first = self.begin()
        self.talk("bob")
        self.phone.wait_call(first, lambda c: c["heldLocal"], "Anna to wait")
        self.window_of("anna")
        self.eyes.count = 0
        self.eyes.click("Connect 1002 with 1003 and leave the call")
        self.assertEqual(self.eyes.count, 1)
        self.assert_they_talk()

    def test_blind_to_anyone_is_two_keys(self):
        self.begin()
        self.eyes.keys("t")
        self.eyes.type("1003")
        self.eyes.keys("Return")
        self.assertEqual(self.eyes.count, 2)
        self.assert_they_talk()

    def test_attended_to_anyone_is_three_keys(self):
        self.begin()
        self.eyes.keys("t")
        self.eyes.type("1003")
        self.eyes.keys("ctrl+Return")
        self.eyes.wait("1003, talking")
        self.eyes.keys("Return")
        self.assertLessEqual(self.eyes.count, 4)
        self.assert_they_talk()

    def test_what_was_sent_is_taken_back_by_one_key(self):
        call = self.begin()
        self.eyes.click("Send 1002 to 1003")
        self.eyes.wait("Take back sending 1002")
        self.eyes.keys("Escape")
        self.eyes.gone("Take back sending 1002")
        self.assertEqual(self.phone.call(call)["transfer"]["state"], "none")
        self.assert_we_talk_to_anna(call)

    def test_escape_goes_back_to_the_first(self):
        call = self.begin()
        self.eyes.click("Ask 1003 first, while 1002 waits")
        self.eyes.wait("1003, talking")
        self.eyes.keys("Escape")
        self.assertEqual(self.eyes.count, 2)
        self.assert_we_talk_to_anna(call)
        self.eyes.wait("Send 1002 to 1003")  # the chips are ready

    def test_who_is_busy_gives_the_call_back(self):
        self.bob.ctl("set", "dnd", "on")
        self.addCleanup(self.bob.ctl, "set", "dnd", "off")
        call = self.begin()
        self.eyes.click("Ask 1003 first, while 1002 waits")
        self.eyes.wait("1003 is busy. 1002 is back with you.")
        self.assert_we_talk_to_anna(call)
        self.eyes.wait("Send 1002 to 1003")

    def test_deflecting_who_rings_is_two_clicks(self):
        self.desktop.run("xdotool", "mousemove", "5", "5")
        out = self.anna.dial("1001")
        self.phone.wait_incoming()
        self.eyes.count = 0
        self.eyes.click("Send the caller to somebody else")
        self.eyes.click("Send 1002 to 1003 without answering")
        self.assertEqual(self.eyes.count, 2)
        self.anna.wait_call(out, "Terminated", "being sent on")
        self.anna.ctl("follow", out)  # her phone asks her first
        self.assert_they_talk()

    def test_dragging_to_a_row_is_one_gesture(self):
        self.begin()
        # Side by side, as a hand would have them.
        self.desktop.run("xdotool", "windowmove", "--sync", self.main, "20", "40")
        self.desktop.run("xdotool", "windowmove", "--sync", self.desktop.wait_window("^1002$"), "560", "60")
        self.desktop.focus(self.main)
        row = self.eyes.wait("You called 1003.*")
        self.eyes.count = 0
        self.eyes.drag("1002", row["x"] + row["width"] // 4, row["y"] + row["height"] // 2)
        self.assertEqual(self.eyes.count, 1)
        self.assert_they_talk()


if __name__ == "__main__":
    unittest.main(verbosity=2)
