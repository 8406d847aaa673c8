"""Microphone and loudspeaker: none at all, one that is missing, and those of a real sound server, which may go."""
import math
import os
import struct
import subprocess
import time
import unittest

from harness.carillon import BINARY, Carillon, CtlError
from harness.case import Case
from harness.process import wait_for
from harness.sound import PipeWire, Sound


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


class Swapped(Case):
    """Devices that come and go in the middle of a call, as the far end and the loudspeakers hear it."""

    server = Sound

    def setUp(self):
        super().setUp()
        self.sound = self.started(self.server(self.directory))
        self.phone = Carillon(self.directory, "anna")
        self.phone.argv = [BINARY, "--headless", "--profile", self.phone.profile]
        self.phone.env.update(self.sound.env)
        self.started(self.phone)
        self.phone.add_account("1001")
        self.bob = self.started(Carillon(self.directory, "bob"))
        self.target = self.bob.contact(self.bob.add_account("1002"))
        self.bob.ctl("set", "autoAnswer", "on")
        self.events = self.phone.events()
        self.addCleanup(self.events.stop)

    def talks(self):
        call = self.phone.dial(self.target)
        self.phone.wait_call(call, "Established", "the answer")
        return call

    def notices(self):
        return [e["message"] for e in self.events.lines if e["event"] == "notice"]

    def in_use(self, role):
        return [d["id"] for d in self.phone.ctl("devices") if d["role"] == role and d.get("inUse")]

    def gap(self, before, after, window=0.01):
        """Seconds of what bob heard between the end of the one tone and the begin of the other."""
        heard = self.bob.heard()
        # 10 ms windows are blind for what is close in pitch: the tones of the test are an octave apart and more.
        ends = [end for _, end in heard.tone_spans(before, window=window)]
        begins = [begin for begin, _ in heard.tone_spans(after, window=window) if begin >= ends[-1] - window]
        return begins[0] - ends[-1]

    def test_a_headset_that_is_pulled_is_followed_by_the_next_within_150_ms_and_comes_back(self):
        self.sound.microphone("builtin", 500)
        headset = self.sound.microphone("headset", 1500)
        self.phone.ctl("set", "audioInputs", "headset,builtin")
        call = self.talks()
        self.bob.wait_recorded(1500)
        offers = len(self.phone.ctl("trace", "--call", call))
        self.sound.unplug(headset)
        self.bob.wait_recorded(500)
        self.assertLess(self.gap(1500, 500), 0.15)
        self.assertEqual(self.in_use("input"), ["builtin"])
        since = self.bob.heard().seconds
        self.sound.microphone("headset", 1500)
        self.bob.wait_recorded(1500, since=since)
        self.assertLess(self.gap(500, 1500), 0.15)
        self.assertEqual(self.phone.call(call)["mediaProblem"], "")
        self.assertEqual(len(self.phone.ctl("trace", "--call", call)), offers, "nothing is negotiated anew")
        notices = self.notices()
        self.assertEqual(len(notices), 2, notices)
        self.assertRegex(notices[0], "^The microphone “.*” went away; “.*” is used instead[.]$")
        self.assertRegex(notices[1], "^The microphone “.*” is used now[.]$")

    def test_the_default_of_the_system_is_followed(self):
        self.sound.microphone("low", 500)
        self.sound.microphone("high", 1500)
        self.sound.control("set-default-source", "low")
        call = self.talks()
        self.bob.wait_recorded(500)
        self.sound.control("set-default-source", "high")
        self.bob.wait_recorded(1500)
        self.assertLess(self.gap(500, 1500), 0.15)
        self.sound.control("set-default-sink", "room")
        wait_for(lambda: self.in_use("output") == ["room"], "the other loudspeaker")
        self.assertEqual(self.phone.call(call)["mediaProblem"], "")

    def test_a_server_that_dies_and_comes_back_is_survived(self):
        call = self.talks()
        self.phone.wait_heard(call, 500)
        self.sound.stop()
        self.phone.wait_call(call, lambda c: c["mediaProblem"], "the problem to be said")
        self.assertEqual(self.in_use("input"), [])
        self.sound.start()
        self.sound.microphone("voice", 700)
        self.sound.control("set-default-source", "voice")
        since = self.bob.heard().seconds
        self.bob.wait_recorded(700, since=since)
        self.phone.wait_call(call, lambda c: not c["mediaProblem"], "the problem to be over")
        self.assertEqual(self.in_use("output"), ["ears"])

    def test_it_rings_on_several_and_an_idle_phone_has_nothing_open(self):
        self.sound.loudspeaker("kitchen")
        self.phone.ctl("set", "rings", "room,kitchen,cellar")
        self.phone.ctl("set", "ringVolume", "50")
        self.assertEqual(self.sound.streams(), [[], []])
        self.bob.dial(self.phone.contact(self.phone.ctl("account", "list")[0]["id"]))
        incoming = self.phone.wait_incoming()
        wait_for(lambda: len(self.sound.streams()[0]) == 2, "two that ring")
        self.phone.ctl("reject", incoming)
        wait_for(lambda: self.sound.streams() == [[], []], "silence")

    def test_what_is_muted_at_system_level_is_known(self):
        self.sound.control("set-source-mute", "mouth", "1")
        wait_for(lambda: any(d["id"] == "mouth" and d["muted"] for d in self.phone.ctl("devices") if "muted" in d), "the mute")

    def test_what_the_system_mutes_in_mid_call_is_made_audible_by_one_command(self):
        self.sound.microphone("voice", 700)
        self.sound.control("set-default-source", "voice")
        call = self.talks()
        self.bob.wait_recorded(700)
        for command, device, cause in (("source", "voice", "microphone-muted"), ("sink", "ears", "loudspeaker-muted")):
            self.sound.control(f"set-{command}-mute", device, "1")
            state = self.phone.wait_call(call, lambda c: c["diagnosis"] and c["diagnosis"]["cause"] == cause, cause)
            self.assertEqual(state["diagnosis"]["fix"], "unmute-system")
            since = self.bob.heard().seconds
            self.phone.ctl("fix", call)
            self.bob.wait_recorded(700, since=since)
            self.phone.wait_call(call, lambda c: c["diagnosis"] is None, "the cure")
            self.assertIn("no", self.sound.control(f"get-{command}-mute", device))

    def test_a_microphone_of_another_rate_than_promised(self):
        fifo = os.path.join(self.sound.directory, "fifo")
        self.sound.control("load-module", "module-pipe-source", "source_name=pipe", f"file={fifo}", "format=s16le", "rate=48000", "channels=1")
        self.phone.ctl("device", "set", "input", "pipe")
        call = self.talks()
        # Of whole periods in 10 ms: what is left out of it is not heard, but how late it comes is.
        tones = [b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * hz * i / 48000))) for i in range(480)) for hz in (500, 1500)]
        with open(fifo, "wb", buffering=0) as pipe:
            begun, changed = time.monotonic(), None
            for frame in range(1250):  # ten seconds, a quarter too many
                time.sleep(max(0.0, begun + frame / 125 - time.monotonic()))
                if frame == 1000:
                    changed = self.bob.heard().seconds
                pipe.write(tones[frame >= 1000])
        self.bob.wait_recorded(500)
        self.bob.wait_recorded(1500, seconds=0.5)
        heard = self.bob.heard()
        self.assertLess(next(begin for begin, _ in heard.tone_spans(1500)) - changed, 1.5)
        self.assertGreater(self.phone.ctl("stats", call)["devices"]["captured"], 700)
        self.assertEqual(self.phone.call(call)["state"], "Established")

    def test_a_microphone_that_delivers_nothing_at_first_and_then_in_bursts(self):
        fifo = os.path.join(self.sound.directory, "fifo")
        self.sound.control("load-module", "module-pipe-source", "source_name=pipe", f"file={fifo}", "format=s16le", "rate=48000", "channels=1")
        self.phone.ctl("device", "set", "input", "pipe")
        call = self.talks()
        if self.server.EMPTY_PIPE_IS_SILENCE:
            said = self.phone.wait_call(call, lambda c: c["mediaProblem"], "the problem to be said")["mediaProblem"]
            self.assertRegex(said, "^The microphone gives nothing but silence")
        else:
            said = self.phone.wait_call(call, lambda c: c["mediaProblem"], "the problem to be said")["mediaProblem"]
            self.assertRegex(said, "^The microphone gives no sound")
        with open(fifo, "wb") as pipe:
            for _ in range(5):
                pipe.write(bytes(2 * 48000))  # a second at once
                pipe.flush()
        self.phone.wait_heard(call, self.phone.received_packets(call) * 20 + 1000)
        self.assertEqual(self.phone.call(call)["state"], "Established")


class SwappedOnPipeWire(Swapped):
    server = PipeWire
    test_a_microphone_of_another_rate_than_promised = None  # a pipe has the rate of the graph there: there is no such microphone


if __name__ == "__main__":
    unittest.main(verbosity=2)
