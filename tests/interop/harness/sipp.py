"""SIPp as caller or callee: its exit status is the verdict."""
import os
import subprocess

from .process import Started, ended_unless_ready, free_port, wait_for

HERE = os.path.dirname(os.path.abspath(__file__))


def scenario(name):
    return os.path.join(HERE, "..", "sipp", name + ".xml")


def call(directory, target_host_port, *args, service="1001", timeout=60, pin=None):
    """Runs a caller to its end, on the core @p pin if that is given. Returns (status, output)."""
    pinned = [] if pin is None else ["taskset", "-c", str(pin)]
    run = subprocess.run([*pinned, "sipp", target_host_port, "-i", "127.0.0.1", "-p", str(free_port()), "-mp", str(free_port(count=4)),
                          "-s", service, "-nostdin", "-timeout", "50s", "-timeout_error", "-trace_err", "-trace_msg", *args],
                         cwd=directory, capture_output=True, text=True, timeout=timeout)
    return run.returncode, run.stdout[-3000:] + run.stderr[-3000:]


class Callee:
    """A callee that waits for calls; ended with wait() for its verdict or stop()."""

    def __init__(self, directory, *args):
        self.port = free_port()
        self.started = Started(["sipp", "-i", "127.0.0.1", "-p", str(self.port), "-mp", str(free_port(count=4)), "-nostdin",
                                "-timeout", "50s", "-timeout_error", "-trace_err", *args], directory, f"sipp-{self.port}",
                               env={**os.environ, "TERM": "dumb"})
        with ended_unless_ready(self):
            wait_for(self._bound, "SIPp's port", process=self.started.process)

    def _bound(self):
        with open("/proc/net/udp") as table:
            return any(f":{self.port:04X} " in line.split(None, 3)[1] + " " for line in table)

    def wait(self, seconds=60):
        return self.started.process.wait(seconds)

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None


def filled(directory, name, **values):
    """The scenario with what stands between @ signs in it filled in. @returns the path of that copy."""
    with open(scenario(name)) as template:
        text = template.read()
    for key, value in values.items():
        text = text.replace(f"@{key.upper()}@", value)
    path = os.path.join(directory, f"{name}-filled.xml")
    with open(path, "w") as copy:
        copy.write(text)
    return path


class Caller:
    """A caller that runs beside the test; wait() gives its verdict, stop() ends it."""

    def __init__(self, directory, target_host_port, *args, service="1001"):
        self._started = Started(["sipp", target_host_port, "-i", "127.0.0.1", "-p", str(free_port()), "-mp", str(free_port(count=4)),
                                 "-s", service, "-nostdin", "-timeout", "50s", "-timeout_error", "-trace_err", "-m", "1", *args],
                                directory, "sipp-caller", env={**os.environ, "TERM": "dumb"})
        self._directory = directory

    def wait(self, seconds=60):
        """@returns (status, what it complained of)."""
        return self._started.process.wait(seconds), complaints(self._directory)

    def stop(self):
        self._started.stop()


def complaints(directory):
    """What SIPp wrote down as wrong, of all that ran in the folder."""
    text = ""
    for name in sorted(os.listdir(directory)):
        if name.endswith("_errors.log"):
            with open(os.path.join(directory, name), errors="replace") as log:
                text += log.read()[-3000:]
    return text
