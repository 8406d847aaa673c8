"""Microphone and loudspeaker: none at all, one that is missing, and those of a real sound server, which may go."""
import os
import subprocess
import unittest

from harness.carillon import BINARY, Carillon, CtlError
from harness.case import Case
from harness.process import wait_for
from harness.sound import Sound


class Virtual(Case):
    def test_one_that_is_missing_at_the_start(self):
        missing = os.path.join(self.directory, "missing.wav")
        run = subprocess.run([BINARY, "--headless", "--profile", os.path.join(self.directory, "p"), "--audio-input", f"file:{missing}"],
                             capture_output=True, text=True, timeout=20)
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn(f"“{missing}” does not exist", run.stderr)

    def test_one_that_went_is_replaced_by_silence_and_never_by_the_microphone(self):
        phone = Carillon(self.directory)
        at = phone.argv.index("--audio-input")
        del phone.argv[at:at + 2]
        voice = os.path.join(phone.directory, "voice.wav")
        with open(voice, "wb") as file:
            file.write(b"RIFF")
        with phone:
            subprocess.run([BINARY, "ctl", "--profile", phone.profile, "set", "audioInput", "file:voice.wav"], check=True,
                           cwd=phone.directory, env=phone.env, capture_output=True)
            self.assertEqual(phone.ctl("get", "audioInput"), f"file:{voice}", "as seen from where ctl was called")
            with self.assertRaises(CtlError) as raised:
                phone.ctl("device", "set", "input", "file:/not/there.wav")
            self.assertEqual((raised.exception.status, raised.exception.code), (1, "bad-device"))
            self.assertEqual(phone.ctl("get", "audioInput"), f"file:{voice}")
        os.remove(voice)
        with phone:
            self.assertIn("does not exist", phone.started.log())
            selected = next(d for d in phone.ctl("devices") if d["role"] == "input" and d["selected"])
            self.assertEqual((selected["id"], selected["available"]), ("null", False))

    def test_none_where_there_is_no_sound(self):
        phone = Carillon(self.directory)
        phone.argv = [BINARY, "--headless", "--profile", phone.profile]
        phone.env.update(PULSE_SERVER=f"unix:{self.directory}/nowhere", XDG_RUNTIME_DIR=self.directory)
        with phone:
            for role in ("input", "output", "ring"):
                with self.assertRaises(CtlError) as raised:
                    phone.ctl("device", "set", role, "id:nope")
                self.assertEqual((raised.exception.status, raised.exception.code), (1, "bad-device"))
                self.assertIn("“nope” is not connected", raised.exception.error["message"])
            self.assertEqual([(d["id"], d["selected"], d["available"]) for d in phone.ctl("devices")], [("default", True, False)] * 3)
            phone.ctl("device", "set", "input", "tone:440")
            shown = {d["role"]: d["available"] for d in phone.ctl("devices")}
            self.assertEqual(shown, {"input": True, "output": False, "ring": False})

    def test_one_that_cannot_be_opened_is_said_in_the_call(self):
        with Carillon(self.directory, "anna", audio_input="id:no-such-device") as anna, Carillon(self.directory, "bob") as bob:
            anna.add_account("1001")
            target = bob.contact(bob.add_account("1002"))
            bob.ctl("set", "autoAnswer", "on")
            call = anna.dial(target)
            said = anna.wait_call(call, lambda c: c["state"] == "Established" and c["mediaProblem"], "the problem to be said")
            self.assertEqual(said["problem"], said["mediaProblem"])
            bob.wait_heard(bob.ctl("calls")[0]["id"], 200)


class Real(Case):
    def setUp(self):
        super().setUp()
        self.sound = self.started(Sound(self.directory))
        self.phone = Carillon(self.directory, "anna")
        self.phone.argv = [BINARY, "--headless", "--profile", self.phone.profile]
        self.phone.env.update(self.sound.env)
        self.started(self.phone)
        self.phone.add_account("1001")

    def talks(self):
        bob = self.started(Carillon(self.directory, "bob"))
        target = bob.contact(bob.add_account("1002"))
        bob.ctl("set", "autoAnswer", "on")
        call = self.phone.dial(target)
        self.phone.wait_call(call, "Established", "the answer")
        return call, bob

    def devices(self, role):
        return {d["id"]: (d["selected"], d["available"]) for d in self.phone.ctl("devices") if d["role"] == role}

    def test_they_are_listed_and_chosen_by_their_id(self):
        self.assertEqual(self.devices("input"), {"mouth": (False, True), "default": (True, True)})
        self.assertEqual(self.devices("output"), {"ears": (False, True), "room": (False, True), "default": (True, True)})
        with self.assertRaises(CtlError) as raised:
            self.phone.ctl("device", "set", "input", "ears")
        self.assertEqual(raised.exception.code, "bad-device", "a loudspeaker is no microphone")
        self.phone.ctl("device", "set", "input", "mouth")
        self.phone.ctl("device", "set", "output", "id:room")
        self.assertEqual((self.devices("input"), self.devices("output")["room"]), ({"mouth": (True, True)}, (True, True)))
        call, bob = self.talks()
        self.phone.wait_heard(call, 500)
        self.assertEqual(self.phone.call(call)["mediaProblem"], "")

    def test_ones_that_go_are_said_once_each(self):
        events = self.phone.events()
        self.addCleanup(events.stop)
        self.phone.ctl("device", "set", "input", "mouth")
        call, bob = self.talks()
        self.phone.wait_heard(call, 500)
        self.sound.stop()
        said = self.phone.wait_call(call, lambda c: c["mediaProblem"], "the problem to be said")["mediaProblem"]
        self.assertRegex(said, "^The (microphone|loudspeaker) “.*” went away; the call goes on without it[.]$")
        # Tried again every second, and not said again; the call goes on meanwhile.
        bob.wait_heard(bob.ctl("calls")[0]["id"], bob.received_packets(bob.ctl("calls")[0]["id"]) * 20 + 3000)
        said = [e["message"] for e in events.lines if e["event"] == "notice"]
        self.assertEqual(len(said), len(set(said)), said)
        self.assertEqual(self.phone.call(call)["state"], "Established")
        wait_for(lambda: (True, True) not in self.devices("input").values(), "the microphone to be shown as not available")

    def test_a_device_that_another_has_is_said_once(self):
        self.sound.control("load-module", "module-sine", "sink=room", "frequency=300")  # a microphone that hears nothing is another problem
        for role, command, device in (("microphone", "suspend-source", "mouth"), ("loudspeaker", "suspend-sink", "ears")):
            self.sound.control(command, device, "1")
            events = self.phone.events()
            self.addCleanup(events.stop)
            call, bob = self.talks()
            state = self.phone.wait_call(call, lambda c: role in c["mediaProblem"], "the problem to be said")
            said = state["mediaProblem"]
            self.assertRegex(said, f"^The {role} (gives|takes) no sound; perhaps another program uses it[.]$")
            self.assertEqual((state["diagnosis"]["cause"], state["diagnosis"]["fix"]), (f"{role}-stalled", f"choose-{role}"))
            self.phone.wait_heard(call, self.phone.received_packets(call) * 20 + 3000)
            # The other device may be slow on a busy machine, and said as well.
            def notices():
                return [e["message"] for e in events.lines if e["event"] == "notice" and role in e["message"]]
            wait_for(notices, "the notice")
            self.assertEqual(notices(), [said])
            self.sound.control(command, device, "0")
            self.phone.wait_call(call, lambda c: not c["mediaProblem"], "the problem to be over")
            self.phone.ctl("hangup", call)
            bob.stop()

    def test_a_server_that_gives_nothing_holds_nothing_up(self):
        self.sound.occupy()
        call, bob = self.talks()
        self.phone.wait_call(call, lambda c: c["mediaProblem"], "the problem to be said")
        self.phone.wait_heard(call, 2000)
        self.phone.ctl("hangup", call)
        self.phone.wait_call(call, "Terminated", "the end")
        self.phone.stop()  # with code 0, and in time


if __name__ == "__main__":
    unittest.main(verbosity=2)
