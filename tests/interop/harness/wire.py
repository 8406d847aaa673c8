"""An attacker on the path: sees each packet of the test's own network, and sends any as if from anybody. Inside harness/sandbox.py,
where that takes no privilege."""
import socket
import struct
import time

ETHERTYPE_IP, LOOPBACK_HEADER = 0x0800, 14


class Wire:
    def __init__(self, device="lo"):
        self._ear = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETHERTYPE_IP))
        self._ear.bind((device, ETHERTYPE_IP))
        self._ear.settimeout(0.2)
        self._mouth = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)

    def capture(self, port, packets, seconds=10, wanted=lambda payload: True):
        """@returns [(source, destination, payload)] of so many that go to the UDP port."""
        seen, end = [], time.monotonic() + seconds
        while len(seen) < packets:
            assert time.monotonic() < end, f"only {len(seen)} packets to port {port}"
            try:
                frame, where = self._ear.recvfrom(70000)
            except socket.timeout:
                continue
            if where[2] == socket.PACKET_OUTGOING:
                continue  # loopback shows each twice
            packet = frame[LOOPBACK_HEADER:]
            size = (packet[0] & 15) * 4
            if packet[9] != socket.IPPROTO_UDP:
                continue
            source_port, destination_port = struct.unpack_from(">HH", packet, size)
            payload = packet[size + 8:]
            if destination_port == port and wanted(payload):
                seen.append(((socket.inet_ntoa(packet[12:16]), source_port), (socket.inet_ntoa(packet[16:20]), destination_port), payload))
        return seen

    def send(self, source, destination, payload):
        """As if from there."""
        length = 8 + len(payload)
        head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + length, 0, 0, 64, socket.IPPROTO_UDP, 0, socket.inet_aton(source[0]),
                           socket.inet_aton(destination[0]))
        udp = struct.pack(">HHHH", source[1], destination[1], length, 0)  # without a checksum
        self._mouth.sendto(head + udp + payload, (destination[0], 0))

    def close(self):
        self._ear.close()
        self._mouth.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
