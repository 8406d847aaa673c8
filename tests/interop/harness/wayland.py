"""A Wayland desktop of its own: weston without a screen, which tells what it shows."""
import os
import re
import subprocess

from .process import Started, ended_unless_ready, wait_for

# A view of the scene graph, as weston-debug writes it.
VIEW = re.compile(r"View \d+ \(role (\S+), PID (\d+), surface ID \d+, (.*?), 0x[0-9a-f]+\):\s*position: \((-?\d+), (-?\d+)\) -> \((-?\d+), (-?\d+)\)")
TITLE = re.compile(r"(?:top-level )?window '(.*)' of (\S+)$")


class Window:
    def __init__(self, found):
        self.role, self.pid = found[1], int(found[2])
        told = TITLE.match(found[3])
        self.title, self.app = (told[1], told[2]) if told else ("", "")
        self.left, self.top, self.right, self.bottom = (int(found[i]) for i in range(4, 8))

    def __repr__(self):
        return f"«{self.title}» ({self.role} of {self.pid}) {self.left},{self.top} to {self.right},{self.bottom}"


class Weston:
    """@p runtime: a folder that is XDG_RUNTIME_DIR of all on it, such as that of a harness SessionBus."""
    SIZE = 1280, 900

    def __init__(self, directory, runtime):
        self._directory = directory
        self.env = {"XDG_RUNTIME_DIR": runtime, "WAYLAND_DISPLAY": "weston", "QT_QPA_PLATFORM": "wayland"}
        self._all = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET")} | {
            "XDG_RUNTIME_DIR": runtime, "WAYLAND_DISPLAY": "weston"}
        self.started = None

    def start(self):
        width, height = self.SIZE
        server = {k: v for k, v in self._all.items() if k != "WAYLAND_DISPLAY"}
        # Pixman: what is not drawn is not shown either.
        self.started = Started(["weston", "--debug", "--backend=headless-backend.so", "--use-pixman", "--socket=weston", f"--width={width}",
                                f"--height={height}", "--no-config", "--idle-time=0"], self._directory, "weston", env=server)
        with ended_unless_ready(self):
            # Its shell has drawn the background by then.
            wait_for(lambda: "background for output" in self._scene(), "weston", process=self.started.process)
        return self

    def _scene(self):
        asked = subprocess.run(["weston-debug", "scene-graph"], env=self._all, capture_output=True, text=True, timeout=20)
        return asked.stdout if asked.returncode == 0 else ""

    def windows(self, title="", pid=None):
        """Those that are shown and whose title matches the regular expression; @p pid: of that process."""
        found = [Window(match) for match in VIEW.finditer(self._scene())]
        return [w for w in found if w.role != "(null)" and re.search(title, w.title) and pid in (None, w.pid)]

    def wait_window(self, title, seconds=20):
        try:
            return wait_for(lambda: self.windows(title), f"a window «{title}»", seconds, self.started.process)[0]
        except AssertionError as error:
            raise AssertionError(f"{error}; there is {self.windows()}") from None

    def wait_gone(self, title, seconds=20):
        wait_for(lambda: not self.windows(title), f"«{title}» to go", seconds, self.started.process)

    def kill(self):
        """As it dies when it crashes; its helpers go by themselves."""
        self.started.process.kill()
        self.started.process.wait()

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None
