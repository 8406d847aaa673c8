"""dnsmasq as the DNS of one test: what the test says, and nothing else of the world."""
import os
import socket
import struct

from .process import Started, ended_unless_ready, free_port, wait_for

NAPTR, SRV = 35, 33


class Dns:
    """records: dnsmasq's own options, as naptr("carillon.test", ...) and the like make them."""

    def __init__(self, directory, *records):
        self.directory = os.path.join(directory, "dns")
        os.makedirs(self.directory)
        self.port = free_port()
        self.server = f"127.0.0.1:{self.port}"
        self.config = os.path.join(self.directory, "dnsmasq.conf")
        with open(self.config, "w") as f:
            f.write("\n".join(["no-resolv", "no-hosts", "bind-interfaces", "listen-address=127.0.0.1", f"port={self.port}", "pid-file=",
                               "log-queries", "log-facility=-", "local=/test/", *records]) + "\n")
        self.started = None

    def start(self):
        self.started = Started(["dnsmasq", "--keep-in-foreground", f"--conf-file={self.config}"], self.directory, "dnsmasq")
        with ended_unless_ready(self):
            wait_for(self._ready, "dnsmasq to answer", process=self.started.process)
        return self

    def _ready(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.3)
            try:
                s.sendto(struct.pack(">HHHHHH", 1, 0x100, 1, 0, 0, 0) + b"\5probe\4test\0" + struct.pack(">HH", 1, 1), ("127.0.0.1", self.port))
                return len(s.recv(512)) > 11
            except OSError:
                return False

    def was_asked(self, kind, name):
        """Whether somebody asked for records of this kind ("NAPTR", "SRV", "A")."""
        return f"query[{kind}] {name} " in self.started.log()

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None


def naptr(domain, order, services, replacement, preference=10, flags="s"):
    return f"naptr-record={domain},{order},{preference},{flags},{services},,{replacement}"


def srv(name, priority, target, port, weight=0):
    return f"srv-host={name},{target},{port},{priority},{weight}"


def host(name, address="127.0.0.1"):
    return f"host-record={name},{address}"
