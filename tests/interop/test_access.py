"""Without a pointer and without a screen: in every window each control has a name and a role, Tab comes to it and goes on, and what happens
is said. A real X server, a real accessibility bus, a reader of its own; the try-out is who answers. Every class of windows is walked through
more thoroughly, in less time, by the unit test tst_Access; this shows that it holds of the program."""
import unittest

from harness.carillon import Carillon
from harness.desktop import Desktop
from harness.eyes import Eyes
from harness.access import Access
from harness.case import Case
from harness.process import wait_for

MAIN = "Carillon"


class Walk(Case):
    options = ()

    def setUp(self):
        super().setUp()
        self.desktop = Desktop(self.directory, "1280x1024x24")
        self.addCleanup(self.desktop.stop)
        self.eyes = Eyes(self.desktop, self.directory)
        self.addCleanup(self.eyes.stop)
        self.access = Access(self.eyes, self.directory)
        self.addCleanup(self.access.stop)
        self.phone = Carillon(self.directory, "desk", audio_input="tone:440")
        self.phone.argv = [a for a in self.phone.argv if a != "--headless"] + list(self.options)
        self.phone.env = {**self.phone.env, **self.eyes.env}
        self.started(self.phone)
        self.main = self.desktop.wait_window("^Carillon")
        self.desktop.run("xdotool", "windowsize", "--sync", self.main, "420", "900")
        self.desktop.focus(self.main)

    def check(self, window, what):
        """Everything of the window as it is now."""
        with self.subTest(what):
            self.assertEqual(self.access.badly_named(window), [])
            self.assertEqual(self.access.unreached(window), [])


class FirstStart(Walk):
    def test_the_first_page(self):
        self.eyes.wait("Try it now")
        self.check(MAIN, "first start")
        self.eyes.click("Show or hide server, transport, encryption and more")
        self.eyes.wait("The server, if it is not that of the address")
        self.check(MAIN, "first start, unfolded")

    def test_what_is_wrong_is_said(self):
        self.eyes.wait("Continue")
        self.desktop.type("nobody")
        self.desktop.keys("Return")
        self.access.wait_said("An address has a name.*")


class TryOut(Walk):
    options = ("--try-out",)

    def setUp(self):
        super().setUp()
        self.account = wait_for(lambda: self.phone.ctl("status")["accounts"], "the try-out account")[0]["id"]
        self.phone.wait_registered(self.account)

    def call(self, who="echo"):
        call = self.phone.dial(who)
        self.phone.wait_call(call, "Established", f"{who} to answer")
        window = self.desktop.wait_window(f"^{who}")
        self.desktop.focus(window)
        return call

    def phone_windows(self):
        return len(self.desktop.run("xdotool", "search", "--onlyvisible", "--class", "carillon").stdout.split())

    def menu(self, letter):
        self.desktop.focus(self.main)
        before = self.phone_windows()
        self.desktop.keys("F10")
        # Qt leaves popups out of what an application tells of its windows.
        wait_for(lambda: self.phone_windows() > before, "the menu to come up")
        self.desktop.keys(letter)

    def test_the_main_window_and_its_pages(self):
        self.check(MAIN, "calls")
        self.desktop.keys("ctrl+d")
        self.eyes.wait("Press star")
        self.check(MAIN, "calls, with the dial pad")
        self.desktop.keys("ctrl+d")
        self.eyes.gone("Press star")
        self.eyes.click(r".*Open the accounts\.")
        self.eyes.wait("Add an account")
        self.check(MAIN, "accounts")
        self.eyes.click("Add an account")
        self.eyes.wait("Add this account")
        self.check(MAIN, "account form")
        self.menu_from_page("t", "self-test")
        self.menu_from_page("b", "about")

    def menu_from_page(self, letter, what):
        """By the page's own keys: Esc until the calls are there, then the menu."""
        for _ in range(3):
            if self.eyes.find("Name or number to call"):
                break
            self.desktop.keys("Escape")
        self.eyes.wait("Name or number to call")
        self.menu(letter)
        self.eyes.gone("Name or number to call")
        self.eyes.wait("Go back")
        self.check(MAIN, what)

    def test_the_settings(self):
        self.desktop.keys("ctrl+comma")
        self.eyes.wait("Search the settings")
        self.eyes.click("Go to: Sound")
        self.eyes.click("Show or hide codecs, data rate and pauses")
        self.check(MAIN, "settings")

    def test_a_past_call(self):
        self.call()
        self.phone.end_all()
        wait_for(lambda: not self.desktop.windows("^echo"), "the window of the call to close")
        self.desktop.focus(self.main)
        self.desktop.keys("ctrl+l", "Down")
        self.desktop.keys("Right")
        self.eyes.wait("Call .* back")
        self.check(MAIN, "past call")

    def test_a_call_in_its_states(self):
        self.call()
        window = "echo.*"
        self.eyes.wait("The sound is .*")  # a control of its own, which comes after a while
        self.check(window, "established")
        self.desktop.keys("k")
        self.eyes.wait("Press star")
        self.check(window, "with the keypad")
        self.desktop.keys("k")
        self.eyes.gone("Press star")
        self.desktop.keys("m")
        self.access.wait_said("You are muted")
        self.check(window, "muted")
        self.desktop.keys("m", "h")
        self.access.wait_said("On hold")
        self.check(window, "on hold")
        self.desktop.keys("h")

    def test_asking_before_handing_over(self):
        self.call()
        self.desktop.keys("t")
        self.desktop.type("friend")
        self.desktop.keys("ctrl+Return")
        self.eyes.wait("Connect .* with .* and leave the call")
        self.check("echo.*", "asking first")
        self.access.wait_said("Enter .*")

    def test_what_becomes_of_a_handover_is_said(self):
        self.call("music")
        self.desktop.keys("t")
        self.desktop.type("friend")
        self.desktop.keys("Return")
        self.access.wait_said("Sending .* to .*")
        self.eyes.wait("Take back sending .*")
        self.desktop.keys("Escape")

    def test_the_strip_and_the_keys(self):
        self.call()
        self.desktop.keys("s")
        self.desktop.wait_window("^Strip: ")
        self.assertEqual(self.access.badly_named(r"In a call with .*"), [])
        self.desktop.keys("F1")
        self.eyes.wait("Keys and what they do")
        self.assertEqual(self.access.badly_named("Keys"), [])

    def test_an_incoming_call(self):
        with Carillon(self.directory, "caller") as caller:
            caller.add_account("2001")
            caller.dial(self.phone.contact(self.account))
            self.phone.wait_incoming()
            self.desktop.wait_window("is calling")
            self.access.wait_said(".* is calling")
            popup = ".* is calling"
            self.assertEqual(self.access.badly_named(popup), [])
            self.eyes.click("Send the caller to somebody else")
            self.eyes.wait("Name or number to send the caller to")
            self.check(popup, "sending the caller on")
            self.phone.end_all()


if __name__ == "__main__":
    unittest.main(verbosity=2)
