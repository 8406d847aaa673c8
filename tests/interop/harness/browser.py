"""SIP.js in a real browser: Chromium without a window, a tone as its microphone, its received sound as a WAV file."""
import json
import os
import shutil
import tempfile

from .agent import LineDriven
from .kamailio import PASSWORD, REALM
from .process import wait_for
from .sipjs import BROWSER_PACKAGES, HERE, installed
from .tone import Recording, write_tone

PAGE = ("browser.mjs", "page.html", "page.mjs", "listener.mjs")
# Two names, so that it is no matter which distribution: Debian's, or Google's own.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def fetch():
    """To be called before a test goes where there is no network."""
    return installed(BROWSER_PACKAGES)


class Browser(LineDriven):
    """do() takes what sipjs/page.mjs knows; a call is named "call" unless said otherwise, a second one that comes in "second"."""

    def __init__(self, directory, user, server, transport="ws", tone_hz=440, within=(), **settings):
        """@p within: words before the command, e.g. those of a network namespace. @p settings: see sipjs/page.mjs."""
        chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
        assert chromium, "chromium is not installed: ./dev test installs it (Debian: chromium)."
        self.folder = tempfile.mkdtemp(prefix=f"browser-{user}-", dir=directory)
        os.symlink(os.path.join(fetch(), "node_modules"), os.path.join(self.folder, "node_modules"))
        for name in PAGE:
            shutil.copy(os.path.join(HERE, "..", "sipjs", name), self.folder)
        microphone = os.path.join(self.folder, "tone.wav")
        write_tone(microphone, tone_hz)
        self.user = user
        self.uri = f"sip:{user}@{REALM}"
        self._recordings = 0
        settings = {"chromium": chromium, "server": server if isinstance(server, str) else server.server(transport), "user": user,
                    "password": PASSWORD, "domain": REALM, "microphone": microphone, "flags": ["--ignore-certificate-errors"], **settings}
        super().__init__([*within, "node", os.path.join(self.folder, "browser.mjs"), json.dumps(settings)], self.folder, "browser",
                         {"HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "XDG_CACHE_HOME": self.folder})
        try:
            self.wait("connected", seconds=60)
        except BaseException:
            self.stop()
            raise

    def register(self):
        self.do("register")
        self.wait("registration", state="Registered")
        return self

    def call(self, to, name="call"):
        self.do("call", to=to, call=name)

    def accept(self, name="call", seconds=20):
        """@returns what came in."""
        invited = self.wait("invited", call=name, seconds=seconds)
        self.do("accept", call=name)
        return invited

    def established(self, name="call"):
        self.wait("session", call=name, state="Established")

    def ended(self, name="call"):
        return self.wait("session", call=name, state="Terminated")

    def asked(self, what, code=200, seconds=15, **fields):
        """Does it and waits for the far end's answer to it."""
        count = len(self.seen("answered", what=what)) + 1
        self.do(what, **fields)
        answer = self.wait("answered", count, seconds, what=what)
        assert answer["code"] == code, f"{what}: {answer['code']}, wanted {code}"
        return answer

    def stats(self, name="call"):
        count = len(self.seen("stats", call=name)) + 1
        self.do("stats", call=name)
        return self.wait("stats", count, call=name)["stats"]

    def connected(self, name="call"):
        """ICE and DTLS are through. @returns the figures."""
        self.wait("connection", call=name, state="connected")
        return self.stats(name)

    def recording(self, name="call"):
        """What it heard on a call up to now: all of it, with silence as silence."""
        self._recordings += 1
        token = f"r{self._recordings}"
        path = os.path.join(self.folder, f"{token}.wav")
        self.do("record", file=path, call=name, token=token)
        self.wait("done", what="record", token=token)
        return Recording(path)

    def heard_seconds(self, hz, name="call", since=0.0):
        """For how long a tone was in what came after @p since, seconds of the recording."""
        return self.recording(name).since(since).tone_seconds(hz)

    def wait_heard(self, hz, seconds=1.0, name="call", since=0.0, patience=20):
        """Until that much of the tone has come: media time, not wall time, decides."""
        return wait_for(lambda: self.heard_seconds(hz, name, since) >= seconds, f"browser {self.user}: {seconds} s of {hz} Hz", patience,
                        self.process)

    def forget(self):
        """Between two tests."""
        self.do("forget")
        self.events.clear()

    def close(self):
        self.stop()
