"""An end of RTP that listens and says nothing: A-law (RFC 3551), placed by its timestamps, so that a gap is a gap."""
import socket
import struct
import threading
import time
from array import array

from .tone import Recording

RATE = 8000
PCMA = 8


def _linear(byte):
    """ITU-T G.711, A-law to 16 bit."""
    byte ^= 0x55
    exponent, mantissa = byte >> 4 & 7, byte & 15
    size = (mantissa << 4) + 8 if exponent == 0 else (mantissa << 4) + 0x108 << exponent - 1
    return size if byte & 0x80 else -size


LINEAR = [_linear(byte) for byte in range(256)]


class Ear:
    def __init__(self):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._heard = []  # (timestamp, payload)
        self.starts = {}  # SSRC: when its first packet came, as time.time()
        self._is_open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        while True:
            packet = self._socket.recv(2000)
            if not self._is_open:
                return
            if len(packet) > 12 and packet[0] == 0x80 and packet[1] & 0x7F == PCMA:
                self.starts.setdefault(packet[8:12], time.time())
                self._heard.append((struct.unpack(">I", packet[4:8])[0], packet[12:]))

    def seconds(self):
        """From the first sample to the last one, with the gaps."""
        heard = list(self._heard)
        return ((heard[-1][0] - heard[0][0] & 0xFFFFFFFF) + len(heard[-1][1])) / RATE if heard else 0.0

    def recording(self):
        samples = array("h", bytes(2 * int(self.seconds() * RATE)))
        heard = list(self._heard)
        for timestamp, payload in heard:
            at = timestamp - heard[0][0] & 0xFFFFFFFF
            if at + len(payload) <= len(samples):
                samples[at:at + len(payload)] = array("h", (LINEAR[byte] for byte in payload))
        return Recording.of(samples, RATE)

    def stop(self):
        self._is_open = False
        self._socket.sendto(b"", ("127.0.0.1", self.port))  # wakes the thread
        self._thread.join()
        self._socket.close()
