"""What a screen reader sees of a program on a test's own desktop: names, and where they are. And a pointer and keys that are counted."""
import json
import os
import re
import shutil
import subprocess

from .process import Started, wait_for

SYSTEM_PYTHON = "/usr/bin/python3"  # python3-gi is Debian's

READER = r"""
import json
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def walk(node, found, depth=0):
    if node is None or depth > 30:
        return
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        name = node.get_name() or ""
        if name and depth > 0:
            box = node.get_extents(Atspi.CoordType.SCREEN)
            found.append({"role": node.get_role_name(), "name": name, "x": box.x, "y": box.y, "width": box.width, "height": box.height,
                          "enabled": states.contains(Atspi.StateType.ENABLED), "focused": states.contains(Atspi.StateType.FOCUSED)})
        for i in range(node.get_child_count()):
            walk(node.get_child_at_index(i), found, depth + 1)
    except Exception:
        pass  # it went while it was looked at

desktop = Atspi.get_desktop(0)
found = []
for i in range(desktop.get_child_count()):
    walk(desktop.get_child_at_index(i), found)
print(json.dumps(found))
"""


CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={home}/bus</listen><auth>EXTERNAL</auth><servicedir>{home}/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""


class Eyes:
    """@p desktop: a harness Desktop. Programs that are to be seen are started with .env."""

    def __init__(self, desktop, directory):
        self.desktop = desktop
        self.count = 0  # clicks, gestures and keys since it was last set to 0
        home = os.path.join(directory, "eyes")
        os.makedirs(os.path.join(home, "services"), mode=0o700)
        # Nothing but what reads the screen is started on this bus: no keyring that asks, no desktop portal.
        shutil.copy("/usr/share/dbus-1/services/org.a11y.Bus.service", os.path.join(home, "services"))
        with open(os.path.join(home, "session.conf"), "w", encoding="utf-8") as file:
            file.write(CONFIG.format(home=home))
        self._env = {**desktop.env, "HOME": home, "XDG_RUNTIME_DIR": home, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/bus"}
        self._env.pop("AT_SPI_BUS_ADDRESS", None)
        self._bus = Started(["dbus-daemon", f"--config-file={home}/session.conf", "--nofork"], home, "bus", env=self._env)
        wait_for(lambda: os.path.exists(f"{home}/bus"), "the session bus", process=self._bus.process)
        self.env = {key: self._env[key] for key in ("DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS")} | {
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

    @property
    def reader_env(self):
        """For another reader of the same screen."""
        return self._env

    def look(self):
        """Each time by a reader of its own: what one remembers of windows that went is no use."""
        run = subprocess.run([SYSTEM_PYTHON, "-B", "-c", READER], env=self._env, capture_output=True, text=True, timeout=20)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    def find(self, name):
        """The element whose whole name matches the regular expression; None when none is shown."""
        return next((e for e in self.look() if re.fullmatch(name, e["name"]) and e["width"] > 0), None)

    def wait(self, name, seconds=20):
        try:
            return wait_for(lambda: self.find(name), f"«{name}» on the screen", seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; there is {sorted({e['name'] for e in self.look()})}") from None

    def gone(self, name, seconds=20):
        wait_for(lambda: not self.find(name), f"«{name}» to leave the screen", seconds)

    def _settled(self, name):
        """Where it stays for two looks: a window that comes up is placed by the window manager meanwhile."""
        last = {}
        def place():
            nonlocal last
            now = self.find(name)
            same = now and last and all(now[k] == last[k] for k in ("x", "y", "width", "height"))
            last = now
            return now if same else None
        self.wait(name)
        return wait_for(place, f"«{name}» to stand still")

    @staticmethod
    def _centre(element):
        return str(element["x"] + element["width"] // 2), str(element["y"] + element["height"] // 2)

    def click(self, name):
        x, y = self._centre(self._settled(name))
        self.desktop.run("xdotool", "mousemove", "--sync", x, y, "click", "1")
        self.count += 1

    def keys(self, *keys):
        self.desktop.keys(*keys)
        self.count += len(keys)

    def type(self, text):
        """Typing a name or a number counts as nothing."""
        self.desktop.type(text)

    def drag(self, name, x, y):
        """From the element to a point, in steps, as a hand does."""
        fromx, fromy = (int(v) for v in self._centre(self._settled(name)))
        self.desktop.run("xdotool", "mousemove", "--sync", str(fromx), str(fromy), "mousedown", "1")
        for step in range(1, 9):
            self.desktop.run("xdotool", "mousemove", "--sync", str(fromx + (x - fromx) * step // 8), str(fromy + (y - fromy) * step // 8), "sleep", "0.05")
        self.desktop.run("xdotool", "mousemove", "--sync", str(x + 1), str(y), "sleep", "0.2", "mouseup", "1")
        self.count += 1

    def stop(self):
        self._bus.stop()
