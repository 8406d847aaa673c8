"""Callers with names as nobody would wish them: INVITEs over one UDP socket, which can be cancelled."""
import re
import select
import socket

from .flood import SDP


class Callers:
    def __init__(self, contact):
        """@p contact: sip:USER@HOST:PORT of the phone that is called."""
        self._uri = contact.split(";")[0].strip("<>")
        host, port = re.search(r"@([^:;>]+):(\d+)", contact).groups()
        self._peer = (host, int(port))
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._port = self._socket.getsockname()[1]
        self._sent = 0
        self.ended = {}  # number of the call: status of its final answer

    def invite(self, name, user="caller"):
        """@returns the number of the call. @p name stands in quotes as it is, but for what would end them."""
        self._sent += 1
        self._send("INVITE", self._sent, name, user, SDP)
        return self._sent

    def cancel(self, number, name="x", user="caller", reason=None):
        self._send("CANCEL", number, name, user, "", reason and [f"Reason: {reason}"])

    def _send(self, method, number, name, user, body, headers=None):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        lines = [f"{method} {self._uri} SIP/2.0", f"Via: SIP/2.0/UDP 127.0.0.1:{self._port};branch=z9hG4bK-c{number}", "Max-Forwards: 70",
                 f'From: "{quoted}" <sip:{user}@127.0.0.1:{self._port}>;tag=c{number}', f"To: <{self._uri}>", f"Call-ID: callers-{number}",
                 f"CSeq: 1 {method}", f"Contact: <sip:{user}@127.0.0.1:{self._port}>", *(headers or [])]
        if body:
            lines.append("Content-Type: application/sdp")
        text = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])
        self._socket.sendto(text.encode("utf-8", "surrogateescape"), self._peer)

    def listen(self):
        """Takes in what has come; final answers get their ACK, so that nothing is sent again."""
        while select.select([self._socket], [], [], 0)[0]:
            message = self._socket.recv(65535)
            found = re.match(rb"SIP/2\.0 ([2-6]\d\d)", message)
            call = re.search(rb"\r\nCall-ID: *callers-(\d+)", message, re.I)
            if not found or not call or b"INVITE" not in re.search(rb"\r\nCSeq:([^\r]*)", message, re.I)[1]:
                continue
            self.ended[int(call[1])] = int(found[1])
            to = re.search(rb"\r\nTo: *([^\r]*)", message, re.I)[1].decode()
            sender = re.search(rb"\r\nFrom: *([^\r]*)", message, re.I)[1].decode("utf-8", "replace")
            branch = f"z9hG4bK-c{call[1].decode()}" + ("-ack" if found[1][:1] == b"2" else "")
            self._socket.sendto("\r\n".join(
                [f"ACK {self._uri} SIP/2.0", f"Via: SIP/2.0/UDP 127.0.0.1:{self._port};branch={branch}", "Max-Forwards: 70",
                 f"From: {sender}", f"To: {to}", f"Call-ID: callers-{call[1].decode()}", "CSeq: 1 ACK", "Content-Length: 0", "", ""]).encode(),
                self._peer)
        return self.ended

    def stop(self):
        self._socket.close()
