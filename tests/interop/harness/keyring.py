"""A session bus with a real Secret Service on it, unlocked, both with their files in a folder of the test."""
import os
import subprocess

from .process import Started, wait_for


class Keyring:
    def __init__(self, directory):
        self.directory = os.path.join(directory, "keyring")
        home, runtime = (os.path.join(self.directory, name) for name in ("home", "runtime"))
        for path in (self.directory, home, runtime):
            os.mkdir(path, 0o700)
        read, write = os.pipe()
        self._bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", f"--print-address={write}",
                                      f"--address=unix:path={self.directory}/bus"], pass_fds=(write,), start_new_session=True)
        os.close(write)
        with os.fdopen(read) as address:
            self.env = {"HOME": home, "XDG_RUNTIME_DIR": runtime, "XDG_DATA_HOME": os.path.join(home, "data"),
                        "DBUS_SESSION_BUS_ADDRESS": address.readline().strip()}
        read, write = os.pipe()
        os.write(write, b"the keyring's own password")
        os.close(write)
        self._daemon = Started(["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"], self.directory,
                               "gnome-keyring", env={**os.environ, **self.env}, stdin=read)
        os.close(read)
        try:
            wait_for(self._is_there, "the Secret Service", process=self._daemon.process)
        except BaseException:
            self.stop()
            raise

    def _is_there(self):
        asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"],
                               env={**os.environ, **self.env}, capture_output=True, text=True, timeout=10)
        return "boolean true" in asked.stdout

    def pause(self):
        """It takes questions and answers none."""
        os.kill(self._daemon.process.pid, 19)

    def go_on(self):
        os.kill(self._daemon.process.pid, 18)

    def stop(self):
        try:
            if self._daemon.process.poll() is None:
                self.go_on()
            self._daemon.stop()
        finally:
            self._bus.terminate()
            self._bus.wait()
