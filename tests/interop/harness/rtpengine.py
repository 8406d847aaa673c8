"""rtpengine in user space: a Kamailio's gateway between WebRTC and plain RTP."""
import os
import shutil
import socket

from .process import Started, ended_unless_ready, free_port, wait_for


class Rtpengine:
    """@p is_lite: its ICE is, RFC 8445 §2.5."""

    def __init__(self, directory, address, is_lite=False):
        self.lite = "ICE-lite=both" if is_lite else ""
        assert shutil.which("rtpengine"), "rtpengine is not installed: ./dev test installs it (Debian: rtpengine-daemon)."
        self.directory = os.path.join(directory, "rtpengine")
        os.makedirs(self.directory)
        self.port = free_port()
        first = free_port(count=50)
        self._argv = ["rtpengine", "--foreground", "--config-file=none", "--table=-1", f"--interface={address}",
                      f"--listen-ng=127.0.0.1:{self.port}", f"--port-min={first}", f"--port-max={first + 400}", "--log-stderr",
                      "--log-level=6", "--num-threads=2", f"--pidfile={self.directory}/pid"]
        self.started = None

    def start(self):
        self.started = Started(self._argv, self.directory, "rtpengine")
        with ended_unless_ready(self):
            try:
                wait_for(lambda: self._ready(), "rtpengine to answer", process=self.started.process)
            except AssertionError as error:
                raise AssertionError(f"{error}\n{self.started.log()[-3000:]}") from None
        return self

    def _ready(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.3)
            try:
                s.sendto(b"probe d7:command4:pinge", ("127.0.0.1", self.port))
                return b"pong" in s.recv(2000)
            except OSError:
                return False

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
