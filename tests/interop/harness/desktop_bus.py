"""A session bus of a test's own, the doubles that can be played on it, and real services beside them."""
import json
import os
import subprocess

from .process import Started, wait_for

SYSTEM_PYTHON = "/usr/bin/python3"  # python3-dbus and python3-gi are Debian's


class SessionBus:
    """dbus-daemon that starts nothing by itself: what is not played is not there."""

    def __init__(self, directory, name="bus"):
        self.directory = os.path.join(directory, name)
        os.makedirs(self.directory, mode=0o700, exist_ok=True)
        self._config = os.path.join(self.directory, "session.conf")
        with open(self._config, "w", encoding="utf-8") as file:
            file.write(f"""<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={self.directory}/socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>""")
        self.env = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.directory}/socket", "XDG_RUNTIME_DIR": self.directory}
        self._daemon = None
        self.start()

    def start(self):
        socket = f"{self.directory}/socket"
        if os.path.exists(socket):
            os.unlink(socket)
        self._daemon = Started(["dbus-daemon", f"--config-file={self._config}", "--nofork"], self.directory, "dbus")
        wait_for(lambda: os.path.exists(socket), "the session bus", process=self._daemon.process)

    def double(self, kind, *words):
        return Double(self, kind, words)

    def stop(self):
        self._daemon.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Double:
    def __init__(self, bus, kind, words):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "doubles.py")
        self._process = subprocess.Popen([SYSTEM_PYTHON, "-B", script, kind, *words], env={**os.environ, **bus.env},
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self._answer()

    def _answer(self):
        line = self._process.stdout.readline()
        assert line, "the double has ended"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def __call__(self, command, *arguments):
        self._process.stdin.write(json.dumps([command, *arguments]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def stop(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
