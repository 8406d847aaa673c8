"""Two private networks, each behind a NAT router of its own, and a public one between them, in which the test itself is.

     home "a" -- router "a" --\\
     192.168.1.2   10.77.1.2   public: 10.77.0.1 and 10.77.0.2 (the servers)
     home "b" -- router "b" --/
     192.168.2.2   10.77.2.2

Each box is a network namespace, the routers translate with the kernel's own NAT. All of it lives inside harness/sandbox.py's
namespace and goes with the processes that hold it.
"""
import contextlib
import ctypes
import os
import shutil
import socket
import subprocess
import threading

from . import sandbox
from .process import wait_for

SERVER, SECOND_SERVER = sandbox.ADDRESS, "10.77.0.2"
CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)

# RFC 4787's words: how the mapping depends on where a packet goes, what the filter lets in. What was not asked for is dropped
# before it is tracked: else a packet that is too early takes the place that the answer to it needs, and the mapping changes.
RULES = {
    "full-cone": """
        chain before { type nat hook prerouting priority -100;
            iifname "uplink" udp dport 1024-65535 dnat to HOME
        }
        chain after { type nat hook postrouting priority 100;
            oifname "uplink" masquerade
        }
    """,
    "port-restricted": """
        chain after { type nat hook postrouting priority 100;
            oifname "uplink" masquerade
        }
        chain own { type filter hook input priority 0;
            iifname "uplink" udp dport 1024-65535 drop
        }
    """,
    "symmetric": """
        chain after { type nat hook postrouting priority 100;
            oifname "uplink" masquerade fully-random
        }
        chain own { type filter hook input priority 0;
            iifname "uplink" udp dport 1024-65535 drop
        }
    """,
    # A company's or a hotel's: web pages only.
    "no-udp": """
        chain after { type nat hook postrouting priority 100;
            oifname "uplink" masquerade
        }
        chain through { type filter hook forward priority 0;
            meta l4proto udp drop
        }
    """,
    # No translation: its home is reached from everywhere, but not by UDP.
    "tcp-only": """
        chain through { type filter hook forward priority 0;
            meta l4proto udp drop
        }
    """,
}


def _enter(path):
    with open(path) as namespace:
        if _libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {path}")


class Namespace:
    """A host. @p within: the words that start a command in it."""

    def __init__(self, name):
        self.name = name
        self._holder = subprocess.Popen(["unshare", "--net", "cat"], stdin=subprocess.PIPE)
        self.pid = str(self._holder.pid)
        self.path = f"/proc/{self.pid}/ns/net"
        try:
            own = os.readlink("/proc/self/ns/net")
            wait_for(lambda: os.readlink(self.path) != own, f"the namespace {name}", process=self._holder)
            self.within = ["nsenter", f"--net={self.path}", "--"]
            self.run("ip", "link", "set", "lo", "up")
        except BaseException:
            self.stop()
            raise

    def run(self, *words):
        sandbox.run(*self.within, *words)

    def socket(self, kind=socket.SOCK_DGRAM):
        """A socket of ours that is in there."""
        made = []

        def make():  # a thread may be in a namespace of its own
            _enter(self.path)
            made.append(socket.socket(socket.AF_INET, kind))
        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        return made[0]

    def stop(self):
        self._holder.stdin.close()  # it ends with its input, and so does the namespace
        self._holder.wait()


class Network:
    """@p a, @p b: the kinds of the two routers, of RULES."""

    def __init__(self, a="port-restricted", b="port-restricted"):
        for tool in ("unshare", "nsenter", "ip", "nft"):
            assert shutil.which(tool), f"{tool} is not installed: ./dev test installs it (Debian: util-linux, iproute2, nftables)."
        self._stack = contextlib.ExitStack()
        with self._stack:
            with open("/proc/sys/net/ipv4/ip_forward", "w") as forward:
                forward.write("1")
            sandbox.run("ip", "address", "replace", f"{SECOND_SERVER}/24", "dev", "home")
            self.a = self._side("a", 1, a)
            self.b = self._side("b", 2, b)
            self._stack = self._stack.pop_all()

    def _namespace(self, name):
        namespace = Namespace(name)
        self._stack.callback(namespace.stop)
        return namespace

    def _side(self, name, number, kind):
        """@returns the home."""
        home, router = self._namespace(f"home {name}"), self._namespace(f"router {name}")
        here = f"to-{name}"
        sandbox.run("ip", "link", "add", here, "type", "veth", "peer", "name", "uplink", "netns", router.pid)
        self._stack.callback(subprocess.run, ["ip", "link", "delete", here], capture_output=True)
        sandbox.run("ip", "address", "add", f"10.77.{number}.1/24", "dev", here)
        sandbox.run("ip", "link", "set", here, "up")
        router.run("ip", "address", "add", f"10.77.{number}.2/24", "dev", "uplink")
        router.run("ip", "link", "add", "lan", "type", "veth", "peer", "name", "eth0", "netns", home.pid)
        router.run("ip", "address", "add", f"192.168.{number}.1/24", "dev", "lan")
        for device in ("uplink", "lan"):
            router.run("ip", "link", "set", device, "up")
        router.run("ip", "route", "add", "default", "via", f"10.77.{number}.1")
        home.run("ip", "link", "set", "eth0", "addrgenmode", "none")
        home.run("ip", "address", "add", f"192.168.{number}.2/24", "dev", "eth0")
        home.run("ip", "link", "set", "eth0", "up")
        home.run("ip", "route", "add", "default", "via", f"192.168.{number}.1")
        router.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
        home.router, home.kind = router, kind
        self._translate(home, f"192.168.{number}.2")
        if kind == "tcp-only":
            sandbox.run("ip", "route", "add", f"192.168.{number}.0/24", "via", f"10.77.{number}.2")
        home.address = f"192.168.{number}.2"
        home.public_address = f"10.77.{number}.2"
        return home

    def _translate(self, home, address):
        home.router.run("nft", "table ip translation {" + RULES[home.kind].replace("HOME", address) + "}")

    def move(self, home):
        """To another address in the same network: the old one is gone."""
        moved = home.address.rsplit(".", 1)[0] + ".3"
        home.run("ip", "address", "del", f"{home.address}/24", "dev", "eth0")
        home.run("ip", "address", "add", f"{moved}/24", "dev", "eth0")
        home.run("ip", "route", "replace", "default", "via", home.address.rsplit(".", 1)[0] + ".1")
        home.address = moved
        home.router.run("nft", "delete table ip translation")
        self._translate(home, moved)

    def stop(self):
        self._stack.close()

    def start(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Reflectors:
    """What RFC 5780 asks of a server: two addresses with two ports each. Each answers with what it sees of who asks, from the one
    that it is asked to answer from."""

    def __init__(self):
        self._sockets = {}
        self.places = []
        for address in (SERVER, SECOND_SERVER):
            for _ in range(2):
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.bind((address, 0))
                self._sockets[s.getsockname()] = s
                self.places.append(s.getsockname())
        self._is_open = True
        self._threads = [threading.Thread(target=self._serve, args=(s,), daemon=True) for s in self._sockets.values()]
        for thread in self._threads:
            thread.start()

    def _serve(self, s):
        while self._is_open:
            s.settimeout(0.2)
            try:
                question, source = s.recvfrom(100)
            except OSError:
                continue
            answering = list(self._sockets.values())[int(question)]
            answering.sendto(f"{source[0]} {source[1]}".encode(), source)

    def stop(self):
        self._is_open = False
        for thread in self._threads:
            thread.join()
        for s in self._sockets.values():
            s.close()

    def _ask(self, s, to, answered_by=None):
        """@returns how the place @p to sees us, or None when nothing comes from the place @p answered_by."""
        answered_by = to if answered_by is None else answered_by
        s.settimeout(3 if answered_by == to else 0.6)
        s.sendto(str(answered_by).encode(), self.places[to])
        try:
            text, source = s.recvfrom(100)
        except socket.timeout:
            return None
        assert source == self.places[answered_by], source
        host, port = text.decode().split()
        return host, int(port)

    def behaviour(self, home):
        """RFC 5780 §4.3 and §4.4. @returns (mapping, filtering), each of "endpoint-independent", "address-dependent",
        "address-and-port-dependent"."""
        with home.socket() as s:
            # Filtering first: nothing was sent to the other places yet.
            assert self._ask(s, 0), f"{home.name}: no way to the server"
            if self._ask(s, 0, answered_by=3):
                filtering = "endpoint-independent"
            else:
                filtering = "address-dependent" if self._ask(s, 0, answered_by=1) else "address-and-port-dependent"
            first, same_address, other_address = self._ask(s, 0), self._ask(s, 1), self._ask(s, 2)
        assert first[0] == home.public_address, first
        if first == other_address:
            return "endpoint-independent" if first == same_address else "port-dependent", filtering
        return "address-dependent" if first == same_address else "address-and-port-dependent", filtering
