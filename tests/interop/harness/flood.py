"""One source that floods a phone with INVITEs and leaves them half open: no ACK, no CANCEL, no end."""
import re
import select
import socket
import threading
import time

SDP = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n"
       "a=rtpmap:0 PCMU/8000\r\n")


class Flood:
    def __init__(self, host, port, user="1001", address="127.0.0.1"):
        self._peer = (host, port)
        self._user = user
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self._socket.bind((address, 0))
        self._address, self._port = self._socket.getsockname()
        self._sent = 0
        self.answers = {}  # Call-ID: its last status of 1xx..6xx but 100
        self.last_word = time.monotonic()  # when something came
        self._is_open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        while self._is_open:
            if not select.select([self._socket], [], [], 0.2)[0]:
                continue
            message = self._socket.recv(65535)
            found = re.match(rb"SIP/2\.0 (\d{3})", message)
            call = re.search(rb"\r\n(?:Call-ID|i) *: *(\S+)", message, re.I)
            if found and call and found[1] != b"100":
                self.answers[call[1]] = int(found[1])
                self.last_word = time.monotonic()

    def invite(self):
        number = self._sent
        self._sent += 1
        self._socket.sendto(
            (f"INVITE sip:{self._user}@{self._peer[0]}:{self._peer[1]} SIP/2.0\r\n"
             f"Via: SIP/2.0/UDP {self._address}:{self._port};branch=z9hG4bKflood{self._port}x{number}\r\n"
             f"From: \"Flood\" <sip:flood{number}@127.0.0.1>;tag=f{number}\r\nTo: <sip:{self._user}@127.0.0.1>\r\n"
             f"Call-ID: flood{self._port}-{number}\r\nCSeq: 1 INVITE\r\nContact: <sip:flood@{self._address}:{self._port}>\r\n"
             f"Max-Forwards: 70\r\nContent-Type: application/sdp\r\nContent-Length: {len(SDP)}\r\n\r\n{SDP}").encode(), self._peer)

    def send(self, count, per_second):
        """So many, evenly in bursts of 10 ms. @returns the seconds it took."""
        begin = time.monotonic()
        for number in range(count):
            self.invite()
            ahead = number / per_second - (time.monotonic() - begin)
            if ahead > 0.01:
                time.sleep(ahead)
        return time.monotonic() - begin

    def statuses(self):
        seen = {}
        for status in list(self.answers.values()):
            seen[status] = seen.get(status, 0) + 1
        return seen

    def stop(self):
        self._is_open = False
        self._thread.join()
        self._socket.close()
