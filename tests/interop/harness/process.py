"""Processes that a test starts, and ends by their own pid."""
import contextlib
import os
import random
import signal
import socket
import subprocess
import tempfile
import time


def free_port(kind=socket.SOCK_DGRAM, count=1):
    """A port number that is free for UDP and TCP now (and the next count-1 as well)."""
    for _ in range(200):
        # Below the range that the kernel gives out by itself: else another process may get it before ours is up.
        port = random.randrange(10240, 32000)
        held = []
        try:
            for offset in range(count):
                for k in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                    s = socket.socket(socket.AF_INET, k)
                    held.append(s)
                    s.bind(("127.0.0.1", port + offset))
            return port
        except OSError:
            continue
        finally:
            for s in held:
                s.close()
    raise RuntimeError("no free port")


def silent_server():
    """A UDP socket to which everything may be sent and from which nothing comes."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    return server


def wait_for(probe, what, seconds=20.0, process=None):
    """Probes until probe() is true; fails with a sentence. Never a fixed sleep: the pause is only between two probes."""
    end = time.monotonic() + seconds
    while True:
        value = probe()
        if value:
            return value
        if process is not None and process.poll() is not None:
            raise AssertionError(f"{what}: the process ended with {process.returncode}")
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s for: {what}")
        time.sleep(0.02)


# Where the session of whoever runs the tests is: its windows, buses, sound and keyring.
OF_THE_SESSION = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "AT_SPI_BUS_ADDRESS", "QT_QPA_PLATFORM",
                  "XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


def without_session():
    """The environment of a program that is to find nothing of that session."""
    return {name: value for name, value in os.environ.items() if name not in OF_THE_SESSION}


class Started:
    """One process in its own session, with its output in a file; a context manager."""

    def __init__(self, argv, directory, name, env=None, stdin=subprocess.DEVNULL):
        self.name = name
        self.log_path = os.path.join(directory, f"{name}.log")
        self._log = open(self.log_path, "wb")
        self.process = subprocess.Popen(argv, stdout=self._log, stderr=subprocess.STDOUT, stdin=stdin, env=env,
                                        cwd=directory, start_new_session=True)

    def log(self):
        with open(self.log_path, "rb") as f:
            return f.read().decode("utf-8", "replace")

    def stop(self, patience=5.0):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self._log.close()
        return self.process.returncode


@contextlib.contextmanager
def ended_unless_ready(peer):
    """Around the probes of a peer's start(): when they fail, nobody else would stop it."""
    try:
        yield
    except BaseException:
        peer.started.stop()
        peer.started = None
        raise


def scratch(prefix="carillon-test-"):
    return tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
