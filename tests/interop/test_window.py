"""The window under a real X server: the try-out is reached, a call is placed by keyboard, and everything is confirmed by ctl."""
import subprocess
import unittest

from harness.carillon import BINARY, Carillon
from harness.case import Case
from harness.desktop import Desktop
from harness.process import wait_for


class Window(Case):
    def setUp(self):
        super().setUp()
        self.desktop = Desktop(self.directory)
        self.addCleanup(self.desktop.stop)
        self.phone = Carillon(self.directory, "gui", audio_input="tone:440")

    def start(self, *options):
        self.phone.argv = [a for a in self.phone.argv if a != "--headless"] + list(options)
        self.phone.env = {**self.phone.env, **{k: self.desktop.env[k] for k in ("DISPLAY", "QT_QPA_PLATFORM")}}
        self.started(self.phone)

    def test_a_call_by_keyboard_from_the_main_window(self):
        self.start("--try-out")
        window = self.desktop.wait_window("^Carillon")
        account = wait_for(lambda: self.phone.ctl("status")["accounts"], "the try-out account")[0]["id"]
        self.phone.wait_registered(account)
        self.desktop.focus(window)
        self.desktop.type("echo")
        self.desktop.keys("Return")
        call = wait_for(lambda: self.phone.ctl("calls"), "a call")[0]["id"]
        self.phone.wait_call(call, "Established", "echo to answer")
        self.phone.wait_heard(call, 500)
        call_window = self.desktop.wait_window("echo")
        self.desktop.focus(call_window)
        self.desktop.keys("m")
        self.phone.wait_call(call, lambda c: c["muted"], "M to mute")
        self.desktop.keys("Escape")
        self.desktop.keys("Escape")
        self.phone.wait_call(call, "Terminated", "Esc twice to hang up")

    def test_in_the_background_no_window_comes_up(self):
        self.start("--background", "tel:112")
        events = self.phone.events()
        try:
            def link_again():
                again = [BINARY, "--background", "--profile", self.phone.profile, "tel:113"]
                subprocess.run(again, env=self.phone.env, timeout=20, check=True)
                return any(e["event"] == "link" and e["target"] == "tel:113" for e in events.lines)
            wait_for(link_again, "the link")
            self.assertEqual(self.desktop.windows("Carillon"), [])
            # Wanted now: there it waits.
            subprocess.run([BINARY, "--profile", self.phone.profile], env=self.phone.env, timeout=20, check=True)
            self.desktop.wait_window("^Carillon")
        finally:
            events.stop()

    def test_an_incoming_call_does_not_take_the_focus(self):
        self.start("--try-out")
        main = self.desktop.wait_window("^Carillon")
        account = wait_for(lambda: self.phone.ctl("status")["accounts"], "the try-out account")[0]["id"]
        self.phone.wait_registered(account)
        self.desktop.focus(main)
        before = self.desktop.active_window_title()
        with Carillon(self.directory, "caller") as caller:
            caller.add_account("2001")
            target = self.phone.contact(account)
            out = caller.dial(target)
            incoming = self.phone.wait_incoming()
            self.desktop.wait_window("is calling")
            self.assertEqual(self.desktop.active_window_title(), before)
            self.phone.ctl("answer", incoming)
            caller.wait_call(out, "Established", "the answer")
            caller.ctl("hangup", out)
            self.phone.wait_call(incoming, "Terminated", "the end")

    def test_background_shows_no_window_and_a_second_start_raises_it(self):
        self.start("--try-out", "--background")
        self.phone.wait_registered(wait_for(lambda: self.phone.ctl("status")["accounts"], "the account")[0]["id"])
        self.assertEqual(self.desktop.windows("^Carillon"), [])
        subprocess.run([BINARY, "--profile", self.phone.profile], env={**self.phone.env}, timeout=10, check=True)
        self.desktop.wait_window("^Carillon")
        # A link is shown for confirmation, never dialled by itself.
        subprocess.run([BINARY, "--profile", self.phone.profile, "sip:friend@127.0.0.1"], env={**self.phone.env}, timeout=10, check=True)
        self.assertEqual(self.phone.ctl("calls"), [])

    def test_a_refused_link_is_told_in_the_window_and_to_who_handed_it_over(self):
        self.start("--try-out")
        self.desktop.wait_window("^Carillon")
        shown = self.desktop.windows(".")
        again = self.ended(subprocess.Popen([BINARY, "--profile", self.phone.profile, "http://x"], env=self.phone.env,
                                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        # It does not wait for a click: the window that is there has said it.
        self.assertIn("cannot be called", again.communicate(timeout=10)[1])
        self.assertEqual(again.returncode, 1)
        self.assertEqual(self.desktop.windows("."), shown)


if __name__ == "__main__":
    unittest.main(verbosity=2)
