"""A desktop of its own: Xvfb with a window manager, and hands to type and click with."""
import os
import subprocess

from .process import Started, wait_for, without_session


class Desktop:
    def __init__(self, directory, size="1280x900x24"):
        self.directory = directory
        read, write = os.pipe()
        self._log = open(os.path.join(directory, "xvfb.log"), "wb")
        self._server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
                                        pass_fds=(write,), stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True)
        os.close(write)
        try:
            with os.fdopen(read) as number:
                self.display = ":" + number.readline().strip()
            self.env = {**without_session(), "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
            self._manager = Started(["openbox", "--sm-disable"], directory, "openbox", env=self.env)
        except BaseException:
            self._end_server()
            raise

    def run(self, *argv):
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, timeout=20)

    def windows(self, title):
        """Ids of the visible windows whose title matches the regular expression."""
        return self.run("xdotool", "search", "--onlyvisible", "--name", title).stdout.split()

    def wait_window(self, title, seconds=15):
        return wait_for(lambda: self.windows(title), f"a window «{title}»", seconds)[0]

    def active_window_title(self):
        return self.run("xdotool", "getactivewindow", "getwindowname").stdout.strip()

    def focus(self, window):
        self.run("xdotool", "windowactivate", "--sync", window)

    def keys(self, *keys):
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text):
        self.run("xdotool", "type", "--clearmodifiers", text)

    def screenshot(self, path, window="root"):
        self.run("import", "-window", window, path)

    def stop(self):
        try:
            self._manager.stop()
        finally:
            self._end_server()

    def _end_server(self):
        self._server.terminate()
        self._server.wait()
        self._log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
