"""The phone on a Wayland desktop: weston without a screen, a session bus, Kamailio. What is shown is what the compositor says it shows;
what is asked of it stands in the client's own log of the protocol (WAYLAND_DEBUG)."""
import os
import re
import subprocess
import time
import unittest

from harness.bus_peer import BusPeer, name_of
from harness.carillon import BINARY, Carillon
from harness.case import Case
from harness.desktop_bus import SessionBus
from harness.kamailio import Kamailio
from harness.process import wait_for
from harness.wayland import Weston

LOST = "The Wayland connection broke"  # Qt's words


class OnWayland(Case):
    def setUp(self):
        super().setUp()
        self.bus = SessionBus(self.directory)
        self.addCleanup(self.bus.stop)
        self.weston = self.started(Weston(self.directory, self.bus.directory))
        self.phone = Carillon(self.directory, "gui")
        self.phone.argv = [a for a in self.phone.argv if a != "--headless"]
        self.phone.env = {**self.phone.env, **self.bus.env, **self.weston.env, "WAYLAND_DEBUG": "client",
                          "XDG_CONFIG_HOME": os.path.join(self.directory, "home")}
        self.server = None

    def start(self, *options):
        self.phone.argv += options
        self.started(self.phone)
        return self.phone

    def register(self):
        if not self.server:
            self.server = self.started(Kamailio(self.directory))
        identity = self.phone.add_account("1001", server=self.server)
        self.phone.wait_registered(identity)
        return identity

    def caller(self):
        """Another phone, at the same Kamailio."""
        other = self.started(Carillon(self.directory, "caller", audio_input="tone:700"))
        other.wait_registered(other.add_account("1002", server=self.server))
        return other

    def asked(self, request):
        """How often that request went to the compositor."""
        return len(re.findall(rf"-> \w+@\d+\.{request}\(", self.phone.started.log()))

    def again(self, *words):
        """A second start."""
        subprocess.run([BINARY, "--profile", self.phone.profile, *words], env=self.phone.env, timeout=20, check=True, capture_output=True)

    def call_window(self):
        """What is shown beside the main window."""
        return next((w for w in self.weston.windows(pid=self.phone.started.process.pid) if not w.title.startswith("Carillon")), None)


class Windows(OnWayland):
    def test_it_is_shown_as_itself_and_registers(self):
        self.start()
        window = self.weston.wait_window("^Carillon")
        self.assertEqual(window.app, "org.carillon.Carillon")  # by which the desktop finds its icon and name
        self.assertEqual(window.role, "xdg_toplevel")
        self.assertGreaterEqual((window.left, window.top), (0, 0))
        self.assertLessEqual((window.right, window.bottom), Weston.SIZE)
        self.register()
        self.assertGreater(self.asked("attach"), 0)
        self.again()  # no second window, and the first is still there
        self.assertEqual(len(self.weston.windows(pid=self.phone.started.process.pid)), 1)
        self.phone.ctl("quit")
        self.assertEqual(self.phone.started.process.wait(15), 0)
        self.weston.wait_gone("^Carillon")

    def test_a_hidden_start_maps_nothing_before_it_is_wanted(self):
        self.start("--background")
        self.register()
        self.again("--background")
        self.again("--background", "tel:112")
        for request in ("get_toplevel", "get_popup", "get_xdg_surface", "attach"):
            self.assertEqual(self.asked(request), 0, request)
        self.assertEqual(self.weston.windows(), [])
        self.again()  # wanted now
        self.weston.wait_window("^Carillon")
        self.assertEqual(self.asked("get_toplevel"), 1)  # so it would have been seen

    def test_size_comes_back_and_the_place_is_the_desktops(self):
        os.makedirs(self.phone.profile, mode=0o700)
        places = os.path.join(self.phone.profile, "windows.ini")
        with open(places, "w", encoding="utf-8") as file:
            file.write("[main]\nplace=@Rect(37 41 420 560)\nscreen=elsewhere\nmaximized=false\n")
        self.start()
        shown = self.weston.wait_window("^Carillon")
        # Around it is what Qt draws of a frame where the compositor draws none.
        self.assertIn(shown.right - shown.left - 420, range(0, 40))
        self.assertIn(shown.bottom - shown.top - 560, range(0, 80))
        self.phone.ctl("quit")
        self.assertEqual(self.phone.started.process.wait(15), 0)
        with open(places, encoding="utf-8") as file:
            kept = file.read()
        # Where it stood under X11 is not forgotten for what nobody knows here.
        self.assertIn("place=@Rect(37 41 420 560)", kept)
        self.assertIn("screen=elsewhere", kept)


class Calls(OnWayland):
    def ring(self, other):
        out = other.dial("sip:1001@carillon.test")
        return out, self.phone.wait_incoming()

    def test_a_call_is_shown_and_answered_by_ctl_and_by_the_bus(self):
        self.start("--background")
        self.register()
        other = self.caller()
        bus = BusPeer(self.bus, "caller", name_of(self.phone))
        self.addCleanup(bus.stop)
        answers = {"ctl": lambda call: self.phone.ctl("answer", call), "the bus": lambda call: bus.control("Answer", "s", call)}
        ends = {"ctl": lambda call: self.phone.ctl("hangup", call), "the bus": lambda call: bus.control("HangUp", "s", call)}
        for way, answer in answers.items():
            with self.subTest(way):
                out, incoming = self.ring(other)
                popup = self.weston.wait_window("is calling")
                self.assertEqual(popup.role, "xdg_toplevel")
                self.assertGreaterEqual((popup.left, popup.top), (0, 0))
                self.assertLessEqual((popup.right, popup.bottom), Weston.SIZE)
                answer(incoming)
                self.phone.wait_call(incoming, "Established", "the answer")
                self.weston.wait_gone("is calling")
                wait_for(self.call_window, "the window of the call")
                self.phone.wait_recorded(700, 0.5)
                ends[way](incoming)
                other.wait_call(out, "Terminated", "the end")
        self.assertEqual(self.weston.windows("^Carillon"), [])  # nobody asked for it

    def test_a_call_that_was_clicked_for_is_shown_and_its_token_goes_no_further(self):
        """This weston does not know xdg-activation: nobody takes the token out of the environment but we."""
        self.start("--background")
        self.register()
        self.caller()
        told = os.path.join(self.directory, "told")
        hook = os.path.join(self.directory, "hook")
        with open(hook, "w", encoding="utf-8") as script:
            script.write(f"#!/bin/sh\nenv > {told}.new && mv {told}.new {told}.$1\n")
        os.chmod(hook, 0o755)
        self.phone.ctl("set", "hookCommand", hook)
        bus = BusPeer(self.bus, "caller", name_of(self.phone))
        self.addCleanup(bus.stop)
        bus.control("Dial", "sa{sv}", "sip:1002@carillon.test", {"activation-token": "weston-1-click"})
        wait_for(self.call_window, "the window of the call")
        wait_for(lambda: os.path.exists(told + ".outgoing"), "the hook")
        with open(told + ".outgoing", encoding="utf-8") as file:
            environment = file.read()
        self.assertIn("CARILLON_CALL=", environment)
        self.assertNotIn("weston-1-click", environment)
        self.assertEqual(self.weston.windows("^Carillon"), [])

    def test_who_gives_up_takes_the_popup_along(self):
        self.start("--background")
        self.register()
        other = self.caller()
        out, _ = self.ring(other)
        self.weston.wait_window("is calling")
        other.ctl("hangup", out)
        self.weston.wait_gone("is calling")
        self.assertEqual(self.weston.windows(pid=self.phone.started.process.pid), [])


class KeysOfTheDesktop(OnWayland):
    def refused(self, events):
        return [e["message"] for e in events.lines if e.get("code") == "hotkey-refused"]

    def check(self):
        self.start("--background")
        events = self.phone.events()
        self.addCleanup(events.stop)
        self.phone.ctl("set", "globalHotkeys", "on")
        self.phone.ctl("set", "hotkeyAnswer", "Ctrl+Alt+A")
        told = wait_for(lambda: self.refused(events), "a sentence about it")
        self.assertIn("no key combinations for the whole desktop", told[0])

    def test_a_desktop_that_has_none_is_told(self):
        self.check()

    def test_and_one_without_a_session_bus(self):
        self.phone.env.pop("DBUS_SESSION_BUS_ADDRESS")
        self.check()


class TheCompositorDies(OnWayland):
    def test_it_ends_with_a_sentence_and_the_next_start_has_everything(self):
        self.start()
        self.weston.wait_window("^Carillon")
        self.register()
        other = self.caller()
        first = other.dial("sip:1001@carillon.test")
        self.phone.ctl("reject", self.phone.wait_incoming())
        other.wait_call(first, "Terminated", "the refusal")
        other.dial("sip:1001@carillon.test")
        incoming = self.phone.wait_incoming()
        self.phone.ctl("answer", incoming)
        self.phone.wait_call(incoming, "Established", "the answer")
        self.weston.kill()
        began = time.monotonic()
        # Qt itself ends a program whose compositor went: by _exit(1), no destructor runs. No signal: it is no crash.
        self.assertEqual(self.phone.started.process.wait(10), 1)
        self.assertLess(time.monotonic() - began, 5)
        log = self.phone.started.log()
        self.assertEqual(log.count(LOST), 1, log[-2000:])
        self.assertNotIn("AddressSanitizer", log)
        self.phone.started.stop()
        # The session begins anew: nothing is locked; accounts are there, and the calls that had ended.
        self.weston.stop()
        self.weston.start()
        self.phone.start()
        self.weston.wait_window("^Carillon")
        self.assertEqual(self.phone.ctl("status")["accounts"][0]["aor"], "sip:1001@carillon.test")
        self.assertEqual([call["direction"] for call in self.phone.ctl("history")], ["in"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
