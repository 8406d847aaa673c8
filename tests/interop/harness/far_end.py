"""A far end of our own over UDP, for what no real one does: it says what the test tells it to, in SIP, SDP and on its media port."""
import math
import os
import queue
import re
import socket
import struct
import threading
import time

from .process import wait_for

PCMU, PCMA, NOISE = 0, 8, 13


def _mulaw(sample):
    """ITU-T G.711."""
    sign, magnitude = (0x80, min(-sample, 32635)) if sample < 0 else (0, min(sample, 32635))
    magnitude += 132
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | magnitude >> exponent + 3 & 15) & 0xFF


def tone(hz, seconds=1, rate=8000, amplitude=0.3):
    """PCMU; whole periods, so that it may be repeated."""
    return bytes(_mulaw(int(32767 * amplitude * math.sin(2 * math.pi * hz * i / rate))) for i in range(rate * seconds))


class Voice:
    """RTP from one socket: every 20 ms a packet of a tone. What comes is counted, and its header kept."""

    def __init__(self, address, hz=880):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, 0))
        self.port = self.socket.getsockname()[1]
        self.payload_type, self.ssrc = PCMU, 0x0FAE0D01
        self.remote = None  # (host, port): sends once that is known
        self.report = None  # RTCP that goes there, too, twice a second
        self.silence = None  # level of a noise (RFC 3389): described once, then no packet until it is None again
        self.heard = []  # (payload type, SSRC, payload length) of each packet
        self.controls = []  # RTCP, whole
        self.others = []  # STUN, DTLS
        self.sound = tone(hz)
        self._is_open = True
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._listen, self._send)]
        for thread in self._threads:
            thread.start()

    def _listen(self):
        self.socket.settimeout(0.2)
        while self._is_open:
            try:
                packet = self.socket.recv(2000)
            except OSError:
                continue
            if len(packet) > 12 and packet[0] >> 6 == 2:
                if 192 <= packet[1] < 224:
                    self.controls.append(packet)
                else:
                    self.heard.append((packet[1] & 0x7F, struct.unpack_from(">I", packet, 8)[0], len(packet) - 12))
            else:
                self.others.append(packet)

    def _send(self):
        number, begun = 0, time.monotonic()
        withheld, is_said = 0, False
        while self._is_open:
            time.sleep(max(0.0, begun + number * 0.02 - time.monotonic()))
            number += 1
            if self.remote:
                at, silence = number * 160 % len(self.sound), self.silence
                if silence is not None and is_said:
                    withheld += 1
                else:
                    kind, payload = (self.payload_type, self.sound[at:at + 160]) if silence is None else (NOISE, bytes([silence]))
                    head = struct.pack(">BBHII", 0x80, kind, (number - withheld) & 0xFFFF, number * 160, self.ssrc)
                    self.socket.sendto(head + payload, self.remote)
                is_said = silence is not None
                if self.report and number % 25 == 0:
                    self.socket.sendto(self.report, self.remote)

    def ssrcs(self):
        return {ssrc for _, ssrc, _ in list(self.heard)}

    def wait_heard(self, packets=25):
        """So many more."""
        before = len(self.heard)
        wait_for(lambda: len(self.heard) >= before + packets, f"{packets} packets")

    def stop(self):
        self._is_open = False
        for thread in self._threads:
            thread.join()
        self.socket.close()


def media(sdp):
    """(host, port) of the first stream."""
    return re.search(r"^c=IN IP4 (\S+)", sdp, re.M)[1], int(re.search(r"^m=audio (\d+)", sdp, re.M)[1])


class FarEnd:
    """A user agent for one call at a time."""

    def __init__(self, address):
        self.address = address
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, 0))
        self._socket.settimeout(0.2)
        self.port = self._socket.getsockname()[1]
        self.uri = f"sip:far@{address}:{self.port}"
        self.requests = []  # all that came: (method, whole)
        self.answer = lambda offer: (488, "")  # what an INVITE gets: (status, body)
        self._responses = queue.Queue()
        self._sequence, self._version = 1, 0
        self._peer = self._to = self._from = self._call = self._target = None
        self._is_open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def sdp(self, *lines, port, profile="RTP/AVP", formats="0 101"):
        """A session description of one audio stream; @p lines: what stands below its m= line."""
        self._version += 1
        return "\r\n".join(["v=0", f"o=- 77 {self._version} IN IP4 {self.address}", "s=-", f"c=IN IP4 {self.address}", "t=0 0",
                            f"m=audio {port} {profile} {formats}", "a=rtpmap:0 PCMU/8000", "a=rtpmap:101 telephone-event/8000",
                            *lines, ""])

    def _listen(self):
        while self._is_open:
            try:
                data, source = self._socket.recvfrom(65535)
            except OSError:
                continue
            message = data.decode("utf-8", "replace")
            if message.startswith("SIP/2.0 "):
                self._responses.put(message)
            elif message.strip():
                self._respond(message, source)

    @staticmethod
    def header(message, name):
        found = re.search(rf"^{name}: *(.*?)\r?$", message, re.M | re.I)
        return found[1] if found else ""

    @staticmethod
    def body(message):
        return message.split("\r\n\r\n", 1)[1]

    def _respond(self, message, source):
        method = message.split(" ", 1)[0]
        self.requests.append((method, message))
        if method == "ACK":
            return
        status, body = self.answer(self.body(message)) if method == "INVITE" else (200, "")
        to = self.header(message, "To")
        if ";tag=" not in to:
            to += ";tag=far"
        if method == "INVITE" and self._call is None and status == 200:
            self._peer, self._from, self._to = source, to, self.header(message, "From")
            self._call, self._target = self.header(message, "Call-ID"), re.search(r"<(.*?)>", self.header(message, "Contact"))[1]
        vias = "".join(f"Via: {via}\r\n" for via in re.findall(r"^Via: *(.*?)\r?$", message, re.M | re.I))
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self._socket.sendto((f"SIP/2.0 {status} Whatever\r\n{vias}From: {self.header(message, 'From')}\r\nTo: {to}\r\n"
                             f"Call-ID: {self.header(message, 'Call-ID')}\r\nCSeq: {self.header(message, 'CSeq')}\r\n"
                             f"Contact: <{self.uri}>\r\n{kind}Content-Length: {len(body.encode())}\r\n\r\n{body}").encode(), source)

    def _request(self, method, body=""):
        kind = "Content-Type: application/sdp\r\n" if body else ""
        branch = os.urandom(6).hex()
        return (f"{method} {self._target} SIP/2.0\r\nVia: SIP/2.0/UDP {self.address}:{self.port};rport;branch=z9hG4bK{branch}\r\n"
                f"From: {self._from}\r\nTo: {self._to}\r\nCall-ID: {self._call}\r\nCSeq: {self._sequence} {method}\r\n"
                f"Contact: <{self.uri}>\r\nMax-Forwards: 70\r\n{kind}Content-Length: {len(body.encode())}\r\n\r\n{body}").encode()

    def _ask(self, method, body, seconds=15):
        """@returns the final response."""
        self._sequence += 1
        request = self._request(method, body)
        end, again = time.monotonic() + seconds, 0.5
        self._socket.sendto(request, self._peer)
        while time.monotonic() < end:
            try:
                response = self._responses.get(timeout=again)
            except queue.Empty:
                self._socket.sendto(request, self._peer)  # a phone that is busy may have lost it
                again = min(again * 2, 4)
                continue
            again = 4
            if self.header(response, "CSeq") != f"{self._sequence} {method}" or response.startswith("SIP/2.0 1"):
                continue
            if method == "INVITE":
                self._to = self.header(response, "To")
                found = re.search(r"<(.*?)>", self.header(response, "Contact"))
                self._target = found[1] if found else self._target
                self._socket.sendto(self._request("ACK"), self._peer)
            return int(response.split(" ")[1]), self.body(response)
        raise AssertionError(f"no final response to {method}")

    def begin(self, contact):
        """Who will be called."""
        host, port = re.search(r"@([^:;>]+):(\d+)", contact).groups()
        self._peer, self._target = (host, int(port)), contact
        self._to, self._from = f"<{contact}>", f"<{self.uri}>;tag=far{os.urandom(4).hex()}"
        self._call = os.urandom(8).hex()

    def call(self, contact, sdp):
        """@returns (status, answer). The phone has to answer by itself."""
        self.begin(contact)
        return self._ask("INVITE", sdp)

    def reinvite(self, sdp):
        return self._ask("INVITE", sdp)

    def hang_up(self):
        status = self._ask("BYE", "")[0]
        self._call = None
        return status

    def stop(self):
        self._is_open = False
        self._thread.join()
        self._socket.close()
