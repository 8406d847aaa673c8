"""Programs that are driven by lines of JSON and answer in lines of JSON."""
import contextlib
import json
import os
import subprocess
import threading

from .kamailio import PASSWORD
from .process import wait_for

BINARY = os.environ.get("INTEROP_AGENT", "")


class LineDriven:
    """A process whose stdin takes {"do": ...} and whose stdout says {"event": ...}; .events grows."""

    def __init__(self, argv, directory, name, env=None):
        self.events = []
        self.log_path = os.path.join(directory, f"{name}.log")
        self._log = open(self.log_path, "wb")
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
                                        cwd=directory, env={**os.environ, **(env or {})})
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        for line in self.process.stdout:
            # SIPp ends each body with a line break.
            self.events.append({k: v.rstrip("\r\n") if isinstance(v, str) else v for k, v in json.loads(line).items()})

    def do(self, what, **fields):
        self.process.stdin.write(json.dumps({"do": what, **fields}) + "\n")
        self.process.stdin.flush()

    def seen(self, event, **fields):
        return [e for e in list(self.events) if e["event"] == event and all(e.get(k) == v for k, v in fields.items())]

    def wait(self, event, count=1, seconds=15, **fields):
        """@returns the count-th such event."""
        try:
            return wait_for(lambda: self.seen(event, **fields)[count - 1:count], f"{event} {fields}", seconds, self.process)[0]
        except AssertionError as error:
            with open(self.log_path) as log:
                raise AssertionError(f"{error}: {self.events}\n{log.read()[-2000:]}") from None

    def stop(self):
        if self.process is None:
            return
        try:
            if self.process.poll() is None:
                self.process.stdin.close()  # it says goodbye and ends
                self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        finally:
            self._thread.join()
            with contextlib.suppress(OSError):
                self.process.stdin.close()
            self.process.stdout.close()
            self._log.close()
            self.process = None


class Agent(LineDriven):
    """The framework's own user agent: registered at a harness Kamailio, or reachable at its address without one."""

    def __init__(self, directory, user, server=None, transport="udp", name=None):
        assert BINARY, "INTEROP_AGENT names the program"
        where = [f"sip:{user}@127.0.0.1"] if server is None else [f"sip:{user}@carillon.test", server.server(transport), server.ca]
        super().__init__([BINARY, *where], directory, name or f"agent-{user}", {"AGENT_PASSWORD": PASSWORD})
        try:
            self.contact = self.wait("connected")["contact"]
            if server is not None:
                self.wait("registration", state="Registered")
        except BaseException:
            self.stop()
            raise

    @property
    def host_port(self):
        return self.contact.split("@")[1].split(";")[0]
