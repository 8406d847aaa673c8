"""STUN (RFC 8489) and as much of TURN (RFC 8656) as it takes to ask a server for a relay, or to forge a message."""
import hashlib
import hmac
import os
import socket
import ssl
import struct
import zlib

COOKIE = 0x2112A442
BINDING, BINDING_SUCCESS = 0x0001, 0x0101
ALLOCATE, ALLOCATE_SUCCESS, ALLOCATE_ERROR = 0x0003, 0x0103, 0x0113
USERNAME, MESSAGE_INTEGRITY, ERROR_CODE, REALM, NONCE = 0x0006, 0x0008, 0x0009, 0x0014, 0x0015
XOR_RELAYED_ADDRESS, REQUESTED_TRANSPORT, XOR_MAPPED_ADDRESS = 0x0016, 0x0019, 0x0020
PRIORITY, USE_CANDIDATE, FINGERPRINT, ICE_CONTROLLING = 0x0024, 0x0025, 0x8028, 0x802A


def message(kind, attributes=(), key=None, has_fingerprint=False, transaction=None):
    """@p attributes: (type, bytes) each. @p key: signs the message."""
    transaction = transaction or os.urandom(12)
    body = b"".join(struct.pack(">HH", name, len(value)) + value + bytes(-len(value) % 4) for name, value in attributes)

    def head(more):
        return struct.pack(">HHI", kind, len(body) + more, COOKIE) + transaction
    if key is not None:
        body += struct.pack(">HH", MESSAGE_INTEGRITY, 20) + hmac.new(key, head(24) + body, hashlib.sha1).digest()
    if has_fingerprint:
        body += struct.pack(">HHI", FINGERPRINT, 4, zlib.crc32(head(8) + body) ^ 0x5354554E)
    return head(0) + body


def parse(data):
    """@returns (type, transaction, {attribute: bytes})."""
    kind, length, _ = struct.unpack_from(">HHI", data)
    attributes, at = {}, 20
    while at + 4 <= 20 + length:
        name, size = struct.unpack_from(">HH", data, at)
        attributes.setdefault(name, data[at + 4:at + 4 + size])
        at += 4 + size + -size % 4
    return kind, data[8:20], attributes


def address(value):
    """Of an XOR-...-ADDRESS attribute, IPv4."""
    port, host = struct.unpack_from(">xxHI", value)
    return socket.inet_ntoa(struct.pack(">I", host ^ COOKIE)), port ^ COOKIE >> 16


def mapped(server, sock=None, seconds=1.0):
    """What a STUN server at (host, port) sees of us; None when it does not answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) if sock is None else sock.dup() as s:
        s.settimeout(seconds)
        try:
            s.sendto(message(BINDING), server)
            kind, _, attributes = parse(s.recv(2000))
        except OSError:
            return None
    return address(attributes[XOR_MAPPED_ADDRESS]) if kind == BINDING_SUCCESS else None


class Allocation:
    """A relay of a TURN server, kept for as long as it is open. @p transport: "udp", "tcp" or "tls"."""

    def __init__(self, server, transport, user, password, ca=None):
        self._is_stream = transport != "udp"
        self._socket = socket.create_connection(server, 5) if self._is_stream else socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(5)
        if not self._is_stream:
            self._socket.connect(server)
        if transport == "tls":
            context = ssl.create_default_context(cafile=ca)
            self._socket = context.wrap_socket(self._socket, server_hostname=server[0])
        udp = (REQUESTED_TRANSPORT, bytes([17, 0, 0, 0]))
        kind, _, challenge = self._ask(message(ALLOCATE, [udp]))
        assert kind == ALLOCATE_ERROR and challenge[ERROR_CODE][2:4] == b"\x04\x01", "a relay without a password"
        key = hashlib.md5(b":".join((user.encode(), challenge[REALM], password.encode()))).digest()
        kind, _, answer = self._ask(message(ALLOCATE, [udp, (USERNAME, user.encode()), (REALM, challenge[REALM]),
                                                       (NONCE, challenge[NONCE])], key))
        if kind != ALLOCATE_SUCCESS:
            self.close()
            raise PermissionError(answer.get(ERROR_CODE, b"").decode("utf-8", "replace"))
        self.relayed = address(answer[XOR_RELAYED_ADDRESS])

    def _ask(self, request):
        self._socket.sendall(request)
        data = self._socket.recv(2000)
        while self._is_stream and len(data) < 20 + struct.unpack_from(">H", data, 2)[0]:
            data += self._socket.recv(2000)
        return parse(data)

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
