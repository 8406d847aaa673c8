"""A bad network of our own, for a kernel without netem: what it does to the n-th packet depends on nothing but a seed and n.

As a library: Path(Impairment(loss=0.05), seed=1).carry(packets). Between two peers: Relay. To send at written times: replay().
"""
import contextlib
import dataclasses
import heapq
import json
import os
import random
import select
import socket
import sys
import threading
import time

GAMMA_SHAPE = 2.0
GAMMA_95 = 4.7439  # of that shape with a scale of 1: 95 % are below
SPIKES = 0.02  # so many packets meet one
HEADERS = 28  # IPv4 and UDP: a rate limit counts them


@dataclasses.dataclass(frozen=True)
class Impairment:
    """All shares are 0..1. Loss, delay, duplicates of one seed are drawn apart: more jitter does not change which packets are lost."""
    delay_ms: float = 0  # of each packet
    jitter_ms: float = 0  # on top of it: 95 % of the packets are late by less; for "spiky" all
    shape: str = "gamma"  # "normal": half of a bell; "gamma": seldom on time, with a tail; "spiky": quiet, with sudden queues
    loss: float = 0
    burst: float = 1  # how many in a row are lost, on average; more than 1: Gilbert-Elliott, with `loss` as its share in all
    duplicate: float = 0
    reorder: float = 0  # so many are held back by reorder_ms, and others overtake them
    reorder_ms: float = 40
    overtaking: bool = False  # packets of one flow stand in one queue: what is late keeps back what follows. True: each for itself
    rate_kbit: float = 0  # of the narrowest link; 0: none
    queue_ms: float = 200  # before the narrowest link; what does not fit is dropped


@dataclasses.dataclass(frozen=True)
class Fate:
    is_lost: bool
    late_us: int
    is_held_back: bool
    is_doubled: bool


class Fates:
    """fate(n) of the n-th packet, n = 0, 1, ..."""

    def __init__(self, impairment, seed):
        self.impairment = impairment
        self._known = []
        self._loss, self._jitter, self._reorder, self._double = (
            random.Random(f"{seed}/{what}") for what in ("loss", "jitter", "reorder", "duplicate"))
        self._is_bad = False

    def fate(self, n):
        while len(self._known) <= n:
            self._known.append(self._next())
        return self._known[n]

    def _next(self):
        i = self.impairment
        is_held_back = self._reorder.random() < i.reorder
        late_ms = i.delay_ms + self._jitter_ms() + (i.reorder_ms if is_held_back else 0)
        return Fate(self._is_lost(), round(late_ms * 1000), is_held_back, self._double.random() < i.duplicate)

    def _is_lost(self):
        i = self.impairment
        if i.burst <= 1:
            return self._loss.random() < i.loss
        leaves = 1 / i.burst
        enters = i.loss * leaves / (1 - i.loss)
        draw = self._loss.random()
        self._is_bad = draw >= leaves if self._is_bad else draw < enters
        return self._is_bad

    def _jitter_ms(self):
        i, draw = self.impairment, self._jitter
        if i.shape == "normal":
            return abs(draw.gauss(0, i.jitter_ms / 1.96))
        if i.shape == "gamma":
            return draw.gammavariate(GAMMA_SHAPE, i.jitter_ms / GAMMA_95) if i.jitter_ms else 0
        assert i.shape == "spiky", i.shape
        is_spike = draw.random() < SPIKES
        return i.jitter_ms * (draw.uniform(0.5, 1) if is_spike else draw.uniform(0, 0.1))


class Path:
    """One direction. Fates, and what depends on the time and the size as well: the narrowest link and the one queue."""

    def __init__(self, impairment, seed):
        self.impairment = impairment
        self.fates = Fates(impairment, seed)
        self._count = 0
        self._link_free = self._last = 0  # microseconds

    def deliveries(self, sent_us, size):
        """@returns when the next packet arrives, in microseconds: never, once or twice."""
        fate = self.fates.fate(self._count)
        self._count += 1
        if fate.is_lost:
            return []
        at = sent_us
        if self.impairment.rate_kbit:
            begin = max(at, self._link_free)
            if begin - at > self.impairment.queue_ms * 1000:
                return []
            at = self._link_free = begin + round((size + HEADERS) * 8000 / self.impairment.rate_kbit)
        at += fate.late_us
        if not self.impairment.overtaking and not fate.is_held_back:
            at = self._last = max(at, self._last)
        return [at] * (2 if fate.is_doubled else 1)

    def carry(self, packets):
        """@p packets: (sent_us, bytes). @returns (arrival_us, bytes) in the order of arrival."""
        arrivals = [(at, n, payload) for n, (sent_us, payload) in enumerate(packets) for at in self.deliveries(sent_us, len(payload))]
        return [(at, payload) for at, _, payload in sorted(arrivals, key=lambda a: a[:2])]


class Queue:
    """What is still to be sent, and how exactly that was done."""

    def __init__(self):
        self._waiting = []
        self._count = 0
        self.lateness = []  # microseconds

    def add(self, at_us, send):
        self._count += 1
        heapq.heappush(self._waiting, (at_us, self._count, send))

    def run(self, clock):
        """Sends what is due. @returns seconds until the next one, None when there is none."""
        while self._waiting:
            early = self._waiting[0][0] - clock()
            if early > 0:
                return early / 1e6
            heapq.heappop(self._waiting)[2]()
            self.lateness.append(-early)
        return None

    def figures(self):
        """How late the packets left: median, 99 of 100, the worst."""
        late = sorted(self.lateness) or [0]
        return {"sent": len(self.lateness), **{name: round(late[min(len(late) - 1, int(share * len(late)))] / 1000, 3)
                                               for name, share in (("lateMs50", 0.5), ("lateMs99", 0.99), ("lateMsMax", 1))}}


def microseconds():
    return time.monotonic_ns() // 1000


def udp(address="127.0.0.1"):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((address, 0))
    return s


def hurry():
    """Milliseconds matter: ahead of what else the machine does, where that is allowed."""
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(5))


def replay(flows, begin_us=None):
    """Sends each flow, ((host, port), [(at_us, bytes)]), from a socket of its own. @returns (when it began, how exactly it was done)."""
    queue = Queue()
    begin = begin_us or microseconds() + 50000
    sockets = [udp(host if host.startswith("127.") else "") for (host, _), _ in flows]
    for (to, packets), s in zip(flows, sockets):
        for at, payload in packets:
            queue.add(begin + at, lambda s=s, to=to, payload=payload: s.sendto(payload, to))
    while (pause := queue.run(microseconds)) is not None:
        time.sleep(pause)
    for s in sockets:
        s.close()
    return begin, queue.figures()


class _Switch:
    """The relay's inside: two ports; what comes to one leaves by the other."""

    def __init__(self, peers, impairments, seed, address):
        self.sockets = [udp(address), udp(address)]
        self.peers = [tuple(p) if p else None for p in peers]  # None: who sends there first
        self.paths = [Path(Impairment(**i), f"{seed}/{n}") for n, i in enumerate(impairments)]
        self.queue = Queue()
        self.received = [0, 0]

    def take(self, side):
        try:
            data, source = self.sockets[side].recvfrom(65535)
        except ConnectionRefusedError:  # ICMP: a peer that is not there yet
            return
        now, other = microseconds(), 1 - side
        self.received[side] += 1
        self.peers[side] = self.peers[side] or source
        for at in self.paths[side].deliveries(now, len(data)):
            self.queue.add(at, lambda: self._send(other, data))

    def _send(self, side, data):
        if self.peers[side]:
            with contextlib.suppress(ConnectionRefusedError):
                self.sockets[side].sendto(data, self.peers[side])

    def run(self, until):
        while True:
            readable, _, _ = select.select([*self.sockets, until], [], [], self.queue.run(microseconds))
            if until in readable:
                return
            for side in (0, 1):
                if self.sockets[side] in readable:
                    self.take(side)


class Relay:
    """A process of its own between peers 0 and 1, each (host, port) or None: who sends there first. Peer 0 talks to .ports[0]."""

    def __init__(self, there, back=Impairment(), seed=1, peers=(None, None), address="127.0.0.1"):
        import subprocess
        words = {"peers": peers, "impairments": [dataclasses.asdict(i) for i in (there, back)], "seed": seed, "address": address}
        self.process = subprocess.Popen([sys.executable, "-B", os.path.abspath(__file__), json.dumps(words)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.ports = json.loads(self.process.stdout.readline())["ports"]

    def stop(self):
        """@returns what it did: {"received": [of peer 0, of peer 1], "sent": ..., "lateMs50": ...}."""
        out, _ = self.process.communicate("", timeout=10)
        return json.loads(out)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


def main():
    hurry()
    switch = _Switch(**json.loads(sys.argv[1]))
    print(json.dumps({"ports": [s.getsockname()[1] for s in switch.sockets]}), flush=True)
    reading, writing = os.pipe()
    threading.Thread(target=lambda: (sys.stdin.read(), os.write(writing, b"x")), daemon=True).start()
    switch.run(reading)
    print(json.dumps({"received": switch.received, **switch.queue.figures()}), flush=True)


if __name__ == "__main__":
    main()
