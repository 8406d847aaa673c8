"""The phone on the session bus: calls placed and handed over by D-Bus, floods, a bus that dies, players, hooks, keys."""
import json
import os
import subprocess
import time
import unittest

from harness.bus_peer import BusError, BusPeer, name_of
from harness.carillon import BINARY, Carillon, CtlError
from harness.case import Case
from harness.desktop import Desktop
from harness.desktop_bus import SessionBus
from harness.process import Started, wait_for, without_session


class RealBus(SessionBus):
    """With the limits of a real session's: else it would be the bus that stops a flood."""

    def start(self):
        with open(self._config, encoding="utf-8") as file:
            text = file.read()
        if "<limit" not in text:
            with open(self._config, "w", encoding="utf-8") as file:
                file.write(text.replace("</busconfig>", '<limit name="max_replies_per_connection">50000</limit></busconfig>'))
        super().start()


class OnTheBus(Case):
    def setUp(self):
        super().setUp()
        self.bus = RealBus(self.directory)
        self.addCleanup(self.bus.stop)

    def phone(self, name, hz=440, on_bus=True, **env):
        phone = Carillon(self.directory, name, audio_input=f"tone:{hz}")
        phone.env = {**phone.env, **(self.bus.env if on_bus else {}), **env}
        # Nobody has a keyring here: passwords stay in memory.
        self.started(phone)
        phone.identity = phone.add_account(name)
        return phone

    def caller(self, phone):
        wait_for(lambda: self.is_on_bus(phone), "the phone's name on the bus")
        peer = BusPeer(self.bus, "caller", name_of(phone))
        self.addCleanup(peer.stop)
        return peer

    def is_on_bus(self, phone):
        asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus.NameHasOwner", "string:" + name_of(phone)],
                               env={**os.environ, **self.bus.env}, capture_output=True, text=True, timeout=10)
        return "boolean true" in asked.stdout

    def talk(self, anna, bob):
        """Both ends of a call that anna placed."""
        out = anna.dial(bob.contact(bob.identity))
        incoming = bob.wait_incoming()
        bob.ctl("answer", incoming)
        anna.wait_call(out, "Established", "the answer")
        return out, incoming


class Control(OnTheBus):
    def test_a_call_is_placed_muted_and_handed_over(self):
        anna, bob, cy = self.phone("anna", 300), self.phone("bob", 500), self.phone("cy", 700)
        bus = self.caller(anna)
        call = bus.control("Dial", "sa{sv}", bob.contact(bob.identity), {})
        at_bob = bob.wait_incoming()
        bob.ctl("answer", at_bob)
        anna.wait_call(call, "Established", "the answer")
        wait_for(lambda: any(s[1][0] == call and s[1][1]["state"] == "Established" for s in bus.signals("CallChanged")),
                 "the signal")
        bus.control("Mute", "sb", call, True)
        self.assertTrue(anna.call(call)["muted"])
        bus.control("Mute", "sb", call, False)
        asked = bus.control("Consult", "ss", call, cy.contact(cy.identity))
        at_cy = cy.wait_incoming()
        self.assertTrue(anna.call(call)["heldLocal"])
        cy.ctl("answer", at_cy)
        anna.wait_call(asked, "Established", "the answer")
        for phone in (bob, cy):  # what comes with REFER is done without asking
            phone.ctl("set", "acceptRefer", "always")
        bus.control("Complete", "ss", call, asked)
        anna.wait_call(call, "Terminated", "the handover")
        self.assertEqual(anna.call(call)["transfer"]["state"], "succeeded")
        # Who talks to whom now: by tones.
        cy.wait_recorded(500)
        bob.wait_recorded(700)

    def test_verbs_answer_as_ctl_does(self):
        anna = self.phone("anna")
        bus = self.caller(anna)
        run = lambda *words, **options: json.loads(bus.control("Run", "sasa{sv}", words[0], list(words[1:]), options))
        self.assertEqual(run("get", "dnd"), "off")
        self.assertEqual(run("account show", anna.identity), anna.ctl("account", "show", anna.identity))
        bus.control("SetDoNotDisturb", "bu", True, 0)
        self.assertEqual(anna.ctl("get", "dnd"), "on")
        bus("call", "org.freedesktop.Application", "ActivateAction", "sava{sv}", ["ToggleDnd", [], {}])
        self.assertEqual(anna.ctl("get", "dnd"), "off")
        for words, name in ((("hold", "c9"), "UnknownCall"), (("fly",), "Usage"), (("events",), "Usage")):
            with self.assertRaises(BusError) as refused:
                run(*words)
            self.assertEqual(refused.exception.name, "org.carillon.Error." + name)

    def test_introspection_is_read_by_others(self):
        anna = self.phone("anna")
        self.caller(anna)
        told = subprocess.run(["gdbus", "introspect", "--session", "--dest", name_of(anna), "--object-path", "/org/carillon/Carillon"],
                              env={**os.environ, **self.bus.env}, capture_output=True, text=True, timeout=20)
        self.assertEqual(told.returncode, 0, told.stderr)
        for word in ("org.freedesktop.Application", "BlindTransfer", "CallChanged", "DoNotDisturb = false"):
            self.assertIn(word, told.stdout)

    def test_a_flood_gets_errors_and_the_phone_goes_on(self):
        anna, bob = self.phone("anna"), self.phone("bob", on_bus=False)
        out, incoming = self.talk(anna, bob)
        flooder, other = self.caller(anna), self.caller(anna)
        before, start = bob.received_packets(incoming), time.monotonic()
        flooder.start_flood(15000)
        longest = 0.0
        for _ in range(20):
            asked = time.monotonic()
            other.control("Run", "sasa{sv}", "get", ["dnd"], {})
            anna.ctl("get", "dnd")
            longest = max(longest, time.monotonic() - asked)
        came = flooder.wait_flood()
        seconds = time.monotonic() - start
        print(f"flood: {came}, longest answer to others {longest:.2f} s")
        self.assertEqual(came["other"], 0)
        self.assertGreater(came["refused"], 10000)
        self.assertLess(longest, 5)
        # 50 packets a second; the machine has other things to do as well.
        self.assertGreater(bob.received_packets(incoming) - before, 25 * min(seconds, 10))
        anna.ctl("hangup", out)

    def test_a_bus_that_dies_and_returns(self):
        anna, bob = self.phone("anna"), self.phone("bob", on_bus=False)
        self.caller(anna).stop()
        out, incoming = self.talk(anna, bob)
        self.bus.stop()
        bob.wait_heard(incoming, 500)  # the call does not care
        anna.ctl("set", "dnd", "on")
        self.bus.start()
        again = self.caller(anna)
        again.control("HangUp", "s", out)
        anna.wait_call(out, "Terminated", "the end")
        wait_for(lambda: again.signals("CallChanged"), "signals on the new bus")

    def test_the_desktop_starts_it_with_a_link(self):
        services = os.path.join(self.directory, "services")
        os.mkdir(services)
        home = os.path.join(self.directory, "home")
        os.mkdir(home)
        with open(os.path.join(services, "org.carillon.Carillon.service"), "w", encoding="utf-8") as file:
            file.write(f"[D-BUS Service]\nName=org.carillon.Carillon\nExec={BINARY} --headless --background\n")
        config = os.path.join(self.directory, "activation.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"<busconfig><type>session</type><listen>unix:path={self.directory}/b</listen><auth>EXTERNAL</auth>"
                       f"<servicedir>{services}</servicedir><policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/>"
                       "<allow own='*'/></policy></busconfig>")
        env = without_session()
        env.update(HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home, XDG_RUNTIME_DIR=home,
                   DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.directory}/b")
        daemon = Started(["dbus-daemon", f"--config-file={config}", "--nofork"], self.directory, "activation", env=env)
        self.addCleanup(daemon.stop)
        wait_for(lambda: os.path.exists(f"{self.directory}/b"), "the bus", process=daemon.process)
        opened = subprocess.run(["gdbus", "call", "--session", "--dest", "org.carillon.Carillon", "--object-path",
                                 "/org/carillon/Carillon", "--method", "org.freedesktop.Application.Open", "['tel:112']", "{}"],
                                env=env, capture_output=True, text=True, timeout=60)
        self.assertEqual(opened.returncode, 0, opened.stderr + daemon.log())
        status = subprocess.run([BINARY, "ctl", "status"], env=env, capture_output=True, text=True, timeout=20)
        self.assertEqual(json.loads(status.stdout)["calls"], [])  # shown to a person, not dialled
        subprocess.run([BINARY, "ctl", "quit"], env=env, timeout=20, check=True, capture_output=True)


class Around(OnTheBus):
    def test_music_is_silent_during_a_call(self):
        player = BusPeer(self.bus, "player", "org.mpris.MediaPlayer2.test")
        self.addCleanup(player.stop)
        anna, bob = self.phone("anna"), self.phone("bob", on_bus=False)
        self.caller(anna)
        out, _ = self.talk(anna, bob)
        wait_for(lambda: player("status") == "Paused", "silence")
        anna.ctl("hangup", out)
        wait_for(lambda: player("status") == "Playing", "the music")
        out, _ = self.talk(anna, bob)
        wait_for(lambda: player("status") == "Paused", "silence")
        player("stop")  # its listener has had enough
        anna.ctl("hangup", out)
        anna.wait_call(out, "Terminated", "the end")
        self.assertEqual([s[0] for s in player("signals")], ["Pause", "Play", "Pause"])

    def hook(self, text):
        path = os.path.join(self.directory, "hook")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + text)
        os.chmod(path, 0o700)
        return path

    def test_a_hook_that_hangs_or_fails_does_no_harm(self):
        anna, bob = self.phone("anna"), self.phone("bob", on_bus=False)
        events = anna.events()
        self.addCleanup(events.stop)
        out = os.path.join(self.directory, "out")
        anna.ctl("set", "hookCommand", self.hook(f'echo "$@ [$CARILLON_REMOTE_NAME]" >> {out}\ncase $1 in ended) exit 3;; esac\nsleep 1000\n'))
        start = time.monotonic()
        call, incoming = self.talk(anna, bob)
        self.assertLess(time.monotonic() - start, 10)
        anna.ctl("hangup", call)
        anna.wait_call(call, "Terminated", "the end")

        def told_lines():
            if not os.path.exists(out):
                return []
            with open(out, encoding="utf-8") as file:
                return file.read().splitlines()
        wait_for(lambda: any(line.startswith("ended") for line in told_lines()), "the hook of the end")
        lines = told_lines()
        self.assertEqual([line.split()[:3] for line in lines], [[w, call, "out"] for w in ("outgoing", "answered", "ended")])
        told = lambda: [e for e in events.lines if e["event"] == "notice" and e["code"] == "hook-failed"]
        wait_for(told, "the complaint")
        self.assertEqual(len(told()), 1)


class Keys(OnTheBus):
    def setUp(self):
        super().setUp()
        self.desktop = Desktop(self.directory)
        self.addCleanup(self.desktop.stop)

    def test_keys_of_the_whole_display(self):
        anna, bob = self.phone("anna", DISPLAY=self.desktop.display), self.phone("bob", on_bus=False)
        anna.ctl("set", "globalHotkeys", "on")
        for key, combination in (("hotkeyAnswer", "Ctrl+Alt+A"), ("hotkeyHangUp", "Ctrl+Alt+H"), ("hotkeyMute", "Meta+F9")):
            anna.ctl("set", key, combination)
        out = bob.dial(anna.contact(anna.identity))
        incoming = anna.wait_incoming()
        self.pressed(anna, "ctrl+alt+a", incoming, lambda c: c["state"] == "Established")
        self.desktop.keys("Num_Lock")  # which is no reason
        self.pressed(anna, "super+F9", incoming, lambda c: c["muted"])
        self.pressed(anna, "super+F9", incoming, lambda c: not c["muted"])
        self.pressed(anna, "ctrl+alt+h", incoming, lambda c: c["state"] == "Terminated")
        bob.wait_call(out, "Terminated", "the end")
        # Switched off, the keys are everybody's again.
        anna.ctl("set", "globalHotkeys", "off")
        bob.dial(anna.contact(anna.identity))
        incoming = anna.wait_incoming()
        self.desktop.keys("ctrl+alt+a")
        anna.ctl("set", "globalHotkeys", "on")
        self.assertEqual(anna.call(incoming)["state"], "Initial")

    def pressed(self, phone, keys, call, condition):
        self.desktop.keys(keys)
        phone.wait_call(call, condition, keys)

    def test_media_keys_while_there_is_a_call(self):
        anna, bob = self.phone("anna", DISPLAY=self.desktop.display), self.phone("bob", on_bus=False)
        anna.ctl("set", "globalHotkeys", "on")
        bob.dial(anna.contact(anna.identity))
        incoming = anna.wait_incoming()
        self.pressed(anna, "XF86AudioPlay", incoming, lambda c: c["state"] == "Established")
        self.pressed(anna, "XF86AudioMute", incoming, lambda c: c["muted"])
        self.pressed(anna, "XF86AudioPlay", incoming, lambda c: c["state"] == "Terminated")


if __name__ == "__main__":
    unittest.main(verbosity=2)
