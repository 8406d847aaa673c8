"""At home on the desktop, on a real X server with a window manager and a session bus: the tray that is there, is missing, comes late or
dies; notifications with a daemon that is played and with dunst; popups; what starts with the session; where windows stood."""
import json
import os
import re
import socket
import subprocess
import time
import unittest

from harness.bus_peer import BusPeer, name_of
from harness.callers import Callers
from harness.carillon import BINARY, Carillon
from harness.case import Case
from harness.clipboard import Copied
from harness.desktop import Desktop
from harness.desktop_bus import SessionBus
from harness.process import Started, wait_for


class AtHome(Case):
    def setUp(self):
        super().setUp()
        self.desktop = Desktop(self.directory)
        self.addCleanup(self.desktop.stop)
        self.bus = SessionBus(self.directory)
        self.addCleanup(self.bus.stop)
        self.home = os.path.join(self.directory, "home")
        os.mkdir(self.home)
        self.phone = Carillon(self.directory, "gui")

    def start(self, *options):
        self.phone.argv = [a for a in self.phone.argv if a != "--headless"] + list(options)
        self.phone.env = {**self.phone.env, **self.desktop.env, **self.bus.env, "XDG_CONFIG_HOME": self.home}
        self.started(self.phone)
        return self.phone

    def played(self, kind, *words):
        double = self.bus.double(kind, *words)
        self.addCleanup(double.stop)
        return double

    def service(self, name, *argv):
        service = Started(list(argv), self.directory, name, env={**self.desktop.env, **self.bus.env})
        self.addCleanup(service.stop)
        return service

    def again(self, *words):
        """A second start."""
        subprocess.run([BINARY, "--profile", self.phone.profile, *words], env=self.phone.env, timeout=20, check=True)

    def in_task_bar(self):
        """Titles of the windows that the window manager lists, seen or not."""
        listed = self.desktop.run("xprop", "-root", "_NET_CLIENT_LIST").stdout
        names = [self.desktop.run("xprop", "-id", i, "_NET_WM_NAME", "_NET_WM_STATE").stdout for i in re.findall(r"0x[0-9a-f]+", listed)]
        return [name for name in names if "SKIP_TASKBAR" not in name]

    def wait_in_task_bar_only(self):
        wait_for(lambda: any("Carillon" in w for w in self.in_task_bar()) and not self.desktop.windows("^Carillon"), "a window in the task bar")

    def wait_item(self, watcher):
        return wait_for(lambda: watcher("items"), "the icon", process=self.phone.started.process)

    def close_main(self):
        window = self.desktop.wait_window("^Carillon")
        self.desktop.focus(window)
        self.desktop.keys("alt+F4")  # of the window manager

    def account(self):
        """One that is called at its address."""
        identity = self.phone.add_account("1001")
        return self.phone.contact(identity)

    def choose(self, menu, label):
        entry = next((e for e in menu if e[1].startswith(label)), None)
        assert entry, f"no {label} in {menu}"
        return entry


class MapWatch:
    """Counts the windows that come onto the screen: children of the root, which are the frames of the window manager too."""

    def __init__(self, test):
        self._log = Started(["xev", "-root", "-event", "substructure"], test.directory, "xev", env=test.desktop.env)
        test.addCleanup(self._log.stop)
        # It hears what is mapped once it has heard one.
        wait_for(lambda: self._hears(test), "xev to listen")
        self._before = self._settled()

    def _settled(self):
        """How many were mapped, once no probe comes late any more."""
        while True:
            before = len(self.maps())
            time.sleep(1)
            if len(self.maps()) == before:
                return before

    def _hears(self, test):
        probe = subprocess.Popen(["xev", "-name", "probe", "-geometry", "10x10"], env=test.desktop.env, stdout=subprocess.DEVNULL)
        try:
            wait_for(lambda: test.desktop.windows("^probe$"), "the probe", 4)
        except AssertionError:
            return False  # now and then the window manager misses one; the next is seen
        finally:
            probe.terminate()
            probe.wait()
        wait_for(lambda: not test.desktop.windows("^probe$"), "the probe to go")
        return "MapNotify event" in self._log.log()

    def maps(self):
        return re.findall(r"\nMapNotify event.*\n.*window (0x[0-9a-f]+)", self._log.log())

    def since(self):
        return self.maps()[self._before:]


class HiddenStart(AtHome):
    """Not one window comes onto the screen, however long the tray takes."""

    def check(self, ready, panels=0):
        """@param panels: windows of the tray itself, which shows itself once it has an icon."""
        watch = MapWatch(self)
        self.start("--background")
        ready()
        self.again("--background")
        self.again("--background", "tel:112")
        self.assertLessEqual(len(watch.since()), panels)
        names = [self.desktop.run("xdotool", "getwindowname", window).stdout.strip() for window in self.desktop.windows(".")]
        self.assertEqual([name for name in names if name != "panel"], [])
        self.again()  # wanted now
        self.desktop.wait_window("^Carillon")
        self.assertNotEqual(watch.since(), [])  # so it would have been seen

    def test_with_a_notifier_host(self):
        watcher = self.played("watcher")
        self.check(lambda: self.wait_item(watcher))

    def test_with_an_x_tray(self):
        self.service("trayer", "trayer", "--edge", "bottom", "--SetDockType", "true")
        self.check(lambda: wait_for(lambda: docked(self), "the icon"), panels=1)

    def test_with_no_tray_and_a_notification_that_opens_it(self):
        daemon = self.played("daemon")
        watch = MapWatch(self)
        self.start("--background")
        told = wait_for(lambda: daemon("shown"), "what tells where it is", 30)
        self.assertIn("running", told[0]["summary"])
        self.assertEqual(watch.since(), [])
        daemon("invoke", told[0]["id"], "default")
        self.desktop.wait_window("^Carillon")

    def test_with_a_host_that_comes_late(self):
        watch = MapWatch(self)
        self.start("--background")
        watcher = self.played("watcher", "--no-host")
        watcher("host", True)
        self.wait_item(watcher)
        self.assertEqual(watch.since(), [])


def docked(test):
    """Where the icon stands in trayer, as (x, y), or nothing."""
    tree = test.desktop.run("xwininfo", "-root", "-tree").stdout
    inside = re.search(r'"panel".*', tree, re.S)
    found = inside and re.search(r'"(?:carillon|Carillon|QSystemTrayIconSys)"[^\n]*?(\d+)x(\d+)\+[-\d]+\+[-\d]+ +\+(-?\d+)\+(-?\d+)', inside[0])
    return found and (int(found[3]) + int(found[1]) // 2, int(found[4]) + int(found[2]) // 2)


class NotifierHost(AtHome):
    def test_icon_menu_and_quit(self):
        watcher = self.played("watcher")
        self.start("--background")
        self.wait_item(watcher)
        look = wait_for(lambda: watcher("look"), "the icon's properties")
        self.assertIn("no account", json.dumps(look["ToolTip"]))
        contact = self.account()
        wait_for(lambda: "1001@127.0.0.1: ready" in json.dumps(watcher("look")["ToolTip"]), "the account in the tool tip")
        menu = watcher("menu")
        labels = [e[1] for e in menu if e[1]]
        self.assertTrue(labels[4].startswith("1001@127.0.0.1: ready"), labels)  # and where it is called, without a server
        self.assertEqual(labels[:4] + labels[5:],
                         ["Open Carillon", "New call…", "Call the number you copied", "Do not disturb", "Quit"])
        self.assertFalse(self.choose(menu, "Call the number")[2])  # nobody has copied one
        quiet = [e[1] for e in self.choose(menu, "Do not disturb")[3]]
        self.assertEqual([quiet[0], quiet[1], quiet[-1]], ["For 30 minutes", "For an hour", "Until I turn it off"])
        self.assertTrue(any(label.startswith("Until tomorrow 08:00") for label in quiet[2:-1]), quiet)
        watcher("choose", self.choose(self.choose(menu, "Do not disturb")[3], "Until I turn")[0])
        wait_for(lambda: self.phone.ctl("get", "dnd") == "on", "do not disturb")
        wait_for(lambda: "do not disturb" in json.dumps(watcher("look")["ToolTip"]), "its tool tip")
        watcher("choose", self.choose(self.choose(watcher("menu"), "Do not disturb")[3], "Until tomorrow")[0])
        wait_for(lambda: "do not disturb until" in json.dumps(watcher("look")["ToolTip"]), "until when, in the tool tip")
        self.phone.ctl("set", "dnd", "off")
        callers = Callers(contact)
        self.addCleanup(callers.stop)
        callers.invite("Anna")
        identity = self.phone.wait_incoming()
        wait_for(lambda: "calling" in json.dumps(watcher("look")["ToolTip"]), "who rings, in the tool tip")
        watcher("choose", self.choose(watcher("menu"), "Decline Anna")[0])
        self.phone.wait_call(identity, "Terminated", "the menu to decline")
        wait_for(lambda: callers.listen(), "the refusal")
        watcher("activate")
        self.desktop.wait_window("^Carillon")
        watcher("choose", self.choose(watcher("menu"), "Quit")[0])
        wait_for(lambda: self.phone.started.process.poll() is not None, "the end")

    def test_the_menu_waits_for_nobody_who_has_copied_something(self):
        watcher = self.played("watcher")
        self.start("--background")
        self.wait_item(watcher)
        copied = Copied(self.desktop, "+49 30 1234567")
        self.addCleanup(copied.stop)
        copied.hang()
        before = time.monotonic()
        self.assertFalse(self.choose(watcher("menu"), "Call the number")[2])
        self.phone.ctl("status")
        self.assertLess(time.monotonic() - before, 4)  # Qt would have waited five seconds
        copied.go_on()
        number = wait_for(lambda: next((e for e in watcher("open_menu") if e[1].startswith("Call +49")), None), "the number in the open menu")
        self.assertEqual(number[1:3], ["Call +49 30 1234567", True])
        watcher("choose", number[0])
        self.desktop.wait_window("^Carillon")
        self.assertEqual(self.phone.ctl("calls"), [])  # it is to be confirmed

    def test_a_host_that_dies_leaves_the_window_in_the_task_bar(self):
        daemon = self.played("daemon")
        watcher = self.played("watcher")
        self.start()
        self.wait_item(watcher)
        self.close_main()
        wait_for(lambda: not any("Carillon" in w for w in self.in_task_bar()), "the window to go into the tray")
        watcher.stop()
        self.wait_in_task_bar_only()
        self.assertEqual(len(wait_for(lambda: daemon("shown"), "a word about it")), 1)
        self.again()
        self.desktop.wait_window("^Carillon")
        watcher = self.played("watcher")
        self.wait_item(watcher)
        self.close_main()
        wait_for(lambda: not any("Carillon" in w for w in self.in_task_bar()), "the window to go into the tray again")
        watcher("activate")
        self.desktop.wait_window("^Carillon")

    def test_a_host_that_restarts_at_once_moves_nothing(self):
        watcher = self.played("watcher")
        self.start("--background")
        self.wait_item(watcher)
        watch = MapWatch(self)
        watcher.stop()
        watcher = self.played("watcher")
        self.wait_item(watcher)
        self.assertEqual(watch.since(), [])

    def test_with_no_tray_closing_minimises(self):
        daemon = self.played("daemon")
        self.start()
        self.close_main()
        self.wait_in_task_bar_only()
        self.assertEqual(self.phone.ctl("calls"), [])  # it lives
        self.assertEqual(len(wait_for(lambda: daemon("shown"), "a word about it")), 1)

    def test_a_session_bus_that_dies(self):
        watcher = self.played("watcher")
        self.start()
        self.wait_item(watcher)
        self.close_main()
        wait_for(lambda: not self.desktop.windows("^Carillon"), "the window to go into the tray")
        watcher.stop()
        self.bus.stop()
        self.wait_in_task_bar_only()
        self.bus.start()
        daemon = self.played("daemon")
        contact = self.account()
        self.phone.ctl("set", "alertStyle", "notification")

        def notified():
            callers = Callers(contact)
            self.addCleanup(callers.stop)
            number = callers.invite("Anna")
            self.phone.wait_incoming()
            try:
                return wait_for(lambda: daemon("all"), "a notification", 3)
            except AssertionError:
                return None
            finally:
                callers.cancel(number)
                wait_for(lambda: all(c["state"] == "Terminated" for c in self.phone.ctl("calls")), "the end of the call")
        wait_for(notified, "notifications on the bus that came back", 40)


class XTray(AtHome):
    def trayer(self):
        return self.service("trayer", "trayer", "--edge", "bottom", "--SetDockType", "true")

    def click_icon(self):
        """Where it stands now: the panel moves it while it comes up, so that a click may miss, and is made again, as by a hand."""
        for _ in range(3):
            x, y = docked(self)
            self.desktop.run("xdotool", "mousemove", "--sync", str(x), str(y), "click", "1")
            try:
                return self.desktop.wait_window("^Carillon", 5)
            except AssertionError:
                continue
        self.fail("no click on the icon opens the window")

    def test_a_late_tray_shows_the_icon_and_its_end_leaves_the_window_in_the_task_bar(self):
        self.start()
        self.desktop.wait_window("^Carillon")
        trayer = self.trayer()
        wait_for(lambda: docked(self), "the icon")
        self.close_main()
        wait_for(lambda: not any("Carillon" in w for w in self.in_task_bar()), "the window to go into the tray")
        self.click_icon()
        self.close_main()
        wait_for(lambda: not any("Carillon" in w for w in self.in_task_bar()), "the window to go into the tray")
        trayer.stop()
        self.wait_in_task_bar_only()
        self.trayer()
        wait_for(lambda: docked(self), "the icon in the next tray")


class Ringing(AtHome):
    HOSTILE = "<b>Eve</b> & <img src=x>\u202e\u2066gpj.exe\u2028" + "x" * 4096

    def ring(self, style, *names):
        self.start("--background")
        contact = self.account()
        self.phone.ctl("set", "alertStyle", style)
        callers = Callers(contact)
        self.addCleanup(callers.stop)
        numbers = [callers.invite(name) for name in names]
        self.phone.wait_incoming()
        return callers, numbers

    def test_a_hostile_name_in_a_notification_and_its_answer(self):
        daemon = self.played("daemon")
        self.ring("notification", self.HOSTILE)
        shown = wait_for(lambda: daemon("shown"), "the notification")[0]
        self.assertEqual(shown["hints"]["category"], "call.incoming")
        self.assertEqual(shown["hints"]["urgency"], 2)
        self.assertEqual(shown["actions"][0::2], ["answer", "decline", "default"])
        self.assertLess(len(shown["summary"]), 300)
        for text in (shown["summary"], shown["body"]):
            self.assertFalse(set(text) & set("\u202e\u2066\u2028\n\r"), text)
        self.assertNotIn("<", shown["body"])
        self.assertEqual(self.desktop.windows("is calling"), [])
        daemon("invoke", shown["id"], "answer")
        call = self.phone.ctl("calls")[0]["id"]
        self.phone.wait_call(call, "Established", "the action to answer")

    def test_a_click_on_a_notification_brings_the_window_of_the_call_forward(self):
        daemon = self.played("daemon")
        self.ring("notification", "Anna")
        shown = wait_for(lambda: daemon("shown"), "the notification")[0]
        daemon("invoke", shown["id"], "answer", "daemon-3-desk_TIME5")
        window = self.desktop.wait_window("^Anna")
        self.assertIn('"daemon-3-desk_TIME5"', self.desktop.run("xprop", "-id", window, "_NET_STARTUP_ID").stdout)
        wait_for(lambda: self.desktop.active_window_title().startswith("Anna"), "the window to have the focus")

    def test_whoever_gives_up_takes_it_along_and_was_missed(self):
        daemon = self.played("daemon")
        callers, numbers = self.ring("both", "Anna & Co")
        wait_for(lambda: daemon("shown"), "the notification")
        self.desktop.wait_window("is calling")
        callers.cancel(numbers[0])
        wait_for(lambda: not self.desktop.windows("is calling"), "the popup to go")
        missed = wait_for(lambda: [n for n in daemon("shown") if n["hints"].get("category") == "call.unanswered"], "the missed call")
        self.assertEqual(missed[0]["body"], "Anna &amp; Co")
        self.assertEqual(len(daemon("shown")), 1)

    def test_answered_elsewhere_ends_it_everywhere_and_was_not_missed(self):
        daemon = self.played("daemon")
        callers, numbers = self.ring("both", "Anna")
        wait_for(lambda: daemon("shown"), "the notification")
        self.desktop.wait_window("is calling")
        callers.cancel(numbers[0], reason='SIP;cause=200;text="Call completed elsewhere"')
        wait_for(lambda: not daemon("shown") and not self.desktop.windows("is calling"), "all of it to go")

    def test_thirty_at_once(self):
        daemon = self.played("daemon")
        callers, numbers = self.ring("both", *[f"Caller {i} {self.HOSTILE[:40]}" for i in range(30)])

        def ringing():
            return sum(c["state"] == "Initial" for c in self.phone.ctl("calls"))
        # The phone lets only so many ring and is busy for the others.
        wait_for(lambda: len(callers.listen()) + ringing() == 30, "30 calls, ringing or refused")
        self.assertEqual(set(callers.ended.values()) - {486}, set())
        self.assertGreaterEqual(ringing(), 16)
        more = f"and {ringing() - 3} more"
        wait_for(lambda: any(more in n["body"] for n in daemon("shown")), "how many more")
        self.assertEqual(len(self.desktop.windows("is calling")), 3)
        self.assertEqual(len(daemon("shown")), 3)
        for number in set(numbers) - set(callers.ended):
            callers.cancel(number)
        wait_for(lambda: not self.desktop.windows("is calling"), "the popups to go", 30)
        wait_for(lambda: not [n for n in daemon("shown") if n["hints"].get("category") == "call.incoming"], "the notifications to go")

    def test_a_daemon_that_dies_while_it_rings_and_one_that_returns(self):
        daemon = self.played("daemon")
        self.ring("notification", "Anna")
        wait_for(lambda: daemon("shown"), "the notification")
        self.assertEqual(self.desktop.windows("is calling"), [])
        daemon.stop()
        self.desktop.wait_window("is calling")
        daemon = self.played("daemon")
        self.assertIn("Anna", wait_for(lambda: daemon("shown"), "the notification again")[0]["summary"])

    def test_whoever_comes_back_to_the_screen_is_told_again(self):
        daemon = self.played("daemon")
        saver = self.played("saver")
        self.ring("both", "Anna")
        wait_for(lambda: daemon("shown"), "the notification")
        self.desktop.wait_window("is calling")
        watch = MapWatch(self)
        before = len(daemon("all"))
        saver("active", True)  # locked
        saver("active", False)
        wait_for(lambda: len(daemon("all")) > before, "the notification once more")
        wait_for(lambda: watch.since(), "the popup once more")
        self.desktop.wait_window("is calling")
        self.assertEqual(len(daemon("shown")), 1)

    def test_dunst_answers(self):
        menu = os.path.join(self.directory, "menu")
        with open(menu, "w", encoding="utf-8") as script:
            script.write("#!/bin/sh\ngrep -m 1 Answer\n")
        os.chmod(menu, 0o755)
        config = os.path.join(self.directory, "dunstrc")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"[global]\ndmenu = {menu}\nmarkup = full\n")
        dunst = self.service("dunst", "dunst", "-conf", config)
        self.ring("notification", self.HOSTILE)
        dunstctl = lambda *words: subprocess.run(["dunstctl", *words], env=self.phone.env, capture_output=True, text=True, timeout=20).stdout
        wait_for(lambda: dunstctl("count", "displayed").strip() == "1", "dunst to show it", process=dunst.process)
        call = self.phone.ctl("calls")[0]["id"]

        def answered():
            dunstctl("context")
            return self.phone.call(call)["state"] == "Established"
        wait_for(answered, "the chosen action to answer")
        wait_for(lambda: dunstctl("count", "displayed").strip() == "0", "it to be taken down")
        self.assertNotIn("markup", dunst.log())  # it complains about what it cannot read

    def test_the_popup_takes_no_focus_and_says_what_it_is(self):
        self.start()
        main = self.desktop.wait_window("^Carillon")
        contact = self.account()
        self.desktop.focus(main)
        before = self.desktop.active_window_title()
        callers = Callers(contact)
        self.addCleanup(callers.stop)
        callers.invite("Anna")
        popup = self.desktop.wait_window("is calling")
        facts = self.desktop.run("xprop", "-id", popup).stdout
        self.assertRegex(facts, r"accepts input or input focus: False")
        self.assertRegex(facts, r"_NET_WM_WINDOW_TYPE\(ATOM\) = _NET_WM_WINDOW_TYPE_NOTIFICATION, _NET_WM_WINDOW_TYPE_UTILITY\n")
        self.assertEqual(self.desktop.active_window_title(), before)
        self.desktop.keys("Return")
        self.assertEqual(self.phone.ctl("calls")[0]["state"], "Initial")


class Activated(AtHome):
    """By org.freedesktop.Application, as desktops do it."""

    def application(self, method, signature, *arguments):
        wait_for(self.is_on_bus, "the phone's name on the bus")
        peer = BusPeer(self.bus, "caller", name_of(self.phone))
        self.addCleanup(peer.stop)
        return peer("call", "org.freedesktop.Application", method, signature, list(arguments))

    def is_on_bus(self):
        asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus.NameHasOwner", "string:" + name_of(self.phone)],
                               env={**os.environ, **self.bus.env}, capture_output=True, text=True, timeout=10)
        return "boolean true" in asked.stdout

    def test_a_new_call_is_typed_into_the_field(self):
        self.start("--background")
        self.account()
        self.application("ActivateAction", "sava{sv}", "NewCall", [], {"desktop-startup-id": "panel-7-desk_TIME1"})
        window = self.desktop.wait_window("^Carillon")
        self.assertIn('"panel-7-desk_TIME1"', self.desktop.run("xprop", "-id", window, "_NET_STARTUP_ID").stdout)
        self.desktop.focus(window)
        self.desktop.type("1@127.0.0.1:9")
        self.desktop.keys("Return")
        wait_for(lambda: self.phone.ctl("calls"), "the call that was typed")

    def test_a_call_by_the_bus_that_was_clicked_for_takes_the_token(self):
        self.start()
        main = self.desktop.wait_window("^Carillon")
        self.account()
        silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # nobody answers there, and nobody refuses either
        self.addCleanup(silent.close)
        silent.bind(("127.0.0.1", 0))
        target = f"sip:7007@127.0.0.1:{silent.getsockname()[1]}"
        wait_for(self.is_on_bus, "the phone's name on the bus")
        peer = BusPeer(self.bus, "caller", name_of(self.phone))
        self.addCleanup(peer.stop)
        self.desktop.focus(main)
        call = peer.control("Dial", "sa{sv}", target, {})  # of a script: it disturbs nobody's typing
        window = self.desktop.wait_window("^7007")
        self.assertNotIn("TIME6", self.desktop.run("xprop", "-id", window, "_NET_STARTUP_ID").stdout)
        self.assertTrue(self.desktop.active_window_title().startswith("Carillon"))
        peer.control("HangUp", "s", call)
        self.desktop.run("xdotool", "mousemove", "5", "5")
        wait_for(lambda: not self.desktop.windows("^7007"), "its window to close", 30)
        peer.control("Dial", "sa{sv}", target, {"desktop-startup-id": "panel-9-desk_TIME6"})
        window = self.desktop.wait_window("^7007")
        self.assertIn('"panel-9-desk_TIME6"', self.desktop.run("xprop", "-id", window, "_NET_STARTUP_ID").stdout)

    def test_a_second_start_hands_its_token_on(self):
        self.start()
        window = self.desktop.wait_window("^Carillon")
        self.phone.env["DESKTOP_STARTUP_ID"] = "panel-8-desk_TIME2"
        self.again()
        wait_for(lambda: "panel-8" in self.desktop.run("xprop", "-id", window, "_NET_STARTUP_ID").stdout, "the startup id on the window")


class WithTheSession(AtHome):
    def test_autostart_is_written_read_back_and_taken_away(self):
        self.start("--background")
        path = os.path.join(self.home, "autostart", "org.carillon.Carillon.desktop")
        self.assertEqual(self.phone.ctl("autostart"), {"autostart": "off", "file": path})
        self.assertEqual(self.phone.ctl("autostart", "on")["autostart"], "on")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(f"Exec={BINARY} --background", text)
        self.assertIn("X-GNOME-Autostart-enabled=true", text)
        checked = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True, timeout=20)
        self.assertEqual(checked.stdout, "")
        # Another program switches it off.
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("enabled=true", "enabled=false"))
        wait_for(lambda: self.phone.ctl("autostart")["autostart"] == "off", "what another program chose")
        self.assertEqual(self.phone.ctl("autostart", "on")["autostart"], "on")
        # What is written starts it: hidden, with this profile.
        with open(path, encoding="utf-8") as file:
            command = re.search(r"^Exec=(.*)$", file.read(), re.M)[1]
        self.assertEqual(subprocess.run(command, shell=True, env=self.phone.env, timeout=20, check=False).returncode, 0)
        self.assertEqual(self.desktop.windows("^Carillon"), [])
        self.assertEqual(self.phone.ctl("autostart", "off")["autostart"], "off")
        self.assertFalse(os.path.exists(path))

    def test_windows_come_back_where_they_were(self):
        self.start()
        window = self.desktop.wait_window("^Carillon")
        self.desktop.run("xdotool", "windowsize", "--sync", window, "400", "600", "windowmove", "--sync", window, "500", "120")

        def place():
            told = self.desktop.run("xdotool", "getwindowgeometry", "--shell", self.desktop.wait_window("^Carillon")).stdout
            return dict(line.split("=") for line in told.split() if "WINDOW" not in line)
        before = wait_for(lambda: (lambda p: p if p["WIDTH"] == "400" and int(p["X"]) >= 490 else None)(place()), "the new place")
        self.phone.stop()
        self.phone.start()
        wait_for(lambda: place() == before, f"the window at {before}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
