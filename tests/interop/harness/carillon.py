"""The program under test, headless, driven by `carillon ctl` as a script would."""
import json
import os
import signal
import subprocess
import threading

from .kamailio import PASSWORD
from .process import Started, ended_unless_ready, wait_for, without_session
from .tone import Recording

BINARY = os.environ.get("CARILLON", "")


def said(text, name):
    """What the last line of that kind says; `ctl` prints a JSON object a line, and others may print, too."""
    for line in reversed(text.splitlines()):
        try:
            return json.loads(line)[name]
        except (ValueError, KeyError, TypeError):
            continue
    return None


class CtlError(Exception):
    def __init__(self, status, text):
        self.status = status
        self.error = said(text, "error") or {"code": "?", "message": text}
        super().__init__(f"exit {status}: {self.error}")

    @property
    def code(self):
        return self.error["code"]


class Carillon:
    def __init__(self, directory, name="carillon", audio_input="tone:440", options=(), within=()):
        self.directory = os.path.join(directory, name)
        os.makedirs(self.directory, exist_ok=True)
        self.profile = os.path.join(self.directory, "profile")
        self.recording = os.path.join(self.directory, "heard.wav")
        # @p within: words before the command, those of a namespace.
        self.argv = [*within, BINARY, "--headless", "--profile", self.profile, "--audio-input", audio_input,
                     "--audio-output", f"file:{self.recording}", *options]
        self.started = None
        self.warning = None  # what the last ctl() said beside its result
        # No keychain in a test: nothing of the desktop's is touched, passwords stay in memory. A bus at the usual
        # place in the usual folder would be found, too.
        runtime = os.path.join(self.directory, "runtime")
        os.makedirs(runtime, mode=0o700, exist_ok=True)
        self.env = {**without_session(), "XDG_RUNTIME_DIR": runtime}

    def start(self):
        assert BINARY, "CARILLON names the program"
        self.started = Started(self.argv, self.directory, "carillon", env=self.env)
        with ended_unless_ready(self):
            wait_for(lambda: self._ready(), "carillon's control socket", process=self.started.process)
        return self

    def _ready(self):
        try:
            return self.ctl("status")
        except CtlError as error:
            if error.status == 3:
                return False
            raise

    def ctl(self, *args, stdin=None, env=None):
        run = subprocess.run([BINARY, "ctl", "--profile", self.profile, *args], capture_output=True, text=True, timeout=30,
                             input=stdin, env={**self.env, **(env or {})})
        if run.returncode != 0:
            raise CtlError(run.returncode, run.stderr)
        self.warning = said(run.stderr, "warning")
        return json.loads(run.stdout)

    def add_account(self, user, server=None, transport="udp", domain="carillon.test", password=PASSWORD, address="127.0.0.1", **options):
        """Through a test server (a harness Kamailio), or without registration when there is none: then at @p address."""
        args = ["account", "add", "--password-stdin"]
        if server is None:
            args += ["--aor", f"sip:{user}@{address}", "--no-register"]
        else:
            args += ["--aor", f"sip:{user}@{domain}", "--server", server.server(transport)]
            if transport in ("tls", "wss"):
                args += ["--ca", server.ca]
        for name, value in options.items():
            args += [f"--{name.replace('_', '-')}", str(value)]
        return self.ctl(*args, stdin=password + "\n")["id"]

    def account(self, identity):
        return next(a for a in self.ctl("status")["accounts"] if a["id"] == identity)

    def wait_registered(self, identity, seconds=15):
        try:
            return wait_for(lambda: self.account(identity).get("registered"), "registration", seconds, self.started.process)
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.account(identity)}\n{self.started.log()[-2000:]}") from None

    def contact(self, identity):
        return self.account(identity)["contact"]

    def dial(self, target, *options):
        return self.ctl("dial", target, *options)["call"]

    def call(self, identity):
        return self.ctl("call", identity)

    def wait_call(self, identity, condition, what, seconds=15):
        """condition: a state's name, or a function of the call's JSON."""
        test = (lambda c: c["state"] == condition) if isinstance(condition, str) else condition
        try:
            return wait_for(lambda: (lambda c: c if test(c) else None)(self.call(identity)), what, seconds, self.started.process)
        except AssertionError as error:
            raise AssertionError(f"{error}: {json.dumps(self.call(identity))}\n{self.started.log()[-2000:]}") from None

    def wait_incoming(self, seconds=15):
        def ringing():
            return next((c for c in self.ctl("calls") if c["direction"] == "in" and c["state"] == "Initial"), None)
        try:
            return wait_for(ringing, "an incoming call", seconds, self.started.process)["id"]
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.started.log()[-2000:]}\n{json.dumps(self.ctl('calls'))}") from None

    def wait_heard(self, call, ms, seconds=20):
        """Until that much audio came in on the call: media time, not wall time, decides."""
        packets = ms // 20
        return wait_for(lambda: self.received_packets(call) >= packets, f"{ms} ms of audio", seconds, self.started.process)

    def received_packets(self, call):
        return self.ctl("stats", call)["audio"]["received"]["packets"]

    def ice_pair(self, call):
        """(ours, theirs) of "host", "srflx", "prflx" and "relay"; None as long as there is none."""
        pair = self.ctl("stats", call)["ice"]
        return pair and (pair["local"]["type"], pair["remote"]["type"])

    def heard(self):
        """What it has played up to now."""
        return Recording(self.recording, is_growing=True) if os.path.exists(self.recording) else Recording.of([], 48000)

    def wait_recorded(self, hz, seconds=1.0, since=0.0, patience=20):
        """Until that much of the tone came out of its loudspeaker after @p since, seconds of the recording."""
        wait_for(lambda: self.heard().since(since).tone_seconds(hz) >= seconds, f"{seconds} s of {hz} Hz", patience, self.started.process)

    def end_all(self):
        """Between two tests."""
        self.ctl("hangup", "--all")
        wait_for(lambda: all(c["state"] == "Terminated" for c in self.ctl("calls")), "the calls to end", process=self.started.process)

    def events(self, *args):
        """A running `ctl events`; its .lines grows. What happens from now on is in it."""
        return Events([BINARY, "ctl", "--profile", self.profile, "events", "--ready", *args], self.env)

    def stop(self):
        if not self.started:
            return None
        code = self.started.stop(patience=10)
        log = self.started.log()
        self.started = None
        for mark in ("AddressSanitizer", "runtime error:", "LeakSanitizer"):
            assert mark not in log, log[-6000:]
        assert code == 0, f"carillon ended with {code}\n{log[-4000:]}"
        return code

    def kill(self):
        os.killpg(self.started.process.pid, signal.SIGKILL)
        self.started.stop()
        self.started = None

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, value, trace):
        if kind is not None and self.started:
            print(self.started.log()[-4000:])
        self.stop()


class Events:
    def __init__(self, argv, env):
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=env)
        first = json.loads(self.process.stdout.readline())
        assert first["event"] == "ready", first
        self.lines = []
        threading.Thread(target=lambda: [self.lines.append(json.loads(x)) for x in self.process.stdout], daemon=True).start()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
