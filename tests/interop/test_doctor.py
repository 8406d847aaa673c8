"""One direction of a call is silent: the cause, injected for real, is named within three seconds with the fix that fits, which works.
And the self-test, with and without a room between loudspeaker and microphone."""
import json
import math
import os
import struct
import subprocess
import time
import unittest
import wave

from harness import sandbox
from harness.carillon import BINARY, Carillon, CtlError
from harness.case import Case
from harness.far_end import FarEnd, Voice, media
from harness.process import wait_for
from harness.sound import Sound

ADDRESS = sandbox.ADDRESS
KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"  # that of RFC 4568's examples
CRYPTO = f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}"
FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(f"{byte:02X}" for byte in range(32))
SECONDS = 3.0
ASKING = 0.5  # what a busy machine may need for one question
NOTHING_HEARD = struct.pack(">BBHI", 0x80, 201, 1, 0x0FAE0D01)  # a receiver report without a block (RFC 3550 §6.4.2)
ALL_LOST = struct.pack(">BBHI", 0x81, 201, 7, 0x0FAE0D01)
DIGITAL_SILENCE = bytes([0xFF]) * 8000  # G.711, mu-law


def write_wave(path, samples):
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(48000)
        w.writeframes(b"".join(struct.pack("<h", s) for s in samples))


class Sick(Case):
    account_options = {"media_encryption": "none"}
    audio_input = "tone:440"

    def setUp(self):
        super().setUp()
        self.phone = self.started(self.make_phone())
        self.account = self.phone.add_account("1001", **self.account_options)
        self.phone.ctl("set", "autoAnswer", "on")
        self.contact = self.phone.contact(self.account)
        self.far = FarEnd(ADDRESS)
        self.addCleanup(self.far.stop)
        self.voice = Voice(ADDRESS)
        self.addCleanup(self.voice.stop)

    def make_phone(self):
        return Carillon(self.directory, audio_input=self.microphone())

    def microphone(self):
        return self.audio_input

    def block(self, lost):
        """Of a report of the far end, about us."""
        return struct.pack(">IBBHIIII", self.voice.ssrcs().pop(), lost, 0, 0, 1, 0, 0, 0)

    def sdp(self, *lines, **options):
        return self.far.sdp(*lines, port=self.voice.port, **options)

    def call(self, sdp=None):
        """@returns where we are to be sent the sound."""
        status, answer = self.far.call(self.contact, sdp or self.sdp())
        self.assertEqual(status, 200)
        self.id = next(c["id"] for c in self.phone.ctl("calls") if c["state"] == "Established")
        return media(answer)

    def talk(self):
        self.voice.remote = self.call()
        self.phone.wait_recorded(880)
        self.assertIsNone(self.phone.call(self.id)["diagnosis"])

    def assert_found(self, cause, direction, fix, begun=None):
        begun = begun or time.monotonic()
        try:
            found = wait_for(lambda: self.phone.call(self.id)["diagnosis"], cause, SECONDS + ASKING)
        finally:
            state = self.phone.call(self.id)
        self.assertEqual((found["cause"], found["direction"], found["fix"]), (cause, direction, fix), found)
        self.assertTrue(found["sentence"].endswith("."))
        self.assertLess(time.monotonic() - begun, SECONDS + 2 * ASKING)
        return state

    def assert_cured(self):
        self.phone.wait_call(self.id, lambda c: c["diagnosis"] is None, "the cure")


class Heard(Sick):
    """Nothing is heard."""

    def test_nothing_arrives(self):
        self.call()
        state = self.assert_found("nothing-arrives", "heard", "reconnect")
        self.assertEqual(state["problem"], "No sound arrives from the other side; a firewall may be in the way.")
        self.assertEqual(state["problem"], state["mediaProblem"])

    def test_it_stops_and_a_reconnect_brings_it_back(self):
        self.talk()
        remote, self.voice.remote = self.voice.remote, None
        self.assert_found("stopped", "heard", "reconnect")

        def answer(offer):
            self.voice.remote = remote  # who was confused begins anew with a new offer
            return 200, self.sdp()
        self.far.answer = answer
        self.phone.ctl("fix", self.id)
        self.assert_cured()
        self.assertEqual(self.phone.call(self.id)["problem"], "")

    def test_a_payload_type_that_nobody_agreed_on(self):
        self.voice.payload_type = 96
        self.voice.remote = self.call()
        self.assert_found("unknown-codec", "heard", "reconnect")

    def test_a_payload_type_that_changes_in_mid_call(self):
        self.talk()
        self.voice.payload_type = 96
        self.assert_found("unknown-codec", "heard", "reconnect")
        self.voice.payload_type = 0
        self.assert_cured()

    def test_it_comes_from_elsewhere_in_mid_call(self):
        self.talk()
        other = Voice(ADDRESS)
        self.addCleanup(other.stop)
        other.remote, self.voice.remote = self.voice.remote, None
        self.assert_found("stranger", "heard", "reconnect")

    def test_an_address_that_only_its_own_network_knows(self):
        self.call(self.sdp().replace(f"c=IN IP4 {ADDRESS}", "c=IN IP4 192.168.178.20"))
        self.assert_found("wrong-address", "both", "reconnect")

    def test_digital_silence(self):
        self.voice.sound = DIGITAL_SILENCE
        self.voice.remote = self.call()
        state = self.assert_found("peer-silent", "heard", "none")
        self.assertEqual((state["quality"], state["qualitySentence"]), ("poor", state["problem"]))
        with self.assertRaises(CtlError) as raised:
            self.phone.ctl("fix", self.id)
        self.assertEqual(raised.exception.code, "nothing-to-fix")

    def test_it_only_listens(self):
        self.call(self.sdp("a=recvonly"))
        self.assert_found("peer-only-listens", "heard", "none")

    def test_what_comes_is_no_rtp(self):
        self.voice.sound = b""
        remote = self.call()
        begun = time.monotonic()
        while time.monotonic() - begun < SECONDS and not self.phone.call(self.id)["diagnosis"]:
            for _ in range(5):
                self.voice.socket.sendto(bytes([0x80, 0x00, 0x01]), remote)
        self.assert_found("unreadable", "heard", "reconnect", begun)


class Firewall(Sick):
    """UDP is blocked on this machine: the sandbox is a machine of the test's own."""

    def block_udp(self, hook, *words):
        sandbox.run("nft", "add table ip wall")
        sandbox.run("nft", f"add chain ip wall {hook} {{ type filter hook {hook} priority 0; }}")
        sandbox.run("nft", f"add rule ip wall {hook} udp", *words, "drop")
        self.addCleanup(self.unblock)

    def unblock(self):
        sandbox.run("nft", "add table ip wall")
        sandbox.run("nft", "delete table ip wall")

    def test_nothing_comes_in(self):
        remote = self.call()
        self.block_udp("input", "dport", str(remote[1]))
        self.voice.remote = remote
        self.assert_found("nothing-arrives", "heard", "reconnect")
        self.unblock()
        self.assert_cured()

    def test_nothing_comes_in_any_more(self):
        self.talk()
        self.block_udp("input", "sport", str(self.voice.port))
        self.assert_found("stopped", "heard", "reconnect")
        self.unblock()
        self.assert_cured()

    def test_nothing_goes_out(self):
        self.talk()
        self.block_udp("output", "dport", str(self.voice.port))
        state = self.assert_found("no-route", "sent", "reconnect")
        self.assertEqual(state["problem"], "Your voice does not leave this computer: there is no way to the other side.")
        self.unblock()
        self.assert_cured()


class SystemDevices(Sick):
    """What the sound system makes of the devices; there is always something to hear for the microphone."""

    def make_phone(self):
        self.sound = self.started(Sound(self.directory))
        self.sound.control("load-module", "module-sine", "sink=room", "frequency=500")
        phone = Carillon(self.directory)
        phone.argv = phone.argv[:phone.argv.index("--audio-input")]
        phone.env.update(self.sound.env)
        return phone

    def talk(self):
        self.phone.ctl("device", "set", "input", "mouth")
        self.phone.ctl("device", "set", "output", "ears")
        self.voice.remote = self.call()
        self.phone.wait_heard(self.id, 2000)
        self.assertIsNone(self.phone.call(self.id)["diagnosis"])

    def assert_found_while(self, word, device, found):
        self.sound.control(word, device, "1")
        self.assert_found(*found)
        self.sound.control(word, device, "0")
        self.assert_cured()

    def test_a_microphone_muted_at_system_level(self):
        self.talk()
        self.assert_found_while("set-source-mute", "mouth", ("microphone-muted", "sent", "unmute-system"))

    def test_a_loudspeaker_muted_at_system_level(self):
        self.talk()
        self.assert_found_while("set-sink-mute", "ears", ("loudspeaker-muted", "heard", "unmute-system"))

    def test_a_microphone_that_gives_nothing(self):
        self.talk()
        self.assert_found_while("suspend-source", "mouth", ("microphone-stalled", "sent", "choose-microphone"))

    def test_a_loudspeaker_that_takes_nothing(self):
        self.talk()
        self.assert_found_while("suspend-sink", "ears", ("loudspeaker-stalled", "heard", "choose-loudspeaker"))


class WrongKey(Sick):
    account_options = {"media_encryption": "optional"}

    def test_another_key_than_the_one_agreed(self):
        self.voice.remote = self.call(self.sdp(CRYPTO, profile="RTP/SAVP"))  # and sends in the clear
        state = self.assert_found("wrong-key", "heard", "reconnect")
        self.assertEqual(state["encryption"], "sdes")


class NoHandshake(Sick):
    account_options = {"media_encryption": "dtls"}

    def test_a_handshake_that_nobody_answers(self):
        self.call(self.sdp(FINGERPRINT, "a=setup:passive", "a=rtcp-mux", profile="UDP/TLS/RTP/SAVP"))
        self.assert_found("way-pending", "both", "reconnect")


class Sent(Sick):
    """We are not heard."""

    def test_the_other_side_reports_nothing_of_ours(self):
        self.talk()
        self.voice.report = NOTHING_HEARD
        state = self.assert_found("not-reported", "sent", "reconnect")
        self.assertIn("reports that none of it arrives", state["problem"])
        self.voice.report = ALL_LOST + self.block(lost=0)
        self.assert_cured()

    def test_the_other_side_reports_that_all_is_lost(self):
        self.talk()
        self.voice.report = ALL_LOST + self.block(lost=255)
        self.assert_found("not-reported", "sent", "reconnect")
        wait_for(lambda: (self.phone.ctl("stats", self.id)["mosRemote"] or 5) < 2, "its score")

    def test_we_are_muted(self):
        self.talk()
        self.phone.ctl("mute", self.id, "on")
        state = self.assert_found("muted-by-us", "sent", "unmute")
        self.assertEqual(state["problem"], "", "what was chosen is no problem")
        self.phone.ctl("fix", self.id)
        self.assertFalse(self.phone.call(self.id)["muted"])
        self.assert_cured()

    def test_we_hold(self):
        self.talk()
        self.far.answer = lambda offer: (200, self.sdp("a=recvonly" if "a=sendonly" in offer else "a=sendrecv"))
        self.phone.ctl("hold", self.id)
        self.assert_found("held-by-us", "both", "resume")
        self.phone.ctl("fix", self.id)
        self.assert_cured()

    def test_they_hold(self):
        self.talk()
        self.assertEqual(self.far.reinvite(self.sdp("a=inactive"))[0], 200)
        self.assert_found("held-by-peer", "both", "none")


class SilentMicrophone(Sick):
    def microphone(self):
        path = os.path.join(self.directory, "silent.wav")
        write_wave(path, [0] * 48000)
        return f"file:{path}"

    def test_it_gives_zeros(self):
        self.voice.remote = self.call()
        self.assert_found("microphone-silent", "sent", "choose-microphone")
        with self.assertRaises(CtlError) as raised:
            self.phone.ctl("fix", self.id)
        self.assertEqual(raised.exception.code, "needs-choice")
        self.phone.ctl("device", "set", "input", "tone:440")
        self.assert_cured()


class LoudMicrophone(Sick):
    def microphone(self):
        path = os.path.join(self.directory, "loud.wav")
        write_wave(path, [max(-32768, min(32767, int(90000 * math.sin(2 * math.pi * 300 * i / 48000)))) for i in range(48000)])
        return f"file:{path}"

    def test_it_is_too_loud(self):
        self.voice.remote = self.call()
        self.assert_found("clipping", "sent", "none")


class Healthy(Sick):
    def test_a_peer_that_says_that_it_is_silent_is_no_fault(self):
        """RFC 3389: one packet describes the noise, then none comes; its reports still do."""
        self.voice.remote = self.call(self.sdp(formats="0 13 101"))
        self.phone.wait_recorded(880)
        self.voice.report = ALL_LOST + self.block(lost=0)
        self.voice.silence = 60
        noise, found = (lambda: self.phone.ctl("stats", self.id)["audio"]["received"]["noiseMs"]), []
        wait_for(lambda: found.append(self.phone.call(self.id)["diagnosis"]) or noise() > 5000, "five seconds of noise")
        self.assertEqual([d for d in found if d], [])
        self.voice.silence = None
        self.phone.wait_recorded(880, since=self.phone.heard().seconds)

    def test_a_good_call_has_a_score_which_is_kept(self):
        self.talk()
        self.phone.wait_heard(self.id, 4000)
        stats = self.phone.ctl("stats", self.id)
        self.assertGreater(stats["mosHeard"], 4.2)
        self.assertEqual(stats["mosHeard"], stats["audio"]["received"]["mos"])
        self.assertIsNone(stats["mosRemote"], "it reports nothing")
        self.assertEqual(stats["diagnosis"], "")
        state = self.phone.call(self.id)
        self.assertEqual((state["quality"], state["qualitySentence"], state["diagnosis"]), ("good", "The sound is good.", None))
        self.assertEqual(self.far.hang_up(), 200)
        kept = wait_for(lambda: self.phone.ctl("history"), "the history")[0]
        self.assertGreater(kept["mosMean"], 4.0)
        self.assertGreater(kept["mosLeast"], 3.5)
        self.assertEqual(kept["qualitySentence"], "The sound is good.")


def step(card, name):
    return next(s for s in card["steps"] if s["name"] == name)


class SelfTest(Case):
    def test_without_a_room(self):
        phone = self.started(Carillon(self.directory))
        card = phone.ctl("selftest")
        self.assertTrue(card["ok"], card)
        self.assertTrue(0 < step(card, "network")["value"] < 250, card)
        self.assertEqual((step(card, "loss")["value"], step(card, "loop")["ok"]), (0, None))
        self.assertIn("There is no loop", step(card, "loop")["sentence"])
        for one in card["steps"]:
            self.assertTrue(one["sentence"].endswith("."), one)

    def test_it_is_followed_and_ends_with_who_asked(self):
        phone = self.started(Carillon(self.directory))
        with subprocess.Popen([BINARY, "ctl", "--profile", phone.profile, "selftest", "--follow"], env=phone.env,
                              stdout=subprocess.PIPE, text=True) as follower:
            lines = []
            for line in follower.stdout:
                lines.append((time.monotonic(), json.loads(line)))
        self.assertEqual(follower.returncode, 0)
        card, steps = lines[-1][1], lines[:-1]
        when = {(told["name"], told["running"]): at for at, told in reversed(steps)}
        for one in card["steps"]:
            self.assertLessEqual(when.get((one["name"], True), 0), when[one["name"], False], one)
        self.assertIn(("network", True), when)
        self.assertLess(when["network", False] + 0.5, when["loop", False], "each is told when it ends, not all at the end")
        with subprocess.Popen([BINARY, "ctl", "--profile", phone.profile, "selftest", "--follow"], env=phone.env,
                              stdout=subprocess.PIPE, text=True) as follower:
            self.assertTrue(json.loads(follower.stdout.readline())["running"])
            follower.kill()
        wait_for(lambda: self.may_begin(phone), "the end of the test that nobody waits for", seconds=2)

    def may_begin(self, phone):
        try:
            return phone.ctl("selftest")["ok"]
        except CtlError as error:
            self.assertIn(error.code, ("busy", "not-available"))
            return False

    def test_in_a_room(self):
        """What the loudspeaker plays is what the microphone hears: a null sink, and a source which is its monitor."""
        phone, sound = self.in_a_room("mouth", "room")
        sound.control("load-module", "module-sine", "sink=room", "frequency=5000")  # a room is never silent
        sound.control("set-sink-input-volume", "0", "1%")
        card = phone.ctl("selftest")
        self.assertTrue(step(card, "loop")["ok"], card)
        self.assertTrue(0 < step(card, "loop")["value"] < 1000, card)
        self.assertTrue(-12 < step(card, "echo")["value"] < 6, card)

    def in_a_room(self, microphone, loudspeaker):
        sound = self.started(Sound(self.directory))
        phone = Carillon(self.directory)
        phone.argv = phone.argv[:phone.argv.index("--audio-input")]
        phone.env.update(sound.env)
        self.started(phone)
        phone.ctl("device", "set", "input", microphone)
        phone.ctl("device", "set", "output", loudspeaker)
        return phone, sound

    def assert_not_measured(self, card, culprit):
        self.assertFalse(card["ok"], card)
        self.assertFalse(step(card, culprit)["ok"], card)
        for name in ("loop", "echo"):
            self.assertEqual((step(card, name)["ok"], step(card, name)["value"]), (None, None), card)
            self.assertEqual(step(card, name)["sentence"], f"This was not measured: the {culprit} does not work.")

    def test_a_microphone_that_gives_only_silence(self):
        phone, _ = self.in_a_room("mouth", "ears")
        self.assert_not_measured(phone.ctl("selftest"), "microphone")

    def test_a_microphone_that_is_stuck(self):
        phone, sound = self.in_a_room("mouth", "ears")
        sound.control("suspend-source", "mouth", "1")
        card = phone.ctl("selftest")
        self.assert_not_measured(card, "microphone")
        self.assertEqual(step(card, "microphone")["sentence"], "The microphone gives no sound.")

    def test_a_loudspeaker_that_the_system_mutes(self):
        phone, sound = self.in_a_room("mouth", "room")
        sound.control("load-module", "module-sine", "sink=room", "frequency=5000")
        sound.control("set-sink-mute", "ears", "1")
        phone.ctl("device", "set", "output", "ears")
        self.assert_not_measured(phone.ctl("selftest"), "loudspeaker")

    def test_not_during_a_call(self):
        phone = self.started(Carillon(self.directory))
        phone.add_account("1001", media_encryption="none")
        far = FarEnd("127.0.0.1")
        self.addCleanup(far.stop)
        far.answer = lambda offer: (180, "")
        phone.dial(far.uri)
        with self.assertRaises(CtlError) as raised:
            phone.ctl("selftest")
        self.assertEqual(raised.exception.code, "busy")


if __name__ == "__main__":
    sandbox.enter()
    unittest.main(verbosity=2)
