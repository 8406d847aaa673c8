"""Far ends and strangers that mean no good: what they say in SDP, and what they throw at the media port."""
import os
import random
import socket
import struct
import subprocess
import time
import unittest

from harness import certificates, sandbox, stun
from harness.baresip import Baresip
from harness.carillon import Carillon
from harness.case import Case
from harness.far_end import FarEnd, Voice, media
from harness.process import free_port, wait_for
from harness.wire import Wire

ADDRESS = sandbox.ADDRESS
KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"  # that of RFC 4568's examples
CRYPTO = f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}"
FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(f"{byte:02X}" for byte in range(32))
ICE = ("a=ice-ufrag:hostile1", "a=ice-pwd:0123456789abcdef01234567")
PACKETS = 20_000  # of a flood
PER_SECOND = 8_000
TICK = os.sysconf("SC_CLK_TCK")


class Attacked(Case):
    account_options = {"media_encryption": "none"}

    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory))
        self.account = self.phone.add_account("1001", **self.account_options)
        self.phone.ctl("set", "autoAnswer", "on")
        self.contact = self.phone.contact(self.account)
        self.far = FarEnd(ADDRESS)
        self.addCleanup(self.far.stop)

    def voice(self):
        voice = Voice(ADDRESS)
        self.addCleanup(voice.stop)
        return voice

    def listener(self, address):
        """A bystander's socket."""
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(s.close)
        s.bind((address, 0))
        s.settimeout(0.1)
        return s

    def call_of(self):
        return next(c["id"] for c in self.phone.ctl("calls") if c["state"] == "Established")

    def assert_alive(self):
        begun = time.monotonic()
        self.phone.ctl("status")
        self.assertLess(time.monotonic() - begun, 1.5, "the phone is held up")

    def cpu_seconds(self):
        with open(f"/proc/{self.phone.started.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory_kib(self):
        with open(f"/proc/{self.phone.started.process.pid}/statm") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


class Plain(Attacked):
    def talking(self):
        """A call of plain RTP with sound both ways."""
        voice = self.voice()
        status, answer = self.far.call(self.contact, self.far.sdp(port=voice.port))
        self.assertEqual(status, 200)
        voice.remote = media(answer)
        voice.wait_heard()
        self.phone.wait_recorded(880)
        return voice

    def assert_sound_goes_on(self, voice):
        voice.wait_heard()
        self.phone.wait_recorded(880, since=self.phone.heard().seconds)

    def test_one_that_takes_our_ssrc(self):
        """RFC 3550 §8.2: one of the two has to take another; the sound goes on in any case."""
        voice = self.talking()
        ours = voice.ssrcs()
        self.assertEqual(len(ours), 1)
        voice.ssrc = ours.pop()
        self.assert_sound_goes_on(voice)
        self.assertEqual(self.far.hang_up(), 200)

    def test_one_that_takes_a_new_ssrc(self):
        voice = self.talking()
        for _ in range(3):
            voice.ssrc += 1
            self.assert_sound_goes_on(voice)

    def test_a_payload_type_that_nobody_agreed_on_is_not_played(self):
        voice = self.talking()
        for payload_type in (8, 96, 127, 72):
            voice.payload_type = payload_type
            begun = self.phone.heard().seconds
            voice.wait_heard(60)
            self.assertLess(self.phone.heard().since(begun + 0.4).tone_seconds(880), 0.1, payload_type)
        voice.payload_type = 0
        self.assert_sound_goes_on(voice)

    def test_a_stranger_is_not_listened_to(self):
        """RTP from elsewhere, as good as that of the far end."""
        voice = self.talking()
        stranger = Voice(ADDRESS, 660)
        self.addCleanup(stranger.stop)
        stranger.remote = voice.remote
        self.assert_sound_goes_on(voice)
        self.assertLess(self.phone.heard().tone_seconds(660), 0.1)
        self.assertEqual(stranger.heard, [], "our sound goes to the stranger")

    def test_floods_of_all_kinds_do_not_disturb_the_call(self):
        voice = self.talking()
        for kind, make in FLOODS.items():
            with self.subTest(kind):
                before = self.cpu_seconds()
                begun = self.phone.heard().seconds
                flood(voice.remote, make)
                spent = self.cpu_seconds() - before
                self.assert_alive()
                self.assertGreater(self.phone.heard().since(begun).tone_seconds(880), PACKETS / PER_SECOND * 0.8)
                self.assertLess(spent, PACKETS / PER_SECOND, "a core of its own")
        self.assert_sound_goes_on(voice)


class SdesCall(Attacked):
    account_options = {"media_encryption": "optional"}

    def dropped(self):
        """@returns the state of a call whose far end wanted to go on in the clear."""
        voice = self.voice()
        self.assertEqual(self.far.call(self.contact, self.far.sdp(CRYPTO, port=voice.port, profile="RTP/SAVP"))[0], 200)
        call = self.call_of()
        self.assertEqual(self.phone.call(call)["encryption"], "sdes")
        for profile in ("RTP/AVP", "RTP/SAVP"):  # without a key in either
            self.assertEqual(self.far.reinvite(self.far.sdp(port=voice.port, profile=profile))[0], 488)
            state = self.phone.call(call)
            self.assertEqual((state["state"], state["encryption"]), ("Established", "sdes"))
        self.assertEqual(self.far.hang_up(), 200)
        return state


class Sdes(SdesCall):
    def test_encryption_that_is_turned_off_in_mid_call_is_refused(self):
        self.dropped()


class OnThePath(Attacked):
    """Who sees the packets of an encrypted call sends them again, changed or not, as if from the far end."""
    account_options = {"media_encryption": "optional"}
    mediaenc, nat = "srtp-mand", ""

    def setUp(self):
        super().setUp()
        self.peer = self.started(Baresip(self.directory, "peer", tone_hz=880, mediaenc=self.mediaenc, nat=self.nat, address=ADDRESS,
                                         rtcp_mux=self.mediaenc == "dtls_srtp"))
        self.wire = Wire()
        self.addCleanup(self.wire.close)
        self.peer.dial(self.contact)
        wait_for(lambda: [c for c in self.phone.ctl("calls") if c["state"] == "Established"], "the call")
        self.call = self.call_of()
        self.phone.wait_recorded(880)
        self.port = self.media_port()

    def media_port(self):
        for message in self.phone.ctl("trace", "--call", self.call):
            if message["direction"] == "sent" and "\nm=audio" in message["message"]:
                return media(message["message"])[1]
        raise AssertionError("we sent no description")

    def attack(self, variations):
        """Each captured packet of sound is followed by its @p variations. The sound has to be what it was."""
        captured = self.wire.capture(self.port, 50, wanted=lambda payload: payload[0] >> 6 == 2)
        counted, begun, heard = self.phone.received_packets(self.call), time.monotonic(), self.phone.heard().seconds
        sent = 0
        while time.monotonic() - begun < 2.0:
            for source, destination, payload in captured:
                for variation in variations(payload):
                    self.wire.send(source, destination, variation)
                    sent += 1
            time.sleep(0.02)
        self.assertGreater(sent, 1000)
        self.assert_alive()
        seconds = time.monotonic() - begun
        self.assertLess(self.phone.received_packets(self.call) - counted, seconds * 50 * 1.2, "they count as sound")
        self.assertGreater(self.phone.heard().since(heard).tone_seconds(880), seconds * 0.8)
        self.phone.wait_recorded(880, since=self.phone.heard().seconds)

    def test_replayed(self):
        self.attack(lambda payload: [payload])

    def test_out_of_order_and_truncated(self):
        self.attack(lambda payload: [payload[:size] for size in (0, 1, 2, 8, 11, 12, 13, 20, len(payload) - 1)])

    def test_with_a_bit_changed(self):
        def changed(payload):
            for at in (0, 1, 3, 5, 9, 12, 40, len(payload) - 1):
                yield payload[:at] + bytes([payload[at] ^ 4]) + payload[at + 1:]
        self.attack(changed)

    def test_with_the_sequence_number_of_another_lap(self):
        """RFC 3711 §3.3.1: it wraps; forged ones must not make us believe that it did."""
        self.attack(lambda payload: [payload[:2] + struct.pack(">H", number) + payload[4:] for number in (0, 0x7FFF, 0x8000, 0xFFFF)])

    def test_forged_from_elsewhere(self):
        flood(("127.0.0.1", self.port), FLOODS["RTP"])
        self.assert_alive()
        self.phone.wait_recorded(880, since=self.phone.heard().seconds)


class OnThePathOfDtls(OnThePath):
    account_options = {"media_encryption": "dtls", "ice": "on"}
    mediaenc, nat = "dtls_srtp", "ice"

    def test_stun_and_dtls_replayed(self):
        """What is not sound: the checks of the far end's ICE and its reports."""
        captured = self.wire.capture(self.port, 5, 30, wanted=lambda payload: payload[0] < 64 or 192 <= payload[1] < 224)
        heard, begun = self.phone.heard().seconds, time.monotonic()
        while time.monotonic() - begun < 2.0:
            for source, destination, payload in captured:
                for variation in (payload, payload[:-1], payload[:len(payload) // 2], payload + b"\0" * 4):
                    self.wire.send(source, destination, variation)
            time.sleep(0.01)
        self.assertGreater(self.phone.heard().since(heard).tone_seconds(880), 1.5)
        self.assertEqual(self.phone.call(self.call)["state"], "Established")


class Said(SdesCall):
    def test_encryption_that_is_turned_off_in_mid_call_is_said(self):
        self.assertIn("encrypt", self.dropped()["mediaProblem"].lower())


def flood(place, make, packets=PACKETS):
    dice = random.Random(4)
    begun = time.monotonic()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind((ADDRESS, 0))
        for number in range(packets):
            s.sendto(make(dice, number), place)
            ahead = number / PER_SECOND - (time.monotonic() - begun)
            if ahead > 0.01:
                time.sleep(ahead)


def dtls_record(kind, body, epoch=0, sequence=0):
    return struct.pack(">BHHHIH", kind, 0xFEFD, epoch, sequence >> 32, sequence & 0xFFFFFFFF, len(body)) + body


def hello_fragment(dice, number):
    """Of a ClientHello that is never whole."""
    size, at = 60_000, dice.randrange(0, 59_000)
    body = dice.randbytes(100)
    head = bytes([1]) + size.to_bytes(3, "big") + struct.pack(">H", number % 3) + at.to_bytes(3, "big") + len(body).to_bytes(3, "big")
    return dtls_record(22, head + body, sequence=number)


FLOODS = {
    "STUN": lambda dice, number: stun.message(stun.BINDING, [(stun.USERNAME, b"a:b"), (stun.PRIORITY, b"\x6e\x00\x01\xff"),
                                                             (stun.USE_CANDIDATE, b"")], key=b"wrong", has_fingerprint=True),
    "STUN that is none": lambda dice, number: bytes([0, 1]) + dice.randbytes(dice.randrange(0, 60)),
    "DTLS fragments": hello_fragment,
    "DTLS of an epoch to come": lambda dice, number: dtls_record(23, dice.randbytes(80), epoch=1, sequence=number),
    "RTP": lambda dice, number: struct.pack(">BBHII", 0x80, 0, number & 0xFFFF, number * 160, dice.getrandbits(32)) + dice.randbytes(160),
    "RTCP": lambda dice, number: (struct.pack(">BBHI", 0x80, dice.choice((200, 201, 203, 205, 206)), 1, dice.getrandbits(32))
                                  + dice.randbytes(40)),
    "anything": lambda dice, number: dice.randbytes(dice.randrange(0, 300)),
}


class Descriptions(Attacked):
    """What a WebRTC offer may have that ours must not take."""
    account_options = {"media_encryption": "dtls", "ice": "on"}

    def offer(self, *lines, fingerprint=FINGERPRINT, profile="UDP/TLS/RTP/SAVPF", port=None, ice=ICE):
        wanted = [line for line in (fingerprint, "a=setup:actpass", "a=mid:0", "a=rtcp-mux", *ice) if line]
        return self.far.sdp(*wanted, *lines, port=port or self.voice().port, profile=profile)

    def test_no_fingerprint_is_no_call(self):
        self.assertEqual(self.far.call(self.contact, self.offer(fingerprint=None))[0], 488)

    def test_a_fingerprint_that_is_none_is_no_call(self):
        for value in ("sha-256 00", "md5 " + "00:" * 15 + "00", "sha-256 " + "GG:" * 31 + "GG", ""):
            with self.subTest(value):
                self.assertEqual(self.far.call(self.contact, self.offer(fingerprint=f"a=fingerprint:{value}"))[0], 488)

    def test_clear_media_are_no_call(self):
        self.assertEqual(self.far.call(self.contact, self.offer(profile="RTP/AVP", fingerprint=None))[0], 488)

    def test_a_thousand_candidates(self):
        bystander = self.listener(ADDRESS)
        port = bystander.getsockname()[1]
        candidates = [f"a=candidate:{n} 1 udp {2122194687 - n} 10.77.{n // 250}.{n % 250 + 3} {port} typ host" for n in range(999)]
        before, spent = self.memory_kib(), self.cpu_seconds()
        status, _ = self.far.call(self.contact, self.offer(*candidates))
        self.assertEqual(status, 200)
        self.assert_alive()
        self.assert_idle(spent)
        self.assertLess(self.memory_kib() - before, 20_000)

    def assert_idle(self, spent):
        """A second of checks to nowhere takes no core."""
        begun = self.phone.ctl("status") and time.monotonic()
        wait_for(lambda: time.monotonic() - begun > 1.0, "a second")
        self.assertLess(self.cpu_seconds() - spent, 1.0)

    def test_candidates_that_are_nobodys_are_not_asked(self):
        """Multicast, broadcast, unspecified, port 0; and loopback, where the far end is none of ours."""
        victims = [self.listener("127.0.0.1"), self.listener("0.0.0.0")]
        group = victims[1]
        group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("239.7.7.7") + socket.inet_aton(ADDRESS))
        ports = [s.getsockname()[1] for s in victims]
        addresses = [("127.0.0.1", ports[0]), ("239.7.7.7", ports[1]), ("0.0.0.0", ports[1]), ("255.255.255.255", ports[1]),
                     ("::1", ports[0]), ("ff02::1", ports[1]), ("::", ports[1]), ("::ffff:127.0.0.1", ports[0]), (ADDRESS, 0),
                     ("not-a-name", 9), ("a" * 250 + ".local", ports[0])]
        candidates = [f"a=candidate:{n} 1 udp {2122194687 - n} {host} {port} typ host" for n, (host, port) in enumerate(addresses)]
        voice = self.voice()
        good = f"a=candidate:good 1 udp 2000000000 {ADDRESS} {voice.port} typ host"
        received = []
        status, _ = self.far.call(self.contact, self.offer(*candidates, good, port=voice.port))
        self.assertEqual(status, 200)
        begun = time.monotonic()
        while time.monotonic() - begun < 2.0:
            for s in victims:
                try:
                    received.append((s.getsockname(), s.recv(2000)[:20]))
                except OSError:
                    pass
        self.assertEqual(received, [])
        self.assertTrue(voice.others, "nor was the good one asked")
        self.assert_alive()


class Handshakes(Attacked):
    """The far end without ICE: its DTLS is openssl's."""
    account_options = {"media_encryption": "dtls"}

    def setUp(self):
        super().setUp()
        _, self.cert, self.key = certificates.make(self.directory)
        shown = subprocess.run(["openssl", "x509", "-in", self.cert, "-noout", "-fingerprint", "-sha256"], capture_output=True, text=True,
                               check=True).stdout
        self.fingerprint = "a=fingerprint:sha-256 " + shown.strip().split("=")[1]
        self.port = free_port()

    def call(self, fingerprint, setup="active"):
        """@returns where the phone's media are."""
        status, answer = self.far.call(self.contact, self.far.sdp(fingerprint, f"a=setup:{setup}", "a=rtcp-mux", port=self.port,
                                                                  profile="UDP/TLS/RTP/SAVPF"))
        self.assertEqual(status, 200)
        self.assertIn("a=setup:passive" if setup == "active" else "a=setup:active", answer)
        return ADDRESS, media(answer)[1]  # openssl hears only the address which it connects to, and we answer from the nearest

    def shake(self, place):
        """We are the client."""
        return self.openssl("s_client", "-connect", f"{place[0]}:{place[1]}", "-bind", f"{ADDRESS}:{self.port}")

    def be_shaken(self):
        return self.openssl("s_server", "-accept", f"{ADDRESS}:{self.port}", "-verify", "1")

    def openssl(self, *words):
        return self.ended(subprocess.Popen(["openssl", *words, "-dtls1_2", "-cert", self.cert, "-key", self.key, "-use_srtp",
                                            "SRTP_AES128_CM_SHA1_80", "-mtu", "1200"],
                                           stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def test_the_certificate_that_was_promised(self):
        for setup in ("active", "actpass"):
            with self.subTest(setup):
                process = self.be_shaken() if setup == "actpass" else None
                place = self.call(self.fingerprint, setup)
                process = process or self.shake(place)
                call = self.call_of()
                wait_for(lambda: self.phone.ctl("stats", call)["srtpProfile"], "the keys")
                self.assertEqual(self.phone.call(call)["encryption"], "dtls")
                self.assertEqual(self.far.hang_up(), 200)
                process.kill()
                process.wait()

    def test_another_certificate_ends_the_media_with_a_sentence(self):
        place = self.call(FINGERPRINT)
        call = self.call_of()
        self.shake(place)
        said = wait_for(lambda: self.phone.call(call)["mediaProblem"] or (self.phone.call(call)["end"] or {}).get("sentence"), "a sentence")
        self.assertRegex(said.lower(), "secur|encrypt|identit|certificate")
        self.assertFalse(self.phone.ctl("stats", call)["srtpProfile"])

    def test_clear_packets_before_the_keys_are_not_played(self):
        place = self.call(self.fingerprint)
        voice = self.voice()
        voice.remote = place
        wait_for(lambda: self.phone.ctl("stats", self.call_of())["audio"] is not None, "the figures")
        begun = time.monotonic()
        wait_for(lambda: time.monotonic() - begun > 2, "two seconds of them")
        self.assertLess(self.phone.heard().tone_seconds(880), 0.1)
        self.assertEqual(voice.heard, [], "nor do we send any")

    def test_fragments_that_never_complete_do_not_hinder_the_handshake(self):
        place = self.call(self.fingerprint)
        before = self.memory_kib()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.bind((ADDRESS, self.port))
            dice = random.Random(4)
            for number in range(5000):
                s.sendto(hello_fragment(dice, number), place)
        self.assertLess(self.memory_kib() - before, 20_000)
        self.assert_alive()
        self.shake(place)
        call = self.call_of()
        wait_for(lambda: self.phone.ctl("stats", call)["srtpProfile"], "the keys")

    def test_encryption_that_is_turned_off_in_mid_call_is_refused_and_said(self):
        self.shake(self.call(self.fingerprint))
        call = self.call_of()
        wait_for(lambda: self.phone.ctl("stats", call)["srtpProfile"], "the keys")
        for lines, profile in (((), "RTP/AVP"), ((CRYPTO,), "RTP/SAVP"), (("a=setup:active",), "UDP/TLS/RTP/SAVPF")):
            with self.subTest(profile):
                self.assertEqual(self.far.reinvite(self.far.sdp(*lines, port=self.port, profile=profile))[0], 488)
                self.assertEqual((self.phone.call(call)["state"], self.phone.call(call)["encryption"]), ("Established", "dtls"))
        self.assertIn("encrypt", self.phone.call(call)["mediaProblem"].lower())


if __name__ == "__main__":
    sandbox.enter()
    unittest.main(verbosity=2)
